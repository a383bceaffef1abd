//! Results of checks: which codes go together, what proves them, what must follow, and what is no result.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

use double_random::calendar::{Calendar, Day};
use double_random::confidence::Confidence;
use double_random::finding::{
    Buffer, Closing, Contact, ContactError, ContactFault, EntryError, Fate, FinalOutcome, Finding,
    Findings, FollowUp, FollowUpError, FoundEntry, ItemEntry, ItemResult, Letter, Obstruction,
    Quality, ResultCategory, SamplingTest, TargetFindings, TargetState, TestedFor, Undelivered,
};
use double_random::registry::RegisteredState;
use double_random::rules::{Basis, RulePack, Rules};
use serde_json::json;
use std::collections::BTreeSet;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// All subsets of the nine codes but the empty one.
fn subsets() -> impl Iterator<Item = Vec<Finding>> {
    (1_u32..512).map(|bits| {
        let all = Finding::ALL.into_iter().enumerate();
        all.filter(|(place, _)| bits >> place & 1 == 1)
            .map(|(_, finding)| finding)
            .collect()
    })
}

fn neutral(finding: Finding) -> bool {
    [Finding::NoProblem, Finding::ActivityNotFound].contains(&finding)
}

#[test]
fn rs_01_nine_codes_and_their_wording() {
    let table = [
        ("R1", "未发现问题", false),
        ("R2", "未按规定公示年报", true),
        ("R3", "未按规定公示其他应当公示的信息", true),
        ("R4", "公示信息隐瞒真实情况、弄虚作假", true),
        ("R5", "通过登记的住所(经营场所)无法联系", true),
        ("R6", "发现问题已责令改正", true),
        ("R7", "不配合检查情节严重", true),
        ("R8", "未发现开展本次抽查涉及的经营活动", false),
        ("R9", "发现问题待后续处理", true),
    ];
    for ((code, chinese, problem), finding) in table.into_iter().zip(Finding::ALL) {
        assert_eq!(
            (finding.code(), finding.chinese(), finding.is_problem()),
            (code, chinese, problem)
        );
        assert_eq!(code.parse(), Ok(finding));
        assert_eq!(serde_json::to_value(finding).unwrap(), json!(code));
        assert_eq!(finding.to_string(), code);
    }
    for bad in ["", "R0", "R10", "r1", "R1 ", "1", "NoProblem"] {
        assert!(bad.parse::<Finding>().is_err(), "{bad}");
    }
    assert_eq!(
        "R0".parse::<Finding>().unwrap_err().to_string(),
        "a finding is R1, R2, R3, R4, R5, R6, R7, R8 or R9, found `R0`"
    );
}

#[test]
fn rs_01_of_all_sets_of_codes_129_are_findings_of_an_item() {
    let mut good = 0;
    for set in subsets() {
        let wanted = set.len() == 1 || !set.iter().copied().any(neutral);
        let found = Findings::new(set.iter().rev().copied());
        assert_eq!(found.is_ok(), wanted, "{set:?}");
        let json = serde_json::to_value(&set).unwrap();
        let read: Result<Findings, _> = serde_json::from_value(json.clone());
        assert_eq!(read.is_ok(), wanted, "{json}");
        if let Ok(found) = found {
            good += 1;
            assert_eq!(serde_json::to_value(&found).unwrap(), json);
            assert_eq!(found, read.unwrap());
            assert_eq!(found.is_problem(), !set.iter().copied().any(neutral));
        }
    }
    assert_eq!(good, 2 + 127);
}

