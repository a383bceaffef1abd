//! What must hold of every table and of the machine that goes by it.

use double_random::procedure::{Row, Table, Term};
use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

/// Checks a table, its page, and its machine.
///
/// `tries` answers to what state each good try of an event leads in a state, or the refusal.
pub(crate) fn keeps_its_table<S: Term + Ord, E: Term, R: Debug>(
    table: &Table<S, E>,
    page: &str,
    tries: impl Fn(S, E) -> Vec<Result<S, R>>,
) {
    assert_eq!(faults(table), Vec::<String>::new());
    shows(table, page);
    does(table, tries);
}

/// Every row comes about by a try, and nothing else.
pub(crate) fn does<S: Term + Ord, E: Term, R: Debug>(
    table: &Table<S, E>,
    tries: impl Fn(S, E) -> Vec<Result<S, R>>,
) {
    for state in S::ALL {
        for event in E::ALL {
            let tries = tries(*state, *event);
            assert!(!tries.is_empty(), "`{event}` in `{state}` is not tried");
            let rows = rows_at(table, *state, *event);
            let wanted: BTreeSet<S> = rows.iter().map(|row| row.next).collect();
            let found: BTreeSet<S> = tries.iter().flatten().copied().collect();
            assert_eq!(found, wanted, "`{event}` in `{state}`: {tries:?}");
        }
    }
}

/// What is wrong with a table, whatever its machine does.
pub(crate) fn faults<S: Term + Ord, E: Term>(table: &Table<S, E>) -> Vec<String> {
    let mut faults = vec![];
    for state in S::ALL {
        for event in E::ALL {
            let rows = rows_at(table, *state, *event);
            let conditions: BTreeSet<&str> = rows.iter().map(|row| row.condition).collect();
            let ends: BTreeSet<S> = rows.iter().map(|row| row.next).collect();
            if conditions.len() < rows.len() || ends.len() < rows.len() {
                faults.push(format!(
                    "`{event}` in `{state}`: rows of one condition or one end"
                ));
            }
        }
        if !reachable(table).contains(state) {
            faults.push(format!("`{state}` is not reached"));
        }
        let left = table
            .rows()
            .any(|row| row.state == *state && row.next != *state);
        if left == table.terminal().contains(state) {
            faults.push(format!(
                "`{state}` is wrongly listed as terminal, or not listed"
            ));
        }
    }
    for row in table.rows() {
        if row.condition.is_empty() || row.source.is_empty() {
            faults.push(format!(
                "`{}` in `{}`: no condition or no source",
                row.event, row.state
            ));
        }
    }
    for words in [words::<S>(), words::<E>()] {
        let once: BTreeSet<&String> = words.iter().collect();
        if once.len() < words.len() || once.contains(&String::new()) {
            faults.push("two terms of one name, or one of none".to_owned());
        }
    }
    faults
}

/// The page that documentation includes is the table.
///
/// To write it anew: `BLESS=1 cargo test keeps_its_table`.
fn shows<S: Term, E: Term>(table: &Table<S, E>, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(page);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, table.to_markdown()).unwrap();
    }
    let shown = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        shown,
        table.to_markdown(),
        "{page} shows another table: BLESS=1 cargo test keeps_its_table"
    );
}

fn reachable<S: Term + Ord, E: Term>(table: &Table<S, E>) -> BTreeSet<S> {
    let mut reached = BTreeSet::from([table.initial()]);
    loop {
        let further = table.rows().filter(|row| reached.contains(&row.state));
        let further: BTreeSet<S> = further.map(|row| row.next).collect();
        if further.is_subset(&reached) {
            return reached;
        }
        reached.extend(further);
    }
}

fn rows_at<S: Term, E: Term>(table: &Table<S, E>, state: S, event: E) -> Vec<&'static Row<S, E>> {
    let rows = table.rows();
    rows.filter(|row| row.state == state && row.event == event)
        .collect()
}

fn words<T: Term>() -> Vec<String> {
    let names = T::ALL.iter().map(T::to_string);
    let chinese = T::ALL.iter().map(|term| term.chinese().to_owned());
    names.chain(chinese).collect()
}
