//! What may follow what, for a task and for each of its targets: one table each. Rule RS-04.

use crate::procedure::{Row, Table, terms};

terms! {
    /// How far a task has come (任务状态): as far as the target in force that has come least far.
    pub enum State {
        /// Targets and officers are drawn.
        Drawn = "drawn", "已抽取";
        /// Every department's head has approved it.
        Approved = "approved", "已审批";
        /// Every target is told, or there is a reason why not.
        Notified = "notified", "已通知";
        /// Officers have come to somebody.
        InProgress = "in progress", "检查中";
        /// Every target is inspected.
        Inspected = "inspected", "检查完毕";
        /// Every department has entered what it found.
        Entered = "results entered", "结果已录入";
        /// Every department has reviewed that.
        Reviewed = "results reviewed", "结果已复核";
        /// Every department has published, and nothing waits for a final outcome.
        Published = "published", "结果已公示";
        /// Every department has published; something that was found waits for its final outcome.
        FollowUp = "in follow-up", "后续处理中";
        /// Every target is closed.
        Closed = "closed", "已办结";
        /// Every target left, and no reserve came: fewer are inspected than were to be drawn.
        Short = "short", "抽查不足";
        /// It is not carried out.
        Cancelled = "cancelled", "已取消";
    }
}

terms! {
    /// How far a target has come (对象进度).
    pub enum Stage {
        /// Drawn, with officers: nobody has come yet.
        Assigned = "assigned", "已选派";
        /// Officers have come.
        ScannedIn = "scanned in", "已入企";
        /// The inspection is over.
        Inspected = "inspected", "已检查";
        /// Every department has published what it found.
        Published = "published", "已公示";
        /// Nothing is left to be done.
        Closed = "closed", "已办结";
        /// It left by a registered state, and a reserve of its stratum came.
        Replaced = "replaced by a reserve", "已递补";
        /// It left by a registered state, and no reserve was left.
        Excluded = "excluded", "已退出";
    }
}

terms! {
    /// What happens with a task or one of its targets, in a word (事项).
    pub enum Step {
        /// The head of a department approves the inspection. The task's alone.
        Approve = "approval", "检查审批";
        /// A target is told, or it is noted why not.
        Notify = "notice", "检查通知";
        /// Help is asked of the office in whose territory a target lies.
        Assist = "request for assistance", "异地协助";
        /// A document is served.
        Serve = "service", "文书送达";
        /// An officer leaves a team for good.
        Vacate = "vacancy", "人员更换";
        /// A vacant seat is given to somebody by name.
        Direct = "direct assignment", "直接委派";
        /// A target leaves by a registered state.
        Leave = "exit", "对象退出";
        /// Officers come in.
        Scan = "scan-in", "扫码入企";
        /// The inspection of a target ends.
        Inspect = "end of the inspection", "检查结束";
        /// A department enters the result of an item.
        Enter = "entry of a result", "录入结果";
        /// A department reviews what it entered.
        Review = "review", "结果复核";
        /// A result is not to be published.
        Withhold = "withholding", "不予公示";
        /// A department publishes what it found.
        Publish = "publication", "结果公示";
        /// A department corrects a result.
        Correct = "correction", "结果更正";
        /// What was found has its final outcome.
        Settle = "final outcome", "后续处理结果";
        /// A target is done with.
        Close = "closing", "办结";
        /// The task is not carried out. The task's alone.
        Cancel = "cancellation", "取消";
    }
}

/// All that may happen with a task; whatever is not here is refused.
pub const TABLE: Table<State, Step> = Table::new(
    State::Drawn,
    &[State::Closed, State::Short, State::Cancelled],
    ROWS,
);

/// All that may happen with a target; whatever is not here is refused.
pub const STAGES: Table<Stage, Step> = Table::new(
    Stage::Assigned,
    &[Stage::Closed, Stage::Replaced, Stage::Excluded],
    STAGE_ROWS,
);

const fn row(state: State, step: Step, next: State) -> Row<State, Step> {
    Row::new(state, step, next, condition(next), source(step))
}

/// What holds afterwards: the state follows from the targets.
const fn condition(next: State) -> &'static str {
    match next {
        State::Drawn => {
            "an approval is wanting, or none is asked for and a target is not told; no inspection has begun"
        }
        State::Approved => {
            "every department has approved; a target is not told; no inspection has begun"
        }
        State::Notified => {
            "every target in force is told, or has its reason; no approval is wanting; no inspection has begun"
        }
        State::InProgress => "an inspection has begun; a target in force is not inspected",
        State::Inspected => "every target in force is inspected; a result is not entered",
        State::Entered => "every result is entered; a department has not reviewed",
        State::Reviewed => "all is reviewed; a department has not published",
        State::Published => {
            "every department has published every target in force; nothing waits for its outcome"
        }
        State::FollowUp => {
            "every department has published every target in force; something waits for its outcome"
        }
        State::Closed => "every target in force is closed",
        State::Short => "no target is in force",
        State::Cancelled => "with an approval; nobody is inspected",
    }
}

