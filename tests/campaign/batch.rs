//! Batches: what keeps a campaign from being drawn with the others, and what becomes of the records.

use crate::once::roster;
use crate::year::year_of;
use crate::*;
use double_random::calendar::Day;
use double_random::campaign::{
    Batch, BatchFault as Fault, BatchFaults, Campaign, OneDraw, Period, Prepared, YearPlan,
};
use double_random::chance::Randomness;
use double_random::chance::announcement::Terms;
use double_random::chance::randomness::Nonce;
use double_random::draw::{DrawError, Record, draw, draw_announced};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::id::PlanId;
use double_random::inspector::Roster;
use double_random::plan::ProportionalMethod;
use double_random::registry::{self, Business, EntityType, RegisteredState};
use double_random::sampling::allocation::AllocationError;
use double_random::scope::{Framing, StratifyBy, Targets};
use proptest::prelude::*;
use std::collections::BTreeSet;

pub(crate) fn id(text: &str) -> PlanId {
    text.parse().unwrap()
}

fn spring() -> Period {
    period("2024-03-01", "2024-05-31")
}

/// A plan by type of business.
fn of_types(id: &str, design: Design) -> Plan {
    let plan = Plan::builder(id.parse().unwrap(), design);
    plan.attribute("type", double_random::plan::Disclosure::Public)
        .build()
        .unwrap()
}

fn halves() -> Design {
    rates("enterprise 5%")
}

fn of_fire(id: &str, design: Design, scope: Scope) -> CampaignDraft {
    let mode = Mode::new(PREFECTURE, [PREFECTURE]);
    let (title, days) = ("检查".parse().unwrap(), period("2024-03-01", "2024-11-30"));
    CampaignDraft::new(
        of_types(id, design),
        title,
        single("消防"),
        scope,
        mode,
        days,
    )
    .item(department("消防"), code("F-01"))
}

fn of_both(id: &str) -> CampaignDraft {
    let mode = Mode::new(PREFECTURE, [PREFECTURE]);
    let (title, days) = ("检查".parse().unwrap(), period("2024-04-01", "2024-11-30"));
    let kind = joint("消防", &["卫生"]);
    let draft = CampaignDraft::new(
        of_types(id, halves()),
        title,
        kind,
        licensed("卫生许可证"),
        mode,
        days,
    )
    .item(department("消防"), code("F-01"))
    .item(department("卫生"), code("H-01"));
    confirmed(draft, &["消防", "卫生"])
}

/// Two campaigns of spring, `a` of the fire brigade at all and `b` of two departments at those with a licence, and one of autumn.
fn year() -> YearPlan {
    let autumn = of_fire("c", halves(), Scope::undirected())
        .altered(of_types("c", halves()), period("2024-09-01", "2024-11-30"));
    let drafts = [
        of_fire("a", halves(), Scope::undirected()),
        of_both("b"),
        autumn,
    ];
    of_drafts(drafts.into())
}

fn of_drafts(drafts: Vec<CampaignDraft>) -> YearPlan {
    let built = drafts
        .into_iter()
        .map(|draft| draft.build(&catalogue(), planned()).unwrap());
    year_of(built.collect(), 2024, "2024-02-28").unwrap()
}

/// So many enterprises, every other one with a licence; every tenth is dormant.
pub(crate) fn register(count: usize) -> Vec<Business> {
    let business = |place: usize| {
        let state = if place % 10 == 9 {
            RegisteredState::Dormant
        } else {
            RegisteredState::Active
        };
        let (id, division) = (format!("企{place:05}"), "532301".parse().unwrap());
        let business = Business::new(id.parse().unwrap(), division, EntityType::Enterprise, state);
        let licence = place
            .is_multiple_of(2)
            .then(|| "卫生许可证".parse().unwrap());
        business.licences(licence)
    };
    (0..count).map(business).collect()
}

pub(crate) fn targets<'a>(plan: &Plan, scope: &Scope, register: &'a [Business]) -> Targets<'a> {
    let framing = Framing::of(plan, [StratifyBy::EntityType], registry::Method::OnSite).unwrap();
    framing.targets(scope, register).unwrap()
}

pub(crate) fn frame(targets: &Targets<'_>) -> Frame {
    targets.commit(FrameKey::open([7; 32])).unwrap()
}

