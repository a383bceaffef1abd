//! The history of one publication, and what everyone sees of it on a day.

use super::{
    Act, Check, Consequence, DueDay, DueError, PublicResult, State, Step, StepError, TABLE,
    Timeliness, WithholdingGround,
};
use crate::calendar::{Calendar, Day};
use crate::digest::{Document, DocumentError};
use crate::id::Ground;
use crate::rules::{NotInForce, Rules, key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One result of one department for one item at one target, and everything that was done with it (公示记录). It is read as it is
/// written: step by step, through the same door.
///
/// ```
/// use double_random::finding::{Finding, Findings, ResultCategory};
/// use double_random::publication::{Act, Check, DrawType, Entity, Publication, PublicResult, Step};
/// use double_random::rules::Rules;
/// # let entity = Entity::new("91532301MA6K00014Y".parse()?, "某酒店".parse()?);
/// # let check = Check::new("532300-market-regulation".parse()?, "2024-food-01".parse()?, "餐饮抽查".parse()?,
/// #     DrawType::Directed, "SP-01".parse()?, "2024-06-12".parse()?);
/// # let of = |finding| Ok::<_, Box<dyn std::error::Error>>(PublicResult::new(entity.clone(), check.clone(), ResultCategory::Findings(Findings::new([finding])?)));
/// # let (wrong, right) = (of(Finding::ReportNotPublished)?, of(Finding::NoProblem)?);
/// let mut publication = Publication::new(wrong.clone());
/// publication.record(Step::new("2024-06-20".parse()?, Act::Publish))?;
/// publication.record(Step::new("2024-06-25".parse()?, Act::correct(right.clone(), "the report was there".parse()?)))?;
///
/// let rules = Rules::national();
/// let seen = |day: &str| Ok::<_, Box<dyn std::error::Error>>(publication.public(day.parse()?, &rules)?.result().cloned());
/// assert_eq!((seen("2024-06-19")?, seen("2024-06-24")?, seen("2024-06-25")?), (None, Some(wrong), Some(right)));
/// assert_eq!(publication.versions().count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Form")]
pub struct Publication {
    result: PublicResult,
    steps: Vec<Step>,
    #[serde(skip)]
    state: State,
}

/// A publication as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    result: PublicResult,
    steps: Vec<Step>,
}

