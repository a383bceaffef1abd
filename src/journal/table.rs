//! What may follow what for one announcement: the one table of the journal.

use crate::procedure::{Row, Table, terms};

terms! {
    /// How far an announcement has come (公告状态), as a journal tells it.
    pub enum State {
        /// It is published.
        Announced = "announced", "已公告";
        /// Its closing is published.
        Closed = "closed", "已封存";
        /// Its record digests are published.
        Recorded = "recorded", "已登记";
        /// Everything is opened.
        Opened = "opened", "已公开";
        /// It ended before its closing.
        Void = "void", "作废";
    }
}

terms! {
    /// What an event is, in a word (事件类型).
    pub enum EventKind {
        /// An announcement was published.
        Announced = "announced", "发布公告";
        /// Its closing was published.
        Closed = "closed", "公布封存";
        /// The record digests were published.
        Recorded = "recorded", "公布记录摘要";
        /// It ended before its closing, when nobody could know anything.
        Void = "void", "宣告作废";
        /// It lapsed, or its draw was found void.
        Lapsed = "lapsed", "宣告失效";
        /// A reserve came in.
        Reserve = "reserve", "递补对象";
        /// A seat was filled again.
        Replacement = "replacement", "更换人员";
        /// A vacant seat was given to somebody by name.
        Direct = "direct", "直接委派";
        /// A business was handed its slip.
        Slip = "slip", "发放查询单";
        /// One plan was opened alone.
        PlanOpened = "plan_opened", "公开单个计划";
        /// Everything was opened.
        Opened = "opened", "全部公开";
    }
}

const fn row(
    state: State,
    event: EventKind,
    next: State,
    condition: &'static str,
) -> Row<State, EventKind> {
    Row::new(state, event, next, condition, "protocol section 3")
}

/// All events that may follow the announcement (protocol section 3); whatever is not here is refused.
pub const TABLE: Table<State, EventKind> =
    Table::new(State::Announced, &[State::Opened, State::Void], &ROWS);

const LAPSED: &str = "a reason, once";
const SEALED: &str = "a sealed document of its own";
const VISITS: &str = "a sealed document of its own; the plan is not opened";

const ROWS: [Row<State, EventKind>; 18] = [
    row(
        State::Announced,
        EventKind::Closed,
        State::Closed,
        "contributors and sources are announced; no source's value can be known yet",
    ),
    row(
        State::Announced,
        EventKind::Recorded,
        State::Recorded,
        "randomness is declared; a digest for each plan",
    ),
    row(
        State::Announced,
        EventKind::Void,
        State::Void,
        "contributors and sources are announced; a reason; no source's value can be known yet",
    ),
    row(
        State::Announced,
        EventKind::Lapsed,
        State::Void,
        "contributors and sources are announced; a reason: it was not closed in time, and stays as an attempt",
    ),
    row(
        State::Announced,
        EventKind::Lapsed,
        State::Announced,
        "randomness is declared; a reason, once",
    ),
    row(State::Announced, EventKind::Slip, State::Announced, SEALED),
    row(
        State::Closed,
        EventKind::Recorded,
        State::Recorded,
        "every source's value can be known; a digest for each plan, by the announced time unless it has lapsed",
    ),
    row(State::Closed, EventKind::Lapsed, State::Closed, LAPSED),
    row(State::Closed, EventKind::Slip, State::Closed, SEALED),
    row(State::Recorded, EventKind::Reserve, State::Recorded, VISITS),
    row(
        State::Recorded,
        EventKind::Replacement,
        State::Recorded,
        VISITS,
    ),
    row(State::Recorded, EventKind::Direct, State::Recorded, VISITS),
    row(State::Recorded, EventKind::Slip, State::Recorded, SEALED),
    row(
        State::Recorded,
        EventKind::PlanOpened,
        State::Recorded,
        "once",
    ),
    row(
        State::Recorded,
        EventKind::Opened,
        State::Opened,
        "the nonces and values that were announced and closed",
    ),
    row(State::Recorded, EventKind::Lapsed, State::Recorded, LAPSED),
    row(State::Opened, EventKind::Slip, State::Opened, SEALED),
    row(
        State::Opened,
        EventKind::Lapsed,
        State::Opened,
        "a reason, once: the draw is found void",
    ),
];
