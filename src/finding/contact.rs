//! How an office tried to contact a business, and when that proves that it cannot be contacted.

use super::Address;
use super::contact_fault::{ContactError, ContactFault, ContactFaults};
use crate::calendar::{Calendar, Day};
use crate::id::LetterNumber;
use crate::rules::{Line, Rules, key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How an office tried to contact a business at its registered address (联系记录), as officers write it down. One visit to a closed
/// door proves nothing.
///
/// ```
/// use double_random::calendar::Calendar;
/// use double_random::finding::{Contact, Fate, Letter, Undelivered};
/// use double_random::rules::Rules;
/// let registered: double_random::finding::Address = "楚雄市鹿城镇某路1号".parse()?;
/// let letter = |number: &str, posted: &str, returned: &str| -> Result<Letter, Box<dyn std::error::Error>> {
///     Ok(Letter::new(number.parse()?, posted.parse()?, registered.clone(), Fate::Returned(returned.parse()?)))
/// };
/// let letters = [letter("XA1", "2024-04-01", "2024-04-09")?, letter("XA2", "2024-04-16", "2024-04-23")?];
/// let contact = Contact::Letters(Undelivered::new(registered.clone(), letters));
/// let unreachable = contact.check("2024-04-24".parse()?, &Rules::national(), Calendar::national())?;
/// assert_eq!(unreachable.verified().to_string(), "2024-04-23");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Contact {
    /// Letters to the registered address, none signed for (两次邮寄无人签收).
    Letters(Undelivered),
    /// A buffer that the place grants to who is reachable elsewhere, and that ran out (缓冲期).
    Buffer(Buffer),
}

/// Letters that nobody signed for (专用信函; Measures on the list of abnormal operations (企业经营异常名录管理暂行办法) art. 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Undelivered {
    /// The registered address.
    pub registered: Address,
    /// The letters that count, and no others.
    pub letters: Vec<Letter>,
}

/// A registered letter (专用信函).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Letter {
    /// Its number at the post.
    pub number: LetterNumber,
    /// The day on which it was posted.
    pub posted: Day,
    /// Where it was sent.
    pub to: Address,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a letter, and on which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fate {
    /// It came back (退回).
    Returned(Day),
    /// The post reports that nobody signs for it (无人签收).
    Unsigned(Day),
    /// Somebody signed for it (已签收): the business can be contacted.
    Signed(Day),
}

/// A term in which a business that is reachable, though not at its registered address, may have that address changed or file
/// dormancy (缓冲期, rule TO-02). Only where a place grants one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Buffer {
    /// The day on which the business was told.
    pub told: Day,
    /// The day on which it had its address changed or filed dormancy.
    #[serde(
        default,
        deserialize_with = "crate::digest::present",
        skip_serializing_if = "Option::is_none"
    )]
    pub changed: Option<Day>,
}

/// That a business cannot be contacted at its registered address (通过登记的住所(经营场所)无法联系): checked, and without it no
/// [`CannotBeContacted`](super::Finding::CannotBeContacted). It is written down as the [`Contact`] that it was checked from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(into = "Contact")]
pub struct Unreachable {
    contact: Contact,
    verified: Day,
    lines: Vec<Arc<Line>>,
}

impl Undelivered {
    /// These letters, to a business of this registered address.
    #[must_use]
    pub fn new(registered: Address, letters: impl IntoIterator<Item = Letter>) -> Self {
        let letters = letters.into_iter().collect();
        Self {
            registered,
            letters,
        }
    }
}

impl Letter {
    /// A letter of this number, posted on a day to an address, and what became of it.
    #[must_use]
    pub const fn new(number: LetterNumber, posted: Day, to: Address, fate: Fate) -> Self {
        Self {
            number,
            posted,
            to,
            fate,
        }
    }
}

impl Fate {
    /// The day on which it was known.
    #[must_use]
    pub const fn day(self) -> Day {
        match self {
            Self::Returned(day) | Self::Unsigned(day) | Self::Signed(day) => day,
        }
    }
}

impl Buffer {
    /// A buffer that begins on the day on which the business is told of it.
    #[must_use]
    pub const fn begun(told: Day) -> Self {
        let changed = None;
        Self { told, changed }
    }

    /// The same buffer, used on this day.
    #[must_use]
    pub const fn used(self, changed: Day) -> Self {
        let changed = Some(changed);
        Self { changed, ..self }
    }
}

impl Unreachable {
    /// The letters or the buffer that prove it.
    #[must_use]
    pub const fn contact(&self) -> &Contact {
        &self.contact
    }

    /// The day on which it was verified (查实之日): that on which the fate of the last letter was known, or the first after the
    /// buffer. The term of listing (rule AO4) counts from it.
    #[must_use]
    pub const fn verified(&self) -> Day {
        self.verified
    }

