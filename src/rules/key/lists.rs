//! Lists: abnormal operations, the mark of individual businesses, serious dishonesty.

use super::keys;
use crate::calendar::Term;
use crate::rules::value::{Fine, Promise, Season};
use crate::rules::word::Condition;

keys! {
    LISTS;

    /// Who published no annual report is listed as abnormal (列入经营异常名录) so long after the season of reports.
    LIST_NO_REPORT: Term = "AO1/listing";
    /// Who made up for the report is removed (移出) so long after the application.
    REMOVE_NO_REPORT: Term = "AO1/removal", unread(From("2025-12-25"));
    /// Who made up for the report is removed on the day of the application (即申即办).
    REMOVE_NO_REPORT_AT_ONCE: Condition = "AO1/at-once";
    /// Who did not publish other information is ordered to do so within this term (责令限期公示).
    ORDER_TO_PUBLISH: Term = "AO2/order";
    /// Who did not obey that order is listed as abnormal so long after its term.
    LIST_NO_PUBLICATION: Term = "AO2/listing";
    /// Who obeyed late is removed so long after the application.
    REMOVE_NO_PUBLICATION: Term = "AO2/removal", unread(From("2025-12-25"));
    /// Who published false information (隐瞒真实情况、弄虚作假) is listed as abnormal so long after that was verified.
    LIST_FALSE: Term = "AO3/listing";
    /// Who corrected it is removed so long after that was verified.
    REMOVE_FALSE: Term = "AO3/removal", unread(From("2025-12-25"));
    /// Who cannot be contacted at the registered address (通过登记的住所无法联系) is listed as abnormal so long after that was verified.
    LIST_UNREACHABLE: Term = "AO4/listing";
    /// Who can be contacted again is removed so long after that was verified.
    REMOVE_UNREACHABLE: Term = "AO4/removal", unread(From("2025-12-25"));
    /// So many letters (专用信函) come back before nobody can be contacted.
    LETTERS: u64 = "AO4/letters", unread(From("2025-03-18"));
    /// So long at least lies between two letters.
    LETTERS_LEAST: Term = "AO4/interval-least", unread(From("2025-03-18"));
    /// So long at most lies between two letters.
    LETTERS_MOST: Term = "AO4/interval-most", unread(From("2025-03-18"));
    /// Removal from the list of abnormal operations as an office promised it (移出时限承诺).
    REMOVE_PROMISED: Promise = "AL-02/promise";
    /// An objection to a listing (异议) is made within this term of its publication.
    OBJECTION: Term = "AL-03/objection", unread(From("2025-03-18"));
    /// Whether an objection is accepted is decided within this term.
    OBJECTION_ACCEPTED: Term = "AL-03/acceptance", unread(From("2025-03-18"));
    /// An objection is verified within this term.
    OBJECTION_VERIFIED: Term = "AL-03/verification", unread(From("2025-03-18"));
    /// A wrong listing is corrected so long after it was found.
    LISTING_CORRECTED: Term = "AL-03/correction", unread(From("2025-03-18"));
    /// The listed are reminded (提示) within this term before three years are full.
    REMINDER: Term = "AL-04/reminder";
    /// Who stays on the list of abnormal operations long enough comes onto the list of serious dishonesty (满三年列入).
    LAPSE_IS_SERIOUS: Condition = "AL-05/lapse";
    /// How long that is.
    LAPSE: Term = "AL-05/years";
    /// A listing is accompanied by a penalty.
    LISTING_PENALISED: Condition = "AL-06/penalised";
    /// Who published no report for so long, corrected nothing and cannot be contacted loses the licence (吊销营业执照).
    REVOCATION: Term = "AL-06/revocation";
    /// The fine for false published information.
    FALSE_FINED: Fine = "AL-07/fine";
    /// That fine in serious cases.
    FALSE_FINED_SERIOUS: Fine = "AL-07/fine-serious";
    /// The fine for any entity without an annual report.
    NO_REPORT_FINED: Fine = "AL-08/fine";
    /// The fine for a company that does not publish what it must, or publishes what is not true.
    COMPANY_FINED: Fine = "AL-09/fine";
    /// That fine in serious cases.
    COMPANY_FINED_SERIOUS: Fine = "AL-09/fine-serious";
    /// An individual business is marked as abnormal (标记经营异常状态) so long after the season of reports, or after verification.
    MARK: Term = "AM-01/marking";
    /// The mark for a missing report is shown in this part of the year.
    MARK_SHOWN: Season = "AM-02/shown";
    /// The normal state is restored (恢复正常记载状态) so long after the application.
    UNMARK: Term = "AM-03/restoring", unread(From("2025-12-25"));
    /// A mark leads to the list of serious dishonesty when it lasts long enough.
    MARK_LAPSE_IS_SERIOUS: Condition = "AM-04/lapse";
    /// County and prefecture authorities need the consent of the next higher one to list serious dishonesty (报请上级同意).
    SERIOUS_CONSENT: Condition = "SL-06/consent", unread(From("2025-10-01"));
    /// So long stays on the list of serious dishonesty (严重违法失信名单) who is not removed before.
    SERIOUS: Term = "SL-07/term";
    /// After this term at the earliest one can be removed before (提前移出).
    SERIOUS_EARLY: Term = "SL-08/early";
    /// The listing is withdrawn so long after the penalty that it rests on was annulled.
    SERIOUS_WITHDRAWN: Term = "SL-11/withdrawal";
    /// The legal representative of an enterprise on the list of serious dishonesty holds this office nowhere else for so long.
    SERIOUS_OFFICE: Term = "SL-12/office";
}
