//! By when a result is published, and how late it is.

use crate::calendar::{Calendar, CountError, Day, Term};
use crate::id::{DepartmentId, Ground};
use crate::rules::{Deadline, Key, NotInForce, Rules, Start, key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The last day on which something is published or withdrawn in time (公示期限届满日), with its reason.
///
/// The term of a result (rule DR-60) counts from the end of that target's inspection by that department, not of the whole
/// task, and not of the last department (rule DR-61). The day after is day 1; day 20 is still in time.
///
/// ```
/// use double_random::calendar::Calendar;
/// use double_random::publication::{DueDay, Timeliness};
/// use double_random::rules::Rules;
/// let calendar = Calendar::national();
/// let due = DueDay::of_result("2024-09-27".parse()?, &Rules::national(), calendar)?;
/// assert_eq!(due.last_day().to_string(), "2024-10-30"); // over the National Day and its make-up days
/// assert_eq!(due.judge("2024-10-30".parse()?, calendar)?, Timeliness::InTime);
/// assert_eq!(due.judge("2024-11-04".parse()?, calendar)?, Timeliness::Late { working_days: 3 });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct DueDay(Deadline);

/// Whether something was published in time (是否按时公示).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[expect(clippy::exhaustive_enums, reason = "it is, or it is late")]
pub enum Timeliness {
    /// It was (按时).
    InTime,
    /// It was not (逾期).
    Late {
        /// By so many working days: 0 on a rest day right after the last day.
        working_days: u32,
    },
}

/// Why there is no such day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DueError {
    /// No rule gives a term.
    #[error(transparent)]
    Rule(#[from] NotInForce),
    /// A year without a holiday notice.
    #[error(transparent)]
    Count(#[from] CountError),
}

impl DueDay {
    /// By when a department publishes what it found at a target, whose inspection it ended on this day.
    ///
    /// # Errors
    /// No term in the rules of that day; a year without a holiday notice.
    pub fn of_result(ended: Day, rules: &Rules, calendar: &Calendar) -> Result<Self, DueError> {
        let event = "the inspection of the target ended";
        Self::reckon(ended, event, key::PUBLISH_RESULTS, rules, calendar)
    }

    /// By when each department publishes, that ended its part on its own day (rule OI-03).
    ///
    /// # Errors
    /// As for [`of_result`](Self::of_result).
    pub fn of_each<'a>(
        ended: impl IntoIterator<Item = (&'a DepartmentId, Day)>,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<BTreeMap<DepartmentId, Self>, DueError> {
        let each = ended.into_iter().map(|(department, ended)| {
            let due = Self::of_result(ended, rules, calendar)?;
            Ok((department.clone(), due))
        });
        each.collect()
    }

    /// By when a result is withdrawn whose penalty was changed, annulled or found unlawful on this day (rule DR-64: Administrative
    /// Penalty Law (行政处罚法) art. 48 and 85).
    ///
    /// # Errors
    /// As for [`of_result`](Self::of_result).
    pub fn of_withdrawal(
        decided: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<Self, DueError> {
        let event = "the decision was changed, annulled or found unlawful";
        Self::reckon(decided, event, key::WITHDRAW_PENALTY, rules, calendar)
    }

    fn reckon(
        start: Day,
        event: &'static str,
        key: Key<Term>,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<Self, DueError> {
        let term = rules.on(start).get(key)?;
        let start = Start::new(start, Ground::ours(event));
        Ok(Self(Deadline::reckon(calendar, start, term, None)?))
    }

    /// The last day in time.
    #[must_use]
    pub const fn last_day(&self) -> Day {
        self.0.statutory.day
    }

    /// The deadline, with term, source and confidence.
    #[must_use]
    pub const fn deadline(&self) -> &Deadline {
        &self.0
    }

    /// Whether it is in time on a day: that on which it was done, or that of the question while it is not done.
    ///
    /// # Errors
    /// A year without a holiday notice.
    pub fn judge(&self, day: Day, calendar: &Calendar) -> Result<Timeliness, CountError> {
        let last = self.last_day();
        if day <= last {
            return Ok(Timeliness::InTime);
        }
        let working_days = calendar.working_days_between(last, day)?;
        Ok(Timeliness::Late { working_days })
    }
}
