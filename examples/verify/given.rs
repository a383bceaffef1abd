//! The files as what they say they are: whatever is not of its form diverges at once.

use crate::texts::Texts;
use double_random::chance::Announcement;
use double_random::digest::Digest;
use double_random::draw::{Divergence, PublicForm, Record, RecordError, Step};
use double_random::frame::Unit;
use double_random::plan::Plan;

/// What an auditor is given.
#[derive(Debug)]
pub(crate) struct Given<'a> {
    pub(crate) units: Vec<Unit<'a>>,
    pub(crate) announcement: Announcement,
    pub(crate) plan: Option<Plan>,
    pub(crate) record: Record,
    pub(crate) digest: Digest,
    pub(crate) public: Option<PublicForm>,
}

impl<'a> Given<'a> {
    /// Reads the texts, and prints a line for each.
    pub(crate) fn read(texts: &'a Texts) -> Result<Self, Divergence> {
        let units = units(&texts.units)?;
        println!("units.tsv          {} units", units.len());

        let announcement = texts.announcement.parse();
        let announcement: Announcement =
            announcement.map_err(|error| Divergence::form("announcement.txt", &error))?;
        let (plans, digest) = (announcement.plans().len(), announcement.digest());
        println!("announcement.txt   {plans} announced together, digest {digest}");

        let plan = texts.plan.as_deref().map(Plan::parse).transpose();
        let plan = plan.map_err(|error| Divergence::form("plan.json", &error))?;
        if let Some(plan) = &plan {
            println!("plan.json          {}", plan.id());
        }

        let record = record(texts)?;
        let (drawn, reserves) = (record.selected().len(), record.reserves().len());
        println!("record.json        {drawn} drawn, {reserves} in reserve");

        let digest = texts
            .digest
            .strip_suffix('\n')
            .unwrap_or(&texts.digest)
            .parse();
        let digest = digest.map_err(|error| Divergence::form("record-digest.txt", &error))?;
        println!("record-digest.txt  {digest}");

        let public = texts.public.as_deref().map(PublicForm::parse).transpose();
        let public = public.map_err(|error| Divergence::form("public.json", &error))?;
        if let Some(public) = &public {
            println!("public.json        {} names", public.names().len());
        }
        Ok(Self {
            units,
            announcement,
            plan,
            record,
            digest,
            public,
        })
    }
}

/// The record, whole, or a head with lines beside it.
fn record(texts: &Texts) -> Result<Record, Divergence> {
    let record = match &texts.lines {
        Some(lines) => Record::from_lines(&texts.record, lines.split_terminator('\n')),
        None => Record::parse(&texts.record),
    };
    record.map_err(|error| match error {
        RecordError::Line { .. } | RecordError::Lines { .. } => {
            Divergence::form("record.jsonl", &error)
        }
        RecordError::Document(_) | _ => Divergence::form("record.json", &error),
    })
}

/// The units of a registry, in whatever order.
fn units(text: &str) -> Result<Vec<Unit<'_>>, Divergence> {
    let mut units = vec![];
    for (line, text) in (1..).zip(text.split_terminator('\n')) {
        let unit = unit(text).ok_or_else(|| {
            let (at, wanted) = (
                format!("units.tsv, line {line}"),
                "`id TAB stratum TAB size TAB district`",
            );
            Divergence::new(
                Step::Form,
                at,
                wanted,
                format_args!("`{}`", text.escape_debug()),
            )
        })?;
        units.push(unit);
    }
    Ok(units)
}

fn unit(line: &str) -> Option<Unit<'_>> {
    let [id, stratum, digits, district] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let size: u64 = digits.parse().ok()?;
    let unit = Unit::new(id, stratum).size(size).district(district);
    (size.to_string() == digits).then_some(unit)
}
