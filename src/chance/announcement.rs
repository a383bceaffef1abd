//! The announcement: everything a draw depends on, fixed before its randomness is known (protocol section 3).

use super::randomness::Nonce;
use super::randomness::nonce_commitment;
pub use super::terms::{Terms, TermsError};
use crate::digest::Digest;
use crate::id::{Contributor, PlanId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

/// What is fixed about one plan (抽查计划) before the draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanLine {
    /// The number of all units in its frame, those that are not eligible too.
    pub count: u64,
    /// The Merkle root of its frame.
    pub root: Digest,
    /// The commitment to its frame key.
    pub frame_key: Digest,
    /// `doc` of its roster; of `{}` where it draws no inspectors.
    pub roster: Digest,
    /// `doc` of the plan.
    pub plan: Digest,
}

/// The announcement (公告) of the plans that are drawn together: its text decides the draw seed, byte for byte.
///
/// ```
/// use double_random::chance::Announcement;
/// use double_random::chance::announcement::PlanLine;
/// use double_random::digest::Digest;
/// let digest = Digest::of(b"");
/// let line = PlanLine { count: 0, root: digest, frame_key: digest, roster: digest, plan: digest };
/// let announcement = Announcement::declared([("2024-01".parse()?, line)].into());
/// assert!(announcement.text().starts_with("double-random/1 announcement\nplan\t2024-01\t0\te3b0c442"));
/// assert_eq!(announcement.text().parse(), Ok(announcement));
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Announcement {
    plans: BTreeMap<PlanId, PlanLine>,
    terms: Option<Terms>,
}

/// A text that is not an announcement (protocol section 3).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the announcement must be {wanted}, found `{}`", .found.escape_debug())]
pub struct AnnouncementError {
    /// The line, counted from 1.
    pub line: usize,
    /// What should stand there.
    pub wanted: &'static str,
    /// What does.
    pub found: String,
}

impl Announcement {
    /// The announcement of a draw without ceremony: plan lines only.
    #[must_use]
    pub fn declared(plans: BTreeMap<PlanId, PlanLine>) -> Self {
        Self { plans, terms: None }
    }

    /// The announcement of a draw with a ceremony.
    ///
    /// # Errors
    /// No plan, contributor or source; a form that is none; sources that one event decides, or with too few values; a record
    /// before the values.
    pub fn with_terms(plans: BTreeMap<PlanId, PlanLine>, terms: Terms) -> Result<Self, TermsError> {
        if plans.is_empty() {
            return Err(TermsError::None { wanted: "plan" });
        }
        terms.check()?;
        Ok(Self {
            plans,
            terms: Some(terms),
        })
    }

    /// The plans drawn together.
    #[must_use]
    pub fn plans(&self) -> &BTreeMap<PlanId, PlanLine> {
        &self.plans
    }

    /// How the randomness will come about; `None` where it is declared.
    #[must_use]
    pub fn terms(&self) -> Option<&Terms> {
        self.terms.as_ref()
    }

    /// The exact text that is published.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{FIRST}\n");
        for (id, line) in &self.plans {
            let PlanLine {
                count,
                root,
                frame_key,
                roster,
                plan,
            } = line;
            let _ = writeln!(
                text,
                "plan\t{id}\t{count}\t{root}\t{frame_key}\t{roster}\t{plan}"
            );
        }
        if let Some(terms) = &self.terms {
            for (name, commitment) in &terms.contributors {
                let _ = writeln!(text, "contributor\t{name}\t{commitment}");
            }
            for (name, form) in &terms.sources {
                let _ = writeln!(text, "source\t{name}\t{}", form.as_str());
            }
            let _ = writeln!(text, "journal\t{}", terms.journal);
            let _ = writeln!(text, "record by\t{}", terms.record_by);
            let _ = writeln!(text, "open by\t{}", terms.open_by);
        }
        text
    }

    /// `A`: the digest of the text.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.text().as_bytes())
    }

    /// Whether this nonce is the one to which the contributor is committed.
    #[must_use]
    pub fn accepts(&self, contributor: &Contributor, nonce: &Nonce) -> bool {
        let commitment = self
            .terms
            .as_ref()
            .and_then(|terms| terms.contributors.get(contributor));
        commitment == Some(&nonce_commitment(contributor, nonce))
    }
}

