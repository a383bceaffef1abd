//! The few labels that many units share: each is kept once.

use std::collections::BTreeMap;

/// Places for labels in the order of their first appearance; a table of recent ones answers most questions.
#[derive(Debug, Default)]
pub(super) struct Labels {
    texts: Vec<String>,
    places: BTreeMap<String, u32>,
    recent: Vec<u32>,
}

const RECENT: usize = 64;

impl Labels {
    /// The place of the label; a new one is checked before it is taken.
    #[inline]
    pub(super) fn place<E>(
        &mut self,
        text: &str,
        check: impl FnOnce(&str) -> Result<(), E>,
    ) -> Result<u32, E> {
        let slot = slot(text);
        if let Some(&place) = self.recent.get(slot)
            && self.text(place) == Some(text)
        {
            return Ok(place);
        }
        let place = self.find_or_add(text, check)?;
        self.recent.resize(RECENT, u32::MAX);
        if let Some(recent) = self.recent.get_mut(slot) {
            *recent = place;
        }
        Ok(place)
    }

    fn find_or_add<E>(
        &mut self,
        text: &str,
        check: impl FnOnce(&str) -> Result<(), E>,
    ) -> Result<u32, E> {
        if let Some(&place) = self.places.get(text) {
            return Ok(place);
        }
        check(text)?;
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        Ok(place)
    }

    fn text(&self, place: u32) -> Option<&str> {
        self.texts
            .get(usize::try_from(place).ok()?)
            .map(String::as_str)
    }

    /// The labels in byte order, and for each old place its new one.
    pub(super) fn sorted(self) -> (Vec<String>, Vec<u32>) {
        let mut new = vec![0; self.texts.len()];
        for (rank, place) in (0..).zip(self.places.values()) {
            if let Some(new) = usize::try_from(*place)
                .ok()
                .and_then(|place| new.get_mut(place))
            {
                *new = rank;
            }
        }
        (self.places.into_keys().collect(), new)
    }
}

/// Where a label of this length and these end bytes is remembered.
#[inline]
fn slot(text: &str) -> usize {
    let bytes = text.as_bytes();
    let end = |byte: Option<&u8>| usize::from(byte.copied().unwrap_or_default());
    let tail = end(bytes.iter().nth_back(1));
    (end(bytes.first()) ^ end(bytes.last()).wrapping_mul(5) ^ tail.wrapping_mul(11) ^ bytes.len())
        % RECENT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart_and_sorted() {
        let mut labels = Labels::default();
        let texts: Vec<String> = (0..500).rev().map(|i| i.to_string()).collect();
        for _ in 0..3 {
            for (place, text) in (0..).zip(&texts) {
                assert_eq!(labels.place(text, |_| Ok::<_, ()>(())), Ok(place));
            }
        }
        assert_eq!(labels.place("bad", |_| Err(())), Err(()));
        let (sorted, new) = labels.sorted();
        assert!(sorted.is_sorted() && sorted.len() == 500);
        for (text, new) in texts.iter().zip(new) {
            assert_eq!(&sorted[usize::try_from(new).unwrap()], text);
        }
    }
}
