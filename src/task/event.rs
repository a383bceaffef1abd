//! What a log holds: one event a line.

use super::{Notice, ScanIn, Service, Step};
use crate::approval::Approval;
use crate::calendar::{Day, Moment};
use crate::digest::{Document, DocumentError, present};
use crate::finding::{FinalOutcome, Finding, ItemEntry, TargetState};
use crate::id::{DepartmentId, Ground, InspectorId, ItemId, NoticeNumber, OperatorId, UnitId};
use crate::inspector::Certificate;
use crate::publication::WithholdingGround;
use crate::visits::Attendance;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What happened with a task, when, and who wrote it down (任务事件). Rule DR-34: the whole process leaves its trace, and somebody
/// answers for each part of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Event {
    /// When it happened.
    pub at: Moment,
    /// Who wrote it down.
    pub by: Operator,
    /// What happened.
    pub fact: Fact,
}

/// Who writes an event down (操作人), for a department.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Operator {
    /// The department: whose approval, notice, result or publication it is.
    pub department: DepartmentId,
    /// The person.
    pub person: OperatorId,
}

/// What happened. It is the department's of whoever wrote it down: approvals, seats, results and publications are each department's
/// own (谁检查、谁录入、谁公开). What happens once for all departments of a target, any of them writes down: that it is not told, that
/// officers came in, that the inspection ended, that the target left, that nothing is left to be done.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Fact {
    /// The head of the department approved its inspection (行政检查审批). Rule OS-01.
    Approved {
        /// By whom, when and why.
        approval: Approval,
    },
    /// A target was told what its department will inspect. Rule OS-02.
    Notified {
        /// The target.
        target: UnitId,
        /// What it was told.
        notice: Notice,
    },
    /// A target is not told, by any department, because that would defeat the inspection (不预先告知).
    Unannounced {
        /// The target.
        target: UnitId,
        /// Why not.
        reason: Ground,
    },
    /// The office in whose territory a target lies was asked for its help (异地协助). Rule DR-47.
    AssistanceAsked {
        /// The target.
        target: UnitId,
        /// Who was asked.
        asked: DepartmentId,
        /// The number of the letter (协助函).
        letter: NoticeNumber,
    },
    /// Officers of every department came in. Rule SC-01.
    ScannedIn {
        /// The target.
        target: UnitId,
        /// Who, and how.
        scan: ScanIn,
    },
    /// The inspection of a target ended, for all departments: officers left, or whoever read its papers was done.
    Inspected {
        /// The target.
        target: UnitId,
        /// What it was.
        how: Attendance,
    },
    /// The department entered what it found for one of its items. Rule OS-05.
    Entered {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// What it found.
        entry: ItemEntry,
    },
    /// The department reviewed everything that it entered for a target (结果复核).
    Reviewed {
        /// The target.
        target: UnitId,
    },
    /// A result is not to be published with the others of its department, on a legal ground (不予公示). Rule DR-60.
    Withheld {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// On which ground.
        ground: WithholdingGround,
        /// Who allowed that.
        approval: Approval,
    },
    /// The department published everything that it found at a target and does not withhold (结果公示).
    Published {
        /// The target.
        target: UnitId,
    },
    /// The department corrected what it had entered. Before its publication it reviews anew; afterwards this is published at
    /// once (rule DR-64). What stood there before stays in the log.
    Corrected {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// What is true.
        entry: ItemEntry,
        /// Why it stood otherwise.
        reason: Ground,
    },
    /// What the department found has its final outcome.
    Settled {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// Which finding.
        finding: Finding,
        /// How it ended.
        outcome: FinalOutcome,
    },
    /// A document was served on a target.
    Served {
        /// The target.
        target: UnitId,
        /// Which, and how.
        service: Service,
    },
    /// A target left by a state of the register, never by what officers found such as "cannot be contacted" (rule RS-02): the next
    /// reserve of its stratum comes.
    Left {
        /// The target.
        target: UnitId,
        /// Its state.
        state: TargetState,
        /// The day from which on the register shows it.
        since: Day,
        /// Who allowed that it leaves.
        approval: Approval,
        /// Why fewer are inspected, where no reserve is left (抽查不足).
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        short: Option<Ground>,
    },
    /// An officer left the department's team at a target for good, and the seat is refilled by the rule for vacant seats. Rule RC-03.
    Vacated {
        /// The target.
        target: UnitId,
        /// Who left.
        leaves: InspectorId,
        /// Who allowed it, when and why.
        approval: Approval,
    },
    /// A vacant seat of the department was given to somebody by name. Rule DR-33.
    SentByName {
        /// The target.
        target: UnitId,
        /// Who comes.
        comes: InspectorId,
        /// The certificate of somebody who is not on the roster.
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        certificate: Option<Certificate>,
        /// Who allowed it, when and why.
        approval: Approval,
    },
    /// Nothing is left to be done with a target (办结).
    Closed {
        /// The target.
        target: UnitId,
    },
    /// The task is not carried out.
    Cancelled {
        /// Who allowed that, when and why.
        approval: Approval,
    },
}

impl Operator {
    /// This person of this department.
    #[must_use]
    pub const fn new(department: DepartmentId, person: OperatorId) -> Self {
        Self { department, person }
    }
}

impl Event {
    /// What happened then, as this operator wrote it down.
    #[must_use]
    pub const fn new(at: Moment, by: Operator, fact: Fact) -> Self {
        Self { at, by, fact }
    }

    /// Its line: canonical JSON.
    pub(super) fn write(&self) -> Result<String, DocumentError> {
        Ok(Document::of(self)?.canonical().to_owned())
    }
}

impl Fact {
    /// What happened, in a word.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::Approved { .. } => Step::Approve,
            Self::Notified { .. } | Self::Unannounced { .. } => Step::Notify,
            Self::AssistanceAsked { .. } => Step::Assist,
            Self::ScannedIn { .. } => Step::Scan,
            Self::Inspected { .. } => Step::Inspect,
            Self::Entered { .. } => Step::Enter,
            Self::Reviewed { .. } => Step::Review,
            Self::Withheld { .. } => Step::Withhold,
            Self::Published { .. } => Step::Publish,
            Self::Corrected { .. } => Step::Correct,
            Self::Settled { .. } => Step::Settle,
            Self::Served { .. } => Step::Serve,
            Self::Left { .. } => Step::Leave,
            Self::Vacated { .. } => Step::Vacate,
            Self::SentByName { .. } => Step::Direct,
            Self::Closed { .. } => Step::Close,
            Self::Cancelled { .. } => Step::Cancel,
        }
    }

    /// The target; none of what happens with the whole task.
    #[must_use]
    pub const fn target(&self) -> Option<&UnitId> {
        match self {
            Self::Approved { .. } | Self::Cancelled { .. } => None,
            Self::Notified { target, .. }
            | Self::Unannounced { target, .. }
            | Self::AssistanceAsked { target, .. }
            | Self::ScannedIn { target, .. }
            | Self::Inspected { target, .. }
            | Self::Entered { target, .. }
            | Self::Reviewed { target }
            | Self::Withheld { target, .. }
            | Self::Published { target }
            | Self::Corrected { target, .. }
            | Self::Settled { target, .. }
            | Self::Served { target, .. }
            | Self::Left { target, .. }
            | Self::Vacated { target, .. }
            | Self::SentByName { target, .. }
            | Self::Closed { target } => Some(target),
        }
    }
}

/// Names and grounds are not everyone's: it prints what happened, in a word.
impl fmt::Debug for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fact({})", self.step())
    }
}

impl fmt::Debug for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Operator({})", self.department)
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({}, {})", self.at, self.fact.step())
    }
}
