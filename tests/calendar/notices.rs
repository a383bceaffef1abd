//! Notices: which are taken and which are refused.

use double_random::calendar::{Calendar, Day, Notice, NoticeError, NoticeFault};
use double_random::confidence::Confidence;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;

pub(crate) fn notice(text: &str) -> Notice {
    Notice::parse(text).unwrap()
}

/// A notice such as there might be for a year, with nothing but its New Year's Day.
pub(crate) fn invented(year: u16) -> String {
    let days = format!(r#""from": "{year}-01-01", "until": "{year}-01-01", "make_up": []"#);
    form(
        year,
        "试〔1〕1号",
        &format!(r#"{{"name": "元旦", {days}}}"#),
    )
}

fn form(year: u16, number: &str, holidays: &str) -> String {
    format!(
        r#"{{"form": "double-random/holiday-notice/1", "year": {year}, "number": "{number}", "issued": "{year}-01-01",
            "confidence": "certain", "holidays": [{holidays}]}}"#
    )
}

/// What a text is refused for.
fn faults(text: &str) -> Vec<String> {
    match Notice::parse(text) {
        Err(NoticeError::Faults(faults)) => {
            faults.faults().iter().map(NoticeFault::to_string).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn is_working(calendar: &Calendar, day: &str) -> bool {
    calendar.is_working_day(day.parse().unwrap()).unwrap()
}

/// 国办发明电〔2017〕12号, the notice of 2018.
const OF_2018: &str = r#"{"form": "double-random/holiday-notice/1", "year": 2018, "number": "国办发明电〔2017〕12号",
    "issued": "2017-11-30", "confidence": "likely", "holidays": [
    {"name": "元旦", "from": "2018-01-01", "until": "2018-01-01", "make_up": []},
    {"name": "春节", "from": "2018-02-15", "until": "2018-02-21", "make_up": ["2018-02-11", "2018-02-24"]},
    {"name": "清明节", "from": "2018-04-05", "until": "2018-04-07", "make_up": ["2018-04-08"]},
    {"name": "劳动节", "from": "2018-04-29", "until": "2018-05-01", "make_up": ["2018-04-28"]},
    {"name": "端午节", "from": "2018-06-18", "until": "2018-06-18", "make_up": []},
    {"name": "中秋节", "from": "2018-09-24", "until": "2018-09-24", "make_up": []},
    {"name": "国庆节", "from": "2018-10-01", "until": "2018-10-07", "make_up": ["2018-09-29", "2018-09-30"]}]}"#;

/// 国办发明电〔2018〕15号, the notice of 2019, which reaches into 2018.
const OF_2019: &str = r#"{"form": "double-random/holiday-notice/1", "year": 2019, "number": "国办发明电〔2018〕15号",
    "issued": "2018-12-04", "confidence": "certain", "holidays": [
    {"name": "元旦", "from": "2018-12-30", "until": "2019-01-01", "make_up": ["2018-12-29"]},
    {"name": "春节", "from": "2019-02-04", "until": "2019-02-10", "make_up": ["2019-02-02", "2019-02-03"]},
    {"name": "清明节", "from": "2019-04-05", "until": "2019-04-05", "make_up": []},
    {"name": "劳动节", "from": "2019-05-01", "until": "2019-05-01", "make_up": []},
    {"name": "端午节", "from": "2019-06-07", "until": "2019-06-07", "make_up": []},
    {"name": "中秋节", "from": "2019-09-13", "until": "2019-09-13", "make_up": []},
    {"name": "国庆节", "from": "2019-10-01", "until": "2019-10-07", "make_up": ["2019-09-29", "2019-10-12"]}]}"#;

/// The same with what 国办发明电〔2019〕3号 of 22 March 2019 made of Labour Day.
fn of_2019_changed() -> String {
    let number = r#""number": "国办发明电〔2018〕15号","#;
    let changed = r#""number": "国办发明电〔2019〕3号", "supersedes": "国办发明电〔2018〕15号","#;
    let day = r#""from": "2019-05-01", "until": "2019-05-01", "make_up": []"#;
    let days =
        r#""from": "2019-05-01", "until": "2019-05-04", "make_up": ["2019-04-28", "2019-05-05"]"#;
    let text = OF_2019.replace(number, changed).replace(day, days);
    text.replace("2018-12-04", "2019-03-22")
}

#[test]
fn the_notices_of_three_years_come_with_the_crate() {
    let notices: Vec<&Notice> = Calendar::national().notices().collect();
    let told: Vec<(u16, &str, String, Confidence, usize)> = notices
        .iter()
        .map(|notice| {
            let (number, issued) = (notice.number().as_str(), notice.issued().to_string());
            let holidays = notice.holidays().len();
            (notice.year(), number, issued, notice.confidence(), holidays)
        })
        .collect();
    let certain = Confidence::Certain;
    assert_eq!(
        told,
        [
            (
                2024,
                "国办发明电〔2023〕7号",
                "2023-10-25".to_owned(),
                certain,
                7
            ),
            (
                2025,
                "国办发明电〔2024〕12号",
                "2024-11-12".to_owned(),
                certain,
                6
            ),
            (
                2026,
                "国办发明电〔2025〕7号",
                "2025-11-04".to_owned(),
                certain,
                7
            ),
        ]
    );
    for each in notices {
        assert_eq!(&notice(each.to_json()), each);
        let json = serde_json::to_string(each).unwrap();
        assert_eq!(&serde_json::from_str::<Notice>(&json).unwrap(), each);
        assert_eq!(Calendar::national().notice(each.year()), Some(each));
        assert_eq!(each.supersedes(), None);
    }
}

#[test]
fn a_further_year_is_loaded_when_its_notice_comes() {
    let start: Day = "2026-12-31".parse().unwrap();
    let term = "1 working day".parse().unwrap();
    let calendar = Calendar::national().with(notice(&invented(2027))).unwrap();
    assert_eq!(calendar.due(start, term).unwrap().to_string(), "2027-01-04");
    assert!(Calendar::national().due(start, term).is_err());
}

#[test]
fn a_notice_reaches_into_the_december_before_it() {
    let alone = Calendar::of([notice(OF_2018)]).unwrap();
    assert!(!is_working(&alone, "2018-12-29") && is_working(&alone, "2018-12-31"));
    for order in [[OF_2018, OF_2019], [OF_2019, OF_2018]] {
        let both = Calendar::of(order.map(notice)).unwrap();
        assert!(is_working(&both, "2018-12-29") && !is_working(&both, "2018-12-31"));
        assert!(is_working(&both, "2018-12-28") && is_working(&both, "2019-01-02"));
    }
    // Of 2018 itself, the notice of 2019 knows too little.
    let later = Calendar::of([notice(OF_2019)]).unwrap();
    assert!(later.is_working_day("2018-12-29".parse().unwrap()).is_err());
}

#[test]
fn a_second_notice_for_a_year_names_the_one_that_it_supersedes() {
    let first = Calendar::of([OF_2018, OF_2019].map(notice)).unwrap();
    let changed = of_2019_changed();
    let second = first.with(notice(&changed)).unwrap();
    let days = [
        "2019-04-28",
        "2019-05-02",
        "2019-05-03",
        "2019-05-05",
        "2018-12-29",
    ];
    assert_eq!(
        days.map(|day| is_working(&first, day)),
        [false, true, true, false, true]
    );
    assert_eq!(
        days.map(|day| is_working(&second, day)),
        [true, false, false, true, true]
    );

    // Twice the same is the same; alone it needs no forerunner; and what was superseded does not come back.
    assert_eq!(second.with(notice(&changed)), Ok(second.clone()));
    assert!(Calendar::of([notice(&changed)]).is_ok());
    assert_eq!(
        second.with(notice(OF_2019)).unwrap_err().to_string(),
        "2019 has the notice `国办发明电〔2019〕3号`: one that supersedes it is wanted, found `国办发明电〔2018〕15号`, which supersedes none"
    );
    let other = changed.replace("国办发明电〔2019〕3号", "国办发明电〔2019〕4号");
    assert_eq!(
        second.with(notice(&other)).unwrap_err().to_string(),
        "2019 has the notice `国办发明电〔2019〕3号`: one that supersedes it is wanted, found `国办发明电〔2019〕4号`, which supersedes `国办发明电〔2018〕15号`"
    );
}

#[test]
fn two_notices_do_not_declare_one_day() {
    let days = |from: &str, until: &str, made_up: &str| {
        format!(
            r#"{{"name": "元旦", "from": "{from}", "until": "{until}", "make_up": [{made_up}]}}"#
        )
    };
    let next = form(
        2019,
        "乙",
        &days("2018-12-30", "2019-01-01", r#""2018-12-29""#),
    );
    let year = form(2018, "甲", &days("2018-12-28", "2018-12-30", ""));
    for (loaded, found, theirs, ours) in [(&year, &next, "甲", "乙"), (&next, &year, "乙", "甲")]
    {
        let calendar = Calendar::of([notice(loaded)]).unwrap();
        assert_eq!(
            calendar.with(notice(found)).unwrap_err().to_string(),
            format!(
                "a day is declared by one notice, found in `{ours}`: 2018-12-29, declared by `{theirs}`; 2018-12-30, declared by `{theirs}`"
            )
        );
    }
}

#[test]
fn every_fault_of_a_notice_is_told_at_once() {
    let text = r#"{"form": "double-random/holiday-notice/2", "year": 2024, "number": "甲", "issued": "2025-01-01",
        "confidence": "certain", "supersedes": "甲", "holidays": [
        {"name": "a", "from": "2024-05-03", "until": "2024-05-01", "make_up": []},
        {"name": "b", "from": "2023-11-30", "until": "2023-12-01", "make_up": ["2025-01-04", "2024-05-06"]},
        {"name": "b", "from": "2024-10-01", "until": "2024-10-07", "make_up": ["2024-09-29", "2024-09-29"]},
        {"name": "c", "from": "2024-10-07", "until": "2024-10-08", "make_up": ["2024-10-05"]}]}"#;
    assert_eq!(
        faults(text),
        [
            "form: `double-random/holiday-notice/1` is wanted, found `double-random/holiday-notice/2`",
            "supersedes: the number of an earlier notice is wanted, found its own, `甲`",
            "holidays: each name stands once, found `b` twice",
            "issued: a day no later than the end of 2024 is wanted, found 2025-01-01",
            "holidays: `a`: days off from a day until the same or a later one are wanted, found 2024-05-03 until 2024-05-01",
            "holidays: `b`: days of 2024 or of the December before are wanted, found 2023-11-30",
            "holidays: `b`: days of 2024 or of the December before are wanted, found 2025-01-04",
            "holidays: `b`: a make-up workday is a Saturday or Sunday, found 2024-05-06, a Monday",
            "holidays: a make-up workday stands once, found 2024-09-29 twice",
            "holidays: a day is off for one holiday, found 2024-10-07 off for `b` and `c`",
            "holidays: a day is off or a make-up workday, found 2024-10-05 to be both",
        ]
    );
    let none = form(10_000, "甲", "").replace("10000-01-01", "2024-01-01");
    assert_eq!(
        faults(&none),
        [
            "holidays: at least one is wanted, found none",
            "year: one from 0 to 9999 is wanted, found 10000",
        ]
    );
    let long = form(
        2024,
        "甲",
        r#"{"name": "a", "from": "0000-01-01", "until": "9999-12-31", "make_up": []}"#,
    );
    assert_eq!(faults(&long).len(), 2);
}

#[test]
fn the_first_and_the_last_year_of_the_calendar_may_have_notices() {
    for year in ["0000", "9999"] {
        let text = invented(7777).replace(
            "\"year\": 7777",
            &format!("\"year\": {}", year.parse::<u16>().unwrap()),
        );
        let calendar = Calendar::of([notice(&text.replace("7777", year))]).unwrap();
        assert!(!is_working(&calendar, &format!("{year}-01-01")));
        assert!(is_working(&calendar, &format!("{year}-12-29")));
    }
}

#[test]
fn a_notice_is_a_document_in_its_one_form() {
    let good = invented(2024);
    let late = good.replace("\"issued\": \"2024-01-01\"", "\"issued\": \"2024-12-31\"");
    assert!(Notice::parse(&good).is_ok() && Notice::parse(&late).is_ok());
    assert_ne!(good, late);
    for (from, to) in [
        ("\"year\": 2024", "\"year\": \"2024\""),
        ("\"year\": 2024", "\"year\": 70000"),
        ("\"year\": 2024", "\"year\": 2024.0"),
        ("\"year\": 2024", "\"year\": 2024, \"year\": 2024"),
        ("\"year\": 2024,", ""),
        ("\"certain\"", "\"sure\""),
        ("\"试〔1〕1号\"", "\"\""),
        ("\"试〔1〕1号\"", "\"试〔1〕 1号 \""),
        ("\"试〔1〕1号\"", "\"试〔1〕\u{200B}1号\""),
        ("\"元旦\"", "\"\""),
        ("\"元旦\"", "\"元旦\", \"days\": 1"),
        ("\"confidence\"", "\"supersedes\": null, \"confidence\""),
        ("\"confidence\"", "\"note\": \"\", \"confidence\""),
        ("\"issued\": \"2024-01-01\"", "\"issued\": \"2024-1-1\""),
        (", \"make_up\": []", ""),
        ("\"make_up\": []", "\"make_up\": null"),
        ("\"make_up\": []", "\"make_up\": [\"2024-02-30\"]"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let refused = Notice::parse(&text);
        assert!(matches!(refused, Err(NoticeError::Document(_))), "{text}");
        assert!(serde_json::from_str::<Notice>(&text).is_err(), "{text}");
    }
}

/// Days around New Year, where most can go wrong.
fn days() -> impl Strategy<Value = Day> {
    let first: Day = "2023-11-25".parse().unwrap();
    (0_u32..55).prop_map(move |number| first.plus_days(number).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_notice_is_taken_if_and_only_if_every_day_has_one_meaning(
        holidays in prop::collection::vec((days(), 0_u32..4, prop::collection::vec(days(), 0..2)), 1..4)
    ) {
        let (mut right, mut off, mut worked) = (true, BTreeSet::new(), BTreeSet::new());
        let in_reach = |day: Day| day.to_string().starts_with("2023-12") || day.year() == 2024;
        let mut texts = vec![];
        for (number, (from, length, made_up)) in holidays.iter().enumerate() {
            let until = from.plus_days(*length).unwrap();
            for day in from.through(until) {
                right &= in_reach(day) && off.insert(day);
            }
            for day in made_up {
                right &= in_reach(*day) && day.weekday().is_weekend() && worked.insert(*day);
            }
            let made_up = serde_json::to_string(made_up).unwrap();
            texts.push(format!(r#"{{"name": "{number}", "from": "{from}", "until": "{until}", "make_up": {made_up}}}"#));
        }
        right &= off.is_disjoint(&worked);
        let taken = Notice::parse(&form(2024, "甲", &texts.join(", ")));
        prop_assert_eq!(taken.is_ok(), right);
        if let Ok(taken) = taken {
            // and the calendar is made of it, day by day
            let calendar = Calendar::of([taken]).unwrap();
            for day in Day::first_of(2024).unwrap().through(Day::last_of(2024).unwrap()) {
                let working = worked.contains(&day) || !(off.contains(&day) || day.weekday().is_weekend());
                prop_assert_eq!(calendar.is_working_day(day), Ok(working));
            }
        }
    }
}