const fn source(step: Step) -> &'static str {
    match step {
        Step::Approve => "国办发〔2024〕54号",
        Step::Notify => "行政检查文书基本格式文本（试行）",
        Step::Assist => "国办发〔2024〕54号: territory",
        Step::Serve => "行政处罚法 art. 61; 民事诉讼法, service",
        Step::Vacate => "公务员法 art. 76, 77; 行政处罚法 art. 43",
        Step::Leave => "抽查检查结果代码: states of an entity are no results",
        Step::Scan => "司法部, questions and answers on 国办发〔2024〕54号",
        Step::Direct | Step::Inspect => "国市监信〔2019〕38号",
        Step::Enter | Step::Review => "国发〔2019〕5号: who inspects, enters",
        Step::Withhold => "政府信息公开条例 art. 14, 15",
        Step::Publish => "国市监信〔2019〕38号; 国发〔2019〕5号",
        Step::Correct => "企业信息公示暂行条例 art. 12",
        Step::Settle => "抽查检查结果代码: what was found is handled in the end",
        Step::Close => "抽查统计口径: closed of the published",
        Step::Cancel => "国办发〔2015〕58号: nothing disappears",
    }
}

const ROWS: &[Row<State, Step>] = {
    use State::{
        Approved, Cancelled, Closed, Drawn, Entered, FollowUp, InProgress, Inspected, Notified,
        Published, Reviewed, Short,
    };
    use Step::{
        Approve, Assist, Cancel, Close, Correct, Direct, Enter, Inspect, Leave, Notify, Publish,
        Review, Scan, Serve, Settle, Vacate, Withhold,
    };
    &[
        row(Drawn, Approve, Drawn),
        row(Drawn, Approve, Approved),
        row(Drawn, Approve, Notified),
        row(Drawn, Notify, Drawn),
        row(Drawn, Notify, Notified),
        row(Drawn, Assist, Drawn),
        row(Drawn, Serve, Drawn),
        row(Drawn, Vacate, Drawn),
        row(Drawn, Direct, Drawn),
        row(Drawn, Leave, Drawn),
        row(Drawn, Leave, Notified),
        row(Drawn, Leave, Short),
        row(Drawn, Scan, InProgress),
        row(Drawn, Inspect, InProgress),
        row(Drawn, Inspect, Inspected),
        row(Drawn, Cancel, Cancelled),
        row(Approved, Notify, Approved),
        row(Approved, Notify, Notified),
        row(Approved, Assist, Approved),
        row(Approved, Serve, Approved),
        row(Approved, Vacate, Approved),
        row(Approved, Direct, Approved),
        row(Approved, Leave, Approved),
        row(Approved, Leave, Notified),
        row(Approved, Leave, Short),
        row(Approved, Scan, InProgress),
        row(Approved, Inspect, InProgress),
        row(Approved, Inspect, Inspected),
        row(Approved, Cancel, Cancelled),
        row(Notified, Approve, Notified),
        row(Notified, Notify, Notified),
        row(Notified, Assist, Notified),
        row(Notified, Serve, Notified),
        row(Notified, Vacate, Notified),
        row(Notified, Direct, Notified),
        row(Notified, Leave, Drawn),
        row(Notified, Leave, Approved),
        row(Notified, Leave, Notified),
        row(Notified, Leave, Short),
        row(Notified, Scan, InProgress),
        row(Notified, Inspect, InProgress),
        row(Notified, Inspect, Inspected),
        row(Notified, Cancel, Cancelled),
        row(InProgress, Approve, InProgress),
        row(InProgress, Notify, InProgress),
        row(InProgress, Assist, InProgress),
        row(InProgress, Serve, InProgress),
        row(InProgress, Vacate, InProgress),
        row(InProgress, Direct, InProgress),
        row(InProgress, Leave, InProgress),
        row(InProgress, Leave, Inspected),
        row(InProgress, Leave, Entered),
        row(InProgress, Leave, Reviewed),
        row(InProgress, Leave, Published),
        row(InProgress, Leave, FollowUp),
        row(InProgress, Leave, Closed),
        row(InProgress, Leave, Short),
        row(InProgress, Scan, InProgress),
        row(InProgress, Inspect, InProgress),
        row(InProgress, Inspect, Inspected),
        row(InProgress, Enter, InProgress),
        row(InProgress, Review, InProgress),
        row(InProgress, Withhold, InProgress),
        row(InProgress, Publish, InProgress),
        row(InProgress, Correct, InProgress),
        row(InProgress, Settle, InProgress),
        row(InProgress, Close, InProgress),
        row(InProgress, Cancel, Cancelled),
        row(Inspected, Approve, Inspected),
        row(Inspected, Serve, Inspected),
        row(Inspected, Enter, Inspected),
        row(Inspected, Enter, Entered),
        row(Inspected, Review, Inspected),
        row(Inspected, Withhold, Inspected),
        row(Inspected, Publish, Inspected),
        row(Inspected, Correct, Inspected),
        row(Inspected, Settle, Inspected),
        row(Inspected, Close, Inspected),
        row(Entered, Approve, Entered),
        row(Entered, Serve, Entered),
        row(Entered, Review, Entered),
        row(Entered, Review, Reviewed),
        row(Entered, Withhold, Entered),
        row(Entered, Publish, Entered),
        row(Entered, Correct, Entered),
        row(Entered, Settle, Entered),
        row(Entered, Close, Entered),
        row(Reviewed, Approve, Reviewed),
        row(Reviewed, Serve, Reviewed),
        row(Reviewed, Withhold, Reviewed),
        row(Reviewed, Publish, Reviewed),
        row(Reviewed, Publish, Published),
        row(Reviewed, Publish, FollowUp),
        row(Reviewed, Correct, Entered),
        row(Reviewed, Correct, Reviewed),
        row(Reviewed, Settle, Reviewed),
        row(Reviewed, Close, Reviewed),
        row(Published, Serve, Published),
        row(Published, Correct, Published),
        row(Published, Correct, FollowUp),
        row(Published, Close, Published),
        row(Published, Close, Closed),
        row(FollowUp, Serve, FollowUp),
        row(FollowUp, Correct, FollowUp),
        row(FollowUp, Correct, Published),
        row(FollowUp, Settle, FollowUp),
        row(FollowUp, Settle, Published),
        row(FollowUp, Close, FollowUp),
        row(Closed, Correct, Closed),
    ]
};

