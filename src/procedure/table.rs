//! Tables: what may follow what.

use super::{Refusal, Term, Unmet, UnmetRow};
use std::fmt::Write as _;

/// A line of a table: in this state this may happen, and leads to that state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Row<S, E> {
    /// The state before.
    pub state: S,
    /// What happens.
    pub event: E,
    /// The state after.
    pub next: S,
    /// What must hold besides.
    pub condition: &'static str,
    /// The law, or the section of the protocol, that says so.
    pub source: &'static str,
}

impl<S, E> Row<S, E> {
    /// A line of a table.
    #[must_use]
    pub const fn new(
        state: S,
        event: E,
        next: S,
        condition: &'static str,
        source: &'static str,
    ) -> Self {
        Self {
            state,
            event,
            next,
            condition,
            source,
        }
    }
}

/// All that may happen in a procedure; whatever is not here is refused.
///
/// Of rows with one state and one event, each leads to another state, on another condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Table<S: 'static, E: 'static> {
    initial: S,
    terminal: &'static [S],
    rows: &'static [Row<S, E>],
}

impl<S, E> Table<S, E> {
    /// The table of a procedure that begins in one state, and ends in those that nothing leaves.
    #[must_use]
    pub const fn new(initial: S, terminal: &'static [S], rows: &'static [Row<S, E>]) -> Self {
        Self {
            initial,
            terminal,
            rows,
        }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &'static Row<S, E>> {
        self.rows.iter()
    }

    /// The states in which it ends.
    #[must_use]
    pub const fn terminal(&self) -> &'static [S] {
        self.terminal
    }
}

impl<S: Term, E: Term> Table<S, E> {
    /// The state in which it begins.
    #[must_use]
    pub const fn initial(&self) -> S {
        self.initial
    }

    /// What may happen in a state, conditions aside.
    #[must_use]
    pub fn events(&self, state: S) -> Vec<E> {
        once(self.rows().filter(|row| row.state == state), |row| {
            row.event
        })
    }

    /// The states in which an event may come, conditions aside.
    #[must_use]
    pub fn states(&self, event: E) -> Vec<S> {
        once(self.rows().filter(|row| row.event == event), |row| {
            row.state
        })
    }

    /// That the event may come in this state, conditions aside.
    ///
    /// # Errors
    /// An event that no row of this state has.
    pub fn may(&self, state: S, event: E) -> Result<(), Refusal<S, E>> {
        if self.at(state, event).next().is_some() {
            return Ok(());
        }
        let of_event = self.rows().filter(|row| row.event == event);
        Err(Refusal::OutOfOrder {
            event,
            state,
            allowed: self.states(event),
            sources: once(of_event, |row| row.source),
        })
    }

    /// The state to which an event leads: that of the first row whose condition holds. The machine tells whether it does,
    /// asked for each row by the state to which that leads.
    ///
    /// # Errors
    /// An event that no row of this state has; rows, of which no condition holds.
    pub fn step(
        &self,
        state: S,
        event: E,
        mut condition: impl FnMut(S) -> Result<(), Unmet>,
    ) -> Result<S, Refusal<S, E>> {
        self.may(state, event)?;
        let mut rows = vec![];
        for row in self.at(state, event) {
            match condition(row.next) {
                Ok(()) => return Ok(row.next),
                Err(reason) => rows.push(UnmetRow {
                    next: row.next,
                    condition: row.condition,
                    reason,
                    source: row.source,
                }),
            }
        }
        Err(Refusal::Unmet { event, state, rows })
    }

    /// The table in Markdown, as each machine's page shows it.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut page = format!("It begins {}", term(self.initial));
        let ends: Vec<String> = self.terminal.iter().copied().map(term).collect();
        page.push_str(if ends.is_empty() {
            " and has no end"
        } else {
            " and ends "
        });
        page.push_str(&ends.join(" or "));
        page.push_str(
            ".\n\n| in the state | may | if | and is then | source |\n|---|---|---|---|---|\n",
        );
        for row in self.rows {
            let (state, event, next) = (term(row.state), term(row.event), term(row.next));
            let (condition, source) = (cell(row.condition), cell(row.source));
            // Writing to a string does not fail.
            let _ = writeln!(
                page,
                "| {state} | {event} | {condition} | {next} | {source} |"
            );
        }
        page
    }

    fn at(&self, state: S, event: E) -> impl Iterator<Item = &'static Row<S, E>> {
        self.rows()
            .filter(move |row| (row.state, row.event) == (state, event))
    }
}

/// What the rows say, each once, in their order.
fn once<'a, R: 'a, T: PartialEq>(
    rows: impl Iterator<Item = &'a R>,
    said: impl Fn(&R) -> T,
) -> Vec<T> {
    rows.map(said).fold(vec![], |mut all, one| {
        if !all.contains(&one) {
            all.push(one);
        }
        all
    })
}

fn term(term: impl Term) -> String {
    format!("`{term}` {}", term.chinese())
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