#[test]
fn findings_are_written_in_one_way() {
    for bad in [
        "[]",
        r#"["R6","R2"]"#,
        r#"["R2","R2"]"#,
        r#"["R1","R2"]"#,
        r#"["R10"]"#,
        r#""R1""#,
        r#"{"R1":1}"#,
    ] {
        assert!(serde_json::from_str::<Findings>(bad).is_err(), "{bad}");
    }
    let twice = Findings::new([Finding::CorrectionOrdered; 2]);
    assert_eq!(
        twice.unwrap_err().to_string(),
        "each finding stands once, found `R6` twice"
    );
    let beside = Findings::new([
        Finding::ToBeDealtWith,
        Finding::ActivityNotFound,
        Finding::CorrectionOrdered,
    ]);
    assert_eq!(
        beside.unwrap_err().to_string(),
        "`R8` (未发现开展本次抽查涉及的经营活动) stands alone, found it beside `R6`, `R9`"
    );
}

#[test]
fn rs_01_a_target_has_the_findings_of_its_items_without_the_neutral_beside_a_problem() {
    let items: Vec<Findings> = subsets()
        .filter_map(|set| Findings::new(set).ok())
        .collect();
    for first in &items {
        for second in &items {
            let all: BTreeSet<Finding> = first.iter().chain(second.iter()).collect();
            let problems: BTreeSet<Finding> =
                all.iter().copied().filter(|one| !neutral(*one)).collect();
            let wanted = if problems.is_empty() { all } else { problems };
            let found = TargetFindings::of([first, second]).unwrap();
            assert!(found.iter().eq(wanted.iter().copied()));
            assert_eq!(
                found.is_problem(),
                first.is_problem() || second.is_problem()
            );
            let json = serde_json::to_value(&found).unwrap();
            assert_eq!(
                serde_json::from_value::<TargetFindings>(json).unwrap(),
                found
            );
        }
    }
    assert_eq!(TargetFindings::of([]), None);
}

#[test]
fn what_is_no_problem_is_not_read_beside_a_problem() {
    let mut good = 0;
    for set in subsets() {
        let mixed = set.iter().copied().any(neutral) && !set.iter().copied().all(neutral);
        let json = serde_json::to_value(&set).unwrap();
        let read: Result<TargetFindings, _> = serde_json::from_value(json);
        assert_eq!(read.is_ok(), !mixed, "{set:?}");
        good += usize::from(!mixed);
    }
    assert_eq!(good, 3 + 127);
    for bad in ["[]", r#"["R8","R1"]"#, r#"["R6","R6"]"#] {
        assert!(serde_json::from_str::<TargetFindings>(bad).is_err());
    }
}

#[test]
fn rs_01_a_sampling_test_is_no_finding() {
    for tested_for in [TestedFor::ProductQuality, TestedFor::FoodSafety] {
        for quality in [Quality::Qualified, Quality::Unqualified] {
            let test = SamplingTest::new(tested_for, quality);
            let result = entered(ItemEntry::SamplingTest(test)).unwrap();
            assert_eq!((result.findings(), result.is_problem()), (None, false));
            assert_eq!(result.category(), ResultCategory::SamplingTest(test));
            assert_eq!(TargetFindings::of_target([&result]), None);
            let ordered = Findings::new([Finding::CorrectionOrdered]).unwrap();
            let other = entered(ItemEntry::found(ordered)).unwrap();
            let both = TargetFindings::of_target([&result, &other]).unwrap();
            assert!(both.iter().eq([Finding::CorrectionOrdered]));
        }
    }
    assert_eq!(Quality::Unqualified.chinese(), "不合格");
    let mixed = r#"{"found": {"findings": ["R1"], "result": "qualified"}}"#;
    assert!(serde_json::from_str::<ItemEntry>(mixed).is_err());
    let both = r#"{"found": {"findings": ["R1"]}, "sampling_test": {"tested_for": "food_safety", "result": "qualified"}}"#;
    assert!(serde_json::from_str::<ItemEntry>(both).is_err());
}

// What proves a finding.

const HOME: &str = "楚雄市鹿城镇某路1号";

fn letter(number: &str, posted: &str, fate: Fate) -> Letter {
    let (number, to) = (number.parse().unwrap(), HOME.parse().unwrap());
    Letter::new(number, day(posted), to, fate)
}

