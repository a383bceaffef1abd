//! What a rule can be: a term, a count, a rate, a range of fines, a season, or one of a few words.

use super::word::{Condition, DrawnBy, PublicityFrom, RepairMeasures};
use crate::calendar::{Day, Term};
use crate::rate::Rate;
use crate::risk::RiskClass;
use serde::{Serialize, Serializer};
use serde_json::Value as Json;
use std::fmt;
use std::str::FromStr;

/// A value that is none of its kind.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{wanted} is wanted, found `{}`", .found.escape_debug())]
pub struct ValueError {
    /// What was wanted.
    pub wanted: Kind,
    /// What was found.
    pub found: String,
}

/// What a rule's value can be: the type of a [`Key`](super::Key). There are no others.
pub trait Value: Copy + fmt::Display {
    /// Its kind.
    const KIND: Kind;

    /// The value, if it is of this type.
    fn of(value: RuleValue) -> Option<Self>;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($type:ty) = $like:literal;)+) => {
        /// The kinds of values.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl fmt::Display for Kind {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$kind => $like,)+
                })
            }
        }

        /// A value of any kind.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum RuleValue {
            $($(#[$doc])* $kind($type),)+
        }

        impl fmt::Display for RuleValue {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$kind(value) => value.fmt(f),)+
                }
            }
        }

        impl RuleValue {
            /// Its kind.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {
                    $(Self::$kind(_) => Kind::$kind,)+
                }
            }

            fn of_text(kind: Kind, text: &str) -> Option<Self> {
                match kind {
                    $(Kind::$kind => text.parse().ok().map(Self::$kind),)+
                }
            }
        }

        $(
            impl Value for $type {
                const KIND: Kind = Kind::$kind;

                fn of(value: RuleValue) -> Option<Self> {
                    if let RuleValue::$kind(value) = value { Some(value) } else { None }
                }
            }
        )+
    };
}

kinds! {
    /// A term of the law.
    Term(Term) = "a term such as `20 working days`";
    /// A term that an office promised.
    Promise(Promise) = "a promised term such as `3 working days`";
    /// A number.
    Count(u64) = "a number";
    /// A share.
    Rate(Rate) = "a rate such as `3%`";
    /// A range of fines.
    Fine(Fine) = "a range of fines such as `10000..50000 yuan`";
    /// A part of every year.
    Season(Season) = "a part of the year such as `01-01..06-30`";
    /// Whether something is so.
    Condition(Condition) = "`holds` or `does not hold`";
    /// From when a term of publicity counts.
    PublicityFrom(PublicityFrom) = "`publication` or `determination`";
    /// By which number the lottery draws.
    DrawnBy(DrawnBy) = "`registration number` or `credit code`";
    /// Whose measures of credit repair apply.
    RepairMeasures(RepairMeasures) = "`samr 2021`, `samr 2025`, `ndrc 58` or `ndrc 36`";
    /// A class of credit risk.
    RiskClass(RiskClass) = "`A`, `B`, `C` or `D`";
}

impl RuleValue {
    /// The value that stands in a document: a number for a count, text for everything else.
    pub(super) fn of_json(kind: Kind, json: &Json) -> Result<Self, ValueError> {
        let value = match (kind, json) {
            (Kind::Count, Json::Number(number)) => number.as_u64().map(Self::Count),
            (Kind::Count, _) => None,
            (_, Json::String(text)) => Self::of_text(kind, text),
            _ => None,
        };
        value.ok_or_else(|| ValueError {
            wanted: kind,
            found: json
                .as_str()
                .map_or_else(|| json.to_string(), str::to_owned),
        })
    }
}

impl Serialize for RuleValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Count(count) = self {
            serializer.serialize_u64(*count)
        } else {
            serializer.collect_str(self)
        }
    }
}

/// A term that an office promised (承诺时限). It stands beside a term of the law and never in its place, so it is another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Promise(Term);

impl Promise {
    /// How long.
    #[must_use]
    pub const fn term(self) -> Term {
        self.0
    }
}

impl FromStr for Promise {
    type Err = crate::calendar::TermError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for Promise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A range of fines in yuan (罚款幅度), both ends included.
///
/// ```
/// use double_random::rules::Fine;
/// let fine: Fine = "0..10000 yuan".parse()?;
/// assert_eq!((fine.least(), fine.most()), (0, 10_000));
/// assert!("50000..10000 yuan".parse::<Fine>().is_err());
/// # Ok::<(), double_random::rules::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fine {
    least: u64,
    most: u64,
}

impl Fine {
    /// The least fine, in yuan.
    #[must_use]
    pub const fn least(self) -> u64 {
        self.least
    }

    /// The greatest, in yuan.
    #[must_use]
    pub const fn most(self) -> u64 {
        self.most
    }
}

