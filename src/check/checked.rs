//! An opening that was checked, and in words what that means.

use super::opening::{OpenedPlan, PlanOpening};
use super::published::{Changes, Story};
use crate::chance::{Announcement, Seed, source};
use crate::draw::{Divergence, Step, same};
use crate::id::PlanId;
use crate::journal::EndKind;
use std::collections::BTreeMap;
use std::fmt;

/// An opening that everyone can check, and that was checked (公众核验通过): there is no other way to this type.
///
/// Its text says what was checked, and what nobody can check without the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    pub(super) announcement: Announcement,
    pub(super) seed: Option<Seed>,
    pub(super) kind: Kind,
    pub(super) plans: BTreeMap<PlanId, CheckedPlan>,
    pub(super) story: Option<Story>,
}

/// How much of an opening was there to check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    OnePlan,
    Declared,
    Contributed,
}

/// A plan of a checked opening.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CheckedPlan {
    /// The plan, and what is told of its draw.
    pub opened: OpenedPlan,
    /// The seed whose tickets order its targets.
    pub targets: Seed,
}

impl CheckedPlan {
    pub(super) fn of(opened: &OpenedPlan, targets: Seed) -> Self {
        Self {
            opened: opened.clone(),
            targets,
        }
    }
}

impl Checked {
    /// The announcement.
    #[must_use]
    pub fn announcement(&self) -> &Announcement {
        &self.announcement
    }

    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The draw seed; none while only one plan is open.
    #[must_use]
    pub fn seed(&self) -> Option<&Seed> {
        self.seed.as_ref()
    }

    /// The plans that are open.
    #[must_use]
    pub fn plans(&self) -> &BTreeMap<PlanId, CheckedPlan> {
        &self.plans
    }

    /// What the journal tells besides; none without a journal.
    #[must_use]
    pub fn story(&self) -> Option<&Story> {
        self.story.as_ref()
    }

    /// Checks, now that the draw seed is known, an opening of one plan that came before.
    ///
    /// # Errors
    /// The first value that is not the one that follows; a draw seed that is still secret.
    pub fn confirms(&self, earlier: &PlanOpening) -> Result<(), Divergence> {
        if self.seed.is_none() {
            let (expected, found) = ("the whole opening", "one of a single plan");
            return Err(Divergence::new(Step::Seed, "seed", expected, found));
        }
        let (expected, found) = (self.announcement.digest(), earlier.announcement());
        same(Step::Announcement, "announcement", expected, found)?;
        let id = earlier.plan().plan.id();
        let Some(plan) = self.plans.get(id) else {
            let expected = "a plan that is open";
            return Err(Divergence::new(Step::Announcement, "plan id", expected, id));
        };
        let (expected, found) = (plan.targets.reveal(), earlier.targets().reveal());
        same(Step::Seed, "targets' seed", expected, found)?;
        if plan.opened == *earlier.plan() {
            return Ok(());
        }
        let expected = "those of the whole opening";
        Err(Divergence::new(
            Step::Digest,
            "plan and forms",
            expected,
            "others",
        ))
    }

    /// Whether the journal notes the opening, which then was found to be this one.
    fn is_noted(&self) -> bool {
        self.story.as_ref().is_some_and(|story| match self.kind {
            Kind::OnePlan => {
                let mut plans = self.plans.keys();
                plans.all(|id| story.plans_opened.contains_key(id))
            }
            Kind::Declared | Kind::Contributed => story.opened.is_some(),
        })
    }

    /// What was checked, a phrase each.
    #[must_use]
    pub fn checked(&self) -> Vec<String> {
        let mut checked = vec!["plans and forms are those whose digests were published"];
        if self.plans.values().any(|plan| plan.opened.public.is_some()) {
            checked.push("the published sizes go together and with the plans");
        }
        match self.kind {
            Kind::OnePlan => {}
            Kind::Declared => checked.push("the seed follows from what was declared"),
            Kind::Contributed => checked.extend([
                "every nonce is the one committed to and closed",
                "every value is one that its source's form allows, where a program understands the form",
                "the seed follows from both",
            ]),
        }
        if self.is_noted() {
            checked.push("the journal notes this opening");
        }
        checked.into_iter().map(str::to_owned).collect()
    }

