//! Penalties that are shown, and credit repair.

use super::keys;
use crate::calendar::Term;
use crate::rules::word::{Condition, PublicityFrom, RepairMeasures};

keys! {
    REPAIR;

    /// A penalty by simple procedure (简易程序) is published.
    SIMPLE_PUBLISHED: Condition = "PP-01/simple";
    /// A penalty that is only a warning (警告) is published.
    WARNING_PUBLISHED: Condition = "PP-01/warning";
    /// A penalty is published so long after its decision, where party and authority are in one province (行政处罚信息公示).
    PUBLISH_PENALTY: Term = "PP-02/same-province";
    /// Where they are not, the authority hands it over within this term.
    HAND_PENALTY_OVER: Term = "PP-02/handing-over";
    /// And the other one publishes it so long after it came.
    PUBLISH_PENALTY_HANDED: Term = "PP-02/handed-over";
    /// From when the term of publicity of a penalty counts (公示期起算).
    PENALTY_SHOWN_FROM: PublicityFrom = "PP-03/from", unread(From("2025-12-25"));
    /// So long are circulated criticism (通报批评) and a lower fine (较低数额罚款) shown.
    LOWER_SHOWN: Term = "PP-04/lower";
    /// So long are all other penalties shown.
    OTHER_SHOWN: Term = "PP-04/other";
    /// So long are penalties shown at least before they can be repaired.
    EARLY_STOP: Term = "PP-05/early";
    /// So long those in food, drugs and special equipment.
    EARLY_STOP_SAFETY: Term = "PP-05/early-safety";
    /// A minor (轻微) dishonesty is shown at most so long.
    MINOR_MOST: Term = "SV-01/most";
    /// A general (一般) dishonesty is shown so long before it can be repaired.
    GENERAL_LEAST: Term = "SV-02/least";
    /// A general dishonesty is shown at most so long.
    GENERAL_MOST: Term = "SV-02/most";
    /// A serious (严重) dishonesty is shown so long before it can be repaired.
    SERIOUS_LEAST: Term = "SV-03/least";
    /// A serious dishonesty is shown at most so long.
    SERIOUS_MOST: Term = "SV-03/most";
    /// The terms of 2025 apply to penalties that were shown already when they came into force.
    NEW_TERMS_FOR_EXISTING: Condition = "SV-04/existing", unread(Always);
    /// By which measures a market regulator repairs credit.
    REPAIR_MEASURES: RepairMeasures = "RP-01/measures";
    /// Whether an application for repair is accepted (受理) is decided within this term of its receipt.
    REPAIR_ACCEPTED: Term = "RP-02/acceptance", unread(From("2025-12-25"));
    /// Repair of a penalty's publicity, or of a listing for serious dishonesty, is decided so long after acceptance.
    REPAIR_DECIDED: Term = "RP-03/decision";
    /// What was repaired stops being shown so long after the decision.
    REPAIR_DONE: Term = "RP-04/display";
    /// Repair in another province is handed to the place of registration so long after the decision.
    REPAIR_HANDED_OVER: Term = "RP-04/handing-over";
    /// Negative results of checks can be repaired.
    RESULTS_REPAIRED: Condition = "RP-05/results";
    /// Enterprises in restructuring (重整企业) are repaired for the time being when the court has approved the plan.
    RESTRUCTURING_REPAIRED: Condition = "RP-06/restructuring";
    /// With a penalty or a serious listing a notice of credit repair (信用修复告知书) is served (两书同达).
    REPAIR_NOTICE: Condition = "RP-07/notice";
    /// By which measures Credit China (信用中国) repairs.
    CREDIT_CHINA_MEASURES: RepairMeasures = "NR-01/measures";
    /// From when Credit China counts terms of publicity.
    CREDIT_CHINA_FROM: PublicityFrom = "NR-02/from";
    /// Credit China accepts an application within this term.
    CREDIT_CHINA_ACCEPTED: Term = "NR-03/acceptance", unread(Always);
    /// The authority answers Credit China within this term.
    CREDIT_CHINA_DECIDED: Term = "NR-03/decision", unread(Always);
    /// Credit China stops showing what was repaired so long after that.
    CREDIT_CHINA_DONE: Term = "NR-03/display", unread(Always);
}
