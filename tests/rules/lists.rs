//! Lists: abnormal operations, the mark of individual businesses, serious dishonesty.

use crate::law::{all, checks, due, is, none, promised, rests, value};
use double_random::rules::{Fine, Key, Rules, key};

/// That a removal takes 5 working days by the old measures, and by the new ones as far as anybody knows.
fn removal(rules: &Rules, key: Key<double_random::calendar::Term>) -> Result<(), String> {
    all([
        due(rules, key, "2024-02-08", "2024-02-21"),
        rests(rules, key, "2025-12-24", "certain"),
        due(rules, key, "2025-12-25", "2026-01-04"),
        rests(rules, key, "2025-12-25", "unsure"),
    ])
}

/// That a rule is as before after the revision of 2025, as far as anybody knows.
fn revised(
    rules: &Rules,
    key: Key<double_random::calendar::Term>,
    before: &str,
    after: &str,
) -> Result<(), String> {
    all([
        due(rules, key, "2025-03-17", before),
        rests(rules, key, "2025-03-17", "certain"),
        due(rules, key, "2025-03-18", after),
        rests(rules, key, "2025-03-18", "unsure"),
    ])
}

fn fined(rules: &Rules, key: Key<Fine>, on: &str, least: u64, most: u64) -> Result<(), String> {
    let fine = value(rules, key, on)?;
    if (fine.least(), fine.most()) == (least, most) {
        Ok(())
    } else {
        Err(format!("found {fine}"))
    }
}

