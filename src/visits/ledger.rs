//! The ledger of visits.

use super::question::{Answer, Finding, Question};
use super::visit::{Stay, VisitTooLong};
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
/// assert!(matches!(ledger.may(&caps, &complaint)?, Answer::Warned(_)));
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

/// Why a visit does not continue what the ledger has of its tasks. The ledger stays as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// One task of two kinds.
    #[error(transparent)]
    OtherKind(#[from] OtherKind),
    /// A day too far from the visit that was made for the task: a visit of its own, for a task of its own, which counts.
    #[error("a visit to {target} for `{task}`: {found}")]
    TooLong {
        /// The business.
        target: UnitId,
        /// The task for which somebody came already.
        task: TaskId,
        /// The days that would be one visit.
        found: VisitTooLong,
    },
    /// Tasks for which two visits were made: they counted twice, and no further day makes one visit of them.
    #[error(
        "a visit to {target} for `{}` and `{}`: it continues one visit, found two, begun on {} and {}", .tasks[0], .tasks[1], .begun[0], .begun[1]
    )]
    TwoVisits {
        /// The business.
        target: UnitId,
        /// A task of each.
        tasks: [TaskId; 2],
        /// When each began.
        begun: [Day; 2],
    },
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
    /// It does not continue what the ledger has of its tasks.
    #[error(transparent)]
    Record(#[from] RecordError),
}

fn until(from: Option<Day>) -> String {
    let last = from.and_then(|from| from.preceding().ok());
    last.map_or_else(|| "for good".to_owned(), |last| format!("until {last}"))
}

fn list(findings: &[impl fmt::Display]) -> String {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

/// A visit as it will stand in the ledger.
struct Standing<'a> {
    visit: Visit,
    /// The days on site of it that are past planning.
    made: Option<Stay>,
    /// The visits beside it.
    others: Vec<&'a Visit>,
}

impl Ledger {
    /// Takes down a visit that was made or attempted, or is planned whatever the caps say.
    ///
    /// A visit for a task that the ledger knows at this business continues that entry: it counts once, on the several days that
    /// [`LONGEST_VISIT`](super::LONGEST_VISIT) allows. Days that were reserved for it lapse: what happened, or was newly planned, takes
    /// their place. Entries that were reserved apart and carried out together become one; visits that were made apart do not.
    ///
    /// # Errors
    /// A known task under another kind, on a day that is too far from the visit that was made for it, or together with another task
    /// for which another visit was made.
    pub fn record(&mut self, visit: Visit) -> Result<(), RecordError> {
        let visit = self.standing(visit)?.visit;
        let entries = self.visits.entry(visit.target.clone()).or_default();
        entries.retain(|entry| !entry.is_for_any(&visit.tasks));
        entries.push(visit);
        Ok(())
    }

    /// A visit as it will stand, with what the ledger has of its tasks.
    fn standing(&self, mut visit: Visit) -> Result<Standing<'_>, RecordError> {
        let (target, tasks) = (visit.target.clone(), visit.tasks.clone());
        let known = self.visits_to(&target).iter();
        let (own, others): (Vec<&Visit>, Vec<&Visit>) =
            known.partition(|known| known.is_for_any(&tasks));
        let mut made = None;
        for entry in own {
            let Some(task) = entry.tasks.intersection(&tasks).next().cloned() else {
                continue;
            };
            if entry.kind != visit.kind {
                let (known, found) = (entry.kind, visit.kind);
                return Err(RecordError::OtherKind(OtherKind {
                    target,
                    task,
                    known,
                    found,
                }));
            }
            visit.continues(entry);
            let Some(stay) = entry.made() else { continue };
            if let Some((before, began)) = made.replace((task.clone(), stay)) {
                return Err(RecordError::TwoVisits {
                    target,
                    tasks: [before, task],
                    begun: [began.first, stay.first],
                });
            }
        }
        if let (Some((task, _)), Err(found)) = (&made, visit.check()) {
            let task = task.clone();
            return Err(RecordError::TooLong {
                target,
                task,
                found,
            });
        }
        Ok(Standing {
            visit,
            made: made.map(|(_, stay)| stay),
            others,
        })
    }

    /// Asks the caps, and takes the visit down unless it is blocked.
    ///
    /// # Errors
    /// Caps that block it; whatever [`record`](Self::record) refuses; the ledger stays as it was.
    pub fn reserve(&mut self, caps: &Caps, visit: Visit) -> Result<Answer, ReserveError> {
        match self.may(caps, &visit)? {
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
    /// the same tasks, and beside all other visits. It counts on its first day on site, and every cap is asked that is in force from
    /// that day to its last. Without a day on site it is always permitted.
    ///
    /// # Errors
    /// Whatever [`record`](Self::record) refuses.
    pub fn may(&self, caps: &Caps, visit: &Visit) -> Result<Answer, RecordError> {
        let standing = self.standing(visit.clone())?;
        let Standing {
            visit: Visit { kind, parts, .. },
            made,
            others,
        } = standing;
        let Some(stay) = visit.on_site().or(made) else {
            return Ok(Answer::Permitted);
        };
        Ok(Question::new(caps, kind, &parts, &others).answer(stay, made))
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