const FIRST: &str = "double-random/1 announcement";

/// The lines of an announcement that are still to be read.
struct Lines<'a> {
    rest: Vec<&'a str>,
    read: usize,
}

impl<'a> Lines<'a> {
    /// The next line's values, if it is of this kind and has so many.
    fn next_if<const N: usize>(&mut self, kind: &str) -> Option<[&'a str; N]> {
        let (name, values) = self.rest.last()?.split_once('\t')?;
        let values = values
            .split('\t')
            .collect::<Vec<_>>()
            .try_into()
            .ok()
            .filter(|_| name == kind)?;
        self.rest.pop();
        self.read += 1;
        Some(values)
    }

    fn wanted(&self, wanted: &'static str) -> AnnouncementError {
        let found = self.rest.last().copied().unwrap_or_default().to_owned();
        AnnouncementError {
            line: self.read + 1,
            wanted,
            found,
        }
    }

    /// The line before was no good after all.
    fn refuse(&self, wanted: &'static str, found: &str) -> AnnouncementError {
        AnnouncementError {
            line: self.read,
            wanted,
            found: found.to_owned(),
        }
    }
}

impl FromStr for Announcement {
    type Err = AnnouncementError;

    fn from_str(text: &str) -> Result<Self, AnnouncementError> {
        let mut rest: Vec<&str> = text.split('\n').collect();
        rest.reverse();
        let mut lines = Lines { rest, read: 0 };
        if lines.rest.pop() != Some(FIRST) {
            return Err(AnnouncementError {
                line: 1,
                wanted: "`double-random/1 announcement`",
                found: text.lines().next().unwrap_or_default().to_owned(),
            });
        }
        lines.read = 1;
        let plans = plan_lines(&mut lines)?;
        let terms = if lines.rest == [""] {
            None
        } else {
            Some(terms(&mut lines)?)
        };
        if lines.rest != [""] {
            return Err(lines.wanted("the end of the text after a line feed"));
        }
        let announcement = Self { plans, terms };
        if announcement.text() == text {
            Ok(announcement)
        } else {
            Err(AnnouncementError {
                line: 1,
                wanted: "followed by lines in name order, each name once, each value in its one spelling",
                found: FIRST.to_owned(),
            })
        }
    }
}

fn plan_lines(lines: &mut Lines<'_>) -> Result<BTreeMap<PlanId, PlanLine>, AnnouncementError> {
    const WANTED: &str =
        "a plan with id, count, frame root, frame-key commitment, roster and plan digest";
    let mut plans = BTreeMap::new();
    while let Some([id, count, root, frame_key, roster, plan]) = lines.next_if("plan") {
        let line = || {
            let [root, frame_key, roster, plan] = [
                root.parse(),
                frame_key.parse(),
                roster.parse(),
                plan.parse(),
            ];
            Some((
                id.parse().ok()?,
                PlanLine {
                    count: count.parse().ok()?,
                    root: root.ok()?,
                    frame_key: frame_key.ok()?,
                    roster: roster.ok()?,
                    plan: plan.ok()?,
                },
            ))
        };
        let (id, line) = line().ok_or_else(|| lines.refuse(WANTED, id))?;
        plans.insert(id, line);
    }
    if plans.is_empty() {
        Err(lines.wanted(WANTED))
    } else {
        Ok(plans)
    }
}

