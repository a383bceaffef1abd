//! The year's plan: its versions, what it covers, what it inspects twice.

use crate::*;
use double_random::approval::Approved;
use double_random::campaign::{
    Campaign, Changed, Extent, PlanChange, YearFault as Fault, YearFaults, YearPlan,
};
use double_random::id::{Approver, PlanId};
use double_random::rules::{RulePack, Rules};
use std::collections::BTreeSet;

const OFFICE: &str = "联席会议办公室";

fn id(text: &str) -> PlanId {
    text.parse().unwrap()
}

fn approved_by(who: &str, at: &str) -> Approval {
    Approval::new(
        who.parse().unwrap(),
        "agreed".parse().unwrap(),
        at.parse().unwrap(),
    )
}

pub(crate) fn year_of(
    campaigns: Vec<Campaign>,
    year: u16,
    published: &str,
) -> Result<YearPlan, YearFaults> {
    let office: Approver = OFFICE.parse().unwrap();
    let approval = approval("2024-02-27T09:00:00+08:00");
    YearPlan::new(
        year,
        "年度计划".parse().unwrap(),
        office,
        day(published),
        approval,
        campaigns,
    )
}

fn fire(id: &str) -> CampaignDraft {
    draft(id, single("消防")).item(department("消防"), code("F-01"))
}

fn built(draft: CampaignDraft) -> Campaign {
    draft.build(&catalogue(), planned()).unwrap()
}

/// Hotels, and the fire brigade alone.
fn year() -> YearPlan {
    year_of(
        vec![built(hotels()), built(fire("2024-fire"))],
        2024,
        "2024-02-28",
    )
    .unwrap()
}

fn change(plan: &YearPlan, change: PlanChange, by: &str, on: &str) -> Result<YearPlan, YearFaults> {
    let approval = approved_by(by, &format!("{on}T09:00:00+08:00"));
    plan.change(Approved::new(change, approval), &catalogue(), day(on))
}

fn faults(result: Result<YearPlan, YearFaults>) -> Vec<Fault> {
    match result {
        Ok(_) => vec![],
        Err(faults) => faults.faults().to_vec(),
    }
}

/// The fire brigade's campaign until the middle of December.
fn longer() -> CampaignDraft {
    fire("2024-fire").altered(
        plan("2024-fire", rates("A 1%, D 4%")),
        period("2024-03-01", "2024-12-15"),
    )
}

fn add(draft: CampaignDraft) -> PlanChange {
    PlanChange::Add(Box::new(draft))
}

fn alter(draft: CampaignDraft) -> PlanChange {
    PlanChange::Alter(Box::new(draft))
}

#[test]
fn oi_01_twenty_six_campaigns_of_the_list_cover_what_the_prefecture_reported() {
    let list = Catalogue::parse(CHUXIONG).unwrap();
    let drafts = of_chuxiong(&list).into_iter();
    // Where several departments come together; in the other industries one has one item.
    let shared = drafts.filter(|draft| draft.kind().departments().count() > 1);
    let campaigns = shared.map(|draft| draft.build(&list, planned()).unwrap());
    let year = year_of(campaigns.collect(), 2024, "2024-02-28").unwrap();
    let totals = year.totals();
    assert_eq!(
        [totals.single, totals.joint, totals.one_industry],
        [0, 0, 26]
    );

    let covered = year.coverage(&list);
    assert_eq!(
        (covered.industries.covered.len(), covered.industries.total()),
        (26, 30)
    );
    assert_eq!(
        (covered.items.covered.len(), covered.items.total()),
        (65, 69)
    );
    assert_eq!(
        (
            covered.departments.covered.len(),
            covered.departments.total()
        ),
        (17, 17)
    );
    assert!(covered.strangers.is_empty());
    assert!(year.overlaps().is_empty());

    let left: BTreeSet<ItemId> = covered
        .industries
        .uncovered
        .iter()
        .flat_map(|industry| {
            let items = list.industry(industry).unwrap().items();
            assert_eq!(items.len(), 1, "{industry}");
            items.iter().cloned()
        })
        .collect();
    assert_eq!(left, covered.items.uncovered);
    assert_eq!(YearPlan::parse(year.to_json(), &[&list]).unwrap(), year);
}

#[test]
fn kinds_are_disjoint_and_counted_apart() {
    let joint = draft("2024-joint", joint("消防", &["卫生"]))
        .item(department("消防"), code("F-02"))
        .item(department("卫生"), code("H-01"));
    let campaigns = vec![
        built(hotels()),
        built(fire("a")),
        built(fire("b")),
        built(confirmed(joint, &["消防", "卫生"])),
    ];
    let totals = year_of(campaigns, 2024, "2024-02-28").unwrap().totals();
    assert_eq!(
        [totals.single, totals.joint, totals.one_industry],
        [2, 1, 1]
    );
}

