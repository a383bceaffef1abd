//! Divisions and their tables.

use double_random::region::{
    CHUXIONG, Division, Gazetteer, GazetteerError, GazetteerFault, Level, Standing,
};
use std::collections::BTreeSet;

fn division(text: &str) -> Division {
    text.parse().unwrap()
}

fn table(divisions: &str) -> String {
    format!(
        r#"{{"form": "double-random/gazetteer/1", "source": "a test", "divisions": [{divisions}]}}"#
    )
}

fn faults(texts: &[&str]) -> Vec<GazetteerFault> {
    match Gazetteer::of(texts.iter().copied()) {
        Err(GazetteerError::Faults(faults)) => faults.faults().to_vec(),
        other => panic!("faults are wanted, found {other:?}"),
    }
}

#[test]
fn chuxiong_has_two_cities_and_eight_counties_and_had_a_ninth() {
    let gazetteer = Gazetteer::parse(CHUXIONG).unwrap();
    let prefecture = division("532300");
    let (mut cities, mut counties, mut former) = (0, 0, 0);
    for entry in gazetteer.entries() {
        assert!(entry.division().is_within(prefecture));
        assert!(entry.english().is_some() && entry.source().contains("GB/T 2260"));
        if entry.effective_to().is_some() {
            former += 1;
        } else if entry.division().level() == Level::County {
            cities += u32::from(entry.chinese().ends_with('市'));
            counties += u32::from(entry.chinese().ends_with('县'));
        }
    }
    assert_eq!((cities, counties, former), (2, 8, 1));
    assert_eq!(
        gazetteer.entry(prefecture).unwrap().chinese(),
        "楚雄彝族自治州"
    );
    assert!(gazetteer.entry(division("532303")).is_none());
}

#[test]
fn lufeng_is_known_to_have_become_a_city_in_2021_and_no_day_is_made_up() {
    let gazetteer = Gazetteer::parse(CHUXIONG).unwrap();
    let standing = |code, day: &str| {
        let entry = gazetteer.entry(division(code)).unwrap();
        entry.standing(day.parse().unwrap())
    };
    for (day, county, city) in [
        ("2020-12-31", Standing::InForce, Standing::NotYet),
        ("2021-01-01", Standing::InForce, Standing::YearOfChange),
        ("2021-01-02", Standing::YearOfChange, Standing::YearOfChange),
        ("2021-12-30", Standing::YearOfChange, Standing::YearOfChange),
        ("2021-12-31", Standing::YearOfChange, Standing::InForce),
        ("2022-01-01", Standing::Past, Standing::InForce),
    ] {
        assert_eq!(
            (standing("532331", day), standing("532302", day)),
            (county, city),
            "{day}"
        );
    }
    assert_eq!(standing("532301", "1990-01-01"), Standing::InForce);
    let city = BTreeSet::from([division("532302")]);
    for code in ["532331", "532302"] {
        assert_eq!(gazetteer.latest(division(code)), city);
    }
    assert!(gazetteer.latest(division("999999")).is_empty());
}

#[test]
fn divisions_may_be_divided_and_merged_over_and_over() {
    let text = table(
        r#"{"code": "530001", "chinese": "甲", "effective_to": "1990-05-31", "successors": ["530002", "530003"]},
           {"code": "530002", "chinese": "乙", "effective_from": "1990-06-01", "effective_to": "2000", "successors": ["530004"]},
           {"code": "530003", "chinese": "丙", "effective_from": "1990-06-01"},
           {"code": "530004", "chinese": "丁", "effective_from": "2000"},
           {"code": "530005", "chinese": "戊", "effective_to": "1980"}"#,
    );
    let gazetteer = Gazetteer::parse(&text).unwrap();
    let latest = gazetteer.latest(division("530001"));
    assert_eq!(
        latest,
        BTreeSet::from([division("530003"), division("530004")])
    );
    assert!(gazetteer.latest(division("530005")).is_empty());
    let first = gazetteer.entry(division("530001")).unwrap();
    let on = |day: &str| first.standing(day.parse().unwrap());
    assert_eq!(
        (on("1990-05-31"), on("1990-06-01")),
        (Standing::InForce, Standing::Past)
    );
}

#[test]
fn tables_are_read_as_one_and_all_faults_are_told() {
    let one =
        r#"{"code": "530001", "chinese": "甲", "effective_to": "1999", "successors": ["530002"]}"#;
    let two = r#"{"code": "530002", "chinese": "乙"}"#;
    assert!(Gazetteer::of([&*table(one), &table(two)]).is_ok());
    assert_eq!(
        faults(&[&table(one)]),
        [GazetteerFault::UnknownSuccessor {
            division: division("530001"),
            successor: division("530002"),
        }]
    );

    let bad = table(
        r#"{"code": "53000", "chinese": "甲"},
           {"code": "530001", "chinese": " 甲", "english": ""},
           {"code": "530001", "chinese": "甲", "effective_from": "2021-02-30"},
           {"code": "530002", "chinese": "乙", "effective_from": "2001", "effective_to": "2000"},
           {"code": "530003", "chinese": "丙", "successors": ["530004"]},
           {"code": "530004", "chinese": "丁", "effective_to": "2000", "successors": ["530005", "530005", "x"]},
           {"code": "530005", "chinese": "戊", "effective_to": "2000", "successors": ["530004"]}"#,
    );
    let bad = bad
        .replace("gazetteer/1", "gazetteer/2")
        .replace("a test", "");
    let error = Gazetteer::of([CHUXIONG, &bad, CHUXIONG])
        .unwrap_err()
        .to_string();
    for told in [
        "form: `double-random/gazetteer/1` is wanted, found `double-random/gazetteer/2`",
        "source: a citation has 1 to 128 bytes, found none",
        "divisions: the code of a division is six digits, found `53000`",
        "`530001`: a display name neither begins nor ends with white space",
        "`530001`: a display name has 1 to 128 bytes, found none",
        "a division stands once, found `530001` twice",
        "`530001`: a date is written YYYY-MM-DD, or YYYY where only the year is known, found `2021-02-30`",
        "`530002`: a division ends no earlier than it begins, found 2001 to 2000",
        "`530003`: successors are wanted with `effective_to` only",
        "`530004`: a successor stands once, found `530005` twice",
        "`530004`: successors: the code of a division is six digits, found `x`",
        "`530004` is among its own successors",
        "`530005` is among its own successors",
        "a division stands once, found `532300` twice",
    ] {
        assert!(error.contains(told), "{told}: {error}");
    }
    assert_eq!(
        error.split("; ").count(),
        14 + 11,
        "all of Chuxiong stands twice: {error}"
    );
}

#[test]
fn a_table_is_strict_json() {
    for bad in [
        "",
        "[]",
        r#"{"form": "double-random/gazetteer/1", "source": "x"}"#,
        &table(r#"{"code": "530001", "chinese": "甲", "colour": "red"}"#),
        &table(r#"{"code": "530001", "code": "530001", "chinese": "甲"}"#),
        &table(r#"{"code": 530001, "chinese": "甲"}"#),
        &table(r#"{"code": "530001", "chinese": "甲", "english": null}"#),
    ] {
        let error = Gazetteer::parse(bad).unwrap_err();
        assert!(
            matches!(error, GazetteerError::Document(_)),
            "{bad}: {error}"
        );
    }
}