    /// What was not checked, and whoever wants to know must ask elsewhere; a phrase each.
    #[must_use]
    pub fn not_checked(&self) -> Vec<String> {
        let mut open = vec![
            "whether the names follow from the registry, which only the auditor sees".to_owned(),
            "whether the registry is true".to_owned(),
        ];
        let plans = self.plans.values().map(|plan| &plan.opened);
        let withheld = plans.filter(|opened| opened.public.is_none());
        let withheld: Vec<&str> = withheld.map(|opened| opened.plan.id().as_str()).collect();
        if !withheld.is_empty() {
            let plans = withheld.join(", ");
            open.push(format!(
                "anything of the draw of {plans}, of which no names are published"
            ));
        }
        match self.kind {
            Kind::OnePlan => open.push(
                "whether the targets' seed follows from the draw seed: ask again when everything is open".to_owned(),
            ),
            Kind::Declared => open.push("who chose the randomness".to_owned()),
            Kind::Contributed => {
                open.push("whether the contributors are independent of the office".to_owned());
                open.push(
                    "whether the sources gave these values: compare them with what their issuers published".to_owned(),
                );
                open.extend(self.words_only());
            }
        }
        open.push(
            "whether all was public at the moments told: compare heads and digests that were seen then".to_owned(),
        );
        open.push(match self.story.as_ref().map(|story| story.others) {
            None => "whether there were other attempts, which only a journal shows".to_owned(),
            Some(0) => "whether there is another journal".to_owned(),
            Some(others) => format!(
                "whether one of the {others} other announcements of the journal was a try for the same businesses, and whether \
                 there is another journal"
            ),
        });
        if self.story.is_some() && !self.is_noted() {
            open.push(
                "whether this opening was published: the journal does not note one yet".to_owned(),
            );
        }
        open
    }

    /// The sources of whose form a program understands nothing.
    fn words_only(&self) -> Option<String> {
        let terms = self.announcement.terms()?;
        let words = terms
            .kinds()
            .filter(|(_, kind)| *kind == source::Kind::Described);
        let words: Vec<String> = words.map(|(name, _)| format!("`{name}`")).collect();
        let names = words.join(", ");
        (!words.is_empty()).then(|| {
            format!("whether the values of {names} are written as their forms say in words")
        })
    }

    /// What the journal tells that a reader should know: attempts, lapses, what came late, nonces that served before, and how many
    /// targets left and seats were filled again. Nothing without a journal.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let Some(story) = &self.story else {
            return vec![];
        };
        let mut remarks = vec![];
        if let Some(reason) = &story.lapsed {
            remarks.push(format!("this announcement is itself an attempt: {reason}"));
        }
        for attempt in &story.attempts {
            let (ended, reason) = (&attempt.ended, &attempt.reason);
            let kind = match attempt.kind {
                EndKind::Void => "nobody could know anything, as far as the forms tell",
                EndKind::Lapsed => "somebody may have known the result",
            };
            remarks.push(format!(
                "an attempt before it ended at {ended}, when {kind}: {reason}"
            ));
        }
        if let (Some(terms), Some(opened)) = (self.announcement.terms(), &story.opened) {
            if terms.open_by < opened.at.day() {
                remarks.push(format!(
                    "opened late, at {}, announced by {}",
                    opened.at, terms.open_by
                ));
            }
            for contributor in &opened.reused {
                remarks.push(format!("the nonce of `{contributor}` had served before"));
            }
        }
        for (plan, changes) in &story.changed {
            let Changes {
                targets,
                seats,
                direct,
            } = changes;
            if targets + seats > 0 {
                remarks.push(format!(
                    "`{plan}`: targets that left: {targets}, seats that were filled again: {seats}"
                ));
            }
            if *direct > 0 {
                remarks.push(format!(
                    "`{plan}`: seats that were given by name and not by chance: {direct}"
                ));
            }
        }
        remarks
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "checked: {}", self.checked().join(", "))?;
        let remarks = self.remarks();
        if !remarks.is_empty() {
            write!(f, "; noted: {}", remarks.join(", "))?;
        }
        write!(f, "; not checked: {}", self.not_checked().join(", "))
    }
}
