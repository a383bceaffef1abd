//! What scopes are refused, and what is said of them.

use double_random::registry::Business;
use double_random::scope::{Filter, Minimum, Scope, ScopeError, ScopeFault};

fn directed(filter: &str) -> String {
    format!(r#"{{"form":"double-random/scope/1","draw":{{"directed":{{"filter":{filter}}}}}}}"#)
}

fn faults(text: &str) -> Vec<ScopeFault> {
    match Scope::parse(text) {
        Err(ScopeError::Faults(faults)) => faults.faults().to_vec(),
        other => panic!("faults are wanted of {text}, found {other:?}"),
    }
}

fn texts(text: &str) -> Vec<String> {
    faults(text).iter().map(ScopeFault::to_string).collect()
}

/// Rule PL-01.
#[test]
fn directed_is_still_random_no_condition_names_a_business() {
    let code = "\"91532301MA6K00014Y\"";
    for word in [
        "id",
        "ids",
        "uscc",
        "unit_id",
        "code",
        "credit_code",
        "registration_number",
        "name",
        "names",
        "address",
        "domicile",
        "premises",
        "representative",
        "legal_representative",
        "person",
        "identity_number",
        "phone",
        "统一社会信用代码",
        "注册号",
        "名称",
        "企业名称",
        "字号",
        "住所",
        "地址",
        "经营场所",
        "法定代表人",
        "负责人",
        "经营者",
        "电话",
    ] {
        for (filter, at) in [
            (format!("{{\"{word}\":{code}}}"), ""),
            (format!("{{\"{word}\":[{code},{code}]}}"), ""),
            (format!("{{\"not\":{{\"{word}\":{code}}}}}"), ".not"),
            (
                format!(
                    "{{\"all\":[{{\"division\":\"532301\"}},{{\"any\":[{{\"{word}\":{code}}}]}}]}}"
                ),
                ".all[1].any[0]",
            ),
            (format!("{{\"division\":\"532301\",\"{word}\":{code}}}"), ""),
        ] {
            let found = faults(&directed(&filter));
            let named = ScopeFault::Names {
                at: format!("draw.directed.filter{at}"),
                found: word.to_owned(),
            };
            assert!(found.contains(&named), "{filter}: {found:?}");
            let text = named.to_string();
            assert!(text.contains("企业公示信息抽查办法 art. 5") && text.contains("still random"));
            assert!(!text.contains("MA6K00014Y"), "{text}");
        }
        for outside in [
            format!(r#"{{"form":"double-random/scope/1","draw":"undirected","{word}":{code}}}"#),
            format!(
                r#"{{"form":"double-random/scope/1","draw":{{"directed":{{"filter":{{"list":"x"}},"{word}":{code}}}}}}}"#
            ),
        ] {
            assert!(
                matches!(&faults(&outside)[..], [ScopeFault::Names { found, .. }] if found == word),
                "{outside}"
            );
        }
    }
}

#[test]
fn what_is_no_condition_is_refused_and_the_conditions_are_told() {
    for word in ["colour", "Division", "size", "state", ""] {
        let found = faults(&directed(&format!("{{\"{word}\":\"x\"}}")));
        assert!(
            matches!(&found[..], [ScopeFault::Unknown { found, wanted, .. }] if found == word && wanted.contains("risk_class")),
            "{word}: {found:?}"
        );
    }
}

#[test]
fn all_faults_are_told_at_once_each_with_its_place() {
    let text = r#"{"form":"double-random/scope/2","draw":{"directed":{
        "filter":{"all":[
            {"any":[]},
            {"not":{"uscc":"91532301MA6K00014Y"}},
            {"industry":"6110"},
            {"industry":"I61"},
            {"division":"5323"},
            {"risk_class":"E"},
            {"entity_type":"company"},
            {"employees_at_least":-1},
            {"list":" x"},
            {"division":"532301","list":"x"},
            {},
            "all",
            {"all":[{"risk_class":"A"},{"risk_class":"D"}]}
        ]},
        "minimum":{"units":1,"ground":""}}}}"#;
    assert_eq!(
        texts(text),
        [
            "form: `double-random/scope/1` is wanted, found `double-random/scope/2`",
            "draw.directed.minimum.units: a directed scope leaves at least 2 to draw from, found 1: a filter that leaves one names it",
            "draw.directed.minimum.ground: a ground has 1 to 128 bytes, found none",
            "draw.directed.filter.all[0].any: at least one condition is wanted, found none",
            "draw.directed.filter.all[1].not: a scope has no condition on `uscc`: directed (定向) is still random and never names an enterprise (企业公示信息抽查办法 art. 5)",
            "draw.directed.filter.all[2].industry: the spelling `H6110` is wanted, found `6110`",
            "draw.directed.filter.all[3].industry: the division 61 belongs to section H of GB/T 4754-2017, found `I61`",
            "draw.directed.filter.all[4].division: the code of a division is six digits, found `5323`",
            "draw.directed.filter.all[5].risk_class: a credit-risk class is A, B, C or D, found `E`",
            "draw.directed.filter.all[6].entity_type: a type of business is enterprise, branch, individual_business, cooperative, representative_office or other, found `company`",
            "draw.directed.filter.all[7].employees_at_least: a whole number from 0 to 2^53 − 1 is wanted, found -1",
            "draw.directed.filter.all[8].list: a name of a list neither begins nor ends with white space, found ` x`",
            "draw.directed.filter.all[9]: an object with one condition is wanted, found 2 of them",
            "draw.directed.filter.all[10]: an object with one condition is wanted, found 0 of them",
            "draw.directed.filter.all[11]: an object is wanted, found \"all\"",
            "draw.directed.filter.all[12].all: no business meets both {\"risk_class\":\"A\"} and {\"risk_class\":\"D\"}",
        ]
    );
}

