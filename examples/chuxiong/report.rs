//! What a person is told of the draw.

use crate::counts::Counts;
use crate::files::FILES;
use crate::options::Options;
use crate::registry::{Business, Status};
use crate::table::grouped;
use double_random::chance::Ticket;
use double_random::draw::{Record, Replayed};
use double_random::frame::{Frame, Slip};
use std::error::Error;
use std::time::Duration;

/// Everything that is told.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    pub(crate) options: &'a Options,
    pub(crate) registry: &'a [Business],
    pub(crate) frame: &'a Frame,
    pub(crate) replayed: &'a Replayed<Record>,
    pub(crate) slip: &'a Slip,
    /// The ticket of the proved business, and the threshold of its stratum.
    pub(crate) proved: (Ticket, Ticket),
    pub(crate) times: Times,
}

/// How long it took.
#[derive(Debug)]
pub(crate) struct Times {
    pub(crate) commit: Duration,
    pub(crate) draw: Duration,
    pub(crate) replay: Duration,
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
        let counts = Counts(self.replayed.get());
        let tables = [counts.by_class()?, counts.by_district(), counts.extremes()?];
        Ok([self.opening(), tables.concat(), self.proof(), self.next()].concat())
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
        let (record, all) = (self.replayed.get(), grouped(self.frame.count()));
        let (plan, strata) = (record.plan(), record.strata().len());
        let (id, reserves) = (plan.id(), plan.reserves());
        format!(
            "registry   {all} businesses, {origin}\n\
             \x20          {active} active; {dormant} dormant and {struck_off} struck off: in the frame, never drawn\n\
             plan       {id}: not less than the rates, in {strata} strata (class × district), {reserves} reserves each\n\n"
        )
    }

    fn proof(&self) -> String {
        let leaf = &self.slip.leaf;
        let mut registry = self.registry.iter();
        let named = registry.find(|business| business.code == leaf.id.as_str());
        let name = named.map_or("", |business| &business.name);
        let Times {
            commit,
            draw,
            replay,
        } = &self.times;
        let [commit, draw, replay] = [commit, draw, replay].map(Duration::as_millis);
        format!(
            "announced  root {root}\n\
             published  record digest {digest}\n\
             replayed   {strength}\n\
             proved     {id} {name} in {stratum}: the slip leads to that root,\n\
             \x20          the ticket {ticket} is not above {threshold}, the threshold of the stratum\n\
             time       commit {commit} ms, draw {draw} ms, replay from the files {replay} ms\n\n",
            root = self.frame.root(),
            digest = self.replayed.get().digest(),
            strength = self
                .replayed
                .strength()
                .to_string()
                .replace("; ", "\n           "),
            id = leaf.id,
            stratum = leaf.stratum,
            ticket = self.proved.0,
            threshold = self.proved.1,
        )
    }

    fn next(&self) -> String {
        let (record, out) = (self.replayed.get(), self.options.out.display());
        let missing = record.public().err();
        let files: Vec<&str> = FILES
            .into_iter()
            .filter(|file| missing.is_none() || *file != "public.json")
            .collect();
        let files = files.join(" ");
        let missing = missing.map_or_else(String::new, |would| {
            format!("\n           no public.json: {would}")
        });
        let fixed = match self.options.seed {
            Some(_) => "the frame key comes",
            None => "frame key and randomness come",
        };
        let tokens = self.frame.key().token_seed().reveal();
        let tickets = record.seed().targets(record.plan().id()).reveal();
        let (id, token, ticket) = (&self.slip.leaf.id, self.slip.leaf.token, self.proved.0);
        format!(
            "written    to {out}: {files}{missing}\n\
             note       {fixed} from a fixed label, so that everybody gets this draw; a real one takes its key\n\
             \x20          from FrameKey::generate and its randomness from a ceremony (docs/SPEC.md, section 3)\n\n\
             Check it with the crate, without it, and by hand:\n\n\
             cargo run --release --example verify -- {out}\n\
             python3 examples/replay.py {out}\n\
             printf '%s%s' {tokens} {id} | sha256sum | cut -c1-24\n\
             printf '%s%s' {tickets} {token} | sha256sum | cut -c1-16\n\n\
             The last two say {token}, the token of {id}, and {ticket}, its ticket.\n"
        )
    }
}
