//! Numbers as they are printed.

use crate::table::grouped;
use double_random::figures::{Count, Decimals, Ratio};

/// A number with commas.
pub(crate) fn number(count: impl Count) -> String {
    grouped(count.number())
}

/// How much is done: `100%` where nothing is missing and nowhere else, however it rounds.
pub(crate) fn done(ratio: Ratio<impl Count>) -> String {
    let (part, whole) = (ratio.numerator, ratio.denominator);
    if part == whole && whole.number() > 0 {
        return "100%".to_owned();
    }
    let percent = ratio
        .percent(Decimals::Two)
        .map(|percent| percent.to_string());
    let percent = percent.unwrap_or_else(|| "-".to_owned());
    format!("{percent} ({}/{})", number(part), number(whole))
}

/// A rate with both of its numbers.
pub(crate) fn rate(ratio: Ratio<impl Count>) -> String {
    let percent = ratio
        .percent(Decimals::One)
        .map(|percent| percent.to_string());
    let percent = percent.unwrap_or_else(|| "-".to_owned());
    format!(
        "{percent} ({}/{})",
        number(ratio.numerator),
        number(ratio.denominator)
    )
}
