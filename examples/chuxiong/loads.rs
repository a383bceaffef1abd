//! How visits fall on the officers: a histogram of one department, a line for each of several, and why seats stay vacant.

use crate::registry::DIVISIONS;
use crate::report::INDENT;
use crate::table::{Table, grouped};
use crate::words::block;
use double_random::draw::{DepartmentDispatch, Dispatch, Record};
use double_random::frame::Frame;
use double_random::id::{DepartmentId, InspectorId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// How many rows a histogram has at most, and how long its longest bar is.
const ROWS: u64 = 12;
const BAR: usize = 48;

/// The officers of a record.
#[derive(Debug)]
pub(crate) struct Loads<'a> {
    pub(crate) record: &'a Record,
    pub(crate) frame: &'a Frame,
}

impl Loads<'_> {
    /// One department: how many officers have which load.
    pub(crate) fn histogram(&self) -> String {
        let dispatch = self.record.dispatch();
        let mut text = String::new();
        for (id, sent) in dispatch.into_iter().flat_map(Dispatch::departments) {
            let (officers, seats, vacant) = numbers(sent);
            let head = format!("{id}: {officers} officers, {seats} seats, {vacant} vacant");
            text += &block("officers", INDENT, &head);
            text += &bars(sent);
            text += &self.why(id, sent);
        }
        text + "\n"
    }

    /// Several departments: a line each.
    pub(crate) fn departments(&self) -> String {
        let (plan, mut table) = (self.record.plan().id(), Table::default());
        let header = ["officers", "seats", "loads", "vacant"];
        let header = [plan.to_string()]
            .into_iter()
            .chain(header.map(str::to_owned));
        table.row(header);
        let mut reasons = String::new();
        let dispatch = self.record.dispatch();
        for (id, sent) in dispatch.into_iter().flat_map(Dispatch::departments) {
            let (officers, seats, vacant) = numbers(sent);
            let loads = sent.loads.values().map(|load| load.get());
            let (least, most) = (loads.clone().min(), loads.max());
            let loads = format!("{}–{}", least.unwrap_or_default(), most.unwrap_or_default());
            table.row([id.to_string(), officers, seats, loads, vacant]);
            reasons += &self.why(id, sent);
        }
        format!("{table}{reasons}\n")
    }

    /// Which seats cannot be filled together, and who could fill them.
    fn why(&self, id: &DepartmentId, sent: &DepartmentDispatch) -> String {
        let Some(cut) = &sent.shortage else {
            return String::new();
        };
        let targets: BTreeSet<&UnitId> = cut.slots.iter().map(|(target, _)| target).collect();
        let there = self
            .frame
            .leaves()
            .filter(|leaf| targets.contains(&leaf.id));
        let districts: BTreeSet<String> = there.map(|leaf| named(leaf.district.as_str())).collect();
        let districts = districts.into_iter().collect::<Vec<_>>().join(", ");
        let once: BTreeSet<&InspectorId> = cut.once.iter().map(|(_, officer)| officer).collect();
        let (vacant, slots, targets) = (cut.vacant, cut.slots.len(), targets.len());
        let who = match (once.len(), cut.officers.len()) {
            (0, 0) => "nobody may come".to_owned(),
            (1, 0) => "only one officer may come, and has one seat at each".to_owned(),
            (once, 0) => format!("only {once} officers may come, each to one seat of a target"),
            (once, full) => format!("only {once} officers may come, and {full} up to their limits"),
        };
        let text =
            format!("{id}, {vacant} of {slots} seats at {targets} targets in {districts}: {who}");
        block("vacant", INDENT, &text)
    }
}

/// Officers, seats and vacant seats.
fn numbers(sent: &DepartmentDispatch) -> (String, String, String) {
    let seats = sent.teams.iter().flat_map(|team| &team.seats);
    let vacant = seats.clone().filter(|seat| seat.is_none()).count();
    let count = |number: usize| grouped(number.try_into().unwrap_or_default());
    (count(sent.loads.len()), count(seats.count()), count(vacant))
}

/// A bar for each load, or for each few loads.
fn bars(sent: &DepartmentDispatch) -> String {
    let loads = sent.loads.values().map(|load| load.get());
    let (Some(least), Some(most)) = (loads.clone().min(), loads.clone().max()) else {
        return String::new();
    };
    let step = (most - least) / ROWS + 1;
    let mut rows: BTreeMap<u64, usize> = BTreeMap::new();
    for load in loads {
        *rows.entry((load - least) / step).or_default() += 1;
    }
    let longest = rows.values().copied().max().unwrap_or(1);
    let mut text = String::new();
    for row in 0..=(most - least) / step {
        let officers = rows.get(&row).copied().unwrap_or_default();
        let (from, to) = (least + row * step, least + row * step + step - 1);
        let range = if step == 1 {
            format!("{from}")
        } else {
            format!("{from}–{to}")
        };
        let bar = "█".repeat((officers * BAR).div_ceil(longest));
        text += &block(
            "",
            INDENT,
            format!("load {range:>7} {officers:>5}  {bar}").trim_end(),
        );
    }
    text
}

fn named(district: &str) -> String {
    let known = DIVISIONS.iter().find(|division| division.0 == district);
    known.map_or(district, |division| division.1).to_owned()
}
