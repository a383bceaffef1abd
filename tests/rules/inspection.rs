//! Inspections: officers, plans, caps, entry, publication, risk classes.

use crate::law::{all, checks, due, is, none, rests, value};
use double_random::rules::key;

checks! {
    dr_07_certificate_is_wanted_of_everyone_on_site_since_2025 = "DR-07/certificate": |law| all([
        is(&law.national, key::CERTIFICATE_REQUIRED, "2025-01-02", "does not hold"),
        is(&law.national, key::CERTIFICATE_REQUIRED, "2025-01-03", "holds"),
    ]);
    dr_30_officers_come_in_pairs = "DR-30/officers": |law| all([
        is(&law.national, key::OFFICERS, "2021-07-15", "2"),
        none(&law.national, key::OFFICERS, "2021-07-14"),
    ]);
    dr_31_officers_of_two_departments_are_four = "DR-31/officers": |law| {
        let officers = 2 * value(&law.national, key::OFFICERS_PER_DEPARTMENT, "2024-06-03")?;
        if officers == 4 { Ok(()) } else { Err(format!("found {officers}")) }
    };
    dr_40_published_caps_are_there_after_june_2025 = "DR-40/published": |law| all([
        none(&law.national, key::CAP_PUBLISHED, "2025-01-02"),
        is(&law.national, key::CAP_PUBLISHED, "2025-06-30", "does not hold"),
        is(&law.national, key::CAP_PUBLISHED, "2025-07-01", "holds"),
    ]);
    dr_41_exceed_the_cap_may_checks_on_clues = "DR-41/exceed": |law|
        is(&law.national, key::CLUES_EXCEED_CAP, "2025-01-03", "holds");
    dr_42_cases_are_counted_and_not_blocked = "DR-42/cases": |law| all([
        is(&law.national, key::CAP_BLOCKS_CASES, "2025-07-01", "does not hold"),
        rests(&law.national, key::CAP_BLOCKS_CASES, "2025-07-01", "own"),
    ]);
    dr_44_visits_count_and_written_checks_do_not = "DR-44/visits": |law|
        is(&law.national, key::CAP_COUNTS_VISITS_ONLY, "2025-07-01", "holds");
    dr_44_attempts_do_not_count = "DR-44/attempts": |law|
        is(&law.national, key::CAP_COUNTS_ATTEMPTS, "2025-07-01", "does not hold");
    dr_45_reuse_of_what_others_checked_this_year = "DR-45/reuse": |law| all([
        is(&law.national, key::RESULTS_REUSED, "2020-01-01", "holds"),
        rests(&law.national, key::RESULTS_REUSED, "2020-01-01", "likely"),
    ]);
    dr_47_rules_for_other_regions_are_there_from_2026 = "DR-47/rules": |law| all([
        is(&law.national, key::CROSS_REGION_RULES, "2025-12-31", "does not hold"),
        is(&law.national, key::CROSS_REGION_RULES, "2026-01-01", "holds"),
    ]);
    dr_60_publication_takes_20_working_days = "DR-60/publication": |law| all([
        due(&law.national, key::PUBLISH_RESULTS, "2024-09-27", "2024-10-30"),
        due(&law.national, key::PUBLISH_RESULTS, "2024-12-31", "2025-02-05"),
        due(&law.national, key::PUBLISH_RESULTS, "2025-01-20", "2025-02-21"),
        due(&law.national, key::PUBLISH_RESULTS, "2026-02-10", "2026-03-16"),
        due(&law.here, key::PUBLISH_RESULTS, "2026-09-18", "2026-10-22"),
    ]);
    dr_60_decisions_of_authorities_in_general_take_7 = "DR-60/decisions": |law|
        due(&law.national, key::PUBLISH_DECISIONS, "2026-02-13", "2026-03-02");
    dr_64_withdrawal_of_a_penalty_takes_3_working_days = "DR-64/withdrawal": |law|
        due(&law.national, key::WITHDRAW_PENALTY, "2024-04-26", "2024-04-30");
    dr_65_hidden_is_the_result_with_its_penalty_since_the_end_of_2025 = "DR-65/hidden": |law| all([
        is(&law.national, key::RESULT_HIDDEN_WITH_PENALTY, "2025-12-24", "does not hold"),
        is(&law.national, key::RESULT_HIDDEN_WITH_PENALTY, "2025-12-25", "holds"),
    ]);
    pl_02_share_of_101085_enterprises_is_3033 = "PL-02/share": |law| {
        let rate = value(&law.national, key::CHECKED_SHARE, "2024-11-30")?;
        let checked = (101_085 * u64::from(rate.ppm())).div_ceil(1_000_000);
        if checked == 3_033 { Ok(()) } else { Err(format!("found {checked}")) }
    };
    pl_02_number_is_the_credit_code_since_2025 = "PL-02/number": |law| all([
        is(&law.national, key::LOTTERY_NUMBER, "2025-03-17", "registration number"),
        is(&law.national, key::LOTTERY_NUMBER, "2025-03-18", "credit code"),
    ]);
    pl_02_by_risk_since_2025 = "PL-02/by-risk": |law| all([
        is(&law.national, key::CHECKED_BY_RISK, "2025-03-17", "does not hold"),
        is(&law.national, key::CHECKED_BY_RISK, "2025-03-18", "holds"),
    ]);
    pl_04_published_is_a_plan_by_the_end_of_march = "PL-04/published": |law| {
        let last = value(&law.national, key::PLAN_PUBLISHED, "2026-01-05")?.last_day(2026);
        if last == "2026-03-31".parse().ok() { Ok(()) } else { Err(format!("found {last:?}")) }
    };
    rc_04_rotation_is_not_asked_for = "RC-04/rotation": |law| all([
        is(&law.national, key::OFFICERS_ROTATE, "2024-06-03", "does not hold"),
        rests(&law.national, key::OFFICERS_ROTATE, "2024-06-03", "unsure"),
    ]);
    sc_01_required_is_the_scan_since_2025_and_unsure = "SC-01/required": |law| all([
        is(&law.national, key::SCAN_REQUIRED, "2025-01-02", "does not hold"),
        is(&law.national, key::SCAN_REQUIRED, "2025-01-03", "holds"),
        rests(&law.national, key::SCAN_REQUIRED, "2025-01-03", "unsure"),
    ]);
    os_01_approval_comes_first_since_2025 = "OS-01/approval": |law| all([
        is(&law.national, key::APPROVAL_REQUIRED, "2025-01-02", "does not hold"),
        is(&law.national, key::APPROVAL_REQUIRED, "2025-01-03", "holds"),
    ]);
    cr_04_interval_of_classes_is_a_month = "CR-04/interval": |law|
        due(&law.national, key::RISK_UPDATED, "2024-01-31", "2024-02-29");
    cr_07_others_than_enterprises_have_no_class = "CR-07/others": |law|
        is(&law.national, key::OTHERS_CLASSED, "2024-06-03", "does not hold");
    cr_10_unclassed_is_ordinary = "CR-10/unclassed": |law| all([
        is(&law.national, key::RISK_UNCLASSED, "2024-06-03", "B"),
        rests(&law.national, key::RISK_UNCLASSED, "2024-06-03", "own"),
    ]);
}
