//! In which worlds could all forms of a batch be as they are? A world says of every business which class it has.

use crate::town::{Form, Sizes, float};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Whether all forms could be as they are in this world.
///
/// It takes the right number of units and of names in every stratum of every form, and no more: plans draw by tickets of their
/// own, so whatever units are named elsewhere, `n` of `N` are drawn with a chance of one in `N choose n`.
pub(crate) fn is_possible(districts: &[usize], world: &[usize], forms: &[Form]) -> bool {
    forms.iter().all(|form| {
        let sizes = Sizes::of(districts, world, &form.rates, &form.named);
        sizes.as_ref() == Some(&form.sizes)
    })
}

/// The chance of exactly these names in a possible world.
pub(crate) fn chance(districts: &[usize], world: &[usize], forms: &[Form]) -> f64 {
    let strata = districts.iter().copied().zip(world.iter().copied());
    let strata: BTreeSet<(usize, usize)> = strata.collect();
    let of_stratum = |form: &Form, stratum: (usize, usize)| {
        let of = |unit: &usize| (districts[*unit], world[*unit]) == stratum;
        let units = (0..world.len()).filter(of).count();
        // `1 / (N choose n)`: the names, one after the other, are among those that are left.
        let left = (1..=units).rev().map(float);
        let names = (1..=form.names().filter(of).count()).rev().map(float);
        names
            .zip(left)
            .map(|(names, left)| names / left)
            .product::<f64>()
    };
    let of_form = |form| strata.iter().map(move |stratum| of_stratum(form, *stratum));
    forms.iter().flat_map(of_form).product()
}

/// Whether samples lie within each other, as they do in the true world where plans share tickets: who is named in one form is
/// named in every form that has no fewer names of his stratum.
pub(crate) fn is_nested(districts: &[usize], world: &[usize], forms: &[Form]) -> bool {
    let sample = |form: &&Form, unit: usize| {
        let fellow = |other: &usize| {
            form.named[*other]
                && (districts[*other], world[*other]) == (districts[unit], world[unit])
        };
        (0..world.len()).filter(fellow).count()
    };
    (0..world.len()).all(|unit| {
        let (naming, others): (Vec<_>, Vec<_>) = forms.iter().partition(|form| form.named[unit]);
        let least = naming.iter().map(|form| sample(form, unit)).min();
        let most = others.iter().map(|form| sample(form, unit)).max();
        least.zip(most).is_none_or(|(least, most)| most < least)
    })
}

/// All worlds of so many classes.
pub(crate) fn all(units: usize, classes: usize) -> impl Iterator<Item = Vec<usize>> {
    let number = classes.pow(u32::try_from(units).unwrap());
    (0..number).map(move |mut number| {
        let digit = |_| {
            let digit = number % classes;
            number /= classes;
            digit
        };
        (0..units).map(digit).collect()
    })
}

/// The forms that name each business.
pub(crate) fn patterns(forms: &[Form]) -> Vec<BTreeSet<usize>> {
    let naming = |unit| (0..forms.len()).filter(move |form| forms[*form].named[unit]);
    (0..forms[0].named.len())
        .map(|unit| naming(unit).collect())
        .collect()
}

/// The true world, by district and class: a way to find other worlds, not a way to judge them.
#[derive(Debug)]
pub(crate) struct Exchange<'a> {
    districts: &'a [usize],
    world: &'a [usize],
    patterns: &'a [BTreeSet<usize>],
    /// Who lives where with which class, those in most forms first.
    residents: BTreeMap<(usize, usize), Vec<usize>>,
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(
        districts: &'a [usize],
        world: &'a [usize],
        patterns: &'a [BTreeSet<usize>],
    ) -> Self {
        let mut residents: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for unit in 0..world.len() {
            let stratum = (districts[unit], world[unit]);
            residents.entry(stratum).or_default().push(unit);
        }
        for residents in residents.values_mut() {
            residents.sort_by_key(|unit| Reverse(patterns[*unit].len()));
        }
        Self {
            districts,
            world,
            patterns,
            residents,
        }
    }

    /// A world in which a business has the other class, and how many change theirs.
    ///
    /// Somebody of the other class comes in its place. What forms name only the one or only the other is made good by whoever
    /// is named in those alone, and the numbers of both classes by businesses in no form.
    pub(crate) fn other_world(&self, unit: usize, class: usize) -> Option<(Vec<usize>, usize)> {
        let own = self
            .residents
            .get(&(self.districts[unit], self.world[unit]))?;
        let others = self.residents.get(&(self.districts[unit], class))?;
        let pattern = &self.patterns[unit];
        let apart = |other: &usize| pattern.symmetric_difference(&self.patterns[*other]).count();
        let mut firsts = others.clone();
        firsts.sort_by_cached_key(apart);
        let [going, coming] = firsts.into_iter().find_map(|first| {
            let going = self.in_exactly(&self.patterns[first] - pattern, own)?;
            let coming = self.in_exactly(pattern - &self.patterns[first], others)?;
            let [mut going, mut coming] =
                [[vec![unit], going].concat(), [vec![first], coming].concat()];
            self.pad(&mut going, own, coming.len())?;
            self.pad(&mut coming, others, going.len())?;
            Some([going, coming])
        })?;
        let mut world = self.world.to_vec();
        for going in &going {
            world[*going] = class;
        }
        for coming in &coming {
            world[*coming] = self.world[unit];
        }
        Some((world, going.len() + coming.len()))
    }

    /// Some of these businesses that are named in exactly these forms, one in each.
    fn in_exactly(&self, mut forms: BTreeSet<usize>, among: &[usize]) -> Option<Vec<usize>> {
        let mut found = vec![];
        for unit in among {
            let pattern = &self.patterns[*unit];
            if !pattern.is_empty() && pattern.is_subset(&forms) {
                forms = &forms - pattern;
                found.push(*unit);
            }
        }
        forms.is_empty().then_some(found)
    }

    /// Adds businesses in no form, up to this number.
    fn pad(&self, units: &mut Vec<usize>, among: &[usize], number: usize) -> Option<()> {
        let idle = among
            .iter()
            .rev()
            .filter(|unit| self.patterns[**unit].is_empty() && !units.contains(unit));
        let missing = number.saturating_sub(units.len());
        let idle: Vec<usize> = idle.take(missing).copied().collect();
        units.extend(&idle);
        (idle.len() == missing).then_some(())
    }
}
