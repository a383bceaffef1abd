//! What a person is told of the draw.

use crate::counts::Counts;
use crate::files::{FILES, For, JOINT};
use crate::loads::Loads;
use crate::options::Options;
use crate::parts::Parts;
use crate::readers::Readers;
use crate::registry::{Business, Status};
use crate::story::Story;
use crate::table::grouped;
use crate::words::block;
use std::error::Error;
use std::time::Duration;

/// Where the words of the report begin.
pub(crate) const INDENT: usize = 11;

/// What a reader must not believe.
const NOTE: &str = "all that follows is invented from a label, also every officer, what the lottery and the beacon gave and who was struck off; \
    a real office takes its key from FrameKey::generate, a contributor its nonce from Nonce::generate";

/// Everything that is told.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    pub(crate) options: &'a Options,
    pub(crate) registry: &'a [Business],
    pub(crate) parts: &'a Parts,
    pub(crate) story: &'a Story,
    pub(crate) readers: &'a Readers,
    pub(crate) times: Times,
}

/// How long it took.
#[derive(Debug)]
pub(crate) struct Times {
    pub(crate) commit: Duration,
    pub(crate) story: Duration,
    pub(crate) check: Duration,
}

/// The codes whose check characters are not the computed ones, as a warning; none without such codes.
pub(crate) fn doubtful(codes: &[(u64, String)]) -> Option<String> {
    let first = codes.iter().take(3);
    let first: Vec<String> = first
        .map(|(line, code)| format!("line {line} `{code}`"))
        .collect();
    let (count, first) = (codes.len(), first.join(", "));
    let s = if count == 1 { "" } else { "s" };
    let more = if count > 3 { ", …" } else { "" };
    (count > 0).then(|| {
        format!(
            "warning: {count} code{s} whose check characters are not the computed ones: {first}{more}"
        )
    })
}

impl Report<'_> {
    /// The whole text.
    pub(crate) fn text(&self) -> Result<String, Box<dyn Error>> {
        let counts = Counts(&self.story.record);
        let year = Loads {
            record: &self.story.record,
            frame: &self.parts.year.frame,
        };
        let joint = self.story.joint.as_ref().zip(self.parts.joint.as_ref());
        let joint = joint.map(|(record, part)| {
            let frame = &part.frame;
            Loads { record, frame }.departments()
        });
        let tables = [
            counts.by_class()?,
            counts.by_district(),
            counts.extremes()?,
            year.histogram(),
            joint.unwrap_or_default(),
        ];
        let timeline = self.story.office.timeline.clone() + "\n";
        let rest = [self.told(), self.written(), self.by_hand()];
        Ok([self.opening(), timeline, tables.concat(), rest.concat()].concat())
    }

    fn opening(&self) -> String {
        let count = |wanted| {
            let such = self
                .registry
                .iter()
                .filter(|business| business.status == wanted);
            grouped(such.map(|_| 1).sum())
        };
        let kinds = [Status::Active, Status::Dormant, Status::StruckOff];
        let [active, dormant, struck_off] = kinds.map(count);
        let origin = match &self.options.registry {
            Some(file) => format!("read from {}", file.display()),
            None => {
                "invented, with the numbers by class of the prefecture's report for 2024".to_owned()
            }
        };
        let (record, all) = (&self.story.record, grouped(self.parts.year.frame.count()));
        let (plan, strata) = (record.plan(), record.strata().len());
        let (id, reserves) = (plan.id(), plan.reserves());
        let joint = match &self.story.joint {
            Some(record) => format!(
                "{}: {} hotels by class, all departments together (一业一查)",
                record.plan().id(),
                record.total().sample
            ),
            None => "no hotel in the registry: no second plan".to_owned(),
        };
        let note = block("note", INDENT, NOTE);
        format!(
            "registry   {all} businesses, {origin}\n\
             \x20          {active} active; {dormant} dormant and {struck_off} struck off: in the frame, never drawn\n\
             plan       {id}: not less than the rates, in {strata} strata (class × district), {reserves} reserves each\n\
             \x20          {joint}\n{note}\n"
        )
    }

    /// The files, and for whom they are.
    fn written(&self) -> String {
        let (record, out) = (&self.story.record, self.options.out.display());
        let missing = record.public().err();
        let there = |file: &str| match file {
            "public.json" => missing.is_none(),
            "slip-not-drawn.json" => self.story.other.is_some(),
            _ => true,
        };
        let mut text = block("written", INDENT, &format!("to {out}"));
        for (reader, word) in [
            (For::Everyone, "public"),
            (For::Auditor, "auditor"),
            (For::Business, "business"),
        ] {
            let files = FILES
                .iter()
                .filter(|(file, whose)| *whose == reader && there(file));
            let files: Vec<&str> = files.map(|(file, _)| *file).collect();
            text += &block(&format!("  {word}"), INDENT, &files.join(" "));
        }
        if self.story.joint.is_some() {
            let same = format!("the second plan's, without registry and slips: in {out}/{JOINT}");
            text += &block("", INDENT, &same);
        }
        if let Some(would) = missing {
            text += &block("", INDENT, &format!("no public.json: {would}"));
        }
        text + "\n"
    }

    /// How to check it without this program.
    fn by_hand(&self) -> String {
        let (record, out) = (&self.story.record, self.options.out.display());
        let leaf = &self.story.drawn.leaf;
        let joint = match self.story.joint {
            Some(_) => format!("python3 examples/replay.py {out}/{JOINT}\n"),
            None => String::new(),
        };
        let targets = record.seed().targets(record.plan().id());
        let (id, token, ticket) = (&leaf.id, leaf.token, targets.ticket(leaf.token.as_bytes()));
        let (tokens, tickets) = (
            self.parts.year.frame.key().token_seed().reveal(),
            targets.reveal(),
        );
        format!(
            "Check it with the crate, without it, and by hand:\n\n\
             cargo run --release --example verify -- {out}\n\
             python3 examples/replay.py {out}\n{joint}\
             printf '%s%s' {tokens} {id} | sha256sum | cut -c1-24\n\
             printf '%s%s' {tickets} {token} | sha256sum | cut -c1-16\n\n\
             The last two say {token}, the token of {id}, and {ticket}, its ticket.\n"
        )
    }
}