fn letters(letters: impl IntoIterator<Item = Letter>) -> Contact {
    Contact::Letters(Undelivered::new(HOME.parse().unwrap(), letters))
}

fn returned() -> Contact {
    letters([
        letter("XA1", "2024-04-01", Fate::Returned(day("2024-04-09"))),
        letter("XA2", "2024-04-20", Fate::Unsigned(day("2024-05-04"))),
    ])
}

fn entered(entry: ItemEntry) -> Result<ItemResult, EntryError> {
    entry.check(day("2024-06-12"), &Rules::national(), Calendar::national())
}

fn faults(contact: Contact, known_on: &str) -> Vec<ContactFault> {
    let here = Rules::national().layer(RulePack::chuxiong_2024()).unwrap();
    match contact.check(day(known_on), &here, Calendar::national()) {
        Err(ContactError::Faults(faults)) => faults.faults().to_vec(),
        Err(other) => panic!("{other}"),
        Ok(_) => vec![],
    }
}

#[test]
fn os_04_r5_and_r7_are_entered_with_what_proves_them_and_nothing_else_is() {
    for set in subsets() {
        let Ok(findings) = Findings::new(set) else {
            continue;
        };
        let wants = (
            findings.contains(Finding::CannotBeContacted),
            findings.contains(Finding::Uncooperative),
        );
        for has in [(false, false), (false, true), (true, false), (true, true)] {
            let contact = has.0.then(returned);
            let obstruction = has.1.then_some(Obstruction::RefusesEntry);
            let entry = FoundEntry::new(findings.clone(), contact, obstruction);
            let entry = ItemEntry::Found(entry);
            let written = serde_json::to_value(&entry).unwrap();
            let read: ItemEntry = serde_json::from_value(written.clone()).unwrap();
            assert_eq!(read, entry);
            match entered(entry) {
                Ok(result) => {
                    assert_eq!(wants, has, "{written}");
                    assert_eq!(serde_json::to_value(&result).unwrap(), written);
                    assert_eq!(
                        result.category(),
                        ResultCategory::Findings(findings.clone())
                    );
                    let public = serde_json::to_string(&result.category()).unwrap();
                    assert!(!public.contains(HOME) && !public.contains("refuses"));
                }
                Err(EntryError::Evidence(error)) => {
                    let named =
                        |wanted: bool, found: bool, finding| (wanted && !found).then_some(finding);
                    let unproved = [
                        named(wants.0, has.0, Finding::CannotBeContacted),
                        named(wants.1, has.1, Finding::Uncooperative),
                    ];
                    let unneeded = [
                        named(has.0, wants.0, Finding::CannotBeContacted),
                        named(has.1, wants.1, Finding::Uncooperative),
                    ];
                    assert!(
                        error
                            .unproved
                            .into_iter()
                            .eq(unproved.into_iter().flatten())
                    );
                    assert!(
                        error
                            .unneeded
                            .into_iter()
                            .eq(unneeded.into_iter().flatten())
                    );
                    assert_ne!(wants, has);
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
}

#[test]
fn an_entry_has_one_spelling() {
    let entry = FoundEntry::new(
        Findings::new([Finding::CannotBeContacted, Finding::Uncooperative]).unwrap(),
        Some(returned()),
        Some(Obstruction::Otherwise(
            "drove the officers off".parse().unwrap(),
        )),
    );
    let text = serde_json::to_string(&ItemEntry::Found(entry.clone())).unwrap();
    assert_eq!(ItemEntry::parse(&text).unwrap(), ItemEntry::Found(entry));
    for bad in [
        r#"{"found":[["R1"]]}"#.to_owned(),
        r#"{"found":{"findings":["R1"],"contact":null}}"#.to_owned(),
        r#"{"found":{"findings":["R1"],"findings":["R1"]}}"#.to_owned(),
        r#"{"sampling_test":["food_safety","qualified"]}"#.to_owned(),
        r#"{"found":{"findings":["R1"],"note":""}}"#.to_owned(),
        text.replace("2024-04-01", "2024-4-1"),
        text.replace(r#""posted""#, r#""seen""#),
        text.replace("XA1", ""),
        text.replace(HOME, " "),
        text.replace("returned", "lost"),
    ] {
        assert_ne!(bad, text);
        assert!(ItemEntry::parse(&bad).is_err(), "{bad}");
    }
}

#[test]
fn os_04_less_than_refusal_or_obstruction_is_not_serious() {
    for good in [
        json!("refuses_entry"),
        json!("refuses_materials"),
        json!({"otherwise": "drove the officers off"}),
    ] {
        let read: Obstruction = serde_json::from_value(good.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), good);
    }
    for bad in [
        json!("unfriendly"),
        json!({"otherwise": ""}),
        json!("otherwise"),
        json!(null),
    ] {
        assert!(serde_json::from_value::<Obstruction>(bad).is_err());
    }
}

#[test]
fn ao4_two_letters_lie_15_to_30_days_apart() {
    let first = day("2024-03-01");
    for apart in 0..=60 {
        let second = first.plus_days(apart).unwrap();
        let pair = |first: Day, second: Day| {
            letters([
                letter("XA1", &first.to_string(), Fate::Returned(day("2024-05-31"))),
                letter(
                    "XA2",
                    &second.to_string(),
                    Fate::Returned(day("2024-05-31")),
                ),
            ])
        };
        for contact in [pair(first, second), pair(second, first)] {
            let found = faults(contact, "2024-06-12");
            assert_eq!(found.is_empty(), (15..=30).contains(&apart), "{apart} days");
        }
    }
    let near = letters([
        letter("XA1", "2024-03-01", Fate::Returned(day("2024-03-09"))),
        letter("XA2", "2024-03-15", Fate::Returned(day("2024-03-23"))),
    ]);
    assert_eq!(
        near.check(day("2024-06-12"), &Rules::national(), Calendar::national())
            .unwrap_err()
            .to_string(),
        "that a business cannot be contacted is not proved: letters are posted 15 days to 30 days apart, found one on \
         2024-03-01 and the next on 2024-03-15"
    );
}

#[test]
fn ao4_one_letter_or_one_failed_visit_proves_nothing_and_three_letters_are_not_asked_for() {
    for number in [0, 1, 3] {
        let posted = ["2024-03-01", "2024-03-20", "2024-04-08"];
        let sent = (1..).zip(posted).take(number);
        let sent = sent.map(|(number, posted)| {
            letter(
                &format!("XA{number}"),
                posted,
                Fate::Returned(day("2024-05-01")),
            )
        });
        assert_eq!(
            faults(letters(sent), "2024-06-12"),
            [ContactFault::Number {
                wanted: 2,
                found: number
            }]
        );
    }
    assert!(serde_json::from_str::<Contact>(r#"{"visit": {"on": "2024-03-01"}}"#).is_err());
}

#[test]
fn ao4_everything_that_is_missing_is_told_at_once_and_no_address() {
    let elsewhere: double_random::finding::Address = "楚雄市另一处2号".parse().unwrap();
    let contact = letters([
        Letter::new(
            "XA1".parse().unwrap(),
            day("2024-04-01"),
            elsewhere,
            Fate::Signed(day("2024-03-09")),
        ),
        letter("XA1", "2024-04-02", Fate::Returned(day("2024-06-13"))),
    ]);
    let error = contact
        .check(day("2024-06-12"), &Rules::national(), Calendar::national())
        .unwrap_err();
    let text = error.to_string();
    let printed = format!("{error:?}");
    assert_eq!(text.split("; ").count(), 6, "{text}");
    for part in [
        "`XA1` to another",
        "`XA1` signed for on 2024-03-09",
        "`XA1` posted on 2024-04-01 and known of on 2024-03-09",
        "the fate of `XA1` on 2024-06-13",
        "`XA1` twice",
        "one on 2024-04-01 and the next on 2024-04-02",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("楚雄") && !printed.contains("楚雄"));
    assert!(!format!("{:?}", returned()).contains("楚雄"));
}

#[test]
fn ao4_it_is_verified_when_the_last_letter_is_known_to_be_undelivered() {
    let known = |on: &str| returned().check(day(on), &Rules::national(), Calendar::national());
    assert!(known("2024-05-03").is_err());
    let unreachable = known("2024-05-04").unwrap();
    assert_eq!(unreachable.verified(), day("2024-05-04"));
    assert_eq!(unreachable.contact(), &returned());
    assert!(
        unreachable
            .lines()
            .iter()
            .all(|line| line.basis == Basis::Law(Confidence::Certain))
    );
    assert_eq!(
        serde_json::to_value(&unreachable).unwrap(),
        serde_json::to_value(returned()).unwrap()
    );
}

#[test]
fn ao4_the_text_of_2025_was_not_read_and_the_proof_says_so() {
    let contact = letters([
        letter("XA1", "2025-03-01", Fate::Returned(day("2025-03-09"))),
        letter("XA2", "2025-03-18", Fate::Returned(day("2025-03-26"))),
    ]);
    let unreachable = contact
        .check(day("2025-04-01"), &Rules::national(), Calendar::national())
        .unwrap();
    assert_eq!(unreachable.lines().len(), 3);
    assert!(
        unreachable
            .lines()
            .iter()
            .all(|line| line.basis == Basis::Law(Confidence::Unsure))
    );
}

#[test]
fn ao4_the_numbers_are_those_of_the_pack() {
    let own = r#"{"form": "double-random/rules/1", "id": "own", "title": "of a test", "lines": [
        {"rule": "AO4/letters", "value": 3, "effective_from": "2024-01-01", "source": "made up", "confidence": "own"},
        {"rule": "AO4/interval-least", "value": "5 working days", "effective_from": "2024-01-01", "source": "made up", "confidence": "own"},
        {"rule": "AO4/interval-most", "value": "1 month", "effective_from": "2024-01-01", "source": "made up", "confidence": "own"}
    ]}"#;
    let rules = Rules::national()
        .layer(RulePack::parse(own).unwrap())
        .unwrap();
    let three = |second: &str| {
        let contact = letters([
            letter("XA1", "2024-04-26", Fate::Returned(day("2024-06-01"))),
            letter("XA2", second, Fate::Returned(day("2024-06-01"))),
            letter("XA3", "2024-06-01", Fate::Returned(day("2024-06-09"))),
        ]);
        contact
            .check(day("2024-06-12"), &rules, Calendar::national())
            .is_ok()
    };
    // Five working days after 2024-04-26, over Labour Day and its make-up days, end on 2024-05-07.
    assert!(!three("2024-05-06") && three("2024-05-07"));
}

#[test]
fn to_02_a_buffer_proves_it_when_it_is_over_and_was_not_used() {
    let begun = Buffer::begun(day("2024-06-03"));
    for (on, over) in [
        ("2024-06-03", false),
        ("2024-06-10", false),
        ("2024-06-11", true),
    ] {
        let found = faults(Contact::Buffer(begun), on);
        assert_eq!(found.is_empty(), over, "{on}");
    }
    for changed in ["2024-06-04", "2024-06-10", "2024-06-11"] {
        assert_eq!(
            faults(Contact::Buffer(begun.used(day(changed))), "2024-06-12"),
            [ContactFault::Changed {
                told: day("2024-06-03"),
                changed: day(changed)
            }]
        );
    }
    let here = Rules::national().layer(RulePack::chuxiong_2024()).unwrap();
    let unreachable = Contact::Buffer(begun)
        .check(day("2024-06-20"), &here, Calendar::national())
        .unwrap();
    assert_eq!(unreachable.verified(), day("2024-06-11"));
}

#[test]
fn to_02_no_buffer_where_no_place_grants_one() {
    let contact = Contact::Buffer(Buffer::begun(day("2024-06-03")));
    let refused = contact
        .check(day("2024-06-20"), &Rules::national(), Calendar::national())
        .unwrap_err();
    assert!(matches!(refused, ContactError::Rule(_)), "{refused}");
}

// What follows.

#[test]
fn rs_01_an_order_is_closed_by_its_re_check_and_what_was_left_open_by_any_outcome() {
    let (found, later) = (day("2024-06-12"), day("2024-07-01"));
    for finding in Finding::ALL {
        let followed = [Finding::CorrectionOrdered, Finding::ToBeDealtWith].contains(&finding);
        let open = FollowUp::open(finding, found);
        assert_eq!(open.is_ok(), followed, "{finding}");
        let Ok(open) = open else { continue };
        assert!(open.is_open());
        for outcome in FinalOutcome::ALL {
            let wanted = finding == Finding::ToBeDealtWith || outcome == FinalOutcome::Corrected;
            let closed = open.close(Closing::new(outcome, later));
            assert_eq!(closed.is_ok(), wanted, "{finding} {outcome:?}");
            let Ok(closed) = closed else { continue };
            assert_eq!(closed.closed(), Some(Closing::new(outcome, later)));
            let again = closed.close(Closing::new(outcome, later));
            assert!(matches!(again, Err(FollowUpError::Closed { .. })));
            assert!(open.close(Closing::new(outcome, found)).is_ok());
            let before = open.close(Closing::new(outcome, day("2024-06-11")));
            assert!(matches!(before, Err(FollowUpError::Before { .. })));
        }
    }
}

#[test]
fn a_follow_up_is_read_through_the_same_door() {
    let text = r#"{"finding":"R9","since":"2024-06-12","closed":{"outcome":"transferred","on":"2024-07-01"}}"#;
    let read: FollowUp = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    for bad in [
        text.replace("R9", "R6"),
        text.replace("R9", "R1"),
        text.replace("07-01", "06-11"),
        text.replace(r#""since""#, r#""by":1,"since""#),
        r#"{"finding":"R9","since":"2024-06-12","closed":null}"#.to_owned(),
    ] {
        assert!(serde_json::from_str::<FollowUp>(&bad).is_err(), "{bad}");
    }
    let findings = [
        Finding::ReportNotPublished,
        Finding::CorrectionOrdered,
        Finding::ToBeDealtWith,
    ];
    let findings = Findings::new(findings).unwrap();
    let owed: Vec<Finding> = FollowUp::of(&findings, day("2024-06-12"))
        .map(|owed| owed.finding())
        .collect();
    assert_eq!(owed, [Finding::CorrectionOrdered, Finding::ToBeDealtWith]);
}

#[test]
fn rs_02_states_are_no_findings() {
    let table = [
        ("closed_or_liquidating", "已关闭停业或正在组织清算"),
        ("struck_off", "注销"),
        ("revoked", "被吊销"),
        ("rescinded", "被撤销"),
        ("moved_out", "迁出"),
    ];
    for ((word, chinese), state) in table.into_iter().zip(TargetState::ALL) {
        assert_eq!(serde_json::to_value(state).unwrap(), json!(word));
        assert_eq!(state.chinese(), chinese);
        assert!(word.parse::<Finding>().is_err());
        assert!(
            Finding::ALL
                .iter()
                .all(|finding| finding.chinese() != chinese)
        );
    }
    let registered: Vec<Option<TargetState>> = RegisteredState::ALL
        .into_iter()
        .map(TargetState::of_registered)
        .collect();
    assert_eq!(
        registered,
        [
            None,
            None,
            Some(TargetState::ClosedOrLiquidating),
            Some(TargetState::Revoked),
            Some(TargetState::StruckOff),
            Some(TargetState::MovedOut)
        ]
    );
}
