//! The working-day calendar as a rule book: what the State Council's notices say, counted day by day by a model that knows
//! nothing else; what a term is by the Civil Code (民法典) art. 201–203 and the Administrative Penalty Law (行政处罚法) art. 85; and
//! every notice that is refused.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

#[path = "calendar/model.rs"]
mod model;
#[path = "calendar/notices.rs"]
mod notices;

use double_random::calendar::{Calendar, CountError, Day, DayKind, LastDay, Moment, Term};
use double_random::confidence::Confidence;
use model::Model;
use std::sync::LazyLock;

static MODEL: LazyLock<Model> = LazyLock::new(Model::national);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn working_days(number: u32) -> Term {
    Term::working_days(number).unwrap()
}

fn no_notice<T>(year: u16) -> Result<T, CountError> {
    Err(CountError::NoNotice { year })
}

/// Every day from a week before the first that is known to a week after the last.
fn starts() -> impl Iterator<Item = Day> {
    day("2023-12-25").through(day("2027-01-07"))
}

#[test]
fn terms_end_where_a_second_program_found_them_to_end() {
    // Reckoned with the Python package `chinesecalendar` 1.11.0.
    let vectors = "
        2024-02-08 Thursday   2 2024-02-18 Sunday
        2024-02-08 Thursday   5 2024-02-21 Wednesday
        2024-04-26 Friday     3 2024-04-30 Tuesday
        2024-06-30 Sunday    10 2024-07-12 Friday
        2024-09-27 Friday    20 2024-10-30 Wednesday
        2024-12-31 Tuesday   20 2025-02-05 Wednesday
        2025-01-20 Monday    20 2025-02-21 Friday
        2025-06-30 Monday    10 2025-07-14 Monday
        2025-09-25 Thursday  20 2025-10-29 Wednesday
        2025-12-25 Thursday   7 2026-01-06 Tuesday
        2026-02-10 Tuesday   20 2026-03-16 Monday
        2026-02-13 Friday     3 2026-02-25 Wednesday
        2026-02-13 Friday     7 2026-03-02 Monday
        2026-04-30 Thursday  15 2026-05-25 Monday
        2026-06-30 Tuesday   10 2026-07-14 Tuesday
        2026-09-18 Friday    20 2026-10-22 Thursday
        2026-11-23 Monday    20 2026-12-21 Monday
        2026-12-04 Friday    20 2027";
    let mut read = 0;
    for vector in vectors.lines().skip(1) {
        let fields: Vec<&str> = vector.split_whitespace().collect();
        let (start, term) = (day(fields[0]), working_days(fields[2].parse().unwrap()));
        assert_eq!(start.weekday().to_string(), fields[1], "{vector}");
        let due = Calendar::national().due(start, term);
        match fields.get(4) {
            Some(weekday) => {
                assert_eq!(due, Ok(day(fields[3])), "{vector}");
                assert_eq!(due.unwrap().weekday().to_string(), *weekday, "{vector}");
            }
            None => assert_eq!(due, no_notice(2027), "{vector}"),
        }
        read += 1;
    }
    assert_eq!(read, 18);
}

#[test]
fn a_year_has_its_number_of_working_days() {
    for (year, number) in [(2024, 251), (2025, 248), (2026, 248)] {
        let days = Calendar::national().working_days_of(year).unwrap();
        assert_eq!(days.len(), number, "{year}");
        let between = Calendar::national().working_days_between(
            day(&format!("{}-12-31", year - 1)),
            day(&format!("{year}-12-31")),
        );
        assert_eq!(between, Ok(u32::try_from(number).unwrap()), "{year}");
    }
}

#[test]
fn every_day_is_what_the_notices_make_of_it() {
    let mut kinds = [0; 4];
    for each in starts() {
        let kind = Calendar::national().kind(each);
        let known = MODEL.is_working(each);
        assert_eq!(kind.clone().ok().map(DayKind::is_working), known, "{each}");
        let working = Calendar::national().is_working_day(each);
        assert_eq!(working.clone().ok(), known, "{each}");
        if known.is_none() {
            assert_eq!(kind, no_notice(each.year()));
            assert_eq!(working, no_notice(each.year()));
        }
        match kind {
            Ok(DayKind::WorkingDay) => kinds[0] += 1,
            Ok(DayKind::MakeUp(_)) => kinds[1] += 1,
            Ok(DayKind::Weekend) => kinds[2] += 1,
            Ok(DayKind::Off(_)) => kinds[3] += 1,
            Err(_) => {}
        }
    }
    // 251 + 248 + 248 working days, 8 + 5 + 6 of them made up; 28 + 28 + 33 days off; the rest of 1096 are weekends.
    assert_eq!(kinds, [747 - 19, 19, 1096 - 747 - 89, 89]);
}

