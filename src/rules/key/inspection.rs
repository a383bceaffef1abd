//! Inspections: officers, plans, caps, entry, publication, risk classes.

use super::keys;
use crate::calendar::Term;
use crate::rate::Rate;
use crate::risk::RiskClass;
use crate::rules::value::Season;
use crate::rules::word::{Condition, DrawnBy};

keys! {
    INSPECTION;

    /// Only holders of an enforcement certificate (行政执法证) inspect on site.
    CERTIFICATE_REQUIRED: Condition = "DR-07/certificate";
    /// So many officers (执法人员) inspect together at least.
    OFFICERS: u64 = "DR-30/officers";
    /// So many officers of each department take part in a joint inspection (部门联合检查) at least.
    OFFICERS_PER_DEPARTMENT: u64 = "DR-31/officers";
    /// Departments have published a yearly upper limit of inspections of one enterprise (年度检查频次上限).
    CAP_PUBLISHED: Condition = "DR-40/published";
    /// Checks that a complaint, a transfer or monitoring gave rise to, or that the enterprise asked for, may exceed the limit.
    CLUES_EXCEED_CAP: Condition = "DR-41/exceed";
    /// Case-specific checks (个案检查) are blocked at the limit.
    CAP_BLOCKS_CASES: Condition = "DR-42/cases";
    /// Only entering the premises (现场检查) counts toward the limit.
    CAP_COUNTS_VISITS_ONLY: Condition = "DR-44/visits";
    /// A visit to an address where nobody is found counts toward the limit.
    CAP_COUNTS_ATTEMPTS: Condition = "DR-44/attempts";
    /// What another department or level checked of the same item in the same calendar year is used and not checked again (结果互认).
    RESULTS_REUSED: Condition = "DR-45/reuse";
    /// Inspection in another region goes through the assistance mechanism (异地协助) only, by rules that are published.
    CROSS_REGION_RULES: Condition = "DR-47/rules";
    /// Results are published so long after the check of a target ends (检查结果公示期限).
    PUBLISH_RESULTS: Term = "DR-60/publication";
    /// A penalty or licence of an authority in general is published so long after it (行政处罚、行政许可决定公示).
    PUBLISH_DECISIONS: Term = "DR-60/decisions";
    /// Penalty information that was changed, annulled or found unlawful is withdrawn so long after that (撤回公示).
    WITHDRAW_PENALTY: Term = "DR-64/withdrawal";
    /// A negative check result stops being shown together with the penalty or listing that it led to.
    RESULT_HIDDEN_WITH_PENALTY: Condition = "DR-65/hidden";
    /// Of the enterprises in its area a provincial authority checks the published information of at least this share (公示信息抽查比例).
    CHECKED_SHARE: Rate = "PL-02/share";
    /// The number by which the lottery of that check draws (摇号依据).
    LOTTERY_NUMBER: DrawnBy = "PL-02/number";
    /// That check goes by classification of credit risk (按照企业信用风险分类).
    CHECKED_BY_RISK: Condition = "PL-02/by-risk";
    /// The yearly plan (年度抽查工作计划) is published within this part of its year.
    PLAN_PUBLISHED: Season = "PL-04/published";
    /// An officer does not come to the same target twice running (轮换).
    OFFICERS_ROTATE: Condition = "RC-04/rotation", unread(Always);
    /// Officers scan the code of the enterprise before they begin (扫码入企).
    SCAN_REQUIRED: Condition = "SC-01/required", unread(Always);
    /// An inspection is approved by the head of the authority before it begins (行政检查审批).
    APPROVAL_REQUIRED: Condition = "OS-01/approval";
    /// Individual businesses and cooperatives have a class of credit risk too.
    OTHERS_CLASSED: Condition = "CR-07/others";
    /// The class of credit risk is determined anew in this interval (信用风险分类更新).
    RISK_UPDATED: Term = "CR-04/interval";
    /// The class of credit risk of an enterprise that has none yet.
    RISK_UNCLASSED: RiskClass = "CR-10/unclassed";
}
