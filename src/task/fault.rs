//! Why an event does not go into a log, or a log is none.

use super::{NoticeFault, ScanFault, Stage, State, Step};
use crate::approval::ApprovedLate;
use crate::calendar::{Day, Moment};
use crate::campaign::{Period, RosterMismatch};
use crate::digest::{Digest, DocumentError};
use crate::draw::StandingError;
use crate::finding::{EntryError, Finding, FollowUpError, TargetState};
use crate::id::{DepartmentId, InspectorId, ItemId, UnitId};
use crate::inspector::Ineligible;
use crate::procedure::Refusal;
use crate::visits::Attendance;
use std::fmt;

/// Why a task is not begun with a campaign and the record of a draw.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BeginError {
    /// A record of another plan.
    #[error("a draw of the campaign's plan {wanted} is wanted, found one of {found}")]
    OtherPlan {
        /// `doc` of the campaign's plan.
        wanted: Digest,
        /// `doc` of the record's plan.
        found: Digest,
    },
    /// A draw that sends nobody (rule DR-32).
    #[error("a draw with a roster is wanted, which sends officers, found one without")]
    NoOfficers,
    /// A draw that sends officers of other departments (rule DR-31).
    #[error(transparent)]
    Roster(#[from] RosterMismatch),
    /// A draw that drew nobody.
    #[error("a draw of at least one target is wanted, found none")]
    NothingDrawn,
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Why an event does not go into a task's log. Nothing of it was done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TaskError {
    /// An event before the one before it.
    #[error("an event at {last} or later is wanted, found one at {at}")]
    Backwards {
        /// The moment of the last event.
        last: Moment,
        /// The moment of this one.
        at: Moment,
    },
    /// An event by a department that takes no part.
    #[error("a department of the campaign is wanted, found `{found}`")]
    Stranger {
        /// Who was found.
        found: DepartmentId,
    },
    /// A target that was never drawn.
    #[error("a target of the draw is wanted, found `{target}`")]
    UnknownTarget {
        /// What was found.
        target: UnitId,
    },
    /// An event that has no place where the task stands.
    #[error("the task: {0}")]
    State(#[from] Refusal<State, Step>),
    /// An event that has no place where the target stands.
    #[error("`{target}`: {refusal}")]
    Stage {
        /// The target.
        target: UnitId,
        /// Why.
        refusal: Refusal<Stage, Step>,
    },
    /// An approval that comes after what it allows.
    #[error(transparent)]
    Approval(#[from] ApprovedLate),
    /// A second approval of a department.
    #[error("`{department}` approves once, found an approval of {before}")]
    ApprovedBefore {
        /// The department.
        department: DepartmentId,
        /// When it approved.
        before: Moment,
    },
    /// Something of a department whose approval is wanting (rule OS-01).
    #[error("an approval of `{department}` is wanted, found none")]
    Unapproved {
        /// The department.
        department: DepartmentId,
    },
    /// A notice that does not tell what it must (rule OS-02).
    #[error("{}", list(.0))]
    Notice(Vec<NoticeFault>),
    /// A scan-in that may not be (rules SC-01, DR-30, DR-31, OS-01).
    #[error("{}", list(.0))]
    Scan(Vec<ScanFault>),
    /// An end of an inspection that was none.
    #[error("an inspection that ends here is {}, found {}", words(.wanted), word(*.found))]
    Attendance {
        /// What it can have been.
        wanted: &'static [Attendance],
        /// What was found.
        found: Attendance,
    },
    /// A visit that would end when nobody is there: its term of publication would begin too late.
    #[error("a visit ends on the day on which officers scanned in, found an end on {day} {}", last.map_or_else(|| "without a scan-in".to_owned(), |last| format!("and the last scan-in on {last}")))]
    NotThere {
        /// The day of the end.
        day: Day,
        /// The day of the last scan-in.
        last: Option<Day>,
    },
    /// An inspection on a day on which the campaign does not last.
    #[error("an inspection from {period} is wanted, found one on {day}")]
    OutsidePeriod {
        /// The campaign's days.
        period: Period,
        /// The day.
        day: Day,
    },
    /// An item of somebody else (rule OS-05).
    #[error(
        "who inspects, enters: an item of `{department}` in this campaign is wanted, found `{item}`"
    )]
    NotOwnItem {
        /// Who entered.
        department: DepartmentId,
        /// The item.
        item: ItemId,
    },
    /// A second entry.
    #[error(
        "a result is entered once and then corrected, found a second entry of `{item}` at `{target}`"
    )]
    EnteredBefore {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
    },
    /// An entry that does not prove what it must.
    #[error("`{item}` at `{target}`: {error}")]
    Entry {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
        /// What is wrong.
        error: EntryError,
    },
    /// A result of what nobody can have seen.
    #[error(
        "`{item}` at `{target}`: the visit found nobody, so `R1` or a sample from there is none, found one"
    )]
    NobodyThere {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
    },
    /// Letters, or a buffer, of an earlier time.
    #[error(
        "that `{target}` cannot be contacted is proved in the campaign, from {from}, found it proved on {verified}"
    )]
    OldProof {
        /// The target.
        target: UnitId,
        /// The first day of the campaign.
        from: Day,
        /// The day on which it was proved.
        verified: Day,
    },
    /// A correction, or an outcome, of what was never entered.
    #[error("a result that was entered is wanted, found none of `{item}` at `{target}`")]
    NotEntered {
        /// The target.
        target: UnitId,
        /// The item.
        item: ItemId,
    },
    /// A review of what is not all entered.
    #[error("a review of everything is wanted, found {} of `{department}` still to be entered", items(.owing))]
    Owing {
        /// The department.
        department: DepartmentId,
        /// What it owes.
        owing: Vec<ItemId>,
    },
    /// A second review of what stands there, or a second publication.
    #[error("`{department}` does that once, found it done at {before}")]
    DoneBefore {
        /// The department.
        department: DepartmentId,
        /// When it did.
        before: Moment,
    },
    /// A publication of what nobody reviewed.
    #[error("a publication after the review by `{department}` is wanted, found no review")]
    Unreviewed {
        /// The department.
        department: DepartmentId,
    },
    /// An outcome of a finding that is not there or owes none.
    #[error("an open `{finding}` of `{item}` is wanted, found none")]
    NothingOpen {
        /// The item.
        item: ItemId,
        /// The finding.
        finding: Finding,
    },
    /// An outcome that does not close what is open.
    #[error(transparent)]
    FollowUp(#[from] FollowUpError),
    /// Something that waits for its final outcome where nothing may.
    #[error(
        "a target is closed when nothing waits for its final outcome, found something at `{target}`"
    )]
    Pending {
        /// The target.
        target: UnitId,
    },
    /// A service whose proof is of a later day.
    #[error("a service with a proof of {day} or before is wanted, found one of {on}")]
    NotServed {
        /// The day of the event.
        day: Day,
        /// The day that the proof shows.
        on: Day,
    },
    /// A state that the register did not show yet.
    #[error("a state that the register shows on {day} is wanted, found `{state}` since {since}")]
    NotYet {
        /// The day of the approval of the exit.
        day: Day,
        /// The state.
        state: TargetState,
        /// From when on it is shown.
        since: Day,
    },
    /// No reason why fewer are inspected, where no reserve is left.
    #[error(
        "no reserve of the stratum of `{target}` is left: a reason why fewer are inspected is wanted, found none"
    )]
    Short {
        /// The target that left.
        target: UnitId,
    },
    /// A reason why fewer are inspected, where a reserve comes.
    #[error(
        "a reserve comes in the place of `{target}`: no reason why fewer are inspected is wanted, found one"
    )]
    NotShort {
        /// The target that left.
        target: UnitId,
    },
    /// Officers who do not leave or come so.
    #[error(transparent)]
    Standing(#[from] StandingError),
    /// Somebody sent by name who may not inspect on this day (rule DR-07).
    #[error("`{inspector}` may not inspect: {why}")]
    MayNotInspect {
        /// Who.
        inspector: InspectorId,
        /// Why.
        why: Ineligible,
    },
    /// A certificate of somebody whose certificate the roster has.
    #[error("the roster has the certificate of `{inspector}`: none is wanted here, found one")]
    KnownCertificate {
        /// Who.
        inspector: InspectorId,
    },
    /// Somebody sent by name whom the roster has for another department (rule DR-31).
    #[error(
        "each department sends its own: an officer of `{wanted}` is wanted, found `{inspector}` of `{found}`"
    )]
    OfAnother {
        /// Who.
        inspector: InspectorId,
        /// The department that sends.
        wanted: DepartmentId,
        /// The officer's department.
        found: DepartmentId,
    },
    /// A certificate that is another's.
    #[error("a certificate is one officer's, found that of somebody else for `{inspector}`")]
    CertificateOfAnother {
        /// For whom it was shown.
        inspector: InspectorId,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(#[from] DocumentError),
}

/// Where a text is no log of this task. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LogFault {
    /// A task that cannot be begun.
    #[error(transparent)]
    Begin(#[from] BeginError),
    /// No line at all.
    #[error("a log begins with its head, found no line")]
    Empty,
    /// A line that is none.
    #[error("line {line} is no line of a log: {error}")]
    Line {
        /// The line.
        line: usize,
        /// What is wrong.
        error: DocumentError,
    },
    /// The head of another task.
    #[error("line 1: the head of this task is wanted, found one with another {found}")]
    Head {
        /// What differs.
        found: &'static str,
    },
    /// A line that breaks a rule.
    #[error("line {line}: {error}")]
    Rule {
        /// The line.
        line: usize,
        /// Which.
        error: TaskError,
    },
}

fn list(faults: &[impl fmt::Display]) -> String {
    let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
    texts.join("; ")
}

fn items(items: &[ItemId]) -> String {
    let texts: Vec<String> = items.iter().map(|item| format!("`{item}`")).collect();
    texts.join(", ")
}

fn words(wanted: &[Attendance]) -> String {
    let texts: Vec<&str> = wanted.iter().map(|one| word(*one)).collect();
    texts.join(" or ")
}

const fn word(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Written => "in writing",
        Attendance::Network => "on the network",
        Attendance::Unreachable => "a visit that found nobody",
        Attendance::Reserved => "a visit that is planned",
        Attendance::OnSite => "on site",
    }
}