#[test]
fn a_day_says_for_which_holiday_it_is_off_or_worked() {
    let name = |text: &str| match Calendar::national().kind(day(text)).unwrap() {
        DayKind::Off(holiday) => format!("off {}", holiday.name),
        DayKind::MakeUp(holiday) => format!("worked {}", holiday.name),
        DayKind::Weekend => "weekend".to_owned(),
        DayKind::WorkingDay => "working day".to_owned(),
    };
    for (day, found) in [
        ("2024-02-09", "working day"), // New Year's Eve: no day off in 2024
        ("2024-02-10", "off 春节"),
        ("2024-02-18", "worked 春节"),
        ("2024-06-08", "weekend"), // beside the Dragon Boat Festival, and no day off
        ("2024-06-10", "off 端午节"),
        ("2025-01-28", "off 春节"),
        ("2025-10-06", "off 国庆节、中秋节"),
        ("2026-01-04", "worked 元旦"),
        ("2026-09-20", "worked 国庆节"),
    ] {
        assert_eq!(name(day), found, "{day}");
    }
}

#[test]
fn terms_end_where_somebody_ends_who_crosses_off_day_after_day() {
    let calendar = Calendar::national();
    let (mut ended, mut unknown) = (0, 0);
    for start in starts() {
        let mut earlier = start;
        for number in 1..=60 {
            let due = calendar.due(start, working_days(number));
            let rolled = calendar.due_by(start, working_days(number), LastDay::Rolls);
            assert_eq!(due, rolled, "a term of working days ends on one");
            match MODEL.due(start, number) {
                Ok(end) => {
                    assert_eq!(due, Ok(end), "{start} + {number}");
                    assert!(earlier < end, "a longer term ends later");
                    earlier = end;
                    // The count between the two is the term, and was not reached the day before.
                    let before = end.preceding().unwrap();
                    let count = |until| calendar.working_days_between(start, until);
                    assert_eq!(count(end), Ok(number), "{start} + {number}");
                    assert_eq!(count(before), Ok(number - 1), "{start} + {number}");
                    assert_eq!(calendar.is_working_day(end), Ok(true));
                    // A later start ends no earlier.
                    if let Ok(next) = calendar.due(start.following().unwrap(), working_days(number))
                    {
                        assert!(end <= next, "{start} + {number}");
                    }
                    ended += 1;
                }
                Err(year) => {
                    assert_eq!(due, no_notice(year), "{start} + {number}");
                    unknown += 1;
                }
            }
        }
    }
    assert!(ended > 60_000 && unknown > 3_000, "{ended}, {unknown}");
}

#[test]
fn between_two_days_lie_the_working_days_that_somebody_counts() {
    let calendar = Calendar::national();
    for from in starts() {
        for until in from.through(day("2027-01-07")).step_by(13) {
            let counted = calendar.working_days_between(from, until);
            match MODEL.between(from, until) {
                Ok(number) => assert_eq!(counted, Ok(number), "{from} to {until}"),
                Err(year) => assert_eq!(counted, no_notice(year), "{from} to {until}"),
            }
        }
    }
}

#[test]
fn a_last_day_that_is_a_rest_day_stands_or_rolls_as_was_asked() {
    let calendar = Calendar::national();
    let mut rolled = 0;
    for start in starts() {
        for number in [1, 7, 10, 15, 30, 45, 60, 90] {
            let term = Term::days(number).unwrap();
            let end = start.plus_days(number).unwrap();
            assert_eq!(calendar.due(start, term), Ok(end));
            let by_civil_code = calendar.due_by(start, term, LastDay::Rolls);
            match MODEL.working_day_from(end) {
                Ok(next) => assert_eq!(by_civil_code, Ok(next), "{start} + {number}"),
                Err(year) => assert_eq!(by_civil_code, no_notice(year), "{start} + {number}"),
            }
            rolled += u32::from(by_civil_code.is_ok_and(|next| next != end));
        }
    }
    assert!(rolled > 2_000, "{rolled}");
    for (start, term, stands, rolls) in [
        ("2024-11-30", "3 months", "2025-02-28", "2025-02-28"),
        ("2024-08-31", "1 month", "2024-09-30", "2024-09-30"),
        ("2024-09-01", "1 month", "2024-10-01", "2024-10-08"),
        ("2024-02-29", "1 year", "2025-02-28", "2025-02-28"),
        ("2025-02-08", "1 year", "2026-02-08", "2026-02-09"), // a Sunday, made up on in 2025
        ("2025-02-14", "1 year", "2026-02-14", "2026-02-14"), // a Saturday that is worked
        ("2024-09-19", "10 days", "2024-09-29", "2024-09-29"), // a Sunday that is worked
    ] {
        let term: Term = term.parse().unwrap();
        let due = |last| calendar.due_by(day(start), term, last).unwrap().to_string();
        assert_eq!(due(LastDay::Stands), stands, "{start} + {term}");
        assert_eq!(due(LastDay::Rolls), rolls, "{start} + {term}");
    }
    let spelled =
        [LastDay::Stands, LastDay::Rolls].map(|last| serde_json::to_string(&last).unwrap());
    assert_eq!(spelled, ["\"stands\"", "\"rolls\""]);
}

