//! How many targets each plan has: sums that are exact, in parts that vary.

use double_random::chance::Stream;
use std::error::Error;

/// So many, in whole parts in proportion to weights, by running sums: exact together.
pub(crate) fn spread(total: u64, weights: &[u64]) -> Vec<u64> {
    let all: u64 = weights.iter().sum();
    let (mut sum, mut given) = (0, 0);
    let parts = weights.iter().map(|weight| {
        sum += weight;
        let until = (total * sum).checked_div(all).unwrap_or_default();
        let part = until - given;
        given = until;
        part
    });
    parts.collect()
}

/// So many over plans, each at least one and at most its own limit, as chance has it.
pub(crate) fn within(
    total: u64,
    limits: &[u64],
    stream: &mut Stream,
) -> Result<Vec<u64>, Box<dyn Error>> {
    let plans = u64::try_from(limits.len())?;
    let left = total.checked_sub(plans).ok_or("a target for each plan")?;
    let weights: Vec<u64> = limits.iter().map(|_| 10 + stream.below(90)).collect();
    let parts = spread(left, &weights).into_iter().zip(limits);
    let mut sizes: Vec<u64> = parts.map(|(part, limit)| (1 + part).min(*limit)).collect();
    let mut left = total - sizes.iter().sum::<u64>();
    while left > 0 {
        let before = left;
        for (size, limit) in sizes.iter_mut().zip(limits) {
            let more = u64::from(left > 0 && *size < *limit);
            (*size, left) = (*size + more, left - more);
        }
        if left == before {
            return Err(format!("{left} targets have no plan that may draw them").into());
        }
    }
    Ok(sizes)
}
