//! How many blocks went through SHA-256: what a draw costs, on whatever machine.

#[cfg(feature = "count")]
thread_local! {
    static BLOCKS: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// How many blocks this thread has put through the compression function of SHA-256 so far.
///
/// For benches: the difference before and after a draw is what it cost. Of no answer anywhere does anything depend on it.
#[cfg(feature = "count")]
#[must_use]
pub fn compressions() -> u64 {
    BLOCKS.get()
}

/// Counts blocks of 64 bytes.
#[cfg(feature = "count")]
#[inline]
pub(super) fn blocks(number: usize) {
    BLOCKS.set(
        BLOCKS
            .get()
            .saturating_add(u64::try_from(number).unwrap_or(u64::MAX)),
    );
}

/// Counts nothing.
#[cfg(not(feature = "count"))]
#[inline]
pub(super) const fn blocks(_number: usize) {}

/// Counts the blocks of a message of so many bytes with its padding: nine bytes at least (FIPS 180-4, 5.1.1).
#[inline]
pub(super) fn message(bytes: usize) {
    blocks((bytes + 8) / 64 + 1);
}

#[cfg(all(test, feature = "count"))]
mod tests {
    use super::super::{Digest, Document, Midstate};
    use super::*;

    fn counted(work: impl FnOnce()) -> u64 {
        let before = compressions();
        work();
        compressions() - before
    }

    #[test]
    fn every_way_to_hash_counts_its_blocks() {
        for (bytes, wanted) in [(0, 1), (55, 1), (56, 2), (64, 2), (119, 2), (120, 3)] {
            let text = "x".repeat(bytes);
            let found = [
                counted(|| _ = Digest::of(text.as_bytes())),
                counted(|| _ = Digest::of_texts([text.as_str()])),
                counted(|| _ = Midstate::START.finish(text.as_bytes())),
            ];
            assert_eq!(found, [wanted; 3], "{bytes} bytes");
        }
        let document = Document::parse(r#"{"a":1}"#).unwrap();
        assert_eq!(counted(|| _ = document.digest()), 1);
    }
}
