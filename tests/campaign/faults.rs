//! Each fault of a campaign alone, and all of them together.

use crate::*;
use double_random::campaign::{CampaignFault as Fault, Programme, RiskScenario};
use double_random::id::Stratum;
use double_random::item::NoItem;
use double_random::risk::RiskClass;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn faults(draft: CampaignDraft) -> Vec<Fault> {
    match draft.build(&catalogue(), planned()) {
        Ok(_) => vec![],
        Err(faults) => faults.faults().to_vec(),
    }
}

/// A campaign of the fire brigade alone, by its general item.
fn fire() -> CampaignDraft {
    draft("2024-fire", single("消防")).item(department("消防"), code("F-01"))
}

fn fire_with(design: Design) -> CampaignDraft {
    fire().altered(
        plan("2024-fire", design),
        period("2024-03-01", "2024-11-30"),
    )
}

fn set(names: &[&str]) -> BTreeSet<DepartmentId> {
    names.iter().map(|name| department(name)).collect()
}

/// The draft with one field of its document replaced.
fn with(draft: &CampaignDraft, field: &str, value: serde_json::Value) -> CampaignDraft {
    let mut json = serde_json::to_value(draft).unwrap();
    json.as_object_mut()
        .unwrap()
        .insert(field.to_owned(), value);
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_campaign_that_lacks_nothing_is_built() {
    assert_eq!(faults(fire()), []);
    assert_eq!(faults(hotels()), []);
    let joined = draft("j", joint("消防", &["卫生"]))
        .item(department("消防"), code("F-01"))
        .item(department("卫生"), code("H-01"));
    assert_eq!(faults(confirmed(joined, &["卫生", "消防"])), []);
}

#[test]
fn a_draft_has_one_spelling_and_no_unknown_field() {
    let text = serde_json::to_string(&hotels()).unwrap();
    assert_eq!(
        serde_json::from_str::<CampaignDraft>(&text).unwrap(),
        hotels()
    );
    let more = text.replacen('{', r#"{"quota":3,"#, 1);
    assert!(serde_json::from_str::<CampaignDraft>(&more).is_err());
    let null = text.replacen(
        r#""programme":"planned""#,
        r#""programme":{"special":{"approval":null}}"#,
        1,
    );
    assert_ne!(null, text);
    assert!(serde_json::from_str::<CampaignDraft>(&null).is_err());
}

#[test]
fn dr_02_an_item_that_is_not_in_the_catalogue_is_not_planned() {
    let unknown = fire().item(department("消防"), code("F-99"));
    assert_eq!(
        faults(unknown),
        [Fault::Item(NoItem::Unknown { item: code("F-99") })]
    );
    assert_eq!(
        faults(draft("x", single("消防"))),
        [
            Fault::DepartmentWithoutItem {
                department: department("消防")
            },
            Fault::NoItem,
        ]
    );
}

#[test]
fn dr_02_an_item_is_in_force_on_every_day_of_the_campaign_and_no_day_more() {
    let plan = || plan("2024-fire", rates("A 1%"));
    let first = |from: &str| fire().altered(plan(), period(from, "2024-11-30"));
    assert_eq!(faults(first("2024-02-01")), []);
    let (item, from, found) = (code("F-01"), day("2024-02-01"), day("2024-01-31"));
    let early = NoItem::NotYet {
        item: item.clone(),
        from,
        day: found,
    };
    assert_eq!(faults(first("2024-01-31")), [Fault::Item(early)]);

    let year = |from: &str, until: &str| fire().altered(plan(), period(from, until));
    assert_eq!(faults(year("2025-01-02", "2025-01-31")), []);
    let (until, found) = (day("2025-01-31"), day("2025-02-01"));
    let late = NoItem::Expired {
        item,
        until,
        day: found,
    };
    assert_eq!(
        faults(year("2025-01-02", "2025-02-01")),
        [Fault::Item(late)]
    );
}

#[test]
fn dr_02_an_item_is_published_when_the_campaign_is_planned() {
    let day_before = fire().build(&catalogue(), day("2024-01-09"));
    let (item, published, found) = (code("F-01"), day("2024-01-10"), day("2024-01-09"));
    let unpublished = Fault::Item(NoItem::NotPublished {
        item,
        published,
        day: found,
    });
    assert_eq!(day_before.unwrap_err().faults(), [unpublished]);
    assert!(fire().build(&catalogue(), day("2024-01-10")).is_ok());
}

#[test]
fn dr_02_an_item_that_left_the_list_since_is_not_carried_out() {
    let campaign = fire().build(&catalogue(), planned()).unwrap();
    let drawn = day("2024-03-01");
    assert_eq!(campaign.check_items(&catalogue(), drawn), Ok(()));

    let later = |item: ItemDraft| {
        let list = Catalogue::builder("清单".parse().unwrap()).item(item);
        let refused = campaign.check_items(&list.build().unwrap(), drawn);
        refused.unwrap_err().faults().to_vec()
    };
    assert_eq!(
        later(item("F-03", "消防", general())),
        [Fault::Item(NoItem::Unknown { item: code("F-01") })]
    );
    let shorter = item("F-01", "消防", general()).until(day("2024-09-30"));
    assert_eq!(
        later(shorter),
        [Fault::Item(NoItem::Expired {
            item: code("F-01"),
            until: day("2024-09-30"),
            day: day("2024-11-30"),
        })]
    );
    let narrower = "4%".parse().unwrap();
    let category = Category::General {
        maximum_ratio: narrower,
    };
    assert_eq!(
        later(item("F-01", "消防", category)),
        [Fault::AboveMaximum {
            item: code("F-01"),
            maximum: narrower,
            found: "5%".parse().unwrap(),
        }]
    );
    let to_another = later(item("F-01", "卫生", general()));
    assert!(matches!(to_another[..], [Fault::OtherDepartment { .. }]));
}

#[test]
fn dr_02_an_item_is_carried_out_at_every_level_that_inspects() {
    let mode = |by: &[Level]| {
        with(
            &fire(),
            "mode",
            serde_json::to_value(Mode::new(Level::Province, by.to_vec())).unwrap(),
        )
    };
    assert_eq!(faults(mode(&[Level::County, PREFECTURE])), []);
    let refused = faults(mode(&[Level::County, Level::Province]));
    let [
        Fault::Item(NoItem::NotAtLevel {
            level: Level::Province,
            ..
        }),
    ] = refused.as_slice()
    else {
        panic!("{refused:?}")
    };
    assert_eq!(faults(mode(&[])), [Fault::NobodyInspects]);
    let twice = mode(&[PREFECTURE, PREFECTURE]);
    assert_eq!(faults(twice), [Fault::LevelTwice { level: PREFECTURE }]);
}

#[test]
fn a_county_does_not_draw_for_its_prefecture() {
    let mode = serde_json::to_value(Mode::new(Level::County, [PREFECTURE])).unwrap();
    let drawn = Fault::DrawnBelow {
        drawn: Level::County,
        inspected: PREFECTURE,
    };
    assert_eq!(faults(with(&fire(), "mode", mode)), [drawn]);
}

#[test]
fn an_item_stands_once_under_its_own_department_which_takes_part() {
    let twice = fire().item(department("消防"), code("F-01"));
    assert_eq!(faults(twice), [Fault::ItemTwice { item: code("F-01") }]);

    let foreign = fire().item(department("文旅"), code("W-01"));
    assert_eq!(
        faults(foreign),
        [Fault::ForeignItem {
            item: code("W-01"),
            department: department("文旅")
        }]
    );

    let claimed = fire().item(department("消防"), code("W-01"));
    let (wanted, found) = (department("文旅"), department("消防"));
    assert_eq!(
        faults(claimed),
        [Fault::OtherDepartment {
            item: code("W-01"),
            wanted,
            found
        }]
    );
}

#[test]
fn every_department_that_takes_part_has_an_item() {
    let idle = draft("j", joint("消防", &["卫生"])).item(department("消防"), code("F-01"));
    let idle = confirmed(idle, &["消防"]);
    assert_eq!(
        faults(idle),
        [Fault::DepartmentWithoutItem {
            department: department("卫生")
        }]
    );
}

#[test]
fn a_joint_campaign_has_a_partner_and_each_department_once() {
    let alone = draft("j", joint("消防", &[])).item(department("消防"), code("F-01"));
    assert_eq!(faults(confirmed(alone, &["消防"])), [Fault::NoPartner]);
    let both = |cooperating: &[&str]| {
        let draft = draft("j", joint("消防", cooperating))
            .item(department("消防"), code("F-01"))
            .item(department("卫生"), code("H-01"));
        faults(confirmed(draft, &["消防", "卫生"]))
    };
    assert_eq!(
        both(&["卫生", "卫生"]),
        [Fault::CooperatesTwice {
            department: department("卫生")
        }]
    );
    assert_eq!(
        both(&["卫生", "消防"]),
        [Fault::LeadCooperates {
            lead: department("消防")
        }]
    );
}

#[test]
fn dr_04_a_general_items_ratio_is_limited_and_a_key_items_is_not() {
    assert_eq!(faults(fire_with(rates("A 1%, D 5%"))), []);
    let above = Fault::AboveMaximum {
        item: code("F-01"),
        maximum: "5%".parse().unwrap(),
        found: "5.0001%".parse().unwrap(),
    };
    assert_eq!(faults(fire_with(rates("A 1%, D 5.0001%"))), [above]);

    let key = draft("k", single("消防")).item(department("消防"), code("F-02"));
    let whole = key.altered(
        plan("k", rates("A 100%")),
        period("2024-03-01", "2024-11-30"),
    );
    assert_eq!(faults(whole), []);
}

#[test]
fn dr_04_key_items_alone_are_inspected_whole_in_batches() {
    let order = || Design::Order {
        batch: 20.try_into().unwrap(),
    };
    assert_eq!(
        faults(fire_with(order())),
        [Fault::WholeOfGeneral { item: code("F-01") }]
    );
    let key = draft("k", single("消防")).item(department("消防"), code("F-02"));
    assert_eq!(
        faults(key.altered(plan("k", order()), period("2024-03-01", "2024-11-30"))),
        []
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The share is compared with 5 %, one part in twenty, near to where they are equal and far from it.
    #[test]
    fn dr_04_a_fixed_number_is_no_greater_share_than_the_ratio_allows(
        total in 1_u64..3_000,
        near in 0_u64..4,
        far in 0_u64..50_000,
    ) {
        let campaign = fire_with(capacity(total)).build(&catalogue(), planned()).unwrap();
        for population in [20 * total + near, 20 * total - near, far] {
            let within = 20 * total <= population;
            prop_assert_eq!(campaign.check_counts(&counts(population)).is_ok(), within);
        }
    }
}

/// So many who can be drawn, in two strata, and others who cannot.
fn counts(population: u64) -> BTreeMap<Stratum, u64> {
    let of_a = population / 3;
    let counts = [("A", of_a), ("D", population - of_a), ("-dormant", 90_000)];
    counts
        .map(|(label, units)| (label.parse().unwrap(), units))
        .into()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Of twenty units begun one may be drawn, however few they are.
    #[test]
    fn dr_04_a_minimum_lifts_no_stratum_above_what_the_ratio_allows(minimum in 0_u64..12, units in 0_u64..240) {
        let lifting = Design::Rates { rates: "A 1%, D 5%".parse().unwrap(), rounding: Rounding::Up, minimum };
        let campaign = fire_with(lifting).build(&catalogue(), planned()).unwrap();
        let one: BTreeMap<Stratum, u64> = [("A".parse().unwrap(), units), ("-cap".parse().unwrap(), 1)].into();
        let allowed = units.div_ceil(20);
        prop_assert_eq!(campaign.check_counts(&one).is_ok(), minimum.min(units) <= allowed);
    }
}

#[test]
fn dr_04_a_minimum_above_the_ratio_is_told_with_its_stratum() {
    let minimum = 3;
    let lifting = |id: &str| {
        let rates = "A 1%, D 5%".parse().unwrap();
        let rounding = Rounding::Up;
        plan(
            id,
            Design::Rates {
                rates,
                rounding,
                minimum,
            },
        )
    };
    let days = || period("2024-03-01", "2024-11-30");
    let general = fire().altered(lifting("2024-fire"), days());
    let general = general.build(&catalogue(), planned()).unwrap();
    let refused = general.check_counts(&counts(60)).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "campaign `2024-fire`: plan: `F-01` is a general item of at most 5%, found a minimum that draws 3 of the 20 in `A`"
    );
    let key = draft("k", single("消防")).item(department("消防"), code("F-02"));
    let key = key.altered(lifting("k"), days());
    let key = key.build(&catalogue(), planned()).unwrap();
    assert_eq!(key.check_counts(&counts(60)), Ok(()));
}

#[test]
fn dr_04_the_share_of_a_key_item_has_no_limit_and_of_rates_none_is_asked() {
    let key = draft("k", single("消防")).item(department("消防"), code("F-02"));
    let key = key.altered(plan("k", capacity(90)), period("2024-03-01", "2024-11-30"));
    let key = key.build(&catalogue(), planned()).unwrap();
    assert_eq!(key.check_counts(&counts(100)), Ok(()));
    let rates = fire().build(&catalogue(), planned()).unwrap();
    assert_eq!(rates.check_counts(&counts(1)), Ok(()));
}

#[test]
fn dr_20_an_items_frequency_is_limited() {
    assert_eq!(faults(fire().per_year(2.try_into().unwrap())), []);
    let (maximum, found) = (2.try_into().unwrap(), 3.try_into().unwrap());
    assert_eq!(
        faults(fire().per_year(found)),
        [Fault::TooOften {
            item: code("F-01"),
            maximum,
            found
        }]
    );
}

#[test]
fn a_campaign_lies_in_one_year_and_ends_no_earlier_than_it_begins() {
    let lasts = |from: &str, until: &str| {
        fire().altered(plan("2024-fire", rates("A 1%")), period(from, until))
    };
    assert_eq!(faults(lasts("2024-03-01", "2024-03-01")), []);
    let backwards = period("2024-03-02", "2024-03-01");
    assert_eq!(
        faults(lasts("2024-03-02", "2024-03-01")),
        [Fault::Backwards(backwards)]
    );
    let years = period("2024-12-01", "2025-01-31");
    assert_eq!(
        faults(lasts("2024-12-01", "2025-01-31")),
        [Fault::TwoYears(years)]
    );
}

#[test]
fn a_special_inspection_is_approved_before_it_begins() {
    let special = |approval| fire().programme(Programme::Special { approval });
    assert_eq!(faults(special(None)), [Fault::Unapproved]);
    assert_eq!(
        faults(special(Some(approval("2024-03-01T08:00:00+08:00")))),
        []
    );
    let at: double_random::calendar::Moment = "2024-03-02T00:00:00+08:00".parse().unwrap();
    let late = Fault::ApprovedLate {
        from: day("2024-03-01"),
        at,
    };
    assert_eq!(
        faults(special(Some(approval("2024-03-02T00:00:00+08:00")))),
        [late]
    );
}

/// A draft whose programme is one of clues, or of none, is no draft.
#[test]
fn dr_01_clues_are_followed_outside_the_draw() {
    let draft = serde_json::to_value(fire()).unwrap();
    for programme in ["case", "re-check", "on request", "ad hoc", ""] {
        let mut clue = draft.clone();
        clue["programme"] = programme.into();
        assert!(serde_json::from_value::<CampaignDraft>(clue).is_err());
    }
    assert_eq!(
        serde_json::from_value::<CampaignDraft>(draft).unwrap(),
        fire()
    );
}

#[test]
fn dr_21_a_scenario_of_risk_classes_fits_the_design_and_the_scope() {
    assert_eq!(faults(fire().scenario(RiskScenario::Rates)), []);
    assert_eq!(
        faults(fire().scenario(RiskScenario::RatesAndScope)),
        [Fault::NotByClass]
    );
    let sizes = Design::Proportional {
        total: 5,
        method: double_random::plan::ProportionalMethod::Pivotal,
    };
    let reaching = |draft: CampaignDraft, scope: &Scope| {
        with(&draft, "scope", serde_json::to_value(scope).unwrap())
    };
    let classes = Filter::all([
        Filter::Industry("H61".parse().unwrap()),
        !Filter::RiskClass(RiskClass::A),
    ]);
    let classes = Scope::directed(classes, Minimum::TwiceTheSample).unwrap();
    assert_eq!(faults(reaching(fire(), &classes)), [Fault::ByClassUntold]);
    // Directed, but not by class.
    let licensed = reaching(fire(), &licensed("卫生许可证"));
    assert_eq!(faults(licensed.clone()), []);
    assert_eq!(
        faults(licensed.scenario(RiskScenario::Scope)),
        [Fault::NotByClass]
    );
    let by_size = reaching(fire_with(sizes), &classes);
    assert_eq!(faults(by_size.clone().scenario(RiskScenario::Scope)), []);
    assert_eq!(
        faults(by_size.scenario(RiskScenario::RatesAndScope)),
        [Fault::NoRates]
    );
}

#[test]
fn oi_01_an_industrys_campaign_has_its_lead_and_its_items() {
    let one = |id: &str, lead: &str, cooperating: &str, other: &str| {
        let kind = CampaignKind::OneIndustry {
            industry: industry(id),
            lead: department(lead),
            cooperating: vec![department(cooperating)],
        };
        let owner = if other == "W-01" {
            "文旅"
        } else {
            cooperating
        };
        let draft = draft("o", kind)
            .item(department("消防"), code("F-01"))
            .item(department(owner), code(other));
        faults(confirmed(draft, &["消防", owner]))
    };
    assert_eq!(one("hotel", "消防", "卫生", "H-01"), []);
    assert_eq!(
        one("inn", "消防", "卫生", "H-01"),
        [Fault::UnknownIndustry {
            industry: industry("inn")
        }]
    );
    let (wanted, found) = (department("消防"), department("卫生"));
    let kind = CampaignKind::OneIndustry {
        industry: industry("hotel"),
        lead: found.clone(),
        cooperating: vec![wanted.clone()],
    };
    let draft = draft("o", kind)
        .item(wanted.clone(), code("F-01"))
        .item(found.clone(), code("H-01"));
    let other_lead = Fault::OtherLead {
        industry: industry("hotel"),
        wanted,
        found,
    };
    assert_eq!(faults(confirmed(draft, &["消防", "卫生"])), [other_lead]);
    assert_eq!(
        one("hotel", "消防", "文旅", "W-01"),
        [Fault::OtherIndustry {
            industry: industry("hotel"),
            item: code("W-01")
        }]
    );
}

#[test]
fn oi_01_every_department_with_an_item_confirms_this_draft_once_and_in_time() {
    let bare = || {
        hotels().altered(
            plan("2024-hotel", rates("A 1%, D 5%")),
            period("2024-03-01", "2024-11-30"),
        )
    };
    assert_eq!(confirmed(bare(), &["消防", "卫生"]), hotels());
    assert_eq!(
        faults(bare()),
        [Fault::Unconfirmed {
            departments: set(&["消防", "卫生"])
        }]
    );
    assert_eq!(
        faults(confirmed(bare(), &["消防"])),
        [Fault::Unconfirmed {
            departments: set(&["卫生"])
        }]
    );
    let stranger = confirmed(bare(), &["消防", "卫生", "文旅"]);
    assert_eq!(
        faults(stranger),
        [Fault::Stranger {
            department: department("文旅")
        }]
    );
    let twice = confirmed(bare(), &["消防", "卫生", "消防"]);
    assert_eq!(
        faults(twice),
        [Fault::ConfirmedTwice {
            department: department("消防")
        }]
    );

    let other = Confirmation::new(
        department("卫生"),
        Digest::of(b"last year's"),
        approval("2024-02-20T09:00:00+08:00"),
    );
    let other = confirmed(bare(), &["消防"]).confirm(other);
    assert_eq!(
        faults(other),
        [Fault::ConfirmedOther {
            department: department("卫生")
        }]
    );

    let at = "2024-02-27T00:00:00+08:00";
    let late = Confirmation::new(department("卫生"), bare().digest().unwrap(), approval(at));
    let late = confirmed(bare(), &["消防"]).confirm(late);
    let fault = Fault::ConfirmedLate {
        department: department("卫生"),
        day: planned(),
        at: at.parse().unwrap(),
    };
    assert_eq!(faults(late), [fault]);
    assert_eq!(
        faults(confirmed(fire(), &["消防"])),
        [Fault::Stranger {
            department: department("消防")
        }]
    );
}

#[test]
fn oi_01_whoever_confirmed_one_draft_has_not_confirmed_another() {
    let text = serde_json::to_string(&hotels()).unwrap();
    for (said, other) in [
        ("2024-11-30", "2024-12-15"),
        (r#""frequency":1"#, r#""frequency":2"#),
        (r#""D":"5%""#, r#""D":"4%""#),
        (r#""scenario":"none""#, r#""scenario":"rates""#),
        (r#""title":"检查""#, r#""title":"检查二""#),
        (
            r#""draw":"undirected""#,
            r#""draw":{"directed":{"filter":{"licence":"L"}}}"#,
        ),
    ] {
        let changed = text.replacen(said, other, 1);
        assert_ne!(changed, text, "{said}");
        let found = faults(serde_json::from_str(&changed).unwrap());
        let departments = ["消防", "卫生"].map(department);
        assert_eq!(
            found,
            departments.map(|department| Fault::ConfirmedOther { department }),
            "{said}"
        );
    }
}

#[test]
fn faults_are_told_together() {
    let mode = serde_json::to_value(Mode::new(Level::County, [PREFECTURE])).unwrap();
    let draft = with(
        &draft("all", joint("消防", &["消防", "文旅"])),
        "mode",
        mode,
    )
    .item(department("消防"), code("F-01"))
    .item(department("消防"), code("F-01"))
    .item(department("卫生"), code("H-01"))
    .item(department("消防"), code("F-99"))
    .altered(
        plan("all", rates("A 6%")),
        period("2025-12-01", "2024-11-30"),
    )
    .per_year(3.try_into().unwrap())
    .scenario(RiskScenario::Scope)
    .programme(Programme::Special { approval: None });
    let found = faults(confirmed(draft, &["卫生"]));
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "kind: `消防` leads and does not cooperate too",
            "kind: `文旅` takes part, so an item of it is wanted, found none",
            "mode: an office draws for its own level and those below, found the county drawing for the prefecture",
            "period: it ends no earlier than it begins, found 2025-12-01 to 2024-11-30",
            "period: a campaign lies in one year, found 2025-12-01 to 2024-11-30",
            "programme: a special inspection is approved, found no approval",
            "scenario: a scope by risk class asks for the class, found one that does not",
            "items: no item, no inspection: `F-01` is valid until 2025-01-31, found an inspection on 2025-12-01",
            "plan: `F-01` is a general item of at most 5%, found a rate of 6%",
            "frequency: `F-01` is inspected at most 2 times a year, found 3",
            "items: each stands once, found `F-01` twice",
            "items: `H-01` is an item of `卫生`, which takes no part in this campaign",
            "items: no item, no inspection: `H-01` is valid until 2025-01-31, found an inspection on 2025-12-01",
            "plan: `H-01` is a general item of at most 5%, found a rate of 6%",
            "frequency: `H-01` is inspected at most 2 times a year, found 3",
            "items: no item, no inspection: an item of the catalogue is wanted, found `F-99`",
            "confirmations: those who share the campaign confirm it, found `卫生`",
            "confirmations: every department with an item confirms, found none of `消防`",
        ]
    );
}
