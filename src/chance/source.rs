//! Public sources whose value a program can check: forms with one spelling of every value.
//!
//! A form is a line of text that people agree on beforehand. Two kinds of lines are understood here, too; of any other the
//! value is as good as the eyes that compare it with its form.

use super::beacon::Beacon;
use super::lottery::Lottery;
use crate::calendar::Moment;
use crate::id::{NameError, SourceForm, SourceValue};
use std::str::FromStr;

/// What can be told of a source from the line that announces it (随机源的形式).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The result of a lottery, in the canonical form of RFC 3797.
    Lottery(Lottery),
    /// A round of a randomness beacon, in hex.
    Beacon(Beacon),
    /// Anything else, described in words: no program tells whether a value is written as it should be.
    Described,
}

/// A form or a value that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// A line that begins like one of the forms that programs understand, and goes on otherwise.
    #[error("the form of a source is wanted as `{wanted}`, found `{}`", .found.escape_debug())]
    Form {
        /// What should stand there.
        wanted: &'static str,
        /// What does.
        found: String,
    },
    /// A value that is not written as its form prescribes.
    #[error("a value written like `{wanted}` is wanted: {rule}; found `{}`", .found.escape_debug())]
    Value {
        /// An example.
        wanted: String,
        /// What holds of every value.
        rule: String,
        /// What was found.
        found: String,
    },
    /// An urn from which nothing, or more than there is, would be drawn.
    #[error(
        "an urn gives at least one of its balls, at most all and at most 100, found {balls} of {low} to {high}"
    )]
    Urn {
        /// How many are drawn.
        balls: u32,
        /// The least number.
        low: u32,
        /// The greatest.
        high: u32,
    },
    /// A text that is no line.
    #[error(transparent)]
    Name(#[from] NameError),
}

pub(super) const LOTTERY: &str = "double-random/lottery/1; GAME; issue ISSUE; known from MOMENT; 6 of 1 to 33 and 1 of 1 to 16; \
    written like 1.2.3.4.5.6./1./; otherwise WHAT";
pub(super) const BEACON: &str = "double-random/beacon/1; BEACON; round ROUND; known from MOMENT; 64 hex digits; \
    written like 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef; otherwise WHAT";

impl Kind {
    /// What a form says to a program.
    ///
    /// # Errors
    /// A line that looks like one of the forms, and is neither.
    pub fn of(form: &SourceForm) -> Result<Self, SourceError> {
        let text = form.as_str();
        let refuse = |wanted| SourceError::Form {
            wanted,
            found: text.to_owned(),
        };
        let parts: Vec<&str> = text.split("; ").collect();
        match parts.as_slice() {
            ["double-random/lottery/1", parts @ ..] => Lottery::read(parts)
                .filter(|lottery| lottery.to_string() == text)
                .map(Self::Lottery)
                .ok_or_else(|| refuse(LOTTERY)),
            ["double-random/beacon/1", parts @ ..] => Beacon::read(parts)
                .filter(|beacon| beacon.to_string() == text)
                .map(Self::Beacon)
                .ok_or_else(|| refuse(BEACON)),
            // What only looks like one of these forms would be taken for one by people.
            _ if ["double-random/", "; known from ", "; written like "]
                .iter()
                .any(|mark| text.contains(mark)) =>
            {
                Err(refuse(LOTTERY))
            }
            _ => Ok(Self::Described),
        }
    }

    /// Checks a value, as far as its form tells how it is written.
    ///
    /// # Errors
    /// A value in another spelling, or one that cannot come out.
    pub fn check(&self, value: &SourceValue) -> Result<(), SourceError> {
        let (right, wanted, rule) = match self {
            Self::Described => return Ok(()),
            Self::Lottery(lottery) => (
                lottery.wrote(value.as_str()),
                lottery.example(),
                lottery.rule(),
            ),
            Self::Beacon(beacon) => (
                beacon.wrote(value.as_str()),
                beacon.example(),
                beacon.rule(),
            ),
        };
        if right {
            return Ok(());
        }
        let found = value.as_str().to_owned();
        Err(SourceError::Value {
            wanted,
            rule,
            found,
        })
    }

    /// From when on the value can be known; none where only words say it.
    #[must_use]
    pub fn known_from(&self) -> Option<&Moment> {
        match self {
            Self::Lottery(lottery) => Some(lottery.known_from()),
            Self::Beacon(beacon) => Some(beacon.known_from()),
            Self::Described => None,
        }
    }

    /// How many values can come out, all about equally likely; none where only words say it.
    #[must_use]
    pub fn values(&self) -> Option<u128> {
        match self {
            Self::Lottery(lottery) => Some(lottery.values()),
            Self::Beacon(beacon) => Some(beacon.values()),
            Self::Described => None,
        }
    }

    /// What decides the value: the issue of a game, the round of a beacon, without leading zeros; none where only words say it.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        let event = |what, [name, number]: [&str; 2]| {
            let number = number.trim_start_matches('0');
            Event([what, name, number].map(str::to_owned))
        };
        match self {
            Self::Lottery(lottery) => Some(event("lottery", lottery.event())),
            Self::Beacon(beacon) => Some(event("beacon", beacon.event())),
            Self::Described => None,
        }
    }
}

