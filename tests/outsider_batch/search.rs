//! Who could be the businesses of a class, by the counts of all forms: in a small stratum, trying finds out.

use std::collections::BTreeSet;

/// A search among the businesses of a district.
#[derive(Debug)]
pub(crate) struct Search<'a> {
    /// The businesses that are named, and the forms that name them.
    pub(crate) named: Vec<(usize, &'a BTreeSet<usize>)>,
    /// Of how many names of the class each form is still short.
    pub(crate) short: Vec<u64>,
    /// How many businesses of the class are not found yet; they may also be in no form.
    pub(crate) left: usize,
    /// Those that are found.
    pub(crate) found: BTreeSet<usize>,
    /// Those, and whoever was tried in their place before.
    pub(crate) tried: BTreeSet<usize>,
}

impl<'a> Search<'a> {
    /// All sets of businesses of which every form names as many as it should.
    pub(crate) fn all(mut self) -> BTreeSet<BTreeSet<usize>> {
        let mut sets = BTreeSet::new();
        self.go_on(&mut sets);
        sets
    }

    fn go_on(&mut self, sets: &mut BTreeSet<BTreeSet<usize>>) {
        let short = (0..self.short.len()).filter(|form| self.short[*form] > 0);
        let candidates = short.map(|form| self.candidates(form));
        let Some(fewest) = candidates.min_by_key(Vec::len) else {
            sets.insert(self.found.clone());
            return;
        };
        if self.left == 0 {
            return;
        }
        let tried = self.tried.clone();
        for (unit, pattern) in fewest {
            for form in pattern {
                self.short[*form] -= 1;
            }
            self.left -= 1;
            self.found.insert(unit);
            self.tried.insert(unit);
            self.go_on(sets);
            self.found.remove(&unit);
            self.left += 1;
            for form in pattern {
                self.short[*form] += 1;
            }
        }
        self.tried = tried;
    }

    /// Whom a form could name of the class: someone whom no form names in vain.
    fn candidates(&self, form: usize) -> Vec<(usize, &'a BTreeSet<usize>)> {
        let fits = |(unit, pattern): &&(usize, &BTreeSet<usize>)| {
            pattern.contains(&form)
                && !self.tried.contains(unit)
                && pattern.iter().all(|form| self.short[*form] > 0)
        };
        self.named.iter().filter(fits).copied().collect()
    }
}