/// Targets and frame of a campaign as they should be.
fn pool<'a>(year: &YearPlan, campaign: &str, register: &'a [Business]) -> (Targets<'a>, Frame) {
    let campaign = year.campaign(&id(campaign)).unwrap();
    let targets = targets(campaign.plan(), campaign.scope(), register);
    let frame = frame(&targets);
    (targets, frame)
}

fn told(batch: Result<Batch<'_>, BatchFaults>) -> Vec<Fault> {
    match batch {
        Ok(_) => vec![],
        Err(faults) => faults.faults().to_vec(),
    }
}

fn officers() -> Roster {
    roster(&["消防", "卫生"])
}

#[test]
fn pl_03_a_batch_has_the_campaigns_that_begin_in_its_period() {
    let ids = |from: &str, until: &str| {
        let year = year();
        let starting = year.starting_in(period(from, until));
        let ids: Vec<String> = starting.map(|one| one.id().to_string()).collect();
        ids.join(" ")
    };
    assert_eq!(ids("2024-01-01", "2024-12-31"), "a b c");
    assert_eq!(ids("2024-03-01", "2024-04-01"), "a b");
    assert_eq!(ids("2024-03-02", "2024-04-01"), "b");
    assert_eq!(ids("2024-03-01", "2024-03-31"), "a");
    assert_eq!(ids("2024-05-01", "2024-08-31"), "");
}

#[test]
fn a_batch_is_drawn_together_and_its_draws_are_what_the_records_say() {
    let (year, register, officers) = (year(), register(300), officers());
    let [a, b] = ["a", "b"].map(id);
    let (of_a, of_b) = (pool(&year, "a", &register), pool(&year, "b", &register));
    let prepared = [
        Prepared::new(&b, &of_b.0, &of_b.1).roster(&officers),
        Prepared::new(&a, &of_a.0, &of_a.1),
    ];
    let batch = Batch::of(&year, spring(), prepared).unwrap();
    assert!(batch.campaigns().map(Campaign::id).eq([&a, &b]));
    assert_eq!(batch.period(), spring());
    let announced = double_random::draw::announce(&batch.drawings()).unwrap();
    assert_eq!(announced.plans(), batch.lines());

    let records = draw(&batch.drawings(), &Randomness::declared([3; 32])).unwrap();
    let drawn = batch.drawn(&records).unwrap();
    assert!(drawn.draws().keys().eq([&a, &b]));
    for record in &records {
        let one = &drawn.draws()[record.plan().id()];
        let targets: BTreeSet<UnitId> = record
            .selected()
            .iter()
            .map(|drawn| drawn.id.clone())
            .collect();
        let plan = record.plan().digest();
        let wanted = OneDraw::new(department("消防"), plan, record.digest(), targets);
        assert_eq!(*one, wanted);
        assert_eq!(OneDraw::of(record, department("消防")), wanted);
    }
    // 5 % of 270, and of the 150 with a licence, none of whom is dormant.
    let sizes = drawn.draws().values().map(|one| one.targets.len());
    assert!(sizes.eq([14, 8]));

    // What it says is what each campaign goes on with.
    let mut left = drawn.into_draws();
    for campaign in year.into_campaigns().take(2) {
        let draw = left.remove(campaign.id()).unwrap();
        let record = draw.record;
        assert_eq!(campaign.begin().draw(draw).unwrap().record(), record);
    }
}