/// What decides a source's value (开奖事件): two sources of one event are one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event([String; 3]);

/// What stands behind these words, if it is not empty and has no space at its ends.
pub(super) fn part<T: FromStr>(text: &str, words: &str) -> Option<T> {
    text.strip_prefix(words)
        .filter(|rest| !rest.is_empty() && rest.trim() == *rest)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::lottery::Urn;

    fn lottery() -> Kind {
        let text = "double-random/lottery/1; 双色球; issue 2024066; known from 2024-06-11T21:15:00+08:00; \
            6 of 1 to 33 and 1 of 1 to 16; written like 1.2.3.4.5.6./1./; otherwise issue 2024067 counts";
        Kind::of(&text.parse().unwrap()).unwrap()
    }

    #[test]
    fn a_result_has_one_spelling() {
        assert!(
            lottery()
                .check(&"3.11.17.22.29.33./8./".parse().unwrap())
                .is_ok()
        );
        for bad in [
            "03 11 17 22 29 33 08",
            "3.11.17.22.29.33./8.",
            "3.11.17.22.29.33/8/",
            "03.11.17.22.29.33./8./",
            "11.3.17.22.29.33./8./",
            "3.3.17.22.29.33./8./",
            "3.11.17.22.29.34./8./",
            "3.11.17.22.29.33./0./",
            "3.11.17.22.29.33./8.9./",
            "3.11.17.22.29./8./",
            "3.11.17.22.29.33./",
            "3.11.17.22.29.33./8././",
            "+3.11.17.22.29.33./8./",
        ] {
            assert!(lottery().check(&bad.parse().unwrap()).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_example_of_rfc_3797_is_written_as_there() {
        let moment = || "2004-01-01T00:00:00+00:00".parse().unwrap();
        let write = |low, high, balls: &[u32]| {
            let count = u32::try_from(balls.len()).unwrap();
            let lottery = Lottery::new(
                "g",
                "1",
                moment(),
                vec![Urn::new(count, low, high).unwrap()],
                "none",
            );
            lottery
                .unwrap()
                .value(&[balls])
                .unwrap()
                .as_str()
                .to_owned()
        };
        assert_eq!(write(0, 9999, &[9319]), "9319./");
        assert_eq!(write(1, 40, &[2, 5, 12, 8, 10]), "2.5.8.10.12./");
        assert_eq!(write(1, 49, &[9, 18, 26, 34, 41, 45]), "9.18.26.34.41.45./");
    }

    #[test]
    fn what_can_come_out_is_counted() {
        assert_eq!(lottery().values(), Some(1_107_568 * 16));
        assert_eq!(Urn::new(3, 1, 3).unwrap().values(), 1);
        assert_eq!(Urn::new(1, 0, u32::MAX).unwrap().values(), 1 << 32);
        for (balls, low, high) in [(0, 1, 3), (4, 1, 3), (1, 3, 1), (101, 1, 200)] {
            assert!(Urn::new(balls, low, high).is_err());
        }
    }

    #[test]
    fn a_line_that_begins_like_a_form_is_one() {
        let Kind::Lottery(good) = lottery() else {
            panic!()
        };
        let good = good.to_string();
        for (from, to) in [
            ("; issue 2024066", ""),
            ("6 of", "06 of"),
            ("6 of", "34 of"),
            ("1.2.3", "2.2.3"),
            ("lottery/1", "lottery/2"),
            ("issue 2024066", "issue "),
            ("21:15:00+08:00", "21:15"),
        ] {
            let bad = good.replacen(from, to, 1).trim_end().parse().unwrap();
            assert!(Kind::of(&bad).is_err(), "{from} {to}");
        }
        assert!(
            Lottery::new(
                "a; b",
                "1",
                "2024-06-11T21:15:00+08:00".parse().unwrap(),
                vec![],
                "x"
            )
            .is_err()
        );
        assert_eq!(Kind::of(&"a lottery".parse().unwrap()), Ok(Kind::Described));
        for looks in ["double-random", "Double-random", "d\u{43E}uble-random"] {
            let fake = good.replacen("double-random", looks, 1).parse().unwrap();
            assert_eq!(Kind::of(&fake).is_ok(), looks == "double-random", "{looks}");
        }
        let again = good.replacen("issue 2", "issue 002", 1).parse().unwrap();
        assert_eq!(Kind::of(&again).unwrap().event(), lottery().event());
    }

    #[test]
    fn a_round_is_so_many_hex_digits() {
        let beacon = Beacon::new(
            "drand",
            "1000",
            "2024-06-11T21:15:00+08:00".parse().unwrap(),
            4,
            "the next",
        )
        .unwrap();
        let kind = Kind::of(&beacon.form().unwrap()).unwrap();
        assert_eq!(
            (kind.values(), &kind),
            (Some(1 << 16), &Kind::Beacon(beacon))
        );
        assert!(kind.check(&"09af".parse().unwrap()).is_ok());
        for bad in ["09AF", "9af", "009af", "09ag"] {
            assert!(kind.check(&bad.parse().unwrap()).is_err());
        }
        assert!(kind.event().is_some() && kind.event() != lottery().event());
    }
}
