//! Penalties that are shown, and credit repair.

use crate::law::{all, checks, due, is, none, rests};
use double_random::calendar::Term;
use double_random::rules::{Key, Rules, key};

/// That a term held until the measures of 2025.
fn until_2025(rules: &Rules, key: Key<Term>, due_on: &str) -> Result<(), String> {
    all([
        due(rules, key, "2025-12-24", due_on),
        none(rules, key, "2025-12-25"),
    ])
}

/// That a term holds since the measures of 2025.
fn since_2025(rules: &Rules, key: Key<Term>, due_on: &str) -> Result<(), String> {
    all([
        none(rules, key, "2025-12-24"),
        due(rules, key, "2025-12-25", due_on),
    ])
}

checks! {
    pp_01_simple_penalties_are_not_published = "PP-01/simple": |law|
        is(&law.national, key::SIMPLE_PUBLISHED, "2021-09-01", "does not hold");
    pp_01_warning_alone_is_not_published = "PP-01/warning": |law|
        is(&law.national, key::WARNING_PUBLISHED, "2021-09-01", "does not hold");
    pp_02_same_province_takes_20_working_days = "PP-02/same-province": |law|
        due(&law.national, key::PUBLISH_PENALTY, "2025-09-25", "2025-10-29");
    pp_02_handing_over_takes_10_working_days = "PP-02/handing-over": |law|
        due(&law.national, key::HAND_PENALTY_OVER, "2024-06-30", "2024-07-12");
    pp_02_handed_over_it_takes_10_more = "PP-02/handed-over": |law|
        due(&law.national, key::PUBLISH_PENALTY_HANDED, "2024-06-30", "2024-07-12");
    pp_03_from_the_day_of_publication = "PP-03/from": |law| all([
        is(&law.national, key::PENALTY_SHOWN_FROM, "2025-12-24", "publication"),
        rests(&law.national, key::PENALTY_SHOWN_FROM, "2025-12-24", "certain"),
        is(&law.national, key::PENALTY_SHOWN_FROM, "2025-12-25", "publication"),
        rests(&law.national, key::PENALTY_SHOWN_FROM, "2025-12-25", "unsure"),
    ]);
    pp_04_lower_fines_were_shown_for_3_months = "PP-04/lower": |law| until_2025(&law.national, key::LOWER_SHOWN, "2026-03-24");
    pp_04_other_penalties_were_shown_for_3_years = "PP-04/other": |law| until_2025(&law.national, key::OTHER_SHOWN, "2028-12-24");
    pp_05_early_was_after_6_months = "PP-05/early": |law| until_2025(&law.national, key::EARLY_STOP, "2026-06-24");
    pp_05_early_safety_was_after_12_months = "PP-05/early-safety": |law|
        until_2025(&law.national, key::EARLY_STOP_SAFETY, "2026-12-24");
    sv_01_most_for_the_minor_is_3_months = "SV-01/most": |law| since_2025(&law.national, key::MINOR_MOST, "2026-03-25");
    sv_02_least_for_the_general_is_3_months = "SV-02/least": |law| since_2025(&law.national, key::GENERAL_LEAST, "2026-03-25");
    sv_02_most_for_the_general_is_a_year = "SV-02/most": |law| since_2025(&law.national, key::GENERAL_MOST, "2026-12-25");
    sv_03_least_for_the_serious_is_a_year = "SV-03/least": |law| since_2025(&law.national, key::SERIOUS_LEAST, "2026-12-25");
    sv_03_most_for_the_serious_is_3_years = "SV-03/most": |law| since_2025(&law.national, key::SERIOUS_MOST, "2028-12-25");
    sv_04_existing_penalties_have_the_new_terms_and_that_is_unsure = "SV-04/existing": |law| all([
        is(&law.national, key::NEW_TERMS_FOR_EXISTING, "2025-12-25", "holds"),
        rests(&law.national, key::NEW_TERMS_FOR_EXISTING, "2025-12-25", "unsure"),
        none(&law.national, key::NEW_TERMS_FOR_EXISTING, "2025-12-24"),
    ]);
    rp_01_measures_are_new_since_the_end_of_2025 = "RP-01/measures": |law| all([
        is(&law.national, key::REPAIR_MEASURES, "2025-12-24", "samr 2021"),
        is(&law.national, key::REPAIR_MEASURES, "2025-12-25", "samr 2025"),
    ]);
    rp_02_acceptance_takes_2_working_days = "RP-02/acceptance": |law| all([
        due(&law.national, key::REPAIR_ACCEPTED, "2024-02-08", "2024-02-18"),
        due(&law.national, key::REPAIR_ACCEPTED, "2025-12-24", "2025-12-26"),
        rests(&law.national, key::REPAIR_ACCEPTED, "2025-12-24", "certain"),
        due(&law.national, key::REPAIR_ACCEPTED, "2025-12-25", "2025-12-29"),
        rests(&law.national, key::REPAIR_ACCEPTED, "2025-12-25", "unsure"),
    ]);
    rp_03_decision_takes_7_instead_of_15_working_days = "RP-03/decision": |law| all([
        due(&law.national, key::REPAIR_DECIDED, "2025-12-24", "2026-01-15"),
        due(&law.national, key::REPAIR_DECIDED, "2025-12-25", "2026-01-06"),
    ]);
    rp_04_display_stopped_within_3_working_days = "RP-04/display": |law| until_2025(&law.national, key::REPAIR_DONE, "2025-12-29");
    rp_04_handing_over_takes_3_working_days = "RP-04/handing-over": |law|
        since_2025(&law.national, key::REPAIR_HANDED_OVER, "2025-12-30");
    rp_05_results_of_checks_can_be_repaired_since_the_end_of_2025 = "RP-05/results": |law| all([
        is(&law.national, key::RESULTS_REPAIRED, "2025-12-24", "does not hold"),
        is(&law.national, key::RESULTS_REPAIRED, "2025-12-25", "holds"),
    ]);
    rp_06_restructuring_is_repaired_for_the_time_being = "RP-06/restructuring": |law| all([
        is(&law.national, key::RESTRUCTURING_REPAIRED, "2025-12-24", "does not hold"),
        is(&law.national, key::RESTRUCTURING_REPAIRED, "2025-12-25", "holds"),
    ]);
    rp_07_notice_is_served_here_before_it_is_national = "RP-07/notice": |law| all([
        is(&law.national, key::REPAIR_NOTICE, "2025-06-21", "does not hold"),
        is(&law.national, key::REPAIR_NOTICE, "2025-06-22", "holds"),
        is(&law.here, key::REPAIR_NOTICE, "2023-12-31", "does not hold"),
        is(&law.here, key::REPAIR_NOTICE, "2024-01-01", "holds"),
    ]);
    nr_01_measures_are_order_36_from_april_2026 = "NR-01/measures": |law| all([
        is(&law.national, key::CREDIT_CHINA_MEASURES, "2026-03-31", "ndrc 58"),
        is(&law.national, key::CREDIT_CHINA_MEASURES, "2026-04-01", "ndrc 36"),
        none(&law.national, key::CREDIT_CHINA_MEASURES, "2023-04-30"),
    ]);
    nr_02_from_the_day_of_the_document = "NR-02/from": |law| all([
        is(&law.national, key::CREDIT_CHINA_FROM, "2026-04-01", "determination"),
        none(&law.national, key::CREDIT_CHINA_FROM, "2026-03-31"),
    ]);
    nr_03_acceptance_takes_3_working_days_and_that_is_unsure = "NR-03/acceptance": |law| all([
        due(&law.national, key::CREDIT_CHINA_ACCEPTED, "2026-04-01", "2026-04-07"),
        rests(&law.national, key::CREDIT_CHINA_ACCEPTED, "2026-04-01", "unsure"),
    ]);
    nr_03_decision_takes_10_working_days_and_that_is_unsure = "NR-03/decision": |law| all([
        due(&law.national, key::CREDIT_CHINA_DECIDED, "2026-04-01", "2026-04-16"),
        rests(&law.national, key::CREDIT_CHINA_DECIDED, "2026-04-01", "unsure"),
    ]);
    nr_03_display_ends_in_3_working_days_and_that_is_unsure = "NR-03/display": |law| all([
        due(&law.national, key::CREDIT_CHINA_DONE, "2026-04-01", "2026-04-07"),
        rests(&law.national, key::CREDIT_CHINA_DONE, "2026-04-01", "unsure"),
    ]);
}
