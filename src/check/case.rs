//! What one business can check: should I have been drawn, and was I?

use super::checked::{Checked, CheckedPlan, Kind};
use super::sizes;
use crate::chance::Ticket;
use crate::draw::{Divergence, PublicForm, Step, StratumOutcome, Total};
use crate::frame::Slip;
use crate::id::PlanId;
use crate::plan::{Design, ProportionalMethod};
use std::fmt;

/// A business's own case (本企业核验), checked with its slip against a checked opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    ticket: Ticket,
    threshold: Threshold,
    verdict: Verdict,
    names: Names,
    kind: Kind,
}

/// Whether the names of the draw are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Names {
    Published,
    Withheld,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// It had to be drawn.
    Drawn,
    /// It was not to be drawn.
    NotDrawn,
    /// It stands in the frame under a reason for which it cannot be drawn.
    NotEligible,
    /// Whether it had to be drawn follows from no single ticket, or from a threshold that it was not told.
    NotToTell,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Threshold {
    /// Stands in the public form.
    Published(Option<Ticket>),
    /// The office told it.
    Told(Option<Ticket>),
    /// Plays no part, or is not known.
    None,
}

impl Checked {
    /// Checks a business's own case: that its slip leads to the announced root, and that it was drawn if and only if its ticket
    /// is not above the threshold of its stratum. Where the public form does not tell that threshold, the office tells the
    /// business the line of its stratum in the record.
    ///
    /// # Errors
    /// A slip that is not of this frame; a line that is not the published one, or of another stratum; a business that was
    /// drawn and should not have been, or the reverse.
    pub fn case(
        &self,
        plan: &PlanId,
        slip: &Slip,
        told: Option<&StratumOutcome>,
    ) -> Result<Case, Divergence> {
        let line = self.announcement().plans().get(plan);
        let (Some(line), Some(checked)) = (line, self.plans().get(plan)) else {
            return Err(Divergence::new(
                Step::Announcement,
                "plan id",
                "a plan that is open",
                plan,
            ));
        };
        if !slip.holds(&line.root, line.count) {
            let (expected, found) = ("a slip of a unit of the announced frame", "another");
            return Err(Divergence::new(Step::Frame, "slip", expected, found));
        }
        let ticket = checked.targets.ticket(slip.leaf.token.as_bytes());
        let threshold = threshold(checked, slip, told, line.count)?;
        let wanted = wanted(checked, slip, ticket, threshold);
        let named = checked
            .opened
            .public
            .as_ref()
            .map(|form| form.names().binary_search(&slip.leaf.id).is_ok());
        let verdict = match (wanted, named) {
            (Some(true), Some(false)) => {
                return Err(differs("drawn", "not named", ticket, threshold));
            }
            (Some(false), Some(true)) => {
                return Err(differs("not drawn", "named", ticket, threshold));
            }
            (Some(true), _) => Verdict::Drawn,
            (Some(false), _) if slip.leaf.stratum.is_eligible() => Verdict::NotDrawn,
            (Some(false), _) => Verdict::NotEligible,
            (None, _) => Verdict::NotToTell,
        };
        Ok(Case {
            ticket,
            threshold,
            verdict,
            names: match named {
                Some(_) => Names::Published,
                None => Names::Withheld,
            },
            kind: self.kind(),
        })
    }
}