#[test]
fn calendar_terms_need_no_notice_unless_they_roll() {
    let calendar = Calendar::default();
    let start = day("2030-01-31");
    let month = Term::months(1).unwrap();
    assert_eq!(calendar.due(start, month), Ok(day("2030-02-28")));
    assert_eq!(
        calendar.due_by(start, month, LastDay::Rolls),
        no_notice(2030)
    );
    assert_eq!(calendar.due(start, working_days(1)), no_notice(2030));
    for term in ["4294967295 days", "4294967295 months", "4294967295 years"] {
        let error = calendar.due(start, term.parse().unwrap()).unwrap_err();
        let found = "the calendar ends with 9999-12-31, found none";
        assert_eq!(
            error.to_string(),
            format!("{found} {term} after 2030-01-31")
        );
    }
}

#[test]
fn the_days_of_the_penalty_law_are_working_days_where_its_article_85_says_so() {
    let due = |number| {
        let term = Term::of_penalty_law_days(number).unwrap();
        Calendar::national().due(day("2024-09-27"), term).unwrap()
    };
    assert_eq!(due(3).to_string(), "2024-10-08"); // Sunday 29, Monday 30, then after the holiday
    assert_eq!(due(7).to_string(), "2024-10-12"); // Saturday, made up
    assert_eq!(due(10).to_string(), "2024-10-07"); // calendar days, in the holiday
}

#[test]
fn only_the_counted_days_must_be_known() {
    let calendar = Calendar::national();
    let due = |start: &str, number| calendar.due(day(start), working_days(number));
    // The day of the event is not counted, so its year may be unknown.
    assert_eq!(due("2023-12-31", 1), Ok(day("2024-01-02")));
    assert_eq!(due("2023-12-30", 1), no_notice(2023));
    assert_eq!(due("2026-12-30", 1), Ok(day("2026-12-31")));
    assert_eq!(due("2026-12-31", 1), no_notice(2027));
    assert_eq!(due("2026-12-30", 2), no_notice(2027));
    assert_eq!(due("2023-12-31", 747), Ok(day("2026-12-31")));
    assert_eq!(due("2023-12-31", 748), no_notice(2027));
    assert_eq!(due("2024-01-01", u32::MAX), no_notice(2027));

    let between = |from: &str, until: &str| calendar.working_days_between(day(from), day(until));
    assert_eq!(between("2023-12-31", "2026-12-31"), Ok(747));
    assert_eq!(between("2023-12-30", "2026-12-31"), no_notice(2023));
    assert_eq!(between("2023-12-31", "2027-01-01"), no_notice(2027));
    assert_eq!(between("2030-05-05", "2030-05-05"), Ok(0));
    let end = Day::LAST.to_string();
    assert_eq!(between(&end, &end), Ok(0));
    assert_eq!(
        between("2024-05-05", "2024-05-04").unwrap_err().to_string(),
        "a count runs to the same or a later day, found one from 2024-05-05 to 2024-05-04"
    );
    assert!(matches!(due(&end, 1), Err(CountError::Time(_))));

    // A gap between known years is not jumped over.
    let notices = calendar.notices().filter(|notice| notice.year() != 2025);
    let gap = Calendar::of(notices.cloned()).unwrap();
    assert_eq!(gap.due(day("2024-12-31"), working_days(1)), no_notice(2025));
    assert_eq!(
        gap.working_days_between(day("2024-12-01"), day("2026-01-05")),
        no_notice(2025)
    );
}

#[test]
fn the_last_day_is_in_time_until_midnight_in_china() {
    let due = Calendar::national()
        .due(day("2024-09-27"), working_days(20))
        .unwrap();
    let in_time = |text: &str| text.parse::<Moment>().unwrap().legal_day() <= due;
    assert!(in_time("2024-10-30T23:59:59+08:00"));
    assert!(!in_time("2024-10-31T00:00:00+08:00"));
    assert!(in_time("2024-10-30T15:59:59+00:00"));
    assert!(!in_time("2024-10-30T16:00:00+00:00"));
}

#[test]
fn the_weakest_confidence_travels_with_a_count() {
    let doubtful = notices::invented(2027).replace("certain", "unsure");
    let calendar = Calendar::national()
        .with(notices::notice(&doubtful))
        .unwrap();
    let confidence = |from: &str, until: &str| calendar.confidence(day(from), day(until));
    assert_eq!(
        confidence("2024-03-01", "2026-11-30"),
        Ok(Confidence::Certain)
    );
    assert_eq!(
        confidence("2026-11-30", "2027-01-05"),
        Ok(Confidence::Unsure)
    );
    assert_eq!(
        confidence("2026-12-31", "2026-12-31"),
        Ok(Confidence::Certain)
    );
    // The notice of 2027 may have changed December 2026.
    assert_eq!(
        confidence("2026-11-30", "2026-12-01"),
        Ok(Confidence::Unsure)
    );
    // Before it is known, nobody is certain of the last December that is.
    let alone = Calendar::national().confidence(day("2026-12-01"), day("2026-12-29"));
    assert_eq!(alone, Ok(Confidence::Likely));
    assert_eq!(confidence("2027-12-31", "2028-01-01"), no_notice(2028));
    assert!(confidence("2024-05-05", "2024-05-04").is_err());
}
