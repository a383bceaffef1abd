//! What a check is: a consequence of one rule, asked of the rules that it is given.

use double_random::calendar::{Calendar, Day, Term};
use double_random::rules::{Key, Promise, RulePack, Rules, Value};

/// The national law alone, and with what Chuxiong laid over it.
pub(crate) struct Law {
    pub(crate) national: Rules,
    pub(crate) here: Rules,
}

impl Law {
    pub(crate) fn built_in() -> Self {
        Self::of(RulePack::national(), RulePack::chuxiong_2024())
    }

    pub(crate) fn of(national: RulePack, here: RulePack) -> Self {
        let national = Rules::of(national);
        let here = national.clone().layer(here).unwrap();
        Self { national, here }
    }
}

/// That a consequence is as wanted, or what is found instead.
pub(crate) type Outcome = Result<(), String>;

/// A check of one rule.
pub(crate) struct Check {
    pub(crate) rule: &'static str,
    pub(crate) name: &'static str,
    pub(crate) holds: fn(&Law) -> Outcome,
}

/// Tests and the table of them. Each is named after its rule.
macro_rules! checks {
    ($($name:ident = $rule:literal: $check:expr;)+) => {
        pub(crate) const CHECKS: &[$crate::law::Check] = &[$($crate::law::Check {
            rule: $rule,
            name: stringify!($name),
            holds: $check,
        }),+];

        $(
            #[test]
            fn $name() {
                let check: fn(&$crate::law::Law) -> $crate::law::Outcome = $check;
                assert_eq!(check(&$crate::law::Law::built_in()), Ok(()));
            }
        )+
    };
}
pub(crate) use checks;

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn same(found: &str, wanted: &str) -> Outcome {
    if found == wanted {
        Ok(())
    } else {
        Err(format!("wanted {wanted}, found {found}"))
    }
}

/// The value on a day.
pub(crate) fn value<T: Value>(rules: &Rules, key: Key<T>, on: &str) -> Result<T, String> {
    let found = rules
        .on(day(on))
        .get(key)
        .map_err(|error| error.to_string())?;
    Ok(found.value)
}

/// That a rule has a value on a day.
pub(crate) fn is<T: Value>(rules: &Rules, key: Key<T>, on: &str, wanted: &str) -> Outcome {
    same(&value(rules, key, on)?.to_string(), wanted)
}

/// That a rule rests on something on a day.
pub(crate) fn rests<T: Value>(rules: &Rules, key: Key<T>, on: &str, wanted: &str) -> Outcome {
    let found = rules
        .on(day(on))
        .get(key)
        .map_err(|error| error.to_string())?;
    same(&found.line.basis.to_string(), wanted)
}

/// That a rule has no value on a day.
pub(crate) fn none<T: Value>(rules: &Rules, key: Key<T>, on: &str) -> Outcome {
    rules.on(day(on)).find(key).map_or(Ok(()), |found| {
        Err(format!("wanted nothing on {on}, found {found}"))
    })
}

/// That what begins on a day is due on another.
pub(crate) fn due(rules: &Rules, key: Key<Term>, start: &str, wanted: &str) -> Outcome {
    reckoned(value(rules, key, start)?, start, wanted)
}

/// That what begins on a day is promised for another.
pub(crate) fn promised(rules: &Rules, key: Key<Promise>, start: &str, wanted: &str) -> Outcome {
    reckoned(value(rules, key, start)?.term(), start, wanted)
}

fn reckoned(term: Term, start: &str, wanted: &str) -> Outcome {
    let due = Calendar::national()
        .due(day(start), term)
        .map_err(|error| error.to_string())?;
    same(&due.to_string(), wanted)
}

/// All of these.
pub(crate) fn all<const N: usize>(outcomes: [Outcome; N]) -> Outcome {
    outcomes.into_iter().collect()
}
