//! Lotteries as sources of randomness, written as RFC 3797 writes them.

use super::source::{Kind, LOTTERY, SourceError, part};
use crate::calendar::Moment;
use crate::id::{SourceForm, SourceValue};
use std::fmt;

/// A lottery (彩票) that will be drawn: balls from one urn or several.
///
/// Its value is written as RFC 3797 (section 4.1) does: the numbers of each urn in ascending order, each followed by `.`, each
/// urn by `/`. The line that announces it is
/// `double-random/lottery/1; GAME; issue ISSUE; known from MOMENT; 6 of 1 to 33 and 1 of 1 to 16; written like
/// 1.2.3.4.5.6./1./; otherwise WHAT`.
///
/// ```
/// use double_random::chance::lottery::{Lottery, Urn};
/// use double_random::chance::source::Kind;
/// let lottery = Lottery::new("双色球", "2024066", "2024-06-11T21:15:00+08:00".parse()?,
///     vec![Urn::new(6, 1, 33)?, Urn::new(1, 1, 16)?], "issue 2024067 counts")?;
/// assert_eq!(lottery.value(&[&[33, 3, 11, 17, 22, 29], &[8]])?.as_str(), "3.11.17.22.29.33./8./");
/// assert_eq!(Kind::of(&lottery.form()?)?, Kind::Lottery(lottery.clone()));
/// assert!(Kind::Lottery(lottery).check(&"03 11 17 22 29 33 08".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lottery {
    game: String,
    issue: String,
    known_from: Moment,
    urns: Vec<Urn>,
    otherwise: String,
}

/// An urn with numbered balls, some of which are drawn and not put back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Urn {
    balls: u32,
    low: u32,
    high: u32,
}

impl Urn {
    /// The urn that holds a ball for each number from `low` to `high`, of which so many are drawn.
    ///
    /// # Errors
    /// No ball, more than there are, or more than 100.
    pub fn new(balls: u32, low: u32, high: u32) -> Result<Self, SourceError> {
        let all = high.checked_sub(low).map_or(0, |more| u64::from(more) + 1);
        if !(1..=all.min(100)).contains(&u64::from(balls)) {
            return Err(SourceError::Urn { balls, low, high });
        }
        Ok(Self { balls, low, high })
    }

    /// Which balls can come out together: all `balls` of `high − low + 1`.
    pub(super) fn values(self) -> u128 {
        let all = u128::from(self.high - self.low) + 1;
        let one = |values: u128, k: u128| values.saturating_mul(all - k) / (k + 1);
        (0..u128::from(self.balls)).fold(1, one)
    }

    fn read(text: &str) -> Option<Self> {
        let (balls, range) = text.split_once(" of ")?;
        let (low, high) = range.split_once(" to ")?;
        Self::new(balls.parse().ok()?, low.parse().ok()?, high.parse().ok()?).ok()
    }

    /// The numbers as they are written, if they can come out.
    fn write(self, mut numbers: Vec<u32>) -> Option<String> {
        numbers.sort_unstable();
        let once = numbers.is_sorted_by(|a, b| a < b);
        let within = numbers.iter().all(|n| (self.low..=self.high).contains(n));
        let all = u32::try_from(numbers.len()) == Ok(self.balls);
        let written = numbers
            .iter()
            .flat_map(|number| [number.to_string(), ".".to_owned()]);
        (once && within && all).then(|| written.collect::<String>() + "/")
    }
}

impl Lottery {
    /// The lottery that draws these urns; `otherwise` says what counts if it is cancelled or its result corrected.
    ///
    /// # Errors
    /// A part that would not be found again in the line: with `; ` in it, or empty; no urn.
    pub fn new(
        game: &str,
        issue: &str,
        known_from: Moment,
        urns: Vec<Urn>,
        otherwise: &str,
    ) -> Result<Self, SourceError> {
        let [game, issue, otherwise] = [game, issue, otherwise].map(str::to_owned);
        let lottery = Self {
            game,
            issue,
            known_from,
            urns,
            otherwise,
        };
        if Kind::of(&lottery.form()?)? == Kind::Lottery(lottery.clone()) {
            Ok(lottery)
        } else {
            Err(SourceError::Form {
                wanted: LOTTERY,
                found: lottery.to_string(),
            })
        }
    }

    /// The line that announces it.
    ///
    /// # Errors
    /// A part that no line holds.
    pub fn form(&self) -> Result<SourceForm, SourceError> {
        Ok(self.to_string().parse()?)
    }

    /// The value that these balls make, the urns in their order, the balls of each in any.
    ///
    /// # Errors
    /// Balls that cannot come out.
    pub fn value(&self, urns: &[&[u32]]) -> Result<SourceValue, SourceError> {
        match self.write(urns) {
            Some(text) => Ok(text.parse()?),
            None => Err(SourceError::Value {
                wanted: self.example(),
                rule: self.rule(),
                found: format!("{urns:?}"),
            }),
        }
    }

    fn write(&self, urns: &[&[u32]]) -> Option<String> {
        let written = self
            .urns
            .iter()
            .zip(urns)
            .map(|(urn, n)| urn.write(n.to_vec()));
        written
            .collect::<Option<String>>()
            .filter(|_| urns.len() == self.urns.len())
    }

    /// What decides it.
    pub(super) fn event(&self) -> [&str; 2] {
        [&self.game, &self.issue]
    }

    /// How many values can come out.
    pub(super) fn values(&self) -> u128 {
        let urns = self.urns.iter().map(|urn| urn.values());
        urns.fold(1, u128::saturating_mul)
    }

    /// From when on its value can be known.
    pub(super) fn known_from(&self) -> &Moment {
        &self.known_from
    }

    /// Whether this is how one of its values is written.
    pub(super) fn wrote(&self, text: &str) -> bool {
        let urn = |urn: &str| urn.split_terminator('.').map(|n| n.parse().ok()).collect();
        let urns: Option<Vec<Vec<u32>>> = text.split_terminator('/').map(urn).collect();
        let urns = urns.unwrap_or_default();
        let urns: Vec<&[u32]> = urns.iter().map(Vec::as_slice).collect();
        self.write(&urns).as_deref() == Some(text)
    }

    pub(super) fn example(&self) -> String {
        let first = |urn: &Urn| {
            urn.write(
                (urn.low..=urn.high)
                    .take(usize::try_from(urn.balls).unwrap_or(0))
                    .collect(),
            )
        };
        self.urns.iter().filter_map(first).collect()
    }

    pub(super) fn rule(&self) -> String {
        let urn = |urn: &Urn| format!("{} of {} to {}", urn.balls, urn.low, urn.high);
        self.urns.iter().map(urn).collect::<Vec<_>>().join(" and ")
    }

    pub(super) fn read(parts: &[&str]) -> Option<Self> {
        let [game, issue, known_from, urns, _, otherwise] = parts else {
            return None;
        };
        let urns: Option<Vec<Urn>> = urns.split(" and ").map(Urn::read).collect();
        Some(Self {
            game: part(game, "")?,
            issue: part(issue, "issue ")?,
            known_from: part(known_from, "known from ")?,
            urns: urns?,
            otherwise: part(otherwise, "otherwise ")?,
        })
    }
}

impl fmt::Display for Lottery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            game,
            issue,
            known_from,
            otherwise,
            ..
        } = self;
        let (rule, example) = (self.rule(), self.example());
        write!(
            f,
            "double-random/lottery/1; {game}; issue {issue}; known from {known_from}; {rule}; written like {example}; otherwise {otherwise}"
        )
    }
}