fn terms(lines: &mut Lines<'_>) -> Result<Terms, AnnouncementError> {
    const CONTRIBUTOR: &str = "a contributor with name and commitment";
    const SOURCE: &str = "a source with name and form";
    let mut contributors = BTreeMap::new();
    while let Some([name, commitment]) = lines.next_if("contributor") {
        let entry = name.parse().ok().zip(commitment.parse().ok());
        let (name, commitment) = entry.ok_or_else(|| lines.refuse(CONTRIBUTOR, name))?;
        contributors.insert(name, commitment);
    }
    if contributors.is_empty() {
        return Err(lines.wanted(CONTRIBUTOR));
    }
    let mut sources = BTreeMap::new();
    let first = lines.read + 1;
    while let Some([name, form]) = lines.next_if("source") {
        let entry = name.parse().ok().zip(form.parse().ok());
        let (name, form) = entry.ok_or_else(|| lines.refuse(SOURCE, name))?;
        sources.insert(name, form);
    }
    if sources.is_empty() {
        return Err(lines.wanted(SOURCE));
    }
    let terms = Terms {
        contributors,
        sources,
        journal: value(lines, "journal", "the head of the journal")?,
        record_by: value(
            lines,
            "record by",
            "the time by which the record is published",
        )?,
        open_by: value(lines, "open by", "the date by which everything is opened")?,
    };
    match terms.check() {
        Ok(()) => Ok(terms),
        Err(error) => Err(AnnouncementError {
            line: first,
            wanted: "followed by sources whose forms are understood, each decided by an event of its own, with 10^7 values",
            found: error.to_string(),
        }),
    }
}

fn value<T: FromStr>(
    lines: &mut Lines<'_>,
    kind: &str,
    wanted: &'static str,
) -> Result<T, AnnouncementError> {
    let [text] = lines.next_if(kind).ok_or_else(|| lines.wanted(wanted))?;
    text.parse().map_err(|_| lines.refuse(wanted, text))
}

impl TryFrom<String> for Announcement {
    type Error = AnnouncementError;

    fn try_from(text: String) -> Result<Self, AnnouncementError> {
        text.parse()
    }
}

impl From<Announcement> for String {
    fn from(announcement: Announcement) -> Self {
        announcement.text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announcement() -> Announcement {
        let digest = Digest::of(b"");
        let line = PlanLine {
            count: 3,
            root: digest,
            frame_key: digest,
            roster: digest,
            plan: digest,
        };
        let plans = BTreeMap::from([
            ("b".parse().unwrap(), line.clone()),
            ("a".parse().unwrap(), line),
        ]);
        let terms = Terms {
            contributors: [
                ("审计局".parse().unwrap(), digest),
                ("x".parse().unwrap(), digest),
            ]
            .into(),
            sources: [(
                "lottery".parse().unwrap(),
                "two digits, e.g. 07".parse().unwrap(),
            )]
            .into(),
            journal: digest,
            record_by: "2024-06-02T18:00:00+08:00".parse().unwrap(),
            open_by: "2024-12-31".parse().unwrap(),
        };
        Announcement::with_terms(plans, terms).unwrap()
    }

    #[test]
    fn the_text_can_be_read_back() {
        let with = announcement();
        assert_eq!(with.text().parse(), Ok(with.clone()));
        let without = Announcement::declared(with.plans().clone());
        assert_eq!(without.text().parse(), Ok(without));
    }

    #[test]
    fn no_line_can_be_left_out_doubled_swapped_or_respelled() {
        let text = announcement().text();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            let mut fewer = lines.clone();
            fewer.remove(at);
            // One plan, contributor or source less is another announcement, not a bad one.
            let spare = lines[at].starts_with("plan") || lines[at].starts_with("contributor");
            assert_eq!(
                fewer.concat().parse::<Announcement>().is_ok(),
                spare,
                "without line {at}"
            );
            let mut doubled = lines.clone();
            doubled.insert(at, lines[at]);
            assert!(
                doubled.concat().parse::<Announcement>().is_err(),
                "line {at} twice"
            );
            if at + 1 < lines.len() {
                let mut swapped = lines.clone();
                swapped.swap(at, at + 1);
                assert!(
                    swapped.concat().parse::<Announcement>().is_err(),
                    "line {at} after the next"
                );
            }
        }
        for bad in [
            text.replace("\t3\t", "\t03\t"),
            text.replace('\n', "\r\n"),
            format!("{text}\n"),
            text.trim_end().to_owned(),
            text.to_uppercase(),
        ] {
            assert!(bad.parse::<Announcement>().is_err(), "{bad}");
        }
    }
}
