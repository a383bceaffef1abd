//! What is known of the units of a frame, a column each: ids, kinds and sizes.

use super::FrameError;
use super::kind::{Kind, place};
use crate::digest::copy;
use crate::id::UnitId;

/// Units in the order in which they came, or in id-byte order.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    ids: Ids,
    kinds: Vec<u32>,
    /// None while every size is 1.
    sizes: Option<Vec<u64>>,
}

/// Texts, one after the other.
#[derive(Clone, Debug, Default)]
struct Ids {
    bytes: Vec<u8>,
    count: usize,
    /// The length of the first.
    length: usize,
    /// Where each ends. None while all are as long as the first.
    ends: Option<Vec<usize>>,
}

impl Ids {
    #[inline]
    fn push(&mut self, id: &[u8]) {
        let start = self.bytes.len();
        match id.len() {
            0..=32 => {
                // Room of one width, cut back: cheaper than room of each id's own.
                self.bytes.extend_from_slice(&[0; 32]);
                self.bytes.truncate(start + id.len());
                copy(self.bytes.get_mut(start..).unwrap_or_default(), id);
            }
            _ => self.bytes.extend_from_slice(id),
        }
        if self.count == 0 {
            self.length = id.len();
        }
        if id.len() != self.length && self.ends.is_none() {
            self.ends = Some((1..=self.count).map(|ids| ids * self.length).collect());
        }
        if let Some(ends) = &mut self.ends {
            ends.push(self.bytes.len());
        }
        self.count += 1;
    }

    /// The id at this place; the empty text where there is none.
    #[inline]
    fn get(&self, unit: usize) -> &[u8] {
        let bounds = match &self.ends {
            None => {
                let start = unit.saturating_mul(self.length);
                start..start.saturating_add(self.length)
            }
            Some(ends) => {
                let end = |unit: usize| ends.get(unit).copied().unwrap_or_default();
                unit.checked_sub(1).map_or(0, end)..end(unit)
            }
        };
        self.bytes.get(bounds).unwrap_or_default()
    }
}

impl Columns {
    pub(super) fn with_capacity(units: usize) -> Self {
        let bytes = Vec::with_capacity(units * 18 + 64);
        Self {
            ids: Ids {
                bytes,
                ..Ids::default()
            },
            kinds: Vec::with_capacity(units),
            sizes: None,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, id: &[u8], kind: u32, size: u64) {
        if size != 1 || self.sizes.is_some() {
            let before = self.len();
            self.sizes.get_or_insert_with(|| vec![1; before]).push(size);
        }
        self.ids.push(id);
        self.kinds.push(kind);
    }

    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    #[inline]
    pub(super) fn id(&self, unit: usize) -> &[u8] {
        self.ids.get(unit)
    }

    pub(super) fn unit_id(&self, unit: usize) -> Result<UnitId, FrameError> {
        let id = std::str::from_utf8(self.id(unit))
            .unwrap_or_default()
            .parse();
        id.map_err(|error| FrameError::Name { index: unit, error })
    }

    #[inline]
    pub(super) fn kind<'a>(&self, unit: usize, kinds: &'a [Kind]) -> Option<&'a Kind> {
        kinds.get(place(*self.kinds.get(unit)?))
    }

    /// Whether every size is 1.
    #[inline]
    pub(super) fn are_of_size_1(&self) -> bool {
        self.sizes.is_none()
    }

    pub(super) fn size(&self, unit: usize) -> u64 {
        let size = self
            .sizes
            .as_ref()
            .map_or(Some(1), |sizes| sizes.get(unit).copied());
        size.unwrap_or_default()
    }

    /// Some of the rows, in the order that is asked for.
    pub(super) fn rows(&self, units: impl ExactSizeIterator<Item = usize>) -> Self {
        let mut rows = Self::with_capacity(units.len());
        for unit in units {
            let kind = self.kinds.get(unit).copied().unwrap_or_default();
            rows.push(self.id(unit), kind, self.size(unit));
        }
        rows
    }

    /// The same rows in id-byte order, if no id stands twice.
    pub(super) fn sorted(&self) -> Result<Self, FrameError> {
        let mut order: Vec<usize> = (0..self.len()).collect();
        order.sort_unstable_by_key(|unit| self.id(*unit));
        let sorted = self.rows(order.into_iter());
        match (1..sorted.len()).find(|unit| sorted.id(unit - 1) == sorted.id(*unit)) {
            Some(unit) => Err(FrameError::DuplicateId {
                id: sorted.unit_id(unit)?,
            }),
            None => Ok(sorted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_all_lengths_are_kept() {
        for first in [1, 2, 18, 33] {
            let mut ids = Ids::default();
            let text = |unit: usize| match unit {
                0..20 => format!("{unit:0first$}"),
                _ => "x".repeat(unit),
            };
            for unit in 0..50 {
                ids.push(text(unit).as_bytes());
                for unit in 0..=unit {
                    assert_eq!(ids.get(unit), text(unit).as_bytes());
                }
                assert_eq!(ids.get(unit + 1), b"");
            }
        }
    }
}