impl FromStr for Fine {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let ends = text
            .strip_suffix(" yuan")
            .and_then(|ends| ends.split_once(".."));
        let numbers =
            ends.and_then(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?)));
        let fine = numbers.map(|(least, most)| Self { least, most });
        fine.filter(|fine| fine.least <= fine.most && fine.most > 0 && fine.to_string() == text)
            .ok_or_else(|| ValueError {
                wanted: Kind::Fine,
                found: text.to_owned(),
            })
    }
}

impl fmt::Display for Fine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{} yuan", self.least, self.most)
    }
}

/// A part of every year (每年的期间), both ends included. One that ends before it begins runs into the next year.
///
/// ```
/// use double_random::rules::Season;
/// let reports: Season = "01-01..06-30".parse()?;
/// assert_eq!(reports.last_day(2024), "2024-06-30".parse().ok());
/// let mark: Season = "07-01..06-30".parse()?;
/// assert_eq!(mark.last_day(2024), "2025-06-30".parse().ok());
/// # Ok::<(), double_random::rules::ValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Season {
    from: [u8; 2],
    to: [u8; 2],
}

impl Season {
    /// The day on which it begins in a year; none outside the calendar.
    #[must_use]
    pub fn first_day(self, year: u16) -> Option<Day> {
        let [month, day] = self.from;
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }

    /// The day on which the one that begins in this year ends; none outside the calendar.
    #[must_use]
    pub fn last_day(self, year: u16) -> Option<Day> {
        let [month, day] = self.to;
        let year = if self.to < self.from {
            year.checked_add(1)?
        } else {
            year
        };
        format!("{year:04}-{month:02}-{day:02}").parse().ok()
    }

    fn month_day(text: &str) -> Option<[u8; 2]> {
        let _in_every_year: Day = format!("2001-{text}").parse().ok()?;
        let (month, day) = text.split_once('-')?;
        Some([month.parse().ok()?, day.parse().ok()?])
    }
}

impl FromStr for Season {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        let ends = text.split_once("..");
        ends.and_then(|(from, to)| {
            let (from, to) = (Self::month_day(from)?, Self::month_day(to)?);
            Some(Self { from, to })
        })
        .ok_or_else(|| ValueError {
            wanted: Kind::Season,
            found: text.to_owned(),
        })
    }
}

impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [month, day] = self.from;
        write!(f, "{month:02}-{day:02}..")?;
        let [month, day] = self.to;
        write!(f, "{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_value_has_one_spelling() {
        let good = [
            (Kind::Term, json!("20 working days")),
            (Kind::Promise, json!("3 working days")),
            (Kind::Count, json!(2)),
            (Kind::Rate, json!("3%")),
            (Kind::Fine, json!("0..10000 yuan")),
            (Kind::Season, json!("07-01..06-30")),
            (Kind::Condition, json!("does not hold")),
            (Kind::PublicityFrom, json!("determination")),
            (Kind::DrawnBy, json!("credit code")),
            (Kind::RepairMeasures, json!("ndrc 36")),
            (Kind::RiskClass, json!("B")),
        ];
        for (kind, json) in &good {
            let value = RuleValue::of_json(*kind, json).unwrap();
            assert_eq!(value.kind(), *kind);
            assert_eq!(serde_json::to_value(value).unwrap(), *json);
            for (other, _) in good.iter().filter(|(other, _)| other != kind) {
                let both = [*kind, *other]
                    .iter()
                    .all(|kind| matches!(kind, Kind::Term | Kind::Promise));
                let read = RuleValue::of_json(*other, json);
                assert_eq!(
                    read.is_ok(),
                    both || (*kind, *other) == (Kind::Term, Kind::Promise),
                    "{json} as {other:?}"
                );
            }
        }
    }

    #[test]
    fn what_is_no_value_of_its_kind_is_refused() {
        for (kind, json) in [
            (Kind::Count, json!("2")),
            (Kind::Count, json!(-2)),
            (Kind::Rate, json!("3.0%")),
            (Kind::Fine, json!("10000 yuan")),
            (Kind::Fine, json!("50000..10000 yuan")),
            (Kind::Fine, json!("0..0 yuan")),
            (Kind::Fine, json!("+0..10000 yuan")),
            (Kind::Fine, json!("00..10000 yuan")),
            (Kind::Season, json!("1-1..6-30")),
            (Kind::Season, json!("01-01..06-31")),
            (Kind::Season, json!("02-29..06-30")),
            (Kind::Season, json!("01-01...06-30")),
            (Kind::Condition, json!(true)),
            (Kind::Condition, json!("yes")),
            (Kind::RiskClass, json!("b")),
            (Kind::Term, json!(null)),
        ] {
            let refused = RuleValue::of_json(kind, &json).unwrap_err();
            assert_eq!(refused.wanted, kind, "{json}");
        }
        assert_eq!(
            "maybe".parse::<Condition>().unwrap_err().to_string(),
            "`holds` or `does not hold` is wanted, found `maybe`"
        );
    }
}