    /// The lines of law by which it was checked. Since 2025-03-18 they are unsure: nobody here has read the text that is in force since.
    #[must_use]
    pub fn lines(&self) -> &[Arc<Line>] {
        &self.lines
    }
}

impl From<Unreachable> for Contact {
    fn from(unreachable: Unreachable) -> Self {
        unreachable.contact
    }
}

impl Contact {
    /// That the business cannot be contacted, as it is known on a day, by the rules of the day on which the last letter was posted or the
    /// buffer began.
    ///
    /// Letters (rule AO4): so many as the rules ask for, of different numbers, to the registered address, each posted so long after the one
    /// before as the rules say, and none signed for. A buffer (rule TO-02): over, and not used.
    ///
    /// # Errors
    /// Every fault of the letters or the buffer; a rule without value on that day, such as a buffer where the place grants none; a
    /// year without a holiday notice, where rules count working days.
    pub fn check(
        self,
        known_on: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<Unreachable, ContactError> {
        match &self {
            Self::Letters(undelivered) => {
                let (verified, lines) = undelivered.check(known_on, rules, calendar)?;
                Ok(Unreachable {
                    contact: self,
                    verified,
                    lines,
                })
            }
            Self::Buffer(buffer) => {
                let (verified, line) = buffer.check(known_on, rules, calendar)?;
                Ok(Unreachable {
                    contact: self,
                    verified,
                    lines: vec![line],
                })
            }
        }
    }
}

impl Undelivered {
    fn check(
        &self,
        known_on: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<(Day, Vec<Arc<Line>>), ContactError> {
        let letters = self.letters.iter();
        let rules = rules.on(letters
            .map(|letter| letter.posted)
            .max()
            .unwrap_or(known_on));
        let number = rules.get(key::LETTERS)?;
        let (least, most) = (
            rules.get(key::LETTERS_LEAST)?,
            rules.get(key::LETTERS_MOST)?,
        );

        let mut faults = vec![];
        let found = self.letters.len();
        if u64::try_from(found) != Ok(number.value) {
            let wanted = number.value;
            faults.push(ContactFault::Number { wanted, found });
        }
        let mut numbers = BTreeMap::new();
        for letter in &self.letters {
            *numbers.entry(&letter.number).or_insert(0_u32) += 1;
            faults.extend(letter.faults(&self.registered, known_on));
        }
        let twice = numbers.into_iter().filter(|(_, times)| *times > 1);
        faults.extend(twice.map(|(number, _)| ContactFault::Twice {
            letter: number.clone(),
        }));
        let mut posted: Vec<Day> = self.letters.iter().map(|letter| letter.posted).collect();
        posted.sort_unstable();
        for (first, second) in posted.iter().zip(posted.iter().skip(1)) {
            let from = calendar.due(*first, least.value)?;
            let until = calendar.due(*first, most.value)?;
            if *second < from || until < *second {
                let (least, most) = (least.value, most.value);
                let (first, second) = (*first, *second);
                faults.push(ContactFault::Interval {
                    least,
                    most,
                    first,
                    second,
                });
            }
        }
        let verified = self.letters.iter().map(|letter| letter.fate.day()).max();
        match (ContactFaults::of(faults), verified) {
            (None, Some(verified)) => Ok((verified, vec![number.line, least.line, most.line])),
            (Some(faults), _) => Err(faults.into()),
            (None, None) => Err(ContactFaults::one(ContactFault::Number {
                wanted: number.value,
                found,
            })
            .into()),
        }
    }
}

impl Letter {
    fn faults(&self, registered: &Address, known_on: Day) -> Vec<ContactFault> {
        let letter = || self.number.clone();
        let (posted, known) = (self.posted, self.fate.day());
        let mut faults = vec![];
        if self.to != *registered {
            faults.push(ContactFault::Elsewhere { letter: letter() });
        }
        if let Fate::Signed(on) = self.fate {
            faults.push(ContactFault::Signed {
                letter: letter(),
                on,
            });
        }
        if known < posted {
            faults.push(ContactFault::BeforePosting {
                letter: letter(),
                posted,
                known,
            });
        }
        if known_on < known {
            faults.push(ContactFault::Later {
                letter: letter(),
                known,
                known_on,
            });
        }
        faults
    }
}

impl Buffer {
    fn check(
        &self,
        known_on: Day,
        rules: &Rules,
        calendar: &Calendar,
    ) -> Result<(Day, Arc<Line>), ContactError> {
        let term = rules.on(self.told).get(key::TOLERATED_ADDRESS)?;
        let until = calendar.due(self.told, term.value)?;
        if let Some(changed) = self.changed {
            let told = self.told;
            return Err(ContactFaults::one(ContactFault::Changed { told, changed }).into());
        }
        if known_on <= until {
            return Err(ContactFaults::one(ContactFault::Running { until, known_on }).into());
        }
        let verified = until.following()?;
        Ok((verified, term.line))
    }
}
