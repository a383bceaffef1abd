//! Departments by name.

use double_random::department::{CHUXIONG, Departments, DepartmentsError};
use double_random::region::Level;

fn table(departments: &str) -> String {
    format!(
        r#"{{"form": "double-random/departments/1", "source": "a test", "departments": [{departments}]}}"#
    )
}

#[test]
fn chuxiong_has_what_its_report_names_and_the_functions_that_lists_name() {
    let departments = Departments::of(CHUXIONG).unwrap();
    assert_eq!(departments.departments().count(), 13);
    assert_eq!(
        Departments::parse(CHUXIONG[0])
            .unwrap()
            .departments()
            .count(),
        2
    );
    for department in departments.departments() {
        assert!(department.id().as_str().starts_with("532300-"));
        assert_eq!(
            (department.level(), department.division().as_str()),
            (Level::Prefecture, "532300")
        );
        assert!(!department.chinese().is_ascii() && department.english().is_some());
        // Nothing is called by a local name that no source has.
        assert_eq!(
            department.chinese().contains("楚雄"),
            department.source().contains("楚雄")
        );
    }
    let unknown = "532301-market-regulation".parse().unwrap();
    assert!(departments.department(&unknown).is_none());
}

#[test]
fn all_faults_of_all_tables_are_told() {
    let bad = table(
        r#"{"id": "", "division": "532301", "chinese": "甲"},
           {"id": "a", "division": "53230", "chinese": "甲"},
           {"id": "b", "division": "532301", "chinese": "", "english": "b "},
           {"id": "c", "division": "532301", "chinese": "丙"},
           {"id": "c", "division": "532302", "chinese": "丙"},
           {"id": "d", "division": "532302", "chinese": "丙"},
           {"id": "532300-tax", "division": "532300", "chinese": "税务局"}"#,
    );
    let bad = bad
        .replace("departments/1", "departments/2")
        .replace("a test", "a\\ttest");
    let [first, second] = CHUXIONG;
    let error = Departments::of([first, second, &bad])
        .unwrap_err()
        .to_string();
    for told in [
        "form: `double-random/departments/1` is wanted, found `double-random/departments/2`",
        "source: a citation holds no control characters",
        "departments: a department id has 1 to 128 bytes, found none",
        "`a`: the code of a division is six digits, found `53230`",
        "`b`: a display name has 1 to 128 bytes, found none",
        "`b`: a display name neither begins nor ends with white space",
        "an id stands once, found `c` twice",
        "one department of 532302 is named `丙`, found both `c` and `d`",
        "an id stands once, found `532300-tax` twice",
    ] {
        assert!(error.contains(told), "{told}: {error}");
    }
    assert_eq!(error.split("; ").count(), 9, "{error}");
}

#[test]
fn one_name_may_be_of_two_divisions_and_a_table_is_strict_json() {
    let good = table(
        r#"{"id": "a", "division": "532301", "chinese": "市场监督管理局"},
           {"id": "b", "division": "532302", "chinese": "市场监督管理局"}"#,
    );
    assert!(Departments::parse(&good).is_ok());
    for bad in [
        "[]",
        &table(r#"{"id": "a", "division": "532301"}"#),
        &table(r#"{"id": "a", "id": "b", "division": "532301", "chinese": "甲"}"#),
        &table(r#"{"id": "a", "division": "532301", "chinese": "甲", "level": "county"}"#),
    ] {
        let error = Departments::parse(bad).unwrap_err();
        assert!(
            matches!(error, DepartmentsError::Document(_)),
            "{bad}: {error}"
        );
    }
}
