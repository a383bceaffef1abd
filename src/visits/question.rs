//! May they come? What the caps say of a visit, given the others.

use super::cap::{Cap, Counter, Limit};
use super::visit::Stay;
use super::{Caps, Effect, Kind, Parts, Visit};
use crate::calendar::{Day, Term, TermUnit};
use crate::id::CapName;
use std::fmt;

/// Whether a visit may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds an answer must look at every place that asks"
)]
#[must_use]
pub enum Answer {
    /// No cap is reached.
    Permitted,
    /// Caps are reached; the visit is made and counts all the same (rule DR-41). At least one finding.
    Warned(Vec<Finding>),
    /// Caps are reached, and the visit is not made. At least one finding.
    Blocked {
        /// The caps.
        findings: Vec<Finding>,
        /// The first day on which it could be made, as things stand; none if that day is never. Of a visit that has begun: on which
        /// it could go on, within [`LONGEST_VISIT`](super::LONGEST_VISIT).
        from: Option<Day>,
    },
}

/// A cap that is reached. What a check found is a [`finding::Finding`](crate::finding::Finding).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which cap.
    pub cap: CapName,
    /// Which of its counters.
    pub counter: Counter,
    /// What is reached.
    pub reached: Reached,
}

/// What is reached of a cap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reached {
    /// The yearly number.
    PerYear {
        /// The calendar year.
        year: u16,
        /// How many visits there are without this one.
        counted: usize,
        /// How many there may be.
        limit: u32,
    },
    /// The cool-down.
    CoolDown {
        /// The last day of the visit that is too near; of several, the one whose cool-down ends last.
        visit: Day,
        /// How long nobody comes again.
        term: Term,
        /// The last day of the cool-down.
        until: Day,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { cap, counter, .. } = self;
        match self.reached {
            Reached::PerYear {
                year,
                counted,
                limit,
            } => write!(
                f,
                "cap `{cap}`: {counter}: at most {limit} in {year}, found {counted}"
            ),
            Reached::CoolDown { visit, term, until } => write!(
                f,
                "cap `{cap}`: {counter}: none within {term} of another, found one on {visit}, so until {until}"
            ),
        }
    }
}

/// A visit in question: what the caps look at.
pub(super) struct Question<'a> {
    caps: &'a Caps,
    kind: Kind,
    tallies: Vec<Tally<'a>>,
}

/// A counter of a cap, and the other visits that move it.
struct Tally<'a> {
    cap: &'a Cap,
    counter: Counter,
    stays: Vec<Stay>,
}

impl<'a> Question<'a> {
    /// A visit of this kind by these departments, beside other visits.
    pub(super) fn new(caps: &'a Caps, kind: Kind, parts: &Parts, others: &[&Visit]) -> Self {
        let others = others
            .iter()
            .filter_map(|other| Some((*other, other.on_site()?)));
        let others: Vec<(&Visit, Stay)> = others.collect();
        let asked = caps.caps().iter();
        let asked = asked.filter(|cap| cap.exemption(kind).is_none());
        let tallies = asked.flat_map(|cap| {
            let counters = cap.counters(parts).into_iter();
            counters.map(|counter| {
                let counted = others
                    .iter()
                    .filter(|(visit, _)| cap.counts(visit, &counter));
                let stays = counted.map(|(_, stay)| *stay).collect();
                Tally {
                    cap,
                    counter,
                    stays,
                }
            })
        });
        let tallies = tallies.collect();
        Self {
            caps,
            kind,
            tallies,
        }
    }

    /// The answer for a visit that stays so long, and stayed so long already.
    pub(super) fn answer(&self, stay: Stay, made: Option<Stay>) -> Answer {
        let findings = self.reached(stay.and(made)).map(|(_, finding)| finding);
        let findings: Vec<Finding> = findings.collect();
        match self.caps.effect(self.kind) {
            _ if findings.is_empty() => Answer::Permitted,
            Effect::Warned => Answer::Warned(findings),
            Effect::Blocked => Answer::Blocked {
                from: match made {
                    None => self.free_from(stay),
                    Some(made) => self.goes_on_from(stay, made),
                },
                findings,
            },
        }
    }

    fn reached(&self, stay: Stay) -> impl Iterator<Item = (&'a Cap, Finding)> {
        let asked = self.tallies.iter();
        let asked = asked.filter(move |tally| tally.cap.is_asked(stay));
        asked.filter_map(
            move |Tally {
                      cap,
                      counter,
                      stays,
                  }| {
                let reached = match cap.limit() {
                    Limit::PerYear(limit) => per_year(limit, stay.first.year(), stays)?,
                    Limit::CoolDown(term) => cool_down(term, stay, stays)?,
                };
                let finding = Finding {
                    cap: cap.name().clone(),
                    counter: counter.clone(),
                    reached,
                };
                Some((*cap, finding))
            },
        )
    }

    /// The first day on which nothing is reached. Every finding says until when it lasts, whatever the day between; so the
    /// latest of them is tried next.
    fn free_from(&self, mut stay: Stay) -> Option<Day> {
        loop {
            let mut next = None;
            for (cap, finding) in self.reached(stay) {
                next = next.max(Some(lifted(cap, &finding.reached)?));
            }
            match next {
                Some(later) => stay = stay.moved(later)?,
                None => return Some(stay.first),
            }
        }
    }

    /// The first day on which a visit that has begun can go on, of the few on which it is still the same visit.
    fn goes_on_from(&self, stay: Stay, made: Stay) -> Option<Day> {
        let days = stay.first.through(Day::LAST).map_while(|day| {
            let stays = stay.moved(day)?.and(Some(made));
            stays.is_one_visit().then_some((day, stays))
        });
        let mut free = days.filter(|(_, stay)| self.reached(*stay).next().is_none());
        free.next().map(|(day, _)| day)
    }
}

/// The first day on which a finding no longer holds.
fn lifted(cap: &Cap, reached: &Reached) -> Option<Day> {
    let lapsed = cap.until().and_then(|until| until.following().ok());
    let free = match *reached {
        Reached::PerYear { limit: 0, .. } => None,
        Reached::PerYear { year, .. } => Day::first_of(year.saturating_add(1)),
        Reached::CoolDown { until, .. } => until.following().ok(),
    };
    [lapsed, free].into_iter().flatten().min()
}

fn per_year(limit: u32, year: u16, stays: &[Stay]) -> Option<Reached> {
    let counted = stays.iter().filter(|stay| stay.first.year() == year);
    let counted = counted.count();
    let reached = u32::try_from(counted).is_ok_and(|counted| counted < limit);
    (!reached).then_some(Reached::PerYear {
        year,
        counted,
        limit,
    })
}

fn cool_down(term: Term, asked: Stay, stays: &[Stay]) -> Option<Reached> {
    let free = end_of(term, asked.last);
    let near = stays
        .iter()
        .filter(|stay| stay.first <= free && asked.first <= end_of(term, stay.last));
    let visit = near.map(|stay| stay.last).max()?;
    Some(Reached::CoolDown {
        visit,
        term,
        until: end_of(term, visit),
    })
}

/// The last day of a cool-down: the day of the visit is not counted (Civil Code, 民法典, art. 201 and 202).
fn end_of(term: Term, day: Day) -> Day {
    let number = term.number().get();
    let end = match term.unit() {
        TermUnit::Months => day.plus_months(number),
        TermUnit::Years => day.plus_years(number),
        // no document of caps holds working days
        TermUnit::Days | TermUnit::WorkingDays => day.plus_days(number),
    };
    end.unwrap_or(Day::LAST)
}
