//! How far a count lies from its probability: Chernoff's bound, `P(R·KL(X/R ‖ p) > t) ≤ 2·exp(−t)`.

/// `KL(x/R ‖ p)` in nats: 0 where `x = R·p`, infinite where what never happens happened.
pub(crate) fn divergence(x: u32, draws: u32, p: f64) -> f64 {
    let part = |x: u32, p: f64| {
        let q = f64::from(x) / f64::from(draws);
        if x == 0 { 0.0 } else { q * ln(q / p) }
    };
    part(x, p) + part(draws - x, 1.0 - p)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a last digit moves the bound of a test, never a draw"
)]
pub(crate) fn ln(x: f64) -> f64 {
    x.ln()
}
