//! Holiday notices: the State Council's arrangement of a year.

use super::Day;
use super::fault::{self, NoticeError, NoticeFault, NoticeFaults};
use crate::confidence::Confidence;
use crate::digest::{Digest, Document, present};
use crate::id::{HolidayName, NoticeNumber};
use serde::{Deserialize, Serialize};

/// A notice of the State Council's General Office on the holidays of a year (国务院办公厅关于部分节假日安排的通知), which decides what
/// its working days are: a document of the form `double-random/holiday-notice/1`, checked as a whole.
///
/// A notice holds the whole arrangement of its year, and may reach into the December before: that of 2023 gave 31 December 2022
/// off. What other notices changed later (as in 2020, when the Spring Festival was made longer) stands in one further document: the whole year
/// as it is then, under the number of the notice that changed it, with the number of the notice that it
/// [supersedes](Self::supersedes).
///
/// ```
/// use double_random::calendar::Notice;
/// let notice = Notice::parse(r#"{
///     "form": "double-random/holiday-notice/1",
///     "year": 2023, "number": "国办发明电〔2022〕16号", "issued": "2022-12-08", "confidence": "certain",
///     "holidays": [
///         {"name": "元旦", "from": "2022-12-31", "until": "2023-01-02", "make_up": []},
///         {"name": "春节", "from": "2023-01-21", "until": "2023-01-27", "make_up": ["2023-01-28", "2023-01-29"]}
///     ]
/// }"#)?;
/// assert_eq!(notice.year(), 2023);
/// assert_eq!(notice.holidays().len(), 2);
/// # Ok::<(), double_random::calendar::NoticeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "NoticeForm", into = "NoticeForm")]
pub struct Notice {
    form: NoticeForm,
    document: Document,
}

/// What a notice says of one holiday (节假日).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Holiday {
    /// Its name, or the names of two that are taken together.
    pub name: HolidayName,
    /// The first day off (放假).
    pub from: Day,
    /// The last day off. All days between are off, weekends too.
    pub until: Day,
    /// The Saturdays and Sundays on which people work for it (调休上班).
    pub make_up: Vec<Day>,
}

/// The document `double-random/holiday-notice/1`, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoticeForm {
    pub(super) form: String,
    pub(super) year: u16,
    pub(super) number: NoticeNumber,
    pub(super) issued: Day,
    pub(super) confidence: Confidence,
    #[serde(
        skip_serializing_if = "Option::is_none",
        default,
        deserialize_with = "present"
    )]
    pub(super) supersedes: Option<NoticeNumber>,
    pub(super) holidays: Vec<Holiday>,
}

/// The name of the form.
pub(super) const FORM: &str = "double-random/holiday-notice/1";

impl Notice {
    /// Reads a notice.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the notice.
    pub fn parse(text: &str) -> Result<Self, NoticeError> {
        let form: NoticeForm = Document::parse(text)?.read()?;
        Ok(Self::try_from(form)?)
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the notice.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// The year that it arranges.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.form.year
    }

    /// Its number (发文字号).
    #[must_use]
    pub const fn number(&self) -> &NoticeNumber {
        &self.form.number
    }

    /// When it was issued (成文日期).
    #[must_use]
    pub const fn issued(&self) -> Day {
        self.form.issued
    }

    /// How sure it is that these are the notice's dates.
    #[must_use]
    pub const fn confidence(&self) -> Confidence {
        self.form.confidence
    }

    /// The notice of the same year in whose place it stands, if there was one.
    #[must_use]
    pub const fn supersedes(&self) -> Option<&NoticeNumber> {
        self.form.supersedes.as_ref()
    }

    /// The holidays, as listed.
    #[must_use]
    pub fn holidays(&self) -> &[Holiday] {
        &self.form.holidays
    }

    /// The days that it declares: off, or to be worked.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> {
        let holidays = self.form.holidays.iter();
        holidays.flat_map(|holiday| {
            let off = holiday.from.through(holiday.until);
            off.chain(holiday.make_up.iter().copied())
        })
    }

    /// Whether it declares a day off, or to be worked.
    pub(super) fn declares(&self, day: Day) -> bool {
        let mut holidays = self.form.holidays.iter();
        holidays.any(|holiday| holiday.declares(day))
    }
}

impl Holiday {
    /// Whether a day is one of its days off.
    #[must_use]
    pub fn is_off(&self, day: Day) -> bool {
        self.from <= day && day <= self.until
    }

    pub(super) fn declares(&self, day: Day) -> bool {
        self.is_off(day) || self.make_up.contains(&day)
    }
}

impl TryFrom<NoticeForm> for Notice {
    type Error = NoticeFaults;

    fn try_from(form: NoticeForm) -> Result<Self, NoticeFaults> {
        fault::check(&form)?;
        let document = Document::of(&form)
            .map_err(|error| NoticeFaults::from(NoticeFault::Document(error)))?;
        Ok(Self { form, document })
    }
}

impl From<Notice> for NoticeForm {
    fn from(notice: Notice) -> Self {
        notice.form
    }
}
