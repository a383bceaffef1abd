//! The packs that come with the crate.

use super::pack::RulePack;
use std::sync::LazyLock;

impl RulePack {
    /// The national law (国家规定), as far as it was read.
    #[must_use]
    pub fn national() -> Self {
        static PACK: LazyLock<RulePack> =
            LazyLock::new(|| built_in(include_str!("data/national.json")));
        PACK.clone()
    }

    /// What Chuxiong Prefecture (楚雄州) promised and tolerated in 2024, to be laid over the national law.
    #[must_use]
    pub fn chuxiong_2024() -> Self {
        static PACK: LazyLock<RulePack> =
            LazyLock::new(|| built_in(include_str!("data/chuxiong_2024.json")));
        PACK.clone()
    }
}

#[expect(
    clippy::panic,
    reason = "the two texts are our own, and every test reads them"
)]
fn built_in(text: &str) -> RulePack {
    match RulePack::parse(text) {
        Ok(pack) => pack,
        Err(error) => panic!("a built-in pack: {error}"),
    }
}
