//! What may follow what: the one table of a publication.

use crate::procedure::{Row, Table, terms};

terms! {
    /// How far the publication of a result has come (公示状态).
    pub enum State {
        /// The result is entered, and not public.
        Entered = "entered", "已录入";
        /// It is not published, on a legal ground.
        Withheld = "withheld", "不予公示";
        /// It is published.
        Published = "published", "已公示";
        /// It is withdrawn.
        Withdrawn = "withdrawn", "已撤回";
    }
}

terms! {
    /// What is done with a result, in a word (公示事项).
    pub enum ActKind {
        /// It is published.
        Publish = "publish", "公示";
        /// It is not to be published.
        Withhold = "withhold", "不予公示";
        /// What was published is replaced by what is right.
        Correct = "correct", "更正";
        /// What was published is taken back.
        Withdraw = "withdraw", "撤回";
        /// It led to a penalty or a listing.
        LeadTo = "lead_to", "关联处理";
        /// That penalty is no longer shown, or that listing is over.
        End = "end", "处理结束";
    }
}

/// Everything that may happen with a result; whatever is not here is refused.
pub const TABLE: Table<State, ActKind> = Table::new(State::Entered, &[State::Withdrawn], &ROWS);

const NEGATIVE: &str = "the result is negative; the penalty or listing is not known yet";
const KNOWN: &str = "the penalty or listing is known and not over yet";
const HIDDEN: &str = "《市场监督管理信用修复管理办法》（2025年）";

const ROWS: [Row<State, ActKind>; 9] = [
    Row::new(
        State::Entered,
        ActKind::Publish,
        State::Published,
        "the inspection of the target has ended",
        "国市监信〔2019〕38号",
    ),
    Row::new(
        State::Entered,
        ActKind::Withhold,
        State::Withheld,
        "a legal ground, approved before",
        "《政府信息公开条例》第十四条、第十五条",
    ),
    Row::new(
        State::Withheld,
        ActKind::Publish,
        State::Published,
        "the ground is gone, as people judge",
        "国市监信〔2019〕38号",
    ),
    Row::new(
        State::Published,
        ActKind::Correct,
        State::Published,
        "another result of the same check; a reason",
        "《企业信息公示暂行条例》第十二条",
    ),
    Row::new(
        State::Published,
        ActKind::Withdraw,
        State::Withdrawn,
        "a reason; the decision on which it rests",
        "《行政处罚法》第四十八条",
    ),
    Row::new(
        State::Withheld,
        ActKind::LeadTo,
        State::Withheld,
        NEGATIVE,
        HIDDEN,
    ),
    Row::new(
        State::Withheld,
        ActKind::End,
        State::Withheld,
        KNOWN,
        HIDDEN,
    ),
    Row::new(
        State::Published,
        ActKind::LeadTo,
        State::Published,
        NEGATIVE,
        HIDDEN,
    ),
    Row::new(
        State::Published,
        ActKind::End,
        State::Published,
        KNOWN,
        HIDDEN,
    ),
];