#[test]
fn a_years_plan_is_read_with_the_catalogues_of_its_campaigns() {
    let plan = year();
    assert_eq!(
        YearPlan::parse(plan.to_json(), &[&catalogue()]).unwrap(),
        plan
    );
    let list = Catalogue::parse(CHUXIONG).unwrap();
    let none = faults(YearPlan::parse(plan.to_json(), &[&list]));
    let missing = |campaign: &str| Fault::NoCatalogue {
        campaign: id(campaign),
        catalogue: catalogue().digest(),
    };
    assert_eq!(none, [missing("2024-fire"), missing("2024-hotel")]);
}

#[test]
fn whoever_edits_a_published_plan_is_found_out() {
    let text = year().to_json().to_owned();
    for (said, other) in [
        (r#""item":"F-01""#, r#""item":"F-99""#),
        (r#""A":"1%""#, r#""A":"9%""#),
        (r#""until":"2024-11-30""#, r#""until":"2025-11-30""#),
        (r#""version":1"#, r#""version":0"#),
        (r#""version":1"#, r#""version":2"#),
        (
            r#""form":"double-random/year-plan/1""#,
            r#""form":"double-random/year-plan/2""#,
        ),
        (r#""year":2024"#, r#""year":2025"#),
        (r#""published":"2024-02-28""#, r#""published":"2024-02-25""#),
        (r#""title""#, r#""quota":7,"title""#),
    ] {
        let edited = text.replacen(said, other, 1);
        assert_ne!(edited, text, "{said}");
        let read = YearPlan::parse(&edited, &[&catalogue()]);
        assert!(read.is_err(), "{said} → {other}");
    }
}

#[test]
fn pl_05_a_version_keeps_what_it_supersedes_and_says_what_it_changes() {
    let first = year();
    assert_eq!(
        (first.version(), first.supersedes(), first.changed()),
        (1, None, None)
    );

    let second = change(&first, add(fire("2024-fire-2")), "市局", "2024-05-06").unwrap();
    assert_eq!(
        (second.version(), second.supersedes()),
        (2, Some(first.digest()))
    );
    assert_eq!(second.changed(), Some(&Changed::Added(id("2024-fire-2"))));
    assert_eq!(second.campaigns().count(), 3);

    let third = change(&second, alter(longer()), "市局", "2024-06-03").unwrap();
    assert_eq!(
        third.campaign(&id("2024-fire")).unwrap().period().until,
        day("2024-12-15")
    );
    assert_eq!(third.changed(), Some(&Changed::Altered(id("2024-fire"))));

    let fourth = change(
        &third,
        PlanChange::Withdraw(id("2024-fire-2")),
        "市局",
        "2024-07-01",
    )
    .unwrap();
    assert_eq!(fourth.campaign(&id("2024-fire-2")), None);
    assert_eq!(fourth.withdrawn()[&id("2024-fire-2")].as_str(), "agreed");

    for (before, after) in [(&first, &second), (&second, &third), (&third, &fourth)] {
        assert_eq!(after.check_after(before), Ok(()));
        assert_eq!(
            YearPlan::parse(after.to_json(), &[&catalogue()]).unwrap(),
            *after
        );
    }
    let other = Fault::NoSuccessor {
        before: first.digest(),
    };
    assert_eq!(
        third.check_after(&first).unwrap_err().faults(),
        std::slice::from_ref(&other)
    );
    assert_eq!(first.check_after(&first).unwrap_err().faults(), [other]);
}

#[test]
fn pl_05_a_version_that_changes_more_than_it_says_is_no_successor() {
    let first = year();
    let second = change(&first, alter(longer()), "市局", "2024-05-06").unwrap();
    for (said, other) in [
        (r#""title":"年度计划""#, r#""title":"年度计划二""#),
        (r#""altered":"2024-fire""#, r#""altered":"2024-hotel""#),
        (r#""altered":"2024-fire""#, r#""added":"2024-fire""#),
        (
            r#""joint_office":"联席会议办公室""#,
            r#""joint_office":"市局""#,
        ),
    ] {
        let edited = second.to_json().replacen(said, other, 1);
        assert_ne!(edited, second.to_json(), "{said}");
        let edited = YearPlan::parse(&edited, &[&catalogue()]).unwrap();
        assert!(edited.check_after(&first).is_err(), "{said} → {other}");
    }
}

#[test]
fn what_departments_share_is_changed_by_the_joint_meetings_office() {
    let plan = year();
    let withdraw = || PlanChange::Withdraw(id("2024-hotel"));
    let (wanted, found) = (OFFICE.parse().unwrap(), "市局".parse().unwrap());
    let other = Fault::NotJointOffice {
        campaign: id("2024-hotel"),
        wanted,
        found,
    };
    assert_eq!(
        faults(change(&plan, withdraw(), "市局", "2024-05-06")),
        std::slice::from_ref(&other)
    );
    let second = change(&plan, withdraw(), OFFICE, "2024-05-06").unwrap();
    assert_eq!(second.check_after(&plan), Ok(()));

    // The approver's name edited afterwards: the succession shows it.
    let edited = second
        .to_json()
        .replace(r#""approver":"联席会议办公室""#, r#""approver":"市局""#);
    let edited = YearPlan::parse(&edited, &[&catalogue()]).unwrap();
    assert_eq!(edited.check_after(&plan).unwrap_err().faults(), [other]);

    let altered = hotels().altered(plan_of_hotels(), period("2024-03-01", "2024-12-15"));
    let unconfirmed = change(&plan, alter(altered.clone()), OFFICE, "2024-05-06");
    assert!(matches!(
        faults(unconfirmed).as_slice(),
        [Fault::Campaign(_)]
    ));
    let again = change(
        &plan,
        alter(confirmed(altered, &["消防", "卫生"])),
        OFFICE,
        "2024-05-06",
    );
    assert!(again.is_ok());
}

fn plan_of_hotels() -> Plan {
    plan("2024-hotel", rates("A 1%, D 5%"))
}

#[test]
fn pl_05_a_change_that_may_not_be_made_is_refused() {
    let plan = year();
    let unknown = Fault::Unknown {
        campaign: id("2024-water"),
    };
    assert_eq!(
        faults(change(
            &plan,
            PlanChange::Withdraw(id("2024-water")),
            "市局",
            "2024-05-06"
        )),
        std::slice::from_ref(&unknown)
    );
    assert_eq!(
        faults(change(
            &plan,
            alter(fire("2024-water")),
            "市局",
            "2024-05-06"
        )),
        [unknown]
    );

    let twice = Fault::CampaignTwice {
        campaign: id("2024-fire"),
    };
    assert_eq!(
        faults(change(&plan, add(fire("2024-fire")), "市局", "2024-05-06")),
        [twice]
    );

    let more = longer().item(department("消防"), code("F-02"));
    let more = change(&plan, alter(more), "市局", "2024-05-06");
    assert_eq!(
        faults(more),
        [Fault::AltersMore {
            campaign: id("2024-fire")
        }]
    );

    let gone = change(
        &plan,
        PlanChange::Withdraw(id("2024-fire")),
        "市局",
        "2024-05-06",
    )
    .unwrap();
    let again = change(&gone, add(fire("2024-fire")), "市局", "2024-06-03");
    assert_eq!(
        faults(again),
        [Fault::Withdrawn {
            campaign: id("2024-fire")
        }]
    );

    let (before, published) = (day("2024-02-28"), day("2024-02-27"));
    let back = faults(change(
        &plan,
        PlanChange::Withdraw(id("2024-fire")),
        "市局",
        "2024-02-27",
    ));
    assert_eq!(back, [Fault::Backwards { before, published }]);

    let at = "2024-05-07T00:00:00+08:00";
    let late = Approved::new(
        PlanChange::Withdraw(id("2024-fire")),
        approved_by("市局", at),
    );
    let late = plan.change(late, &catalogue(), day("2024-05-06"));
    let (published, at) = (day("2024-05-06"), at.parse().unwrap());
    assert_eq!(faults(late), [Fault::ApprovedLate { published, at }]);
}

#[test]
fn faults_of_a_years_plan_are_told_together() {
    let campaigns = vec![built(fire("a")), built(fire("a"))];
    let found = faults(year_of(campaigns, 2025, "2024-02-25"));
    let published = day("2024-02-25");
    let late = Fault::PlannedLate {
        campaign: id("a"),
        published,
        planned: planned(),
    };
    let other = Fault::OtherYear {
        campaign: id("a"),
        year: 2025,
        found: 2024,
    };
    let at = "2024-02-27T09:00:00+08:00".parse().unwrap();
    assert_eq!(
        found,
        [
            Fault::ApprovedLate { published, at },
            other.clone(),
            late.clone(),
            Fault::CampaignTwice { campaign: id("a") },
            other,
            late,
        ]
    );
}

#[test]
fn each_campaign_of_a_years_plan_is_begun_once() {
    let campaigns: Vec<Campaign> = year().into_campaigns().collect();
    let ids: Vec<String> = campaigns
        .iter()
        .map(|campaign| campaign.id().to_string())
        .collect();
    assert_eq!(ids, ["2024-fire", "2024-hotel"]);
}

#[test]
fn dr_45_two_campaigns_by_one_item_at_the_same_targets_overlap() {
    let reaching = |id: &str, scope: Scope, items: &[&str]| {
        let mode = Mode::new(PREFECTURE, [PREFECTURE]);
        let draft = CampaignDraft::new(
            plan(id, rates("A 1%")),
            "检查".parse().unwrap(),
            single("消防"),
            scope,
            mode,
            period("2024-03-01", "2024-03-31"),
        );
        built(items.iter().fold(draft, |draft, item| {
            draft.item(department("消防"), code(item))
        }))
    };
    let of = |filter| Scope::directed(filter, Minimum::TwiceTheSample).unwrap();
    let stated = Minimum::Stated {
        units: 9,
        ground: "a small field".parse().unwrap(),
    };
    let hotels = || Filter::Industry("H61".parse().unwrap());
    let here = |code: &str| Filter::all([hotels(), Filter::Division(code.parse().unwrap())]);
    let campaigns = vec![
        reaching("a", Scope::undirected(), &["F-01", "F-02"]),
        reaching("b", Scope::undirected(), &["F-02"]),
        reaching("c", of(hotels()), &["F-01"]),
        reaching(
            "d",
            Scope::directed(hotels(), stated).unwrap(),
            &["F-01", "F-02"],
        ),
        reaching("e", of(here("532301")), &["F-01"]),
        reaching("f", of(here("532302")), &["F-01"]),
    ];
    let overlaps = year_of(campaigns, 2024, "2024-02-28").unwrap().overlaps();
    let told: Vec<String> = overlaps
        .iter()
        .map(|one| {
            let extent = match one.extent {
                Extent::Same => "=",
                Extent::Part => "⊃",
                Extent::Perhaps => "?",
            };
            format!("{} {}{extent}{}", one.item, one.first, one.second)
        })
        .collect();
    assert_eq!(
        told,
        [
            "F-01 a⊃c",
            "F-01 a⊃d",
            "F-01 a⊃e",
            "F-01 a⊃f",
            "F-01 c=d",
            "F-01 c?e",
            "F-01 c?f",
            "F-01 d?e",
            "F-01 d?f",
            "F-02 a=b",
            "F-02 a⊃d",
            "F-02 b⊃d",
        ]
    );
}

#[test]
fn pl_03_every_campaign_of_a_plan_names_scope_number_and_time() {
    let text = year().to_json().to_owned();
    for field in ["scope", "plan", "period"] {
        let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
        let row = &mut document["campaigns"][0]["campaign"];
        assert!(row.as_object_mut().unwrap().remove(field).is_some());
        let refused = YearPlan::parse(&document.to_string(), &[&catalogue()]).unwrap_err();
        let found = refused.to_string();
        assert!(
            found.contains(&format!("missing field `{field}`")),
            "{found}"
        );
    }
}

#[test]
fn pl_04_a_plan_is_published_by_the_end_of_march_of_its_year() {
    let rules = Rules::national();
    let in_time = |year: u16, published: &str| {
        let plan = year_of(vec![], year, published).unwrap();
        let publication = plan.publication(&rules).unwrap().unwrap();
        assert_eq!(publication.last.to_string(), format!("{year}-03-31"));
        assert_eq!(publication.published, day(published));
        publication.is_in_time()
    };
    assert!(in_time(2025, "2025-03-31") && !in_time(2025, "2025-04-01"));
    assert!(in_time(2026, "2025-12-15") && in_time(2026, "2026-01-02"));
    assert!(!in_time(2025, "2026-01-02"));

    // Before the opinions of 2024 nobody asked for it, and a place may ask for another day.
    let plan = year_of(vec![], 2024, "2024-05-06").unwrap();
    assert!(plan.publication(&rules).is_err());
    let earlier = r#"{"form": "double-random/rules/1", "id": "here", "title": "here", "lines": [
        {"rule": "PL-04/published", "value": "01-01..02-15", "effective_from": "2024-01-01",
         "source": "《示例办法》第1条", "confidence": "likely"}]}"#;
    let here = Rules::national()
        .layer(RulePack::parse(earlier).unwrap())
        .unwrap();
    let publication = plan.publication(&here).unwrap().unwrap();
    assert_eq!(publication.last, day("2024-02-15"));
    assert!(!publication.is_in_time());
}

#[test]
fn pl_04_a_later_version_has_no_such_term() {
    let withdraw = PlanChange::Withdraw(id("2024-fire"));
    let second = change(&year(), withdraw, "市局", "2024-05-06").unwrap();
    assert_eq!(second.publication(&Rules::national()), Ok(None));
}
