//! What everyone can check of an opening.

use super::checked::{Checked, CheckedPlan, Kind};
use super::opening::{OpenedPlan, Opening, PlanOpening};
use super::published::Published;
use super::sizes;
use crate::chance::randomness::closing;
use crate::chance::{Announcement, Randomness, Seed};
use crate::digest::{Canonical as _, Digest, Document, DocumentError};
use crate::draw::{Divergence, PublicForm, Step, nothing, record_digest, same};
use crate::id::PlanId;
use std::collections::BTreeMap;

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
