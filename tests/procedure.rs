//! Tables of procedures: what a refusal says, and what no table may be.
#![expect(
    clippy::unwrap_used,
    reason = "a helper that fails is a test that fails"
)]

mod machine;

use double_random::calendar::Day;
use double_random::procedure::{Refusal, Row, Table, Term, Unmet};
use machine::{does, faults, keeps_its_table};
use std::fmt;

/// A letter that must be answered, as small as a procedure can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Letter {
    Written,
    Sent,
    Answered,
    Returned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Send,
    Wait,
    Burn,
}

impl Term for Letter {
    const ALL: &'static [Self] = &[Self::Written, Self::Sent, Self::Answered, Self::Returned];

    fn chinese(self) -> &'static str {
        match self {
            Self::Written => "已写",
            Self::Sent => "已寄",
            Self::Answered => "已回复",
            Self::Returned => "已退回",
        }
    }
}

impl Term for Act {
    const ALL: &'static [Self] = &[Self::Send, Self::Wait, Self::Burn];

    fn chinese(self) -> &'static str {
        match self {
            Self::Send => "寄出",
            Self::Wait => "等待",
            Self::Burn => "烧毁",
        }
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Written => "written",
            Self::Sent => "sent",
            Self::Answered => "answered",
            Self::Returned => "returned",
        })
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Send => "send",
            Self::Wait => "wait",
            Self::Burn => "burn",
        })
    }
}

const SEND: Row<Letter, Act> = Row::new(
    Letter::Written,
    Act::Send,
    Letter::Sent,
    "it has a stamp",
    "rule 1",
);
const ANSWER: Row<Letter, Act> = Row::new(
    Letter::Sent,
    Act::Wait,
    Letter::Answered,
    "an answer is there, a|b",
    "rule 2",
);
const RETURN: Row<Letter, Act> = Row::new(
    Letter::Sent,
    Act::Wait,
    Letter::Returned,
    "15 days are over",
    "rule 3",
);

const TABLE: Table<Letter, Act> = Table::new(
    Letter::Written,
    &[Letter::Answered, Letter::Returned],
    &[SEND, ANSWER, RETURN],
);

const ENDS: &[Letter] = &[Letter::Answered, Letter::Returned];

/// A second row of one condition.
const SAME: Row<Letter, Act> = Row::new(
    Letter::Sent,
    Act::Wait,
    Letter::Written,
    "15 days are over",
    "rule 4",
);

/// A second row to one end.
const AGAIN: Row<Letter, Act> = Row::new(
    Letter::Sent,
    Act::Wait,
    Letter::Returned,
    "nobody lives there",
    "rule 4",
);

/// A row that says nothing of its condition.
const BARE: Row<Letter, Act> = Row::new(Letter::Written, Act::Burn, Letter::Returned, "", "rule 4");

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn an_event_leads_where_the_first_condition_that_holds_says() {
    let to = |wanted| {
        TABLE.step(Letter::Sent, Act::Wait, |next| {
            if next == wanted {
                Ok(())
            } else {
                Err(Unmet::Fails)
            }
        })
    };
    assert_eq!(to(Letter::Answered), Ok(Letter::Answered));
    assert_eq!(to(Letter::Returned), Ok(Letter::Returned));
    // Where both hold, the first row counts.
    let both = TABLE.step(Letter::Sent, Act::Wait, |_| Ok(()));
    assert_eq!(both, Ok(Letter::Answered));
}

#[test]
fn a_refusal_out_of_order_names_both_states_and_the_source() {
    let refusal = TABLE.may(Letter::Answered, Act::Send).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "`send` is possible in the state `written`, found it in the state `answered` (rule 1)"
    );
    assert_eq!(refusal.possible_from(), None);
    // No condition is looked at.
    let stepped = TABLE.step(Letter::Answered, Act::Send, |_| panic!("asked"));
    assert_eq!(stepped, Err(refusal));
    let never = TABLE.may(Letter::Sent, Act::Burn).unwrap_err();
    assert_eq!(
        never.to_string(),
        "`burn` is possible in no state, found it in the state `sent`"
    );
}

