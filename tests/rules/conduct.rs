//! What is owed and what is spared: annual reports, dormancy, tolerance, first offences, incentives.

use crate::law::{all, checks, due, is, none, rests, value};
use double_random::rules::{Key, Rules, Season, key};

fn runs(rules: &Rules, key: Key<Season>, year: u16, from: &str, to: &str) -> Result<(), String> {
    let season = value(rules, key, from)?;
    let wanted = (from.parse().ok(), to.parse().ok());
    if (season.first_day(year), season.last_day(year)) == wanted {
        Ok(())
    } else {
        Err(format!("found {season}"))
    }
}

checks! {
    ar_01_season_is_the_first_half_of_the_year = "AR-01/season": |law|
        runs(&law.national, key::REPORTS, 2024, "2024-01-01", "2024-06-30");
    ar_02_season_begins_in_march_for_representative_offices = "AR-02/season": |law|
        runs(&law.national, key::REPORTS_FOREIGN, 2026, "2026-03-01", "2026-06-30");
    ar_02_fine_is_20000_to_200000_yuan = "AR-02/fine": |law|
        is(&law.national, key::REPORT_FOREIGN_FALSE_FINED, "2024-06-03", "20000..200000 yuan");
    ar_03_years_later_one_registered_in_2024_owes_its_first_report = "AR-03/years": |law| {
        let first = 2024 + value(&law.national, key::FIRST_REPORT, "2024-06-03")?;
        if first == 2025 { Ok(()) } else { Err(format!("found {first}")) }
    };
    ar_05_dormant_entities_owe_their_report = "AR-05/dormant": |law| all([
        is(&law.national, key::DORMANT_REPORT, "2022-03-01", "holds"),
        none(&law.national, key::DORMANT_REPORT, "2022-02-28"),
    ]);
    ar_06_season_of_corrections_ends_with_june = "AR-06/season": |law|
        runs(&law.national, key::REPORT_CORRECTED, 2025, "2025-01-01", "2025-06-30");
    ar_08_publication_of_events_takes_20_working_days = "AR-08/publication": |law|
        due(&law.national, key::PUBLISH_EVENTS, "2024-09-27", "2024-10-30");
    ar_09_moves_not_the_last_day_of_reports = "AR-09/moves": |law| all([
        is(&law.national, key::REPORT_DAY_MOVES, "2024-06-30", "does not hold"),
        rests(&law.national, key::REPORT_DAY_MOVES, "2024-06-30", "likely"),
    ]);
    do_03_most_is_three_years = "DO-03/most": |law| due(&law.national, key::DORMANT_MOST, "2022-03-01", "2025-03-01");
    do_03_extension_is_filed_within_30_days = "DO-03/extension": |law|
        due(&law.national, key::DORMANT_LONGER, "2024-06-03", "2024-07-03");
    do_04_end_is_published_within_30_days = "DO-04/end": |law|
        due(&law.national, key::DORMANT_ENDED, "2024-06-03", "2024-07-03");
    do_04_fine_is_at_most_30000_yuan = "DO-04/fine": |law| {
        let most = value(&law.national, key::DORMANT_FINED, "2024-06-03")?.most();
        if most == 30_000 { Ok(()) } else { Err(format!("found {most}")) }
    };
    do_07_drawn_for_visits_the_dormant_are_not = "DO-07/drawn": |law| all([
        is(&law.national, key::DORMANT_DRAWN, "2024-06-03", "does not hold"),
        rests(&law.national, key::DORMANT_DRAWN, "2024-06-03", "own"),
    ]);
    to_01_buffer_is_7_days_here = "TO-01/buffer": |law| all([
        due(&law.here, key::TOLERATED_DATA, "2024-06-03", "2024-06-10"),
        none(&law.national, key::TOLERATED_DATA, "2024-06-03"),
    ]);
    to_02_buffer_is_7_days_here = "TO-02/buffer": |law| all([
        due(&law.here, key::TOLERATED_ADDRESS, "2024-06-03", "2024-06-10"),
        none(&law.national, key::TOLERATED_ADDRESS, "2024-06-03"),
    ]);
    to_03_fined_is_not_the_first_missing_report_here = "TO-03/fined": |law| all([
        is(&law.here, key::FIRST_REPORT_FINED, "2024-06-03", "does not hold"),
        none(&law.national, key::FIRST_REPORT_FINED, "2024-06-03"),
    ]);
    to_04_extends_no_tolerance_the_listing = "TO-04/extends": |law|
        is(&law.here, key::TOLERANCE_EXTENDS, "2024-06-03", "does not hold");
    fo_02_look_back_is_two_years_and_unsure = "FO-02/look-back": |law| all([
        due(&law.national, key::FIRST_OFFENCE, "2022-06-03", "2024-06-03"),
        rests(&law.national, key::FIRST_OFFENCE, "2022-06-03", "unsure"),
    ]);
    fo_04_limitation_is_two_years = "FO-04/limitation": |law| due(&law.national, key::LIMITATION, "2022-06-03", "2024-06-03");
    fo_04_limitation_safety_is_five_years = "FO-04/limitation-safety": |law|
        due(&law.national, key::LIMITATION_SAFETY, "2022-06-03", "2027-06-03");
    cv_03_answer_takes_20_working_days = "CV-03/answer": |law|
        due(&law.national, key::QUESTION_ANSWERED, "2025-01-20", "2025-02-21");
    ic_01_clean_is_who_was_so_for_three_years = "IC-01/clean": |law| all([
        due(&law.here, key::CLEAN_YEARS, "2024-01-01", "2027-01-01"),
        none(&law.national, key::CLEAN_YEARS, "2024-01-01"),
    ]);
    ic_02_repaired_is_clean_and_unsure = "IC-02/repaired": |law| all([
        is(&law.national, key::REPAIRED_IS_CLEAN, "2024-06-03", "holds"),
        rests(&law.national, key::REPAIRED_IS_CLEAN, "2024-06-03", "unsure"),
    ]);
    jp_02_office_is_barred_for_three_years = "JP-02/office": |law| all([
        due(&law.national, key::REVOCATION_OFFICE, "2022-03-01", "2025-03-01"),
        none(&law.national, key::REVOCATION_OFFICE, "2022-02-28"),
    ]);
    jp_03_registration_is_barred_for_three_years = "JP-03/registration": |law| all([
        due(&law.national, key::FALSE_REGISTRATION, "2022-03-01", "2025-03-01"),
        none(&law.national, key::FALSE_REGISTRATION, "2022-02-28"),
    ]);
}