/// What everyone sees on a day (公示情况).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum View<'a> {
    /// Nothing yet.
    NotPublished,
    /// Nothing, on this ground.
    Withheld(&'a WithholdingGround),
    /// This version.
    Shown(&'a PublicResult),
    /// Nothing more: it was taken back for this reason, which is told.
    Withdrawn(&'a Ground),
    /// Nothing more: it went with the penalty or listing to which it led (rule DR-65).
    Hidden,
}

impl<'a> View<'a> {
    /// The version that everyone sees.
    #[must_use]
    pub const fn result(self) -> Option<&'a PublicResult> {
        match self {
            Self::Shown(result) => Some(result),
            Self::NotPublished | Self::Withheld(_) | Self::Withdrawn(_) | Self::Hidden => None,
        }
    }
}

impl Publication {
    /// A result that is entered, and not public.
    #[must_use]
    pub const fn new(result: PublicResult) -> Self {
        Self {
            result,
            steps: vec![],
            state: State::Entered,
        }
    }

    /// Reads a history that was written down: step by step, through the same door.
    ///
    /// # Errors
    /// A text that is none, in another spelling than its one, or with a step that is refused.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The history as a document.
    ///
    /// # Errors
    /// None: it holds no number.
    pub fn document(&self) -> Result<Document, DocumentError> {
        Document::of(self)
    }

    /// Records a step.
    ///
    /// # Errors
    /// An act that has no place in this state, a day before the step before, or a condition of its row in [`TABLE`] that does not
    /// hold. Nothing is recorded then.
    pub fn record(&mut self, step: Step) -> Result<(), StepError> {
        let next = TABLE.step(self.state, step.act.kind(), |_| Ok(()))?;
        let Step { on, act } = &step;
        if let Some(last) = self
            .steps
            .last()
            .map(|last| last.on)
            .filter(|last| on < last)
        {
            return Err(StepError::Earlier { last, on: *on });
        }
        match act {
            Act::Publish => ended(&self.result, *on)?,
            Act::Withhold { approval, .. } => {
                let approved = approval.at.legal_day();
                if *on < approved {
                    return Err(StepError::Unapproved { approved, on: *on });
                }
            }
            Act::Correct { result, .. } => {
                if !result.is_of_the_same_check(&self.result) {
                    return Err(StepError::OtherCheck);
                }
                if **result == *self.last() {
                    return Err(StepError::Unchanged);
                }
                ended(result, *on)?;
                // Nothing was public before the check of which it tells had ended.
                let published = self.published();
                published.map_or(Ok(()), |published| ended(result, published))?;
            }
            Act::Withdraw { decided, .. } => {
                if on < decided {
                    let (decided, on) = (*decided, *on);
                    return Err(StepError::BeforeDecision { decided, on });
                }
            }
            Act::LeadTo(consequence) => {
                if !self.last().result().is_negative() {
                    return Err(StepError::NotNegative);
                }
                if self.led_to().contains(consequence) {
                    return Err(StepError::Known);
                }
            }
            Act::End(consequence) => {
                let lasts = self.led_to().contains(consequence);
                if !lasts || self.over().contains(consequence) {
                    return Err(StepError::Unknown);
                }
            }
        }
        self.state = next;
        self.steps.push(step);
        Ok(())
    }

    /// How far it has come.
    #[must_use]
    pub const fn state(&self) -> State {
        self.state
    }

    /// What was done, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// All versions, the first as it was entered, each later one with the day of its correction. They stay inside.
    pub fn versions(&self) -> impl Iterator<Item = (Option<Day>, &PublicResult)> {
        let corrected = self.steps.iter().filter_map(|step| {
            if let Act::Correct { result, .. } = &step.act {
                Some((Some(step.on), &**result))
            } else {
                None
            }
        });
        std::iter::once((None, &self.result)).chain(corrected)
    }

    /// The day on which it was published first.
    #[must_use]
    pub fn published(&self) -> Option<Day> {
        let first = self.steps.iter().find(|step| step.act == Act::Publish);
        first.map(|step| step.on)
    }

    /// By when the department publishes it: counted from its own check of the target, as the last version has it.
    ///
    /// # Errors
    /// No term in the rules of that day; a year without a holiday notice.
    pub fn due(&self, rules: &Rules, calendar: &Calendar) -> Result<DueDay, DueError> {
        let Check { day, .. } = self.last().check();
        DueDay::of_result(*day, rules, calendar)
    }

    /// Whether it was published in time: judged by the day on which it was published, or by this one while it is not. None while
    /// it is withheld.
    ///
    /// # Errors
    /// As for [`due`](Self::due).
    pub fn timeliness(
        &self,
        on: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<Option<Timeliness>, DueError> {
        if self.state == State::Withheld {
            return Ok(None);
        }
        let day = self.published().map_or(on, |published| published.min(on));
        let due = self.due(rules, calendar)?;
        Ok(Some(due.judge(day, calendar)?))
    }

    /// What everyone sees on a day. A negative result is hidden from the day on which the last penalty or listing that it led to is
    /// over, if the rule that hides it (DR-65) holds on that day; it does not come back.
    ///
    /// # Errors
    /// The rule has no value on that day.
    pub fn public(&self, on: Day, rules: &Rules) -> Result<View<'_>, NotInForce> {
        let mut view = View::NotPublished;
        for step in self.steps.iter().filter(|step| step.on <= on) {
            match &step.act {
                Act::Publish => view = View::Shown(&self.result),
                Act::Withhold { ground, .. } => view = View::Withheld(ground),
                Act::Correct { result, .. } => view = View::Shown(result),
                Act::Withdraw { reason, .. } => view = View::Withdrawn(reason),
                Act::LeadTo(_) | Act::End(_) => {}
            }
        }
        match view.result() {
            Some(shown) if shown.result().is_negative() && self.is_over(on, rules)? => {
                Ok(View::Hidden)
            }
            _ => Ok(view),
        }
    }

    /// Whether all that it led to was over on some day up to this one, on which the rule held.
    fn is_over(&self, on: Day, rules: &Rules) -> Result<bool, NotInForce> {
        let mut lasting = BTreeSet::new();
        for step in self.steps.iter().filter(|step| step.on <= on) {
            if let Act::LeadTo(consequence) = &step.act {
                lasting.insert(consequence);
            }
            if let Act::End(consequence) = &step.act {
                lasting.remove(consequence);
                let rule = rules.on(step.on).get(key::RESULT_HIDDEN_WITH_PENALTY)?;
                if lasting.is_empty() && rule.value.holds() {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// The penalties and listings to which it led.
    #[must_use]
    pub fn led_to(&self) -> BTreeSet<&Consequence> {
        let acts = self.steps.iter().map(|step| &step.act);
        acts.filter_map(|act| {
            if let Act::LeadTo(what) = act {
                Some(what)
            } else {
                None
            }
        })
        .collect()
    }

    /// Those of them that are over.
    #[must_use]
    pub fn over(&self) -> BTreeSet<&Consequence> {
        let acts = self.steps.iter().map(|step| &step.act);
        acts.filter_map(|act| {
            if let Act::End(what) = act {
                Some(what)
            } else {
                None
            }
        })
        .collect()
    }

    fn last(&self) -> &PublicResult {
        self.versions()
            .last()
            .map_or(&self.result, |(_, last)| last)
    }
}

fn ended(result: &PublicResult, on: Day) -> Result<(), StepError> {
    let ended = result.check().day;
    if on < ended {
        Err(StepError::BeforeCheck { ended, on })
    } else {
        Ok(())
    }
}

impl TryFrom<Form> for Publication {
    type Error = StepError;

    fn try_from(form: Form) -> Result<Self, StepError> {
        let mut publication = Self::new(form.result);
        form.steps
            .into_iter()
            .try_for_each(|step| publication.record(step))?;
        Ok(publication)
    }
}
