//! May they come? What the caps say of a visit, given the others.

use super::cap::{Cap, Counter, Limit};
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
        /// The first day on which it could be made, as things stand; none if that day is never.
        from: Option<Day>,
    },
}

/// A cap that is reached.
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Question<'a> {
    pub(super) caps: &'a Caps,
    pub(super) kind: Kind,
    pub(super) parts: &'a Parts,
}

impl Question<'_> {
    /// The answer for a visit from a first to a last day on site, beside these other visits.
    pub(super) fn answer(&self, first: Day, last: Day, others: &[&Visit]) -> Answer {
        let findings = self.findings(first, last, others);
        match self.caps.effect(self.kind) {
            _ if findings.is_empty() => Answer::Permitted,
            Effect::Warned => Answer::Warned(findings),
            Effect::Blocked => Answer::Blocked {
                from: self.free_from(first, last, others),
                findings,
            },
        }
    }

    fn findings(&self, first: Day, last: Day, others: &[&Visit]) -> Vec<Finding> {
        self.reached(first, last, others)
            .map(|(_, finding)| finding)
            .collect()
    }

    fn reached<'a>(
        &'a self,
        first: Day,
        last: Day,
        others: &'a [&Visit],
    ) -> impl Iterator<Item = (&'a Cap, Finding)> {
        let caps = self.caps.caps().iter();
        let caps =
            caps.filter(move |cap| cap.is_in_force(first) && cap.exemption(self.kind).is_none());
        caps.flat_map(move |cap| {
            let counters = cap.counters(self.parts).into_iter();
            counters.filter_map(move |counter| {
                let counted = others.iter().filter(|visit| cap.counts(visit, &counter));
                let reached = match cap.limit() {
                    Limit::PerYear(limit) => per_year(limit, first.year(), counted)?,
                    Limit::CoolDown(term) => cool_down(term, first, last, counted)?,
                };
                let finding = Finding {
                    cap: cap.name().clone(),
                    counter,
                    reached,
                };
                Some((cap, finding))
            })
        })
    }

    /// The first day on which nothing is reached. Every finding says until when it lasts, whatever the day between; so the
    /// latest of them is tried next.
    fn free_from(&self, first: Day, last: Day, others: &[&Visit]) -> Option<Day> {
        let length = u32::try_from(first.days_until(last)).ok()?;
        let mut day = first;
        loop {
            let end = day.plus_days(length).ok()?;
            let mut next = None;
            for (cap, finding) in self.reached(day, end, others) {
                next = next.max(Some(lifted(cap, &finding.reached)?));
            }
            match next {
                Some(later) => day = later,
                None => return Some(day),
            }
        }
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

fn per_year<'a>(
    limit: u32,
    year: u16,
    counted: impl Iterator<Item = &'a &'a Visit>,
) -> Option<Reached> {
    let days = counted.filter_map(|visit| visit.counted_on());
    let counted = days.filter(|day| day.year() == year).count();
    let reached = u32::try_from(counted).is_ok_and(|counted| counted < limit);
    (!reached).then_some(Reached::PerYear {
        year,
        counted,
        limit,
    })
}

fn cool_down<'a>(
    term: Term,
    first: Day,
    last: Day,
    counted: impl Iterator<Item = &'a &'a Visit>,
) -> Option<Reached> {
    let near = counted.filter_map(|visit| {
        let (began, ended) = visit.on_site()?;
        let is_near = first <= end_of(term, ended) && began <= end_of(term, last);
        is_near.then_some(ended)
    });
    near.max().map(|visit| Reached::CoolDown {
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
