//! The four times "once" of one industry, one inspection.

use crate::*;
use double_random::campaign::{
    Campaign, Dispatched, Drawn, Entry, Inspected, OnceFault as Fault, OneDraw, RosterMismatch,
};
use double_random::inspector::{Certificate, Inspector, Roster, Slot};

const TARGETS: [&str; 3] = ["甲", "乙", "丙"];

fn campaign() -> Campaign {
    hotels().build(&catalogue(), planned()).unwrap()
}

pub(crate) fn roster(departments: &[&str]) -> Roster {
    let key = "1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0";
    let mut roster = Roster::builder(key.parse().unwrap());
    for name in departments {
        roster = roster.department(department(name), [Slot::any(), Slot::any()]);
        for officer in ["1", "2"] {
            let id = format!("{name}{officer}");
            let certificate =
                Certificate::new(id.parse().unwrap(), day("2022-03-01"), day("2027-02-28"));
            let officer = Inspector::new(id.parse().unwrap(), department(name));
            roster = roster.inspector(officer.certificate(certificate));
        }
    }
    roster.build_for(day("2024-03-05")).unwrap()
}

fn draw(by: &str, plan: Digest) -> OneDraw {
    OneDraw::new(
        department(by),
        plan,
        Digest::of(b"record"),
        TARGETS.map(unit),
    )
}

fn drawn() -> Drawn {
    let campaign = campaign();
    let plan = campaign.plan().digest();
    campaign.begin().draw(draw("消防", plan)).unwrap()
}

fn dispatched() -> Dispatched {
    drawn().dispatch(&roster(&["消防", "卫生"])).unwrap()
}

fn both() -> [DepartmentId; 2] {
    ["消防", "卫生"].map(department)
}

fn inspected() -> Inspected {
    let mut stage = dispatched();
    for (target, on) in TARGETS
        .iter()
        .zip(["2024-04-01", "2024-04-09", "2024-04-03"])
    {
        stage.visit(unit(target), day(on), both()).unwrap();
    }
    stage.finish().unwrap()
}

fn enter(stage: &mut Inspected, owner: &str, target: &str, item: &str, entry: Entry) -> Vec<Fault> {
    match stage.enter(&department(owner), unit(target), code(item), entry) {
        Ok(()) => vec![],
        Err(faults) => faults.faults().to_vec(),
    }
}

#[test]
fn dr_31_a_roster_has_exactly_the_campaigns_departments() {
    let campaign = campaign();
    assert_eq!(campaign.check_roster(&roster(&["卫生", "消防"])), Ok(()));
    let apart = |names: &[&str]| {
        let RosterMismatch { missing, extra, .. } =
            campaign.check_roster(&roster(names)).unwrap_err();
        [missing, extra].map(|set| {
            set.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(",")
        })
    };
    assert_eq!(apart(&["消防"]), ["卫生", ""]);
    assert_eq!(apart(&["消防", "卫生", "文旅"]), ["", "文旅"]);
    assert_eq!(apart(&["文旅", "公安"]), ["卫生,消防", "公安,文旅"]);
    let text = campaign
        .check_roster(&roster(&["消防"]))
        .unwrap_err()
        .to_string();
    assert_eq!(
        text,
        "a roster of exactly the campaign's departments is wanted, found none of `卫生` and nobody besides"
    );
}

#[test]
fn dr_31_a_refused_dispatch_gives_the_one_draw_back() {
    let refused = drawn().dispatch(&roster(&["消防"])).unwrap_err();
    let [Fault::Roster(_)] = refused.faults() else {
        panic!("{refused}")
    };
    let again = refused.into_stage();
    assert_eq!(again, drawn());
    let sent = again.dispatch(&roster(&["消防", "卫生"])).unwrap();
    assert_eq!(sent.roster(), roster(&["消防", "卫生"]).digest());
}

#[test]
fn oi_02_the_lead_draws_the_campaigns_own_plan() {
    let plan = campaign().plan().digest();
    let refused = campaign()
        .begin()
        .draw(draw("卫生", Digest::of(b"another")))
        .unwrap_err();
    let other = Fault::DrawnByOther {
        wanted: department("消防"),
        found: department("卫生"),
    };
    let another = Fault::OtherPlan {
        wanted: plan,
        found: Digest::of(b"another"),
    };
    assert_eq!(refused.faults(), [other, another]);
    let drawn = refused.into_stage().draw(draw("消防", plan)).unwrap();
    assert_eq!(drawn.record(), Digest::of(b"record"));
    assert!(
        drawn
            .targets()
            .iter()
            .eq(["丙", "乙", "甲"].map(unit).iter())
    );
}

