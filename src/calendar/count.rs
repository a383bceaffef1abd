//! Counts: when a term ends, and how many working days lie between two days.

use super::{Calendar, Day, Term, TermUnit, TimeError};
use crate::confidence::Confidence;
use serde::{Deserialize, Serialize};

/// What becomes of a term whose last day is a rest day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum LastDay {
    /// It ends on that day. How long something is published, or how long a mark stays, ends so.
    Stands,
    /// It ends on the next working day, by the Civil Code (民法典) art. 203. What a person must do in time ends so.
    Rolls,
}

/// Why a count has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// A year of which nothing is known.
    #[error("a working-day count reached {year}, for which no notice is loaded")]
    NoNotice {
        /// The year.
        year: u16,
    },
    /// A count towards the past.
    #[error("a count runs to the same or a later day, found one from {from} to {until}")]
    Backwards {
        /// From where.
        from: Day,
        /// To where.
        until: Day,
    },
    /// Past the end of the calendar.
    #[error(transparent)]
    Time(#[from] TimeError),
}

impl Calendar {
    /// The last day of a term, as administrative terms end: what happens up to 24:00 of it, in China, is in time
    /// ([`Moment::legal_day`](super::Moment::legal_day)).
    ///
    /// The day on which the event happened is not counted; counting begins with the next day (Civil Code, 民法典, art. 201). So what
    /// must be published within 20 working days after an inspection may be published on the 20th working day after the
    /// day on which the inspection ended. Calendar days, months and years end on the day reckoned, even a rest day; see
    /// [`due_by`](Self::due_by) for the other rule.
    ///
    /// ```
    /// use double_random::calendar::{Calendar, Term};
    /// let calendar = Calendar::national();
    /// let due = |start: &str, term: &str| -> Result<String, Box<dyn std::error::Error>> {
    ///     Ok(calendar.due(start.parse()?, term.parse()?)?.to_string())
    /// };
    /// assert_eq!(due("2024-02-08", "2 working days")?, "2024-02-18"); // a Sunday on which people work
    /// assert_eq!(due("2024-11-30", "3 months")?, "2025-02-28");
    /// assert_eq!(due("2024-09-26", "7 days")?, "2024-10-03"); // in the National Day holiday
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A count of working days that reaches a year without a notice; a last day after 9999-12-31.
    pub fn due(&self, start: Day, term: Term) -> Result<Day, CountError> {
        self.due_by(start, term, LastDay::Stands)
    }

    /// The last day of a term, by either rule for a last day that is a rest day. A term of working days never ends on one.
    ///
    /// ```
    /// use double_random::calendar::{Calendar, LastDay, Term};
    /// let calendar = Calendar::national();
    /// let due = calendar.due_by("2024-09-26".parse()?, Term::days(7)?, LastDay::Rolls)?;
    /// assert_eq!(due.to_string(), "2024-10-08"); // the first working day after the National Day holiday
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`due`](Self::due); for [`LastDay::Rolls`], a last day in a year without a notice too.
    pub fn due_by(&self, start: Day, term: Term, last: LastDay) -> Result<Day, CountError> {
        let number = term.number().get();
        let day = match term.unit() {
            TermUnit::WorkingDays => self.nth_from(start.following()?, number)?,
            TermUnit::Days => start.plus_days(number)?,
            TermUnit::Months => start.plus_months(number)?,
            TermUnit::Years => start.plus_years(number)?,
        };
        match last {
            LastDay::Stands => Ok(day),
            LastDay::Rolls => self.working_day_from(day),
        }
    }

    /// The day itself if it is a working day, otherwise the next one that is.
    ///
    /// # Errors
    /// A year without a notice before any working day.
    pub fn working_day_from(&self, day: Day) -> Result<Day, CountError> {
        self.nth_from(day, 1)
    }

    /// How many working days come after the first day, up to and including the last: how much of a term has run, if its event
    /// happened on the first; or how late something is, if it was due on the first and happened on the last.
    ///
    /// ```
    /// use double_random::calendar::Calendar;
    /// let calendar = Calendar::national();
    /// let (due, published) = ("2024-10-30".parse()?, "2024-11-04".parse()?);
    /// assert_eq!(calendar.working_days_between(due, published)?, 3); // Thursday, Friday, Monday
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A year without a notice that a counted day lies in; a last day before the first.
    pub fn working_days_between(&self, from: Day, until: Day) -> Result<u32, CountError> {
        let mut counted = 0;
        for year in counted_years(from, until)? {
            let days = self.working_days_of(year)?;
            let through = |last| days.partition_point(|day| *day <= last);
            counted += through(until) - through(from);
        }
        Ok(u32::try_from(counted).unwrap_or(u32::MAX))
    }

    /// The weakest confidence of the notices on which that count rests. It belongs beside every due date that is shown.
    ///
    /// ```
    /// use double_random::calendar::Calendar;
    /// use double_random::confidence::Confidence;
    /// let (inspected, due) = ("2024-12-31".parse()?, "2025-02-05".parse()?);
    /// assert_eq!(Calendar::national().confidence(inspected, due)?, Confidence::Certain);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`working_days_between`](Self::working_days_between).
    pub fn confidence(&self, from: Day, until: Day) -> Result<Confidence, CountError> {
        let mut weakest = Confidence::Certain;
        for year in counted_years(from, until)? {
            let notice = self.notice(year).ok_or(CountError::NoNotice { year })?;
            weakest = weakest.min(notice.confidence());
        }
        // The notice of the year after may change the last December; before it is known, that is likely at best.
        if until.month() == 12 && from < until {
            let next = self.notice(until.year().saturating_add(1));
            weakest = weakest.min(next.map_or(Confidence::Likely, super::Notice::confidence));
        }
        Ok(weakest)
    }

    /// The `number`th working day, the first being this day or the next one that is.
    fn nth_from(&self, day: Day, number: u32) -> Result<Day, CountError> {
        let mut left = usize::try_from(number).unwrap_or(usize::MAX);
        let mut year = day.year();
        loop {
            let days = self.working_days_of(year)?;
            let passed = days.partition_point(|each| *each < day);
            match days.get(passed.saturating_add(left.saturating_sub(1))) {
                Some(found) => return Ok(*found),
                None => left -= days.len() - passed,
            }
            year += 1;
        }
    }
}

/// The years of the days after one day, up to and including another.
fn counted_years(from: Day, until: Day) -> Result<impl Iterator<Item = u16>, CountError> {
    if until < from {
        return Err(CountError::Backwards { from, until });
    }
    let first = from.following().ok().filter(|first| *first <= until);
    Ok(first
        .into_iter()
        .flat_map(move |first| first.year()..=until.year()))
}