const fn target(
    stage: Stage,
    step: Step,
    next: Stage,
    condition: &'static str,
) -> Row<Stage, Step> {
    Row::new(stage, step, next, condition, source(step))
}

const OFFICERS: &str = "before officers come";
const RESERVE: &str = "a state of the register on a day; the next reserve of its stratum comes";
const NO_RESERVE: &str = "a state of the register on a day; no reserve is left, with a reason";
const OWN_ITEM: &str = "by the department whose item it is, once";
const CORRECTED: &str = "by the department whose item it is, with a reason";
const OUTCOME: &str = "by the department whose item it is, for what it found and what is open";

const STAGE_ROWS: &[Row<Stage, Step>] = {
    use Stage::{Assigned, Closed, Excluded, Inspected, Published, Replaced, ScannedIn};
    use Step::{
        Assist, Close, Correct, Direct, Enter, Inspect, Leave, Notify, Publish, Review, Scan,
        Serve, Settle, Vacate, Withhold,
    };
    &[
        target(
            Assigned,
            Notify,
            Assigned,
            "after the approval, or with the reason why nobody is told",
        ),
        target(
            Assigned,
            Assist,
            Assigned,
            "before officers go where they have no territory",
        ),
        target(Assigned, Serve, Assigned, "with its proof"),
        target(Assigned, Vacate, Assigned, OFFICERS),
        target(Assigned, Direct, Assigned, OFFICERS),
        target(Assigned, Leave, Replaced, RESERVE),
        target(Assigned, Leave, Excluded, NO_RESERVE),
        target(
            Assigned,
            Scan,
            ScannedIn,
            "officers of every department's team, in the campaign's days",
        ),
        target(
            Assigned,
            Inspect,
            Inspected,
            "nobody went there: in writing or on the network",
        ),
        target(ScannedIn, Serve, ScannedIn, "with its proof"),
        target(
            ScannedIn,
            Vacate,
            Assigned,
            "the visit is broken off: the new team comes in anew",
        ),
        target(ScannedIn, Leave, Replaced, RESERVE),
        target(ScannedIn, Leave, Excluded, NO_RESERVE),
        target(
            ScannedIn,
            Scan,
            ScannedIn,
            "the visit goes on on a later day",
        ),
        target(
            ScannedIn,
            Inspect,
            Inspected,
            "officers left, after they had scanned in",
        ),
        target(Inspected, Serve, Inspected, "with its proof"),
        target(Inspected, Enter, Inspected, OWN_ITEM),
        target(
            Inspected,
            Review,
            Inspected,
            "all that the department has to enter is entered",
        ),
        target(
            Inspected,
            Publish,
            Inspected,
            "the department has reviewed; another has not published",
        ),
        target(
            Inspected,
            Publish,
            Published,
            "the department has reviewed; it is the last to publish",
        ),
        target(
            Inspected,
            Withhold,
            Inspected,
            "a legal ground, with an approval; the department has not published",
        ),
        target(Inspected, Correct, Inspected, CORRECTED),
        target(Inspected, Settle, Inspected, OUTCOME),
        target(Published, Serve, Published, "with its proof"),
        target(Published, Correct, Published, CORRECTED),
        target(Published, Settle, Published, OUTCOME),
        target(Published, Close, Closed, "nothing waits for its outcome"),
        target(
            Closed,
            Correct,
            Closed,
            "with a reason; nothing waits for its outcome afterwards either",
        ),
    ]
};