checks! {
    ao1_listing_is_due_in_the_middle_of_july = "AO1/listing": |law| all([
        due(&law.national, key::LIST_NO_REPORT, "2024-06-30", "2024-07-12"),
        due(&law.national, key::LIST_NO_REPORT, "2025-06-30", "2025-07-14"),
        due(&law.national, key::LIST_NO_REPORT, "2026-06-30", "2026-07-14"),
    ]);
    ao1_removal_takes_5_working_days = "AO1/removal": |law| removal(&law.here, key::REMOVE_NO_REPORT);
    ao1_at_once_is_local = "AO1/at-once": |law| all([
        is(&law.here, key::REMOVE_NO_REPORT_AT_ONCE, "2024-06-03", "holds"),
        none(&law.here, key::REMOVE_NO_REPORT_AT_ONCE, "2023-12-31"),
        none(&law.national, key::REMOVE_NO_REPORT_AT_ONCE, "2024-06-03"),
    ]);
    ao2_order_gives_10_days = "AO2/order": |law| due(&law.national, key::ORDER_TO_PUBLISH, "2024-06-03", "2024-06-13");
    ao2_listing_takes_10_working_days = "AO2/listing": |law|
        due(&law.national, key::LIST_NO_PUBLICATION, "2024-06-30", "2024-07-12");
    ao2_removal_takes_5_working_days = "AO2/removal": |law| removal(&law.here, key::REMOVE_NO_PUBLICATION);
    ao3_listing_takes_10_working_days = "AO3/listing": |law|
        due(&law.national, key::LIST_FALSE, "2024-09-27", "2024-10-16");
    ao3_removal_takes_5_working_days = "AO3/removal": |law| removal(&law.here, key::REMOVE_FALSE);
    ao4_listing_takes_10_working_days = "AO4/listing": |law|
        due(&law.national, key::LIST_UNREACHABLE, "2025-06-30", "2025-07-14");
    ao4_removal_takes_5_working_days = "AO4/removal": |law| removal(&law.here, key::REMOVE_UNREACHABLE);
    ao4_letters_are_two = "AO4/letters": |law| all([
        is(&law.national, key::LETTERS, "2025-03-17", "2"),
        rests(&law.national, key::LETTERS, "2025-03-17", "certain"),
        is(&law.national, key::LETTERS, "2025-03-18", "2"),
        rests(&law.national, key::LETTERS, "2025-03-18", "unsure"),
    ]);
    ao4_interval_least_is_15_days = "AO4/interval-least": |law|
        revised(&law.national, key::LETTERS_LEAST, "2025-04-01", "2025-04-02");
    ao4_interval_most_is_30_days = "AO4/interval-most": |law|
        revised(&law.national, key::LETTERS_MOST, "2025-04-16", "2025-04-17");
    al_02_promise_is_3_working_days_beside_the_5_of_law = "AL-02/promise": |law| all([
        promised(&law.here, key::REMOVE_PROMISED, "2024-04-26", "2024-04-30"),
        none(&law.here, key::REMOVE_PROMISED, "2023-12-31"),
        none(&law.national, key::REMOVE_PROMISED, "2024-04-26"),
    ]);
    al_03_objection_within_30_days = "AL-03/objection": |law|
        revised(&law.national, key::OBJECTION, "2025-04-16", "2025-04-17");
    al_03_acceptance_within_5_working_days = "AL-03/acceptance": |law|
        revised(&law.national, key::OBJECTION_ACCEPTED, "2025-03-24", "2025-03-25");
    al_03_verification_within_20_working_days = "AL-03/verification": |law|
        revised(&law.national, key::OBJECTION_VERIFIED, "2025-04-15", "2025-04-16");
    al_03_correction_within_5_working_days = "AL-03/correction": |law|
        revised(&law.national, key::LISTING_CORRECTED, "2025-03-24", "2025-03-25");
    al_04_reminder_within_60_days_while_a_lapse_was_serious = "AL-04/reminder": |law| all([
        is(&law.national, key::REMINDER, "2024-04-30", "60 days"),
        none(&law.national, key::REMINDER, "2024-05-01"),
    ]);
    al_05_lapse_leads_to_the_serious_list_until_april_2024 = "AL-05/lapse": |law| all([
        is(&law.national, key::LAPSE_IS_SERIOUS, "2024-04-30", "holds"),
        is(&law.national, key::LAPSE_IS_SERIOUS, "2024-05-01", "does not hold"),
    ]);
    al_05_years_were_three = "AL-05/years": |law| all([
        due(&law.national, key::LAPSE, "2021-04-29", "2024-04-29"),
        none(&law.national, key::LAPSE, "2024-05-01"),
    ]);
    al_06_penalised_is_a_listing_since_may_2024 = "AL-06/penalised": |law| all([
        is(&law.national, key::LISTING_PENALISED, "2024-04-30", "does not hold"),
        is(&law.national, key::LISTING_PENALISED, "2024-05-01", "holds"),
    ]);
    al_06_revocation_after_two_years = "AL-06/revocation": |law| all([
        due(&law.national, key::REVOCATION, "2024-07-01", "2026-07-01"),
        none(&law.national, key::REVOCATION, "2024-04-30"),
    ]);
    al_07_fine_is_10000_to_50000_yuan = "AL-07/fine": |law| all([
        fined(&law.national, key::FALSE_FINED, "2024-05-01", 10_000, 50_000),
        none(&law.national, key::FALSE_FINED, "2024-04-30"),
    ]);
    al_07_fine_serious_is_50000_to_200000_yuan = "AL-07/fine-serious": |law| all([
        fined(&law.national, key::FALSE_FINED_SERIOUS, "2024-05-01", 50_000, 200_000),
        none(&law.national, key::FALSE_FINED_SERIOUS, "2024-04-30"),
    ]);
    al_08_fine_is_at_most_10000_yuan = "AL-08/fine": |law| all([
        fined(&law.national, key::NO_REPORT_FINED, "2022-03-01", 0, 10_000),
        none(&law.national, key::NO_REPORT_FINED, "2022-02-28"),
    ]);
    al_09_fine_is_10000_to_50000_yuan_under_the_new_company_law = "AL-09/fine": |law| all([
        fined(&law.national, key::COMPANY_FINED, "2024-07-01", 10_000, 50_000),
        none(&law.national, key::COMPANY_FINED, "2024-06-30"),
    ]);
    al_09_fine_serious_is_50000_to_200000_yuan = "AL-09/fine-serious": |law| all([
        fined(&law.national, key::COMPANY_FINED_SERIOUS, "2024-07-01", 50_000, 200_000),
        none(&law.national, key::COMPANY_FINED_SERIOUS, "2024-06-30"),
    ]);
    am_01_marking_takes_10_working_days = "AM-01/marking": |law| due(&law.national, key::MARK, "2024-06-30", "2024-07-12");
    am_02_shown_is_a_mark_until_the_next_june = "AM-02/shown": |law| {
        let last = value(&law.national, key::MARK_SHOWN, "2024-07-12")?.last_day(2024);
        if last == "2025-06-30".parse().ok() { Ok(()) } else { Err(format!("found {last:?}")) }
    };
    am_03_restoring_takes_5_working_days = "AM-03/restoring": |law| removal(&law.here, key::UNMARK);
    am_04_lapse_of_a_mark_leads_nowhere = "AM-04/lapse": |law|
        is(&law.national, key::MARK_LAPSE_IS_SERIOUS, "2020-01-01", "does not hold");
    sl_06_consent_is_wanted_and_unsure_since_the_draft = "SL-06/consent": |law| all([
        is(&law.national, key::SERIOUS_CONSENT, "2025-09-30", "holds"),
        rests(&law.national, key::SERIOUS_CONSENT, "2025-09-30", "certain"),
        is(&law.national, key::SERIOUS_CONSENT, "2025-10-01", "holds"),
        rests(&law.national, key::SERIOUS_CONSENT, "2025-10-01", "unsure"),
    ]);
    sl_07_term_is_three_years = "SL-07/term": |law| due(&law.national, key::SERIOUS, "2024-02-29", "2027-02-28");
    sl_08_early_is_after_one_year = "SL-08/early": |law| due(&law.national, key::SERIOUS_EARLY, "2024-02-29", "2025-02-28");
    sl_11_withdrawal_takes_3_working_days = "SL-11/withdrawal": |law|
        due(&law.national, key::SERIOUS_WITHDRAWN, "2026-02-13", "2026-02-25");
    sl_12_office_is_barred_for_three_years = "SL-12/office": |law| all([
        due(&law.national, key::SERIOUS_OFFICE, "2024-04-30", "2027-04-30"),
        rests(&law.national, key::SERIOUS_OFFICE, "2024-04-30", "certain"),
        due(&law.national, key::SERIOUS_OFFICE, "2024-05-01", "2027-05-01"),
        rests(&law.national, key::SERIOUS_OFFICE, "2024-05-01", "likely"),
    ]);
}
