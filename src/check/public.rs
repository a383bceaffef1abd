//! What everyone can check of an opening.

use super::opening::{OpenedPlan, Opening, PlanOpening};
use super::published::{Published, Story};
use super::sizes;
use crate::chance::randomness::closing;
use crate::chance::{Announcement, Randomness, Seed, source};
use crate::digest::{Canonical as _, Digest, Document, DocumentError};
use crate::draw::{Divergence, PublicForm, Step, nothing, record_digest, same};
use crate::id::PlanId;
use crate::journal::EndKind;
use std::collections::BTreeMap;
use std::fmt;

/// An opening that everyone can check, and that was checked (公众核验通过): there is no other way to this type.
///
/// Its text says what was checked, and what nobody can check without the registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    announcement: Announcement,
    seed: Option<Seed>,
    kind: Kind,
    plans: BTreeMap<PlanId, CheckedPlan>,
    story: Option<Story>,
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

impl Opening {
    /// Checks everything that everyone can: that the nonces are those committed to and closed, the values written as announced,
    /// that the seed follows, that plans and forms are those whose digests were published, and that sizes go together.
    ///
    /// # Errors
    /// The first divergence, in the order of [`Step`].
    pub fn check(&self, published: &Published) -> Result<Checked, Divergence> {
        let announcement = self.announcement();
        let (expected, found) = (published.announcement.digest(), announcement.digest());
        same(Step::Announcement, "announcement", expected, found)?;
        let randomness = self.randomness();
        let seed = check_randomness(announcement, &randomness, published)?;
        same(Step::Seed, "seed", seed.reveal(), self.seed().reveal())?;
        let mut ids = self.plans().iter().map(|opened| opened.plan.id());
        if !ids.by_ref().eq(announcement.plans().keys()) {
            let found: Vec<&str> = self
                .plans()
                .iter()
                .map(|opened| opened.plan.id().as_str())
                .collect();
            let wanted: Vec<&str> = announcement.plans().keys().map(PlanId::as_str).collect();
            return Err(Divergence::new(
                Step::Announcement,
                "plans",
                wanted.join(", "),
                found.join(", "),
            ));
        }
        let mut plans = BTreeMap::new();
        for opened in self.plans() {
            let id = opened.plan.id();
            check_plan(opened, published, Some(&seed.rounding(id)))?;
            plans.insert(id.clone(), CheckedPlan::of(opened, seed.targets(id)));
        }
        if let Some(story) = &published.story
            && let Some(opened) = &story.opened
        {
            check_opening(&opened.opening, self.document())?;
            if let Randomness::Contributed { nonces, values } = &randomness
                && (nonces, values) != (&opened.nonces, &opened.values)
            {
                let expected = "the nonces and values of the opening";
                return Err(Divergence::new(Step::Journal, "opened", expected, "others"));
            }
        }
        self.check_plan_openings(published, &seed)?;
        let kind = match randomness {
            Randomness::Declared(_) => Kind::Declared,
            Randomness::Contributed { .. } => Kind::Contributed,
        };
        let seed = Some(seed);
        let story = published.story.clone();
        Ok(Checked {
            announcement: announcement.clone(),
            seed,
            kind,
            plans,
            story,
        })
    }
}

impl Opening {
    /// That what was opened of single plans before is what follows now.
    fn check_plan_openings(&self, published: &Published, seed: &Seed) -> Result<(), Divergence> {
        let Some(story) = &published.story else {
            return Ok(());
        };
        for opened in self.plans() {
            let id = opened.plan.id();
            if let Some((_, expected)) = story.plans_opened.get(id) {
                let announcement = self.announcement().digest();
                let alone = PlanOpening::new(announcement, opened.clone(), &seed.targets(id));
                check_opening(expected, alone.document())?;
            }
        }
        Ok(())
    }
}

impl PlanOpening {
    /// Checks what everyone can before the draw seed is known: that plan and forms are those whose digests were published, and
    /// that sizes go together. That the targets' seed follows from the draw seed shows when everything is opened:
    /// [`Checked::confirms`].
    ///
    /// # Errors
    /// The first divergence, in the order of [`Step`].
    pub fn check(&self, published: &Published) -> Result<Checked, Divergence> {
        let (expected, found) = (published.announcement.digest(), self.announcement());
        same(Step::Announcement, "announcement", expected, found)?;
        check_plan(self.plan(), published, None)?;
        let id = self.plan().plan.id();
        if let Some(story) = &published.story
            && let Some((_, expected)) = story.plans_opened.get(id)
        {
            check_opening(expected, self.document())?;
        }
        let plan = CheckedPlan::of(self.plan(), self.targets());
        Ok(Checked {
            announcement: published.announcement.clone(),
            seed: None,
            kind: Kind::OnePlan,
            plans: [(id.clone(), plan)].into(),
            story: published.story.clone(),
        })
    }
}

