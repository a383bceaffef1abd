//! The few pairs of stratum and district that many units share: each is kept once.

use crate::id::{District, NameError, Stratum};
use std::collections::BTreeMap;
use std::str::FromStr as _;

/// A stratum and a district that some units have in common.
#[derive(Clone, Debug)]
pub(super) struct Kind {
    pub(super) stratum: Stratum,
    pub(super) district: District,
    /// What stands in such a unit's leaf between id and token, if its size is 1.
    pub(super) middle: String,
    /// The place of the stratum among all of the frame; none if its units cannot be drawn.
    pub(super) place: Option<usize>,
    /// How many units are of this kind.
    pub(super) units: u64,
}

/// Kinds in the order of their first appearance; a table of recent ones answers most questions.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    list: Vec<Kind>,
    places: BTreeMap<Stratum, BTreeMap<District, u32>>,
    recent: Vec<u32>,
}

const RECENT: usize = 256;

impl Kinds {
    /// The place of the kind, whose units are now one more; a new one is checked before it is taken.
    #[inline]
    pub(super) fn count(&mut self, stratum: &str, district: &str) -> Result<u32, NameError> {
        let slot = slot(stratum, district);
        let recent = self.recent.get(slot).copied().unwrap_or(u32::MAX);
        if let Some(kind) = self.list.get_mut(place(recent))
            && equal(kind.stratum.as_str(), stratum)
            && equal(kind.district.as_str(), district)
        {
            kind.units += 1;
            return Ok(recent);
        }
        let found = self.find_or_add(stratum, district)?;
        if let Some(kind) = self.list.get_mut(place(found)) {
            kind.units += 1;
        }
        self.recent.resize(RECENT, u32::MAX);
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = found;
        }
        Ok(found)
    }

    fn find_or_add(&mut self, stratum: &str, district: &str) -> Result<u32, NameError> {
        let (stratum, district) = (Stratum::from_str(stratum)?, District::from_str(district)?);
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let districts = self.places.entry(stratum.clone()).or_default();
        let found = *districts.entry(district.clone()).or_insert(next);
        if found == next {
            let middle = format!("\t{stratum}\t1\t{district}\t");
            self.list.push(Kind {
                stratum,
                district,
                middle,
                place: None,
                units: 0,
            });
        }
        Ok(found)
    }

    /// The kinds met so far.
    pub(super) fn list(&self) -> &[Kind] {
        &self.list
    }

    /// The strata in label-byte order, and the kinds with their places among them.
    pub(super) fn sorted(mut self) -> (Vec<Stratum>, Vec<Kind>) {
        let strata: Vec<Stratum> = self.places.into_keys().collect();
        for kind in &mut self.list {
            kind.place = strata
                .binary_search(&kind.stratum)
                .ok()
                .filter(|_| kind.stratum.is_eligible());
        }
        (strata, self.list)
    }
}

/// An index of 32 bits as one of this machine.
#[inline]
pub(super) fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

/// Whether two labels are equal: of four to eight bytes, by their first and last four; without a call.
#[inline]
fn equal(a: &str, b: &str) -> bool {
    let ends = |text: &str| {
        let bytes = text.as_bytes();
        Some((*bytes.first_chunk::<4>()?, *bytes.last_chunk::<4>()?))
    };
    a.len() == b.len()
        && match a.len() {
            0..4 => a.bytes().eq(b.bytes()),
            4..=8 => ends(a) == ends(b),
            _ => a == b,
        }
}

/// Where a kind with these labels is remembered: their ends tell most labels apart.
#[inline]
fn slot(stratum: &str, district: &str) -> usize {
    let last_two = |text: &str| {
        text.as_bytes()
            .last_chunk()
            .map_or(0, |two| usize::from(u16::from_le_bytes(*two)))
    };
    let first = |text: &str| {
        text.as_bytes()
            .first()
            .map_or(0, |first| usize::from(*first))
    };
    let mixed =
        last_two(district) ^ last_two(stratum).wrapping_mul(5) ^ first(stratum).wrapping_mul(31);
    (mixed ^ (mixed >> 7)) % RECENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart_counted_and_sorted() {
        let mut kinds = Kinds::default();
        let pairs: Vec<(String, String)> = (0..900)
            .rev()
            .map(|i| ((i % 30).to_string(), (i / 30).to_string()))
            .collect();
        for _ in 0..3 {
            for (place, (stratum, district)) in (0..).zip(&pairs) {
                assert_eq!(kinds.count(stratum, district), Ok(place));
            }
        }
        assert!(kinds.count("a//b", "").is_err());
        assert!(kinds.count("-dormant", " ").is_err());
        assert_eq!(kinds.count("-dormant", ""), Ok(900));
        let (strata, kinds) = kinds.sorted();
        assert!(strata.is_sorted() && strata.len() == 31);
        for ((stratum, district), kind) in pairs.iter().zip(&kinds) {
            assert_eq!(
                (kind.stratum.as_str(), kind.district.as_str(), kind.units),
                (stratum.as_str(), district.as_str(), 3)
            );
            assert_eq!(&strata[kind.place.unwrap()], &kind.stratum);
        }
        assert_eq!(kinds[900].place, None);
    }
}