#[test]
fn a_campaign_is_of_the_year_and_of_the_period_and_stands_once() {
    let (year, register) = (year(), register(300));
    let [a, c, x] = ["a", "c", "x"].map(id);
    let (of_a, of_c) = (pool(&year, "a", &register), pool(&year, "c", &register));
    let one = Prepared::new(&a, &of_a.0, &of_a.1);
    let late = Prepared::new(&c, &of_c.0, &of_c.1);
    let unknown = Prepared::new(&x, &of_a.0, &of_a.1);
    let of = |prepared: &[Prepared<'_>]| told(Batch::of(&year, spring(), prepared.iter().copied()));
    assert_eq!(of(&[one]), []);
    assert_eq!(of(&[]), [Fault::Empty]);
    assert_eq!(
        of(&[one, one]),
        [Fault::Twice {
            campaign: a.clone()
        }]
    );
    assert_eq!(
        of(&[unknown]),
        [Fault::Unknown {
            campaign: x.clone()
        }]
    );
    let outside = Fault::OutsidePeriod {
        campaign: c.clone(),
        period: spring(),
        from: day("2024-09-01"),
    };
    assert_eq!(of(&[one, late]), [outside]);
}

#[test]
fn pl_01_targets_are_those_of_the_campaigns_own_scope_and_plan() {
    let (year, register) = (year(), register(300));
    let a = id("a");
    let campaign = year.campaign(&a).unwrap();
    let of = |plan: &Plan, scope: &Scope| {
        let targets = targets(plan, scope, &register);
        let frame = frame(&targets);
        told(Batch::of(
            &year,
            spring(),
            [Prepared::new(&a, &targets, &frame)],
        ))
    };
    assert_eq!(of(campaign.plan(), campaign.scope()), []);
    let narrower = licensed("卫生许可证");
    assert_eq!(
        of(campaign.plan(), &narrower),
        [Fault::OtherScope {
            campaign: a.clone(),
            wanted: Scope::undirected().digest(),
            found: narrower.digest(),
        }]
    );
    let other = of_types("a", rates("enterprise 4%"));
    assert_eq!(
        of(&other, campaign.scope()),
        [Fault::OtherPlan {
            campaign: a.clone(),
            wanted: campaign.plan().digest(),
            found: other.digest(),
        }]
    );
}

#[test]
fn dr_05_a_frame_is_that_of_the_targets() {
    let (year, register) = (year(), register(300));
    let a = id("a");
    let (targets, whole) = pool(&year, "a", &register);
    let of = |frame: &Frame| {
        told(Batch::of(
            &year,
            spring(),
            [Prepared::new(&a, &targets, frame)],
        ))
    };
    assert_eq!(of(&whole), []);
    let key = || FrameKey::open([7; 32]);
    let other = |label: &str, wanted, found| Fault::OtherFrame {
        campaign: a.clone(),
        label: label.to_owned(),
        wanted,
        found,
    };

    let fewer = Frame::commit(key(), targets.units().skip(1)).unwrap();
    assert_eq!(of(&fewer), [other("the stratum `enterprise`", 270, 269)]);
    // The dormant are left out of the frame, where they must be counted.
    let silent = targets.units().filter(|unit| unit.stratum == "enterprise");
    let silent = Frame::commit(key(), silent).unwrap();
    assert_eq!(of(&silent), [other("all", 300, 270)]);
    let extra = targets.units().chain([Unit::new("z", "branch")]);
    let extra = Frame::commit(key(), extra).unwrap();
    let sizes = Fault::Sizes {
        campaign: a.clone(),
        error: AllocationError::NoRule {
            stratum: "branch".parse().unwrap(),
            wanted: "rate",
        },
    };
    assert_eq!(of(&extra), [other("the stratum `branch`", 0, 1), sizes]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    /// The share is reckoned of those who can be drawn, not of those whom the scope covers.
    #[test]
    fn dr_04_a_number_is_no_greater_share_of_those_who_can_be_drawn(tens in 1_usize..40, total in 1_u64..20) {
        let weights = [("enterprise".parse().unwrap(), 1)].into();
        let design = Design::Capacity { total, weights, minimum: [].into() };
        let year = of_drafts(vec![of_fire("a", design, Scope::undirected())]);
        let (a, register) = (id("a"), register(10 * tens));
        let (targets, frame) = pool(&year, "a", &register);
        let eligible = 9 * u64::try_from(tens).unwrap();
        prop_assert_eq!(targets.eligible(), eligible);
        let found = told(Batch::of(&year, spring(), [Prepared::new(&a, &targets, &frame)]));
        let shares = found.iter().filter(|fault| matches!(fault, Fault::Share(_))).count();
        // At most 5 %.
        prop_assert_eq!(shares == 1, 20 * total > eligible);
        let sizes = found.iter().filter(|fault| matches!(fault, Fault::Sizes { .. })).count();
        prop_assert_eq!(sizes == 1, total > eligible);
        prop_assert_eq!(found.len(), shares + sizes);
    }
}

#[test]
fn what_would_fail_at_the_draw_is_told_before_the_announcement() {
    let by_size = Design::Proportional {
        total: 40,
        method: ProportionalMethod::Pivotal,
    };
    let key = draft("k", single("消防"))
        .item(department("消防"), code("F-02"))
        .altered(of_types("k", by_size), period("2024-03-01", "2024-11-30"));
    let (year, register, k) = (of_drafts(vec![key]), register(40), id("k"));
    let (targets, frame) = pool(&year, "k", &register);
    let found = told(Batch::of(
        &year,
        spring(),
        [Prepared::new(&k, &targets, &frame)],
    ));
    let [Fault::Sizes { campaign, .. }] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(*campaign, k);
    let drawn = draw(
        &[(year.campaign(&k).unwrap().plan(), &frame)],
        &Randomness::declared([1; 32]),
    );
    assert!(matches!(drawn, Err(DrawError::Allocation { .. })));
}

#[test]
fn dr_31_what_departments_share_has_a_roster_of_exactly_these() {
    let (year, register, b) = (year(), register(300), id("b"));
    let (targets, frame) = pool(&year, "b", &register);
    let bare = Prepared::new(&b, &targets, &frame);
    let of = |prepared| told(Batch::of(&year, spring(), [prepared]));
    assert_eq!(
        of(bare),
        [Fault::NoRoster {
            campaign: b.clone()
        }]
    );
    let fire_alone = roster(&["消防"]);
    let mismatch = year.campaign(&b).unwrap().check_roster(&fire_alone);
    let campaign = b.clone();
    let mismatch = mismatch.unwrap_err();
    assert_eq!(
        of(bare.roster(&fire_alone)),
        [Fault::Roster { campaign, mismatch }]
    );
    assert_eq!(of(bare.roster(&officers())), []);
}

#[test]
fn dr_07_officers_may_inspect_when_the_campaign_begins() {
    let (register, a) = (register(300), id("a"));
    let officers = roster(&["消防"]);
    // Certificates last from March 2022 to February 2027, items and campaigns from 2024 on.
    let expired = |from: Day| {
        let days = Period::of_days(from, day("2024-11-30"));
        let draft = of_fire("a", halves(), Scope::undirected());
        let draft = draft.altered(of_types("a", halves()), days);
        let year = of_drafts(vec![draft]);
        let (targets, frame) = pool(&year, "a", &register);
        let prepared = Prepared::new(&a, &targets, &frame).roster(&officers);
        told(Batch::of(
            &year,
            period("2024-01-01", "2024-12-31"),
            [prepared],
        ))
    };
    assert_eq!(expired(day("2024-03-01")), []);
    let text = officers.to_json().replace("2027-02-28", "2024-02-29");
    let officers = Roster::parse(&text).unwrap();
    let year = year();
    let (targets, frame) = pool(&year, "a", &register);
    let prepared = Prepared::new(&a, &targets, &frame).roster(&officers);
    let faults = officers.check_on(day("2024-03-01")).unwrap_err();
    let campaign = a.clone();
    assert_eq!(
        told(Batch::of(&year, spring(), [prepared])),
        [Fault::Officers { campaign, faults }]
    );
    assert_eq!(officers.check_on(day("2024-02-29")), Ok(()));
}

#[test]
fn faults_of_a_batch_are_told_together() {
    let (year, register, fire_alone) = (year(), register(300), roster(&["消防"]));
    let [a, b, c, x] = ["a", "b", "c", "x"].map(id);
    let (of_a, of_b) = (pool(&year, "a", &register), pool(&year, "b", &register));
    let prepared = [
        Prepared::new(&x, &of_a.0, &of_a.1),
        Prepared::new(&b, &of_a.0, &of_b.1).roster(&fire_alone),
        Prepared::new(&a, &of_a.0, &of_b.1),
        Prepared::new(&a, &of_a.0, &of_a.1),
        Prepared::new(&c, &of_a.0, &of_a.1),
    ];
    let faults = Batch::of(&year, spring(), prepared).unwrap_err();
    let [all, narrow] = [Scope::undirected(), licensed("卫生许可证")].map(|one| one.digest());
    let [plan_a, plan_b, plan_c] =
        [&a, &b, &c].map(|id| year.campaign(id).unwrap().plan().digest());
    let texts: Vec<String> = faults.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        texts,
        [
            "a campaign of the year's plan is wanted, found `x`".to_owned(),
            format!("campaign `b`: targets by its scope {narrow} are wanted, found some by {all}"),
            format!("campaign `b`: its plan {plan_b} is wanted, found {plan_a}"),
            "campaign `b`: a frame of its targets is wanted, 270 in the stratum `enterprise`, found 150".to_owned(),
            "campaign `b`: a roster of exactly the campaign's departments is wanted, found none of `卫生` and nobody besides".to_owned(),
            "campaign `a`: a frame of its targets is wanted, 270 in the stratum `enterprise`, found 150".to_owned(),
            "campaign `a`: it is drawn once, found it twice".to_owned(),
            "campaign `c`: one that begins from 2024-03-01 to 2024-05-31 is wanted, found one from 2024-09-01".to_owned(),
            format!("campaign `c`: its plan {plan_c} is wanted, found {plan_a}"),
        ]
    );
}

#[test]
fn records_of_a_batch_are_all_of_its_one_draw() {
    let (year, register, officers) = (year(), register(300), officers());
    let [a, b, x] = ["a", "b", "x"].map(id);
    let (of_a, of_b) = (pool(&year, "a", &register), pool(&year, "b", &register));
    let prepared = [
        Prepared::new(&a, &of_a.0, &of_a.1),
        Prepared::new(&b, &of_b.0, &of_b.1).roster(&officers),
    ];
    let batch = Batch::of(&year, spring(), prepared).unwrap();
    let seed = Randomness::declared([3; 32]);
    let records = draw(&batch.drawings(), &seed).unwrap();
    let faults = |records: &[Record]| match batch.drawn(records) {
        Ok(_) => vec![],
        Err(faults) => faults.faults().to_vec(),
    };
    assert_eq!(faults(&records), []);

    let campaign = |id: &PlanId| id.clone();
    let [of_one, of_other] = records.as_slice() else {
        panic!("two records")
    };
    assert_eq!(
        faults(std::slice::from_ref(of_other)),
        [Fault::NoRecord {
            campaign: a.clone()
        }]
    );
    assert_eq!(
        faults(&[of_one.clone(), of_other.clone(), of_one.clone()]),
        [Fault::Twice {
            campaign: a.clone()
        }]
    );

    let strange = of_types("x", halves());
    let stranger = draw(&[(&strange, &of_a.1)], &seed).unwrap();
    let more = [records.clone(), stranger].concat();
    assert_eq!(faults(&more), [Fault::Stranger { plan: campaign(&x) }]);

    // Drawn alone, beside the batch: another announcement.
    let alone = draw(&[(year.campaign(&a).unwrap().plan(), &of_a.1)], &seed).unwrap();
    let apart = [alone[0].clone(), of_other.clone()];
    assert_eq!(
        faults(&apart),
        [Fault::OtherAnnouncement {
            campaign: a.clone()
        }]
    );

    // A plan with other rates under the announced line, and units of nobody.
    let edited = |said: &str, other: &str| {
        let text = of_one.to_json().replace(said, other);
        assert_ne!(text, of_one.to_json());
        let record = Record::parse(&text).unwrap();
        faults(&[record, of_other.clone()])
    };
    let found = edited(r#""enterprise":"5%""#, r#""enterprise":"4%""#);
    let other = Fault::OtherPlan {
        campaign: a.clone(),
        wanted: year.campaign(&a).unwrap().plan().digest(),
        found: of_types("a", rates("enterprise 4%")).digest(),
    };
    assert_eq!(found, [other]);
    let unit = of_one.selected()[0].id.as_str();
    assert_eq!(
        edited(unit, "企99999"),
        [Fault::NoTarget {
            campaign: a.clone(),
            unit: "企99999".parse().unwrap()
        }]
    );
}

#[test]
fn records_of_two_draws_are_not_laid_together() {
    let (year, register, officers) = (year(), register(300), officers());
    let [a, b] = ["a", "b"].map(id);
    let (of_a, of_b) = (pool(&year, "a", &register), pool(&year, "b", &register));
    let prepared = [
        Prepared::new(&a, &of_a.0, &of_a.1),
        Prepared::new(&b, &of_b.0, &of_b.1).roster(&officers),
    ];
    let batch = Batch::of(&year, spring(), prepared).unwrap();
    let drawn = [1, 2].map(|nonce| {
        let announced = batch.announce(terms(nonce)).unwrap();
        draw_announced(&announced, &batch.drawings(), &contributed(nonce)).unwrap()
    });
    for records in &drawn {
        assert!(batch.drawn(records).is_ok());
    }
    let [first, second] = drawn;
    let mixed = [first[0].clone(), second[1].clone()];
    let faults = batch.drawn(&mixed).unwrap_err();
    assert_eq!(faults.faults(), [Fault::OtherAnnouncement { campaign: b }]);
}

/// Terms under which a contributor is committed to this nonce.
fn terms(nonce: u8) -> Terms {
    let audit = "审计局".parse().unwrap();
    let commitment = Nonce::from_bytes([nonce; 32]).commitment(&audit);
    Terms {
        contributors: [(audit, commitment)].into(),
        sources: [(
            "lottery".parse().unwrap(),
            "双色球 2024023".parse().unwrap(),
        )]
        .into(),
        journal: Digest::of(b"journal"),
        record_by: "2024-03-04T18:00:00+08:00".parse().unwrap(),
        open_by: day("2024-12-31"),
    }
}

fn contributed(nonce: u8) -> Randomness {
    let nonces = [("审计局".parse().unwrap(), Nonce::from_bytes([nonce; 32]))].into();
    let value = "03 11 17 22 29 33 08".parse().unwrap();
    let values = [("lottery".parse().unwrap(), value)].into();
    Randomness::Contributed { nonces, values }
}

/// A year of one campaign, `k`, that draws every enterprise there is.
fn of_everyone(mode: Mode) -> YearPlan {
    let (title, days) = ("检查".parse().unwrap(), period("2024-03-01", "2024-11-30"));
    let (plan, kind) = (of_types("k", rates("enterprise 100%")), single("消防"));
    let draft = CampaignDraft::new(plan, title, kind, Scope::undirected(), mode, days);
    of_drafts(vec![draft.item(department("消防"), code("F-02"))])
}

#[test]
fn a_unit_that_no_scope_left_is_no_target_although_the_frame_holds_it() {
    let year = of_everyone(Mode::new(PREFECTURE, [PREFECTURE, Level::County]));
    let (register, k) = (register(9), id("k"));
    let (targets, _) = pool(&year, "k", &register);
    let units = targets.units().skip(1);
    let units = units.chain([Unit::new("企99999", "enterprise")]);
    let frame = Frame::commit(FrameKey::open([7; 32]), units).unwrap();
    let prepared = Prepared::new(&k, &targets, &frame);
    let batch = Batch::of(&year, spring(), [prepared]).unwrap();
    let records = draw(&batch.drawings(), &Randomness::declared([3; 32])).unwrap();
    assert_eq!(
        batch.drawn(&records).unwrap_err().faults(),
        [Fault::NoTarget {
            campaign: k.clone(),
            unit: unit("企99999")
        }]
    );
}

#[test]
fn dr_40_a_frame_that_exchanges_labels_draws_nobody_whom_a_cap_keeps_out() {
    let year = of_everyone(Mode::new(PREFECTURE, [PREFECTURE]));
    let (register, k) = (register(9), id("k"));
    let campaign = year.campaign(&k).unwrap();
    let framing = Framing::of(
        campaign.plan(),
        [StratifyBy::EntityType],
        registry::Method::OnSite,
    );
    let capped = [(unit("企00000"), "cap".parse().unwrap())];
    let framing = framing.unwrap().exclude(capped).unwrap();
    let targets = framing.targets(campaign.scope(), &register).unwrap();
    // As many of each label, but another business is kept out.
    let units = register.iter().map(|business| {
        let id = business.id().as_str();
        let label = if id == "企00001" {
            "-cap"
        } else {
            "enterprise"
        };
        Unit::new(id, label)
    });
    let frame = Frame::commit(FrameKey::open([7; 32]), units).unwrap();
    let prepared = Prepared::new(&k, &targets, &frame);
    let batch = Batch::of(&year, spring(), [prepared]).unwrap();
    let records = draw(&batch.drawings(), &Randomness::declared([3; 32])).unwrap();
    assert_eq!(
        batch.drawn(&records).unwrap_err().faults(),
        [Fault::NoTarget {
            campaign: k.clone(),
            unit: unit("企00000")
        }]
    );
}