fn check_randomness(
    announcement: &Announcement,
    randomness: &Randomness,
    published: &Published,
) -> Result<Seed, Divergence> {
    let seed = randomness.draw_seed(announcement).map_err(|error| {
        Divergence::new(Step::Randomness, "randomness", "the announced one", error)
    })?;
    if let Randomness::Contributed { nonces, .. } = randomness {
        let found = closing(announcement, nonces);
        let Some(expected) = published.closing else {
            let expected = "a closing that was published before the sources' values were known";
            return Err(Divergence::new(Step::Closing, "closing", expected, "none"));
        };
        same(Step::Closing, "closing", expected, found)?;
    }
    Ok(seed)
}

fn check_plan(
    opened: &OpenedPlan,
    published: &Published,
    rounding: Option<&Seed>,
) -> Result<(), Divergence> {
    let OpenedPlan {
        plan,
        public,
        confidential,
    } = opened;
    let Some(line) = published.announcement.plans().get(plan.id()) else {
        return Err(Divergence::new(
            Step::Announcement,
            "plan id",
            "an announced plan",
            plan.id(),
        ));
    };
    same(Step::Announcement, "plan digest", line.plan, plan.digest())?;
    if public.is_none() && (sizes::all_public(plan) || plan.disclosure_ground().is_some()) {
        let (expected, found) = (
            "one, for every attribute is public or a ground is recorded",
            "none",
        );
        return Err(Divergence::new(
            Step::Digest,
            "public form",
            expected,
            found,
        ));
    }
    if let Some(form) = public {
        same(
            Step::Announcement,
            "public form: plan",
            plan.id(),
            form.plan(),
        )?;
        sizes::check(plan, line.count, form, rounding)?;
    }
    let doc = public.as_ref().map_or(Ok(nothing()), PublicForm::doc);
    let doc = doc.map_err(|error| Divergence::form("public form", &error))?;
    let found = record_digest(&doc, confidential);
    let Some(expected) = published.digests.get(plan.id()) else {
        let expected = "a record digest that was published at the draw";
        return Err(Divergence::new(
            Step::Digest,
            "record digest",
            expected,
            "none",
        ));
    };
    same(Step::Digest, "record digest", *expected, found)
}

/// That this is the opening whose digest the journal holds.
fn check_opening(
    expected: &Digest,
    opening: Result<Document, DocumentError>,
) -> Result<(), Divergence> {
    let found = opening.map_err(|error| Divergence::form("opening", &error))?;
    same(Step::Journal, "opening", *expected, found.digest())
}

impl CheckedPlan {
    fn of(opened: &OpenedPlan, targets: Seed) -> Self {
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
        let Some(story) = &self.story else {
            return false;
        };
        match self.kind {
            Kind::OnePlan => self
                .plans
                .keys()
                .all(|id| story.plans_opened.contains_key(id)),
            Kind::Declared | Kind::Contributed => story.opened.is_some(),
        }
    }

    fn checked(&self) -> Vec<&'static str> {
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
        checked
    }

    fn not_checked(&self) -> Vec<String> {
        let mut open = vec![
            "whether the names follow from the registry, which only the auditor sees".to_owned(),
            "whether the registry is true".to_owned(),
        ];
        let withheld = self
            .plans
            .values()
            .filter(|plan| plan.opened.public.is_none());
        let withheld: Vec<&str> = withheld
            .map(|plan| plan.opened.plan.id().as_str())
            .collect();
        if !withheld.is_empty() {
            open.push(format!(
                "anything of the draw of {}, of which no names are published",
                withheld.join(", ")
            ));
        }
        open.push(
            match self.kind {
                Kind::OnePlan => {
                    "whether the targets' seed follows from the draw seed, which is still secret"
                }
                Kind::Declared => "who chose the randomness",
                Kind::Contributed => "whether the contributors are independent of the office",
            }
            .to_owned(),
        );
        if self.kind == Kind::Contributed {
            open.push("whether the sources gave these values: compare them with what their issuers published".to_owned());
            open.extend(self.words_only());
        }
        if self.kind != Kind::Declared {
            open.push("whether announcement, closing and digests were public at the moments told: compare heads and digests that were seen then".to_owned());
        }
        open.push(match &self.story {
            None => "whether there were other attempts, which only a journal shows".to_owned(),
            Some(Story { others, .. }) => format!("whether one of the {others} other announcements of the journal was a try for the same businesses, and whether there is another journal"),
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
        for (plan, (targets, seats)) in &story.replaced {
            if targets + seats > 0 {
                remarks.push(format!(
                    "`{plan}`: targets that left: {targets}, seats that were filled again: {seats}"
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