#[test]
fn a_refusal_by_a_condition_names_every_condition_and_the_first_day_that_helps() {
    let refusal = |answered, returned| {
        let mut reasons = [answered, returned].into_iter();
        TABLE
            .step(Letter::Sent, Act::Wait, |_| Err(reasons.next().unwrap()))
            .unwrap_err()
    };
    let (early, late) = (day("2024-06-18"), day("2024-07-01"));
    let one_day = refusal(Unmet::Fails, Unmet::NotYet { from: early });
    assert_eq!(one_day.possible_from(), Some(early));
    assert_eq!(
        one_day.to_string(),
        "`wait` in the state `sent`: it leads to `answered` if this holds: an answer is there, a|b; it does not (rule 2); \
         it leads to `returned` if this holds: 15 days are over; it can from 2024-06-18 on (rule 3)"
    );
    let two_days = refusal(Unmet::NotYet { from: late }, Unmet::NotYet { from: early });
    assert_eq!(two_days.possible_from(), Some(early));
    assert_eq!(refusal(Unmet::Fails, Unmet::Fails).possible_from(), None);
    assert!(matches!(
        one_day,
        Refusal::Unmet { event: Act::Wait, state: Letter::Sent, ref rows, .. } if rows.len() == 2
    ));
}

#[test]
fn a_table_answers_what_may_come_and_where() {
    assert_eq!(TABLE.events(Letter::Sent), [Act::Wait]);
    assert_eq!(TABLE.events(Letter::Answered), []);
    assert_eq!(TABLE.states(Act::Wait), [Letter::Sent]);
    assert_eq!(TABLE.states(Act::Burn), []);
}

#[test]
fn a_page_shows_every_row_and_keeps_its_columns() {
    let page = TABLE.to_markdown();
    assert_eq!(
        page,
        "It begins `written` 已写 and ends `answered` 已回复 or `returned` 已退回.\n\n\
         | in the state | may | if | and is then | source |\n|---|---|---|---|---|\n\
         | `written` 已写 | `send` 寄出 | it has a stamp | `sent` 已寄 | rule 1 |\n\
         | `sent` 已寄 | `wait` 等待 | an answer is there, a\\|b | `answered` 已回复 | rule 2 |\n\
         | `sent` 已寄 | `wait` 等待 | 15 days are over | `returned` 已退回 | rule 3 |\n"
    );
    let endless: Table<Letter, Act> = Table::new(Letter::Written, &[], &[]);
    assert!(
        endless
            .to_markdown()
            .starts_with("It begins `written` 已写 and has no end.\n")
    );
}

#[test]
fn what_no_table_may_be_is_found() {
    assert_eq!(faults(&TABLE), Vec::<String>::new());
    let with = |rows, terminal| faults(&Table::new(Letter::Written, terminal, rows));
    let of = |faults: Vec<String>, word: &str| {
        assert!(
            faults.len() == 1 && faults.iter().all(|fault| fault.contains(word)),
            "{faults:?}"
        );
    };
    of(with(&[SEND, ANSWER, RETURN, SAME], ENDS), "one condition");
    of(with(&[SEND, ANSWER, RETURN, AGAIN], ENDS), "one end");
    of(with(&[SEND, ANSWER], ENDS), "`returned` is not reached");
    of(
        with(&[SEND, ANSWER, RETURN], &[Letter::Answered]),
        "`returned` is wrongly",
    );
    of(
        with(
            &[SEND, ANSWER, RETURN],
            &[Letter::Sent, Letter::Answered, Letter::Returned],
        ),
        "`sent` is wrongly",
    );
    of(with(&[SEND, ANSWER, RETURN, BARE], ENDS), "no condition");
}

#[test]
#[should_panic(expected = "`burn` in `sent`")]
fn a_machine_that_does_more_than_its_table_is_found() {
    does(&TABLE, |state, event| match (state, event) {
        (Letter::Sent, Act::Burn) => vec![Ok(Letter::Returned)],
        (Letter::Sent, Act::Wait) => vec![Ok(Letter::Answered), Ok(Letter::Returned)],
        _ => vec![TABLE.step(state, event, |_| Ok(()))],
    });
}

#[test]
#[should_panic(expected = "`wait` in `sent`")]
fn a_machine_that_does_less_than_its_table_is_found() {
    does(&TABLE, |state, event| {
        vec![TABLE.step(state, event, |_| Ok(()))]
    });
}

#[test]
#[should_panic(expected = "shows another table")]
fn a_page_that_shows_another_table_is_found() {
    keeps_its_table(&TABLE, "no/such/page.md", |state, event| {
        vec![TABLE.step(state, event, |_| Ok(()))]
    });
}