#[test]
fn other_shapes_are_refused() {
    for (text, found) in [
        (
            r#"{"draw":"undirected"}"#,
            "form: the name of a form is wanted, found nothing",
        ),
        (
            r#"{"form":"double-random/scope/1"}"#,
            "draw: \"undirected\" or an object `directed` is wanted, found nothing",
        ),
        (
            r#"{"form":"double-random/scope/1","draw":"directed"}"#,
            "draw: \"undirected\" or an object `directed` is wanted, found \"directed\"",
        ),
        (
            r#"{"form":"double-random/scope/1","draw":{}}"#,
            "draw.directed: an object is wanted, found nothing",
        ),
        (
            r#"{"form":"double-random/scope/1","draw":{"directed":{}}}"#,
            "draw.directed.filter: an object with one condition is wanted, found nothing",
        ),
        (
            &directed(r#"{"list":"x"},"minimum":null"#),
            "draw.directed.minimum: an object is wanted, found null",
        ),
        (
            &directed(r#"{"list":"x"},"minimum":{"units":5}"#),
            "draw.directed.minimum.ground: a text is wanted, found nothing",
        ),
    ] {
        assert_eq!(texts(text), [found], "{text}");
    }
    for no_document in [
        directed(r#"{"list":"x","list":"y"}"#),
        directed(r#"{"all":[{"list":"x","list":"x"}]}"#),
        directed(r#"{"employees_at_least":1.5}"#),
        directed(r#"{"employees_at_least":9007199254740992}"#),
        "[]".to_owned(),
        directed(&"{\"not\":".repeat(100_000)),
    ] {
        let error = Scope::parse(&no_document).unwrap_err();
        assert!(matches!(error, ScopeError::Document(_)), "{error}");
        assert!(serde_json::from_str::<Scope>(&no_document).is_err());
    }
}

fn nested(depth: usize) -> Filter {
    (1..depth).fold(Filter::List("x".parse().unwrap()), |inner, _| !inner)
}

#[test]
fn conditions_lie_at_most_sixteen_deep_and_are_at_most_a_thousand() {
    let scope = |filter| Scope::directed(filter, Minimum::TwiceTheSample);
    assert!(scope(nested(16)).is_ok());
    let faults = scope(nested(17)).unwrap_err();
    assert!(
        matches!(faults.faults(), [ScopeFault::TooDeep { most: 16, at }] if at.matches(".not").count() == 16)
    );

    let many = |leaves: u64| Filter::any((1..=leaves).map(Filter::EmployeesAtLeast));
    assert!(scope(many(999)).is_ok());
    let faults = scope(many(1_000)).unwrap_err();
    assert_eq!(
        faults.faults(),
        [ScopeFault::TooMany {
            most: 1_000,
            found: 1_001
        }]
    );
    let greatest = (1_u64 << 53) - 1;
    assert!(scope(Filter::EmployeesAtMost(greatest)).is_ok());
    assert!(scope(Filter::EmployeesAtMost(greatest + 1)).is_err());
}

#[test]
fn a_scope_has_one_text_and_one_digest() {
    let undirected = Scope::undirected();
    let text = r#"{"draw":"undirected","form":"double-random/scope/1"}"#;
    assert_eq!(undirected.to_json(), text);
    assert_eq!(Scope::parse(text).unwrap(), undirected);
    assert_eq!((undirected.filter(), undirected.minimum()), (None, None));

    let minimum = Minimum::Stated {
        units: 12,
        ground: "all three-star hotels are visited".parse().unwrap(),
    };
    let stated = Scope::directed(Filter::Industry("H61".parse().unwrap()), minimum).unwrap();
    let text = r#"{"draw":{"directed":{"filter":{"industry":"H61"},"minimum":{"ground":"all three-star hotels are visited","units":12}}},"form":"double-random/scope/1"}"#;
    assert_eq!(stated.to_json(), text);
    assert_eq!(Scope::parse(text).unwrap(), stated);
    // printf '%s' "$TEXT" | sha256sum
    assert_eq!(
        undirected.digest().to_string(),
        "2eb16732c4026d16d30513261d88457a3b7c2cb3276cc76a1031257d2a9c17e0"
    );
}

#[test]
fn a_row_holds_no_name_address_or_person() {
    for word in ["name", "address", "representative", "名称", "phone"] {
        let row = format!(
            r#"{{"id":"x","division":"532301","entity_type":"enterprise","state":"active","{word}":"x"}}"#
        );
        let error = serde_json::from_str::<Business>(&row).unwrap_err();
        assert!(error.to_string().contains("unknown field"), "{error}");
    }
}
