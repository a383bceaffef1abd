//! By when a year's plan is published.

use super::YearPlan;
use crate::calendar::Day;
use crate::rules::{NotInForce, Ruled, Rules, Season, key};

/// When a year's plan was published, and by when it was to be (年度计划公布期限). Rule PL-04. That of a result is a
/// [`publication::Publication`](crate::publication::Publication).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Publication {
    /// The day on which it was.
    pub published: Day,
    /// The last day in time.
    pub last: Day,
    /// By which rule.
    pub by: Ruled<Season>,
}

impl Publication {
    /// Whether it was published in time.
    #[must_use]
    pub fn is_in_time(&self) -> bool {
        self.published <= self.last
    }
}

impl YearPlan {
    /// Whether the plan was published in time, by the law of the day on which it was. That is asked of its first version: a later one is
    /// published when it is made, and has no such term.
    ///
    /// ```
    /// # use double_random::approval::Approval;
    /// use double_random::campaign::YearPlan;
    /// use double_random::rules::Rules;
    /// # let approval = Approval::new("市局".parse()?, "agreed".parse()?, "2026-03-20T09:00:00+08:00".parse()?);
    /// let plan = YearPlan::new(2026, "2026 年度计划".parse()?, "联席会议办公室".parse()?, "2026-04-01".parse()?, approval, [])?;
    /// let publication = plan.publication(&Rules::national())?.ok_or("a first version")?;
    /// assert_eq!((publication.last.to_string(), publication.is_in_time()), ("2026-03-31".into(), false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// No rule in force on that day.
    pub fn publication(&self, rules: &Rules) -> Result<Option<Publication>, NotInForce> {
        if self.supersedes().is_some() {
            return Ok(None);
        }
        let published = self.published();
        let by = rules.on(published).get(key::PLAN_PUBLISHED)?;
        let last = by.value.last_day(self.year()).unwrap_or(Day::LAST);
        Ok(Some(Publication {
            published,
            last,
            by,
        }))
    }
}
