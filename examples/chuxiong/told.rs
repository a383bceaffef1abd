//! What the three readers are told: each, what was checked and what was not.

use crate::readers::Readers;
use crate::report::{INDENT, Report, Times};
use crate::table::grouped;
use crate::words::{block, said};
use double_random::approval::Approval;
use double_random::frame::Leaf;
use double_random::id::{InspectorId, UnitId};
use double_random::journal::Matter;
use std::time::Duration;

impl Report<'_> {
    /// The three readers, with what each has checked and what not.
    pub(crate) fn told(&self) -> String {
        let Readers {
            auditor,
            everyone,
            businesses,
        } = self.readers;
        let entries = self.story.office.journal.entries();
        let mut text = block("everyone", INDENT, &said(&everyone.to_string()));
        let lines = format!("the journal's {entries} lines lead to its head");
        text += &block("", INDENT, &lines);
        for (slip, case) in businesses {
            let leaf = &slip.leaf;
            let threshold = match case.threshold() {
                Some(threshold) if case.ticket() <= threshold => {
                    format!("not above the threshold {threshold}")
                }
                Some(threshold) => format!("above the threshold {threshold}"),
                None => "no threshold known".to_owned(),
            };
            let (id, stratum, ticket) = (&leaf.id, &leaf.stratum, case.ticket());
            let own = format!(
                "{id} {} in {stratum}\nthe ticket {ticket} is {threshold}\n{}",
                self.name(leaf),
                said(&case.to_string())
            );
            text += &block("business", INDENT, &own);
        }
        let in_force: usize = auditor.get().in_force.values().map(Vec::len).sum();
        let in_force = grouped(in_force.try_into().unwrap_or_default());
        text += &block("auditor", INDENT, &said(&auditor.strength().to_string()));
        text += &block(
            "",
            INDENT,
            &format!("{in_force} targets in force\n{}", self.left()),
        );
        let Times {
            commit,
            story,
            check,
        } = &self.times;
        let [commit, story, check] = [commit, story, check].map(Duration::as_millis);
        let time = format!(
            "commit {commit} ms, ceremony, draw and opening {story} ms, three readers {check} ms"
        );
        text + &block("time", INDENT, &time) + "\n"
    }

    /// Which targets and officers left and who came, as only the auditor sees it.
    fn left(&self) -> String {
        let sealed = self.story.office.sealed.iter();
        let left = sealed.filter_map(|sealed| {
            let what = match sealed.matter() {
                Matter::Reserve { leaves, comes } => {
                    let comes = comes.as_ref().map_or("nobody", UnitId::as_str);
                    format!("out {leaves}, in {comes}")
                }
                Matter::Replacement {
                    target,
                    leaves,
                    comes,
                    count,
                    ..
                } => {
                    let comes = comes.as_ref().map_or("nobody", InspectorId::as_str);
                    format!("at {target} {comes} for {leaves}, replacement {count}")
                }
                Matter::Slip { .. } | _ => return None,
            };
            let Approval {
                approver, ground, ..
            } = sealed.approval();
            Some(format!("{what}: {ground}, approved by {approver}"))
        });
        left.collect::<Vec<_>>().join("\n")
    }

    fn name(&self, leaf: &Leaf) -> &str {
        let mut registry = self.registry.iter();
        let named = registry.find(|business| business.code == leaf.id.as_str());
        named.map_or("", |business| &business.name)
    }
}
