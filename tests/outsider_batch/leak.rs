//! What the counts of any two forms settle between them.

use crate::town::Form;
use std::collections::BTreeMap;

/// The businesses whose class is certain, and that class. Sound for whatever draw the forms are of; the sizes of all cells are
/// told in them.
///
/// Take two forms and a district. Of a class with more names in the second, at least the difference is named there alone. If
/// no more are named there alone than these differences add up to, all who are have one of these classes.
pub(crate) fn leak(districts: &[usize], forms: &[Form]) -> BTreeMap<usize, usize> {
    let classes = forms[0].rates.len();
    let mut could: Vec<Vec<usize>> = vec![(0..classes).collect(); districts.len()];
    for (first, second) in forms
        .iter()
        .flat_map(|first| forms.iter().map(move |second| (first, second)))
    {
        let mut new: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for unit in (0..districts.len()).filter(|unit| second.named[*unit] && !first.named[*unit]) {
            new.entry(districts[unit]).or_default().push(unit);
        }
        for (district, new) in new {
            let names = |form: &Form, class| form.sizes.told[&(district, class)].1;
            let more = |class: usize| names(second, class).saturating_sub(names(first, class));
            if (0..classes).map(more).sum::<u64>() == u64::try_from(new.len()).unwrap() {
                for unit in new {
                    could[unit].retain(|class| more(*class) > 0);
                }
            }
        }
    }
    let certain = could
        .iter()
        .enumerate()
        .filter_map(|(unit, could)| match could[..] {
            [class] => Some((unit, class)),
            _ => None,
        });
    certain.collect()
}
