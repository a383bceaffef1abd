//! The odds that the published counts give, and whether guesses come true more or less often than that.

use crate::chernoff::{divergence, ln};
use crate::town::Form;
use std::fmt;

/// The odds of each class for a business, by the counts of its district: `N` times `n / N` for every form that names it, and
/// `1 − n / N` for every one that does not. All sizes are told.
pub(crate) fn odds(district: usize, unit: usize, forms: &[Form]) -> Vec<f64> {
    let weight = |class| {
        let units = forms[0].sizes.told[&(district, class)].0;
        let chance = |form: &Form| {
            let share = form.share(district, class);
            if form.named[unit] { share } else { 1.0 - share }
        };
        f64::from(u32::try_from(units).unwrap()) * forms.iter().map(chance).product::<f64>()
    };
    normal((0..forms[0].rates.len()).map(weight).collect())
}

/// The odds of each class for a business, over all worlds that are possible.
pub(crate) fn over(
    worlds: &[Vec<usize>],
    unit: usize,
    classes: usize,
    chance: impl Fn(&[usize]) -> f64,
) -> Vec<f64> {
    let mut weights = vec![0.0; classes];
    for world in worlds {
        weights[world[unit]] += chance(world);
    }
    normal(weights)
}

/// Made to add up to one.
fn normal(weights: Vec<f64>) -> Vec<f64> {
    let all: f64 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / all).collect()
}

/// Guesses, how many of them came true, and how many should by their odds.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Guesses {
    pub(crate) all: u32,
    pub(crate) right: u32,
    pub(crate) expected: f64,
}

impl Guesses {
    /// A guess with these odds.
    pub(crate) fn push<T: PartialEq + Copy>(&mut self, odds: f64, guess: T, truth: T) {
        self.all += 1;
        self.right += u32::from(guess == truth);
        self.expected += odds;
    }

    /// The best guess at these odds.
    pub(crate) fn push_best(&mut self, odds: &[f64], truth: usize) {
        let best = (0..odds.len())
            .max_by(|a, b| odds[*a].total_cmp(&odds[*b]))
            .unwrap();
        self.push(odds[best], best, truth);
    }

    /// Whether Chernoff's bound holds: `R·KL(X/R ‖ p) ≤ ln(2 / α)`, `X` of `R` guesses having come true, and `p` being the mean
    /// of their odds.
    ///
    /// It refuses odds that are right with a probability below α where `X` is a sum of independent guesses, whatever the odds
    /// of each, or of independent hypergeometric numbers: the moments of both are at most those of the binomial number with
    /// the same mean (Hoeffding 1956 and 1963, theorem 4).
    pub(crate) fn come_true_as_expected(&self, alpha: f64) -> bool {
        let all = f64::from(self.all);
        // Sums of floats end just above the whole where every guess is certain.
        let mean = (self.expected / all).min(1.0);
        all * divergence(self.right, self.all, mean) <= ln(2.0 / alpha)
    }
}

/// `right of all (expected)`
impl fmt::Display for Guesses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of {} (expected {:.1})",
            self.right, self.all, self.expected
        )
    }
}
