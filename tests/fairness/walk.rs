//! Every outcome of a rule that asks for numbers, with its exact probability.

use double_random::chance::Stream;
use double_random::sampling::Probability;
use std::collections::BTreeMap;
use std::ops::{Add, Mul};

/// An exact fraction in lowest terms; it overflows loudly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    numerator: u128,
    denominator: u128,
}

impl Fraction {
    pub(crate) const NOTHING: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    pub(crate) const WHOLE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    pub(crate) fn new(numerator: impl Into<u128>, denominator: impl Into<u128>) -> Self {
        let (numerator, denominator) = (numerator.into(), denominator.into());
        let divisor = gcd(numerator, denominator);
        Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        }
    }

    pub(crate) fn at_most(self, other: Self) -> bool {
        self.numerator * other.denominator <= other.numerator * self.denominator
    }

    pub(crate) fn to_f64(self) -> f64 {
        Probability::new(self.numerator, self.denominator).map_or(f64::NAN, Probability::to_f64)
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let common = gcd(self.denominator, other.denominator);
        let (mine, others) = (self.denominator / common, other.denominator / common);
        Self::new(
            self.numerator * others + other.numerator * mine,
            mine * other.denominator,
        )
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (a, b) = (
            Self::new(self.numerator, other.denominator),
            Self::new(other.numerator, self.denominator),
        );
        Self {
            numerator: a.numerator * b.numerator,
            denominator: a.denominator * b.denominator,
        }
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(fractions: I) -> Self {
        fractions.fold(Self::NOTHING, Add::add)
    }
}

impl From<Probability> for Fraction {
    fn from(probability: Probability) -> Self {
        Self::new(probability.numerator(), probability.denominator())
    }
}

/// Where a rule gets its numbers from.
pub(crate) trait Coin {
    /// A number that is uniform in `0..n`.
    fn below(&mut self, n: u64) -> u64;

    /// Whether `below(n) < a`: all that the duels and the rounding ever ask.
    fn under(&mut self, n: u64, a: u64) -> bool {
        self.below(n) < a
    }
}

impl Coin for Stream {
    fn below(&mut self, n: u64) -> u64 {
        Self::below(self, n)
    }
}

/// What counts as one branch where a rule asks whether `below(n) < a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Branches {
    /// Each of the n numbers.
    Numbers,
    /// Yes, with probability `a / n`, and no.
    Answers,
}

/// A script that says what a rule gets, and continues itself with the first possibility where it ends.
#[derive(Clone, Debug)]
pub(crate) struct Tape {
    branches: Branches,
    turns: Vec<Turn>,
    at: usize,
    probability: Fraction,
}

/// The possibilities of one question, as answers with their probabilities, and how many of them have been followed.
#[derive(Clone, Debug)]
struct Turn {
    possible: Vec<(u64, Fraction)>,
    followed: usize,
}

impl Tape {
    fn answer(&mut self, possible: impl FnOnce() -> Vec<(u64, Fraction)>) -> u64 {
        if self.at == self.turns.len() {
            self.turns.push(Turn {
                possible: possible(),
                followed: 0,
            });
        }
        let turn = self
            .turns
            .get(self.at)
            .and_then(|turn| turn.possible.get(turn.followed));
        let (answer, probability) = turn.copied().unwrap_or((0, Fraction::NOTHING));
        self.at += 1;
        self.probability = self.probability * probability;
        answer
    }

    /// Goes back to the last question with a possibility left and takes it; false where there is none.
    fn turn_back(&mut self) -> bool {
        while let Some(turn) = self.turns.last_mut() {
            turn.followed += 1;
            if turn.followed < turn.possible.len() {
                return true;
            }
            self.turns.pop();
        }
        false
    }
}

impl Coin for Tape {
    fn below(&mut self, n: u64) -> u64 {
        self.answer(|| {
            (0..n)
                .map(|number| (number, Fraction::new(1_u8, n)))
                .collect()
        })
    }

    fn under(&mut self, n: u64, a: u64) -> bool {
        match self.branches {
            Branches::Numbers => self.below(n) < a,
            Branches::Answers => {
                let a = a.min(n);
                let mut possible = vec![(1, Fraction::new(a, n)), (0, Fraction::new(n - a, n))];
                possible.retain(|(_, probability)| *probability != Fraction::NOTHING);
                self.answer(|| possible) == 1
            }
        }
    }
}

/// All outcomes of the rule with their probabilities, which add up to 1.
pub(crate) fn outcomes<T: Ord>(
    branches: Branches,
    mut rule: impl FnMut(&mut Tape) -> T,
) -> BTreeMap<T, Fraction> {
    let mut outcomes = BTreeMap::new();
    let mut tape = Tape {
        branches,
        turns: vec![],
        at: 0,
        probability: Fraction::WHOLE,
    };
    loop {
        (tape.at, tape.probability) = (0, Fraction::WHOLE);
        let outcome = rule(&mut tape);
        let sum = outcomes.entry(outcome).or_insert(Fraction::NOTHING);
        *sum = *sum + tape.probability;
        if !tape.turn_back() {
            return outcomes;
        }
    }
}