/// The threshold of the business's stratum, as it is published or told.
fn threshold(
    checked: &CheckedPlan,
    slip: &Slip,
    told: Option<&StratumOutcome>,
    count: u64,
) -> Result<Threshold, Divergence> {
    let stratum = &slip.leaf.stratum;
    let at = format!("`{stratum}`");
    let form = checked.opened.public.as_ref();
    let strata = form.map(PublicForm::strata);
    let published = strata
        .into_iter()
        .flatten()
        .find(|outcome| outcome.stratum == *stratum);
    match (published, told) {
        (_, Some(told)) if told.stratum != *stratum => Err(Divergence::new(
            Step::Sizes,
            at,
            "the line of this stratum, in which the slip stands",
            format_args!("the line of `{}`", told.stratum),
        )),
        (Some(published), Some(told)) if published != told => Err(Divergence::new(
            Step::Sizes,
            at,
            "the published line",
            "another",
        )),
        (Some(published), _) => Ok(Threshold::Published(published.threshold)),
        (None, _) if form.is_some_and(|form| stratum.is_eligible() && form.others().units == 0) => {
            // This unit is one that could be drawn, and the form counts none in such a stratum.
            Err(Divergence::new(Step::Sizes, at, "at least one unit", 0))
        }
        (None, Some(told)) => {
            sizes::check_line(&checked.opened.plan, told)?;
            let most = form.map_or(
                Total {
                    units: count,
                    sample: count,
                },
                PublicForm::others,
            );
            if told.units > most.units || told.sample > most.sample {
                let expected = format!("at most {} of {}", most.sample, most.units);
                let found = format!("{} of {}", told.sample, told.units);
                return Err(Divergence::new(Step::Sizes, at, expected, found));
            }
            Ok(Threshold::Told(told.threshold))
        }
        (None, None) => Ok(Threshold::None),
    }
}

/// Whether the business had to be drawn; none where one ticket does not tell.
fn wanted(
    checked: &CheckedPlan,
    slip: &Slip,
    ticket: Ticket,
    threshold: Threshold,
) -> Option<bool> {
    if !slip.leaf.stratum.is_eligible() {
        return Some(false);
    }
    match checked.opened.plan.design() {
        Design::Order { .. } => Some(true),
        Design::Proportional {
            method: ProportionalMethod::Pivotal | ProportionalMethod::Poisson,
            ..
        } => None,
        Design::Rates { .. } | Design::Capacity { .. } => match threshold {
            Threshold::Published(threshold) | Threshold::Told(threshold) => {
                Some(threshold.is_some_and(|threshold| ticket <= threshold))
            }
            Threshold::None => None,
        },
    }
}

fn differs(expected: &str, found: &str, ticket: Ticket, threshold: Threshold) -> Divergence {
    let threshold = match threshold {
        Threshold::Published(Some(threshold)) | Threshold::Told(Some(threshold)) => {
            threshold.to_string()
        }
        Threshold::Published(None) | Threshold::Told(None) | Threshold::None => "none".to_owned(),
    };
    let at = format!("ticket {ticket}, threshold {threshold}");
    Divergence::new(Step::Selection, at, expected, found)
}

impl Case {
    /// The business's ticket.
    #[must_use]
    pub fn ticket(&self) -> Ticket {
        self.ticket
    }

    /// The threshold of its stratum; none where nothing was drawn of it, or where it is not known.
    #[must_use]
    pub fn threshold(&self) -> Option<Ticket> {
        match self.threshold {
            Threshold::Published(threshold) | Threshold::Told(threshold) => threshold,
            Threshold::None => None,
        }
    }

    /// What comes of it.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verdict, was) = match self.verdict {
            Verdict::Drawn => ("consistent: it had to be drawn", ", and it was"),
            Verdict::NotDrawn => ("consistent: it was not to be drawn", ", and it was not"),
            Verdict::NotEligible => (
                "consistent: it stands in the frame under a reason for which it cannot be drawn",
                ", and it was not",
            ),
            Verdict::NotToTell => (
                "not to tell: by this design or without the threshold of its stratum, one ticket does not decide",
                "",
            ),
        };
        f.write_str(verdict)?;
        f.write_str(match self.names {
            Names::Published => was,
            Names::Withheld => "; not checked: whether it was, for the names are not published",
        })?;
        f.write_str(
            "; not checked: whether others stand rightly in the frame, and whether its own stratum is the right one",
        )?;
        f.write_str(match self.kind {
            Kind::OnePlan => {
                ", whether the targets' seed follows from the draw seed: ask again when everything is open"
            }
            Kind::Declared => ", who chose the randomness",
            Kind::Contributed => "",
        })?;
        match self.threshold {
            Threshold::Told(_) => f.write_str(", whether the threshold is its stratum's: the office told it, and only the auditor can tell"),
            Threshold::Published(_) | Threshold::None => Ok(()),
        }
    }
}