#[test]
fn dr_24_a_target_is_visited_once_by_all_departments_together() {
    let mut stage = dispatched();
    let mut visit = |target: &str, on: &str, team: &[&str]| {
        let team = team.iter().map(|name| department(name));
        match stage.visit(unit(target), day(on), team) {
            Ok(()) => vec![],
            Err(faults) => faults.faults().to_vec(),
        }
    };
    let all = ["卫生", "消防"];
    assert_eq!(visit("甲", "2024-03-01", &all), []);
    let before = day("2024-03-01");
    assert_eq!(
        visit("甲", "2024-03-02", &all),
        [Fault::VisitedBefore {
            target: unit("甲"),
            before
        }]
    );
    assert_eq!(
        visit("丁", "2024-03-02", &all),
        [Fault::NotDrawn {
            target: unit("丁")
        }]
    );
    let period = period("2024-03-01", "2024-11-30");
    for outside in ["2024-02-29", "2024-12-01"] {
        assert_eq!(
            visit("乙", outside, &all),
            [Fault::OutsidePeriod {
                period,
                day: day(outside)
            }]
        );
    }
    for team in [&["消防"][..], &["消防", "卫生", "文旅"]] {
        let refused = visit("乙", "2024-03-02", team);
        assert!(
            matches!(refused.as_slice(), [Fault::Team(_)]),
            "{refused:?}"
        );
    }
    assert_eq!(visit("丁", "2024-12-01", &[]).len(), 3);
    assert_eq!(visit("乙", "2024-11-30", &all), []);

    let refused = stage.finish().unwrap_err();
    assert_eq!(
        refused.faults(),
        [Fault::NotVisited {
            targets: [unit("丙")].into()
        }]
    );
    let mut stage = refused.into_stage();
    stage.visit(unit("丙"), day("2024-05-06"), both()).unwrap();
    assert_eq!(stage.finish().unwrap().dispatched().visits().len(), 3);
}

#[test]
fn oi_03_a_bundle_is_published_once_every_department_has_entered_everything() {
    let mut stage = inspected();
    let result = Entry::Inspected(Digest::of(b"R1"));
    for target in TARGETS {
        assert_eq!(enter(&mut stage, "消防", target, "F-01", result), []);
    }
    assert_eq!(
        enter(&mut stage, "卫生", "乙", "H-01", Entry::ActivityNotFound),
        []
    );
    assert_eq!(stage.owing(), [(department("卫生"), 2)].into());
    let refused = stage.publish(day("2024-04-08")).unwrap_err();
    let early = Fault::PublishedEarly {
        last: day("2024-04-09"),
        day: day("2024-04-08"),
    };
    assert_eq!(
        refused.faults(),
        [
            Fault::Incomplete {
                owing: [(department("卫生"), 2)].into()
            },
            early
        ]
    );

    let mut stage = refused.into_stage();
    for target in ["甲", "丙"] {
        assert_eq!(enter(&mut stage, "卫生", target, "H-01", result), []);
    }
    let published = stage.publish(day("2024-04-09")).unwrap();
    assert_eq!(published.inspected().results().iter().count(), 6);
    assert_eq!(
        published
            .inspected()
            .results()
            .get(&unit("乙"), &code("H-01")),
        Some(Entry::ActivityNotFound)
    );
    assert_eq!(
        published.inspected().dispatched().drawn().record(),
        Digest::of(b"record")
    );
}

#[test]
fn oi_03_who_inspects_enters_and_only_once() {
    let mut stage = inspected();
    let none = Entry::ActivityNotFound;
    let not_own = |owner: &str, item: &str| Fault::NotOwnItem {
        department: department(owner),
        item: code(item),
    };
    assert_eq!(
        enter(&mut stage, "消防", "甲", "H-01", none),
        [not_own("消防", "H-01")]
    );
    assert_eq!(
        enter(&mut stage, "文旅", "甲", "W-01", none),
        [not_own("文旅", "W-01")]
    );
    // An item of the fire brigade, but not of this campaign.
    assert_eq!(
        enter(&mut stage, "消防", "甲", "F-02", none),
        [not_own("消防", "F-02")]
    );
    assert_eq!(
        enter(&mut stage, "消防", "丁", "F-01", none),
        [Fault::NotDrawn {
            target: unit("丁")
        }]
    );
    assert_eq!(enter(&mut stage, "消防", "甲", "F-01", none), []);
    let again = Fault::EnteredBefore {
        target: unit("甲"),
        item: code("F-01"),
    };
    let result = Entry::Inspected(Digest::of(b"R1"));
    assert_eq!(enter(&mut stage, "消防", "甲", "F-01", result), [again]);
    assert_eq!(stage.results().get(&unit("甲"), &code("F-01")), Some(none));
}

#[test]
fn oi_03_each_targets_term_runs_from_its_own_visit() {
    let term = double_random::calendar::Term::working_days(20).unwrap();
    let stage = inspected();
    let due = stage
        .due(double_random::calendar::Calendar::national(), term)
        .unwrap();
    // April 2024: 4 to 6 are off, Sunday 7 and Sunday 28 are worked; 1 to 5 May are off, Saturday 11 is worked.
    let wanted = [
        ("甲", "2024-04-29"),
        ("乙", "2024-05-09"),
        ("丙", "2024-05-06"),
    ];
    for (target, last) in wanted {
        assert_eq!(due[&unit(target)], day(last), "{target}");
    }
}

#[test]
fn oi_01_the_campaign_of_each_industry_of_the_list_is_built_from_it() {
    let list = Catalogue::parse(CHUXIONG).unwrap();
    let drafts = of_chuxiong(&list);
    assert_eq!(drafts.len(), 30);
    for draft in drafts {
        let campaign = draft.build(&list, planned()).unwrap();
        let industry = list.industry(campaign.kind().industry().unwrap()).unwrap();
        assert!(campaign.kind().departments().eq(industry.departments()));
        assert!(
            campaign
                .items()
                .iter()
                .map(|one| &one.item)
                .eq(industry.items())
        );
    }
}
