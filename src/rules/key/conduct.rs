//! What is owed and what is spared: annual reports, dormancy, tolerance, first offences, incentives.

use super::keys;
use crate::calendar::Term;
use crate::rules::value::{Fine, Season};
use crate::rules::word::Condition;

keys! {
    CONDUCT;

    /// The season of annual reports (年度报告) on the year before.
    REPORTS: Season = "AR-01/season";
    /// The season for representative offices of foreign enterprises (外国企业常驻代表机构).
    REPORTS_FOREIGN: Season = "AR-02/season";
    /// The fine for a false report of such an office.
    REPORT_FOREIGN_FALSE_FINED: Fine = "AR-02/fine";
    /// The first report is due so many calendar years after that of registration.
    FIRST_REPORT: u64 = "AR-03/years";
    /// A dormant entity (歇业) owes its report.
    DORMANT_REPORT: Condition = "AR-05/dormant";
    /// A report is corrected within this season.
    REPORT_CORRECTED: Season = "AR-06/season";
    /// Information on events (即时信息) is published so long after they happen.
    PUBLISH_EVENTS: Term = "AR-08/publication";
    /// The end of the season of reports moves to the next working day.
    REPORT_DAY_MOVES: Condition = "AR-09/moves";
    /// An entity is dormant at most so long in all.
    DORMANT_MOST: Term = "DO-03/most";
    /// Longer dormancy is filed within this term before it would end.
    DORMANT_LONGER: Term = "DO-03/extension";
    /// The end of dormancy is published within this term.
    DORMANT_ENDED: Term = "DO-04/end";
    /// The fine for one who does not, though ordered.
    DORMANT_FINED: Fine = "DO-04/fine";
    /// A dormant entity is drawn for checks on site.
    DORMANT_DRAWN: Condition = "DO-07/drawn";
    /// Who explains different data without intent or harm corrects them within this term and is not listed (容错).
    TOLERATED_DATA: Term = "TO-01/buffer";
    /// Who is reachable elsewhere changes the address within this term and is not listed.
    TOLERATED_ADDRESS: Term = "TO-02/buffer";
    /// Who files no report for the first time and makes up for it is fined.
    FIRST_REPORT_FINED: Condition = "TO-03/fined";
    /// A term of tolerance extends the term of listing.
    TOLERANCE_EXTENDS: Condition = "TO-04/extends";
    /// An offence is the first (初次违法) if there was none in the time before.
    FIRST_OFFENCE: Term = "FO-02/look-back", unread(Always);
    /// An offence is not penalised any more after this time (追责期限).
    LIMITATION: Term = "FO-04/limitation";
    /// One that endangers life, health or financial safety, after this time.
    LIMITATION_SAFETY: Term = "FO-04/limitation-safety";
    /// Whoever asks about published information is answered in writing within this term.
    QUESTION_ANSWERED: Term = "CV-03/answer";
    /// Who was on no list and had no penalty for so long comes first (守信激励).
    CLEAN_YEARS: Term = "IC-01/clean";
    /// What was repaired counts as clean.
    REPAIRED_IS_CLEAN: Condition = "IC-02/repaired", unread(Always);
    /// Who is answerable for the revocation of a licence is no legal representative for so long.
    REVOCATION_OFFICE: Term = "JP-02/office";
    /// Who is answerable for a false registration registers nothing for so long.
    FALSE_REGISTRATION: Term = "JP-03/registration";
}
