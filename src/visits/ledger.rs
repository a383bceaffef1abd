//! The ledger of visits.

use super::question::{Answer, Finding, Question};
use super::{Attendance, Caps, Counter, Kind, Visit};
use crate::calendar::Day;
use crate::id::{TaskId, UnitId};
use std::collections::BTreeMap;
use std::fmt;

/// Every visit to every business (检查台账): what was done, what was attempted, and what is reserved by plans.
///
/// [`reserve`](Self::reserve) asks the caps first; [`record`](Self::record) takes down what happened, whatever the caps say. A question
/// looks the business up and reads its own visits, so it does not grow with the ledger.
///
/// ```
/// use double_random::region::Level;
/// use double_random::visits::{Answer, Attendance, Caps, Kind, Ledger, Occasion, Participant, Parts, Visit};
/// let caps = Caps::parse(r#"{"form": "double-random/caps/1", "caps": [{"name": "health", "counted": "each department",
///     "per_year": 1, "from": "2025-01-01", "source": "list of 2025", "confidence": "likely"}]}"#)?;
/// let visit = |task: &str, kind, day: &str| -> Result<Visit, Box<dyn std::error::Error>> {
///     let health = Participant::new("532301-health".parse()?, Level::County);
///     let parts = Parts::new([(health, ["hygiene".parse()?])])?;
///     Ok(Visit::new("91532301MA6K00014Y".parse()?, task.parse()?, kind, parts, day.parse()?, Attendance::Reserved))
/// };
/// let mut ledger = Ledger::default();
/// assert_eq!(ledger.reserve(&caps, visit("plan-1", Kind::Planned, "2025-03-03")?)?, Answer::Permitted);
/// let refused = ledger.reserve(&caps, visit("plan-2", Kind::Planned, "2025-09-01")?).unwrap_err();
/// assert_eq!(refused.to_string(), "the visit is blocked until 2025-12-31: cap `health`: visits by `532301-health`: at most 1 in 2025, found 1");
/// let complaint = visit("12345-0417", Kind::Case(Occasion::Complaint), "2025-09-01")?;
/// assert!(matches!(ledger.may(&caps, &complaint), Answer::Warned(_)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    visits: BTreeMap<UnitId, Vec<Visit>>,
}

/// One task of two kinds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a visit to {target} for `{task}`: its kind is `{known}`, found `{found}`")]
#[non_exhaustive]
pub struct OtherKind {
    /// The business.
    pub target: UnitId,
    /// The task.
    pub task: TaskId,
    /// The kind that the ledger has.
    pub known: Kind,
    /// The kind that was found.
    pub found: Kind,
}

/// Why a visit is not reserved. The ledger stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReserveError {
    /// Caps are reached.
    #[error("the visit is blocked {}: {}", until(*.from), list(.findings))]
    Blocked {
        /// Which caps.
        findings: Vec<Finding>,
        /// From what day it could be made, if ever.
        from: Option<Day>,
    },
    /// One task of two kinds.
    #[error(transparent)]
    OtherKind(#[from] OtherKind),
}

fn until(from: Option<Day>) -> String {
    let last = from.and_then(|from| from.preceding().ok());
    last.map_or_else(|| "for good".to_owned(), |last| format!("until {last}"))
}

fn list(findings: &[impl fmt::Display]) -> String {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

impl Ledger {
    /// Takes down a visit that was made or attempted, or is planned whatever the caps say.
    ///
    /// A visit for a task that the ledger knows at this business continues that entry: it counts once, on however many days. Days
    /// that were reserved for it lapse: what happened, or was newly planned, takes their place. Entries that were reserved apart and
    /// carried out together become one.
    ///
    /// # Errors
    /// A known task under another kind; the ledger stays as it was.
    pub fn record(&mut self, mut visit: Visit) -> Result<(), OtherKind> {
        let known = self.visits_to(&visit.target).iter();
        let mut known = known.filter(|known| known.is_for_any(&visit.tasks));
        if let Some(other) = known.find(|known| known.kind != visit.kind) {
            let task = other.tasks.intersection(&visit.tasks).next();
            if let Some(task) = task.cloned() {
                return Err(OtherKind {
                    target: visit.target,
                    task,
                    known: other.kind,
                    found: visit.kind,
                });
            }
        }
        let entries = self.visits.entry(visit.target.clone()).or_default();
        let earlier = entries.extract_if(.., |entry| entry.is_for_any(&visit.tasks));
        for entry in earlier.collect::<Vec<_>>() {
            visit.continues(entry);
        }
        entries.push(visit);
        Ok(())
    }

    /// Asks the caps, and takes the visit down unless it is blocked.
    ///
    /// # Errors
    /// Caps that block it; a known task under another kind; the ledger stays as it was.
    pub fn reserve(&mut self, caps: &Caps, visit: Visit) -> Result<Answer, ReserveError> {
        match self.may(caps, &visit) {
            Answer::Blocked { findings, from } => Err(ReserveError::Blocked { findings, from }),
            answer @ (Answer::Permitted | Answer::Warned(_)) => {
                self.record(visit)?;
                Ok(answer)
            }
        }
    }

    /// Lets the days lapse that are reserved for a task, and so for the whole visit of which it is a part: the plan was cancelled,
    /// or the business replaced. What already happened stays. The first of those days is the answer, if there were any.
    #[must_use = "a task that nothing is reserved for may be misspelt"]
    pub fn withdraw(&mut self, target: &UnitId, task: &TaskId) -> Option<Day> {
        let entries = self.visits.get_mut(target)?;
        let entry = entries.iter_mut().find(|e| e.tasks.contains(task))?;
        let mut reserved = entry.days.iter();
        let first = reserved.find(|(_, attendance)| **attendance == Attendance::Reserved);
        let first = first.map(|(day, _)| *day);
        entry
            .days
            .retain(|_, attendance| *attendance != Attendance::Reserved);
        entries.retain(|entry| !entry.days.is_empty());
        first
    }

    /// Whether a visit may be made on its days on site (rules DR-40 to DR-44): as it will stand in the ledger, with what is known of
    /// the same tasks, and beside all other visits. A visit without a day on site is always permitted.
    pub fn may(&self, caps: &Caps, visit: &Visit) -> Answer {
        let (own, others): (Vec<&Visit>, Vec<&Visit>) = self
            .visits_to(&visit.target)
            .iter()
            .partition(|known| known.is_for_any(&visit.tasks));
        let mut visit = visit.clone();
        for entry in own {
            visit.continues(entry.clone());
        }
        let Some((first, last)) = visit.on_site() else {
            return Answer::Permitted;
        };
        let question = Question {
            caps,
            kind: visit.kind,
            parts: &visit.parts,
        };
        question.answer(first, last, &others)
    }

    /// The visits to a business, in the order in which they were last taken down.
    #[must_use]
    pub fn visits_to(&self, target: &UnitId) -> &[Visit] {
        self.visits.get(target).map_or(&[], Vec::as_slice)
    }

    /// All visits, by business.
    pub fn visits(&self) -> impl Iterator<Item = &Visit> {
        self.visits.values().flatten()
    }

    /// How many visits of a calendar year count for a business, a level or a department (rule DR-44): exempt ones too.
    #[must_use]
    pub fn count(&self, target: &UnitId, year: u16, counter: &Counter) -> usize {
        let visits = self.visits_to(target).iter();
        let of_year =
            visits.filter(|visit| visit.counted_on().is_some_and(|day| day.year() == year));
        let moved = of_year.filter(|visit| visit.parts.each().any(|(who, _)| counter.is_of(who)));
        moved.count()
    }
}
