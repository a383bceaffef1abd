//! What holds of every draw: of the sample, of replay, of documents, of the tree, and of what is refused.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use double_random::chance::announcement::Terms;
use double_random::chance::{Announcement, Randomness, Seed, Ticket};
use double_random::digest::{Digest, InclusionProof, MerkleTree};
use double_random::draw::{Drawing, PublicForm, Record, draw};
use double_random::frame::{Frame, FrameKey, Leaf, Slip, Unit};
use double_random::id::{PlanId, Stratum, UnitId};
use double_random::plan::{Design, Disclosure, Plan, ProportionalMethod, Rates};
use double_random::rate::Rate;
use double_random::sampling::Rounding;
use double_random::sampling::allocation::by_rates;
use double_random::sampling::stratified::{Wanted, select};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};
use std::str::FromStr;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..ProptestConfig::default()
    }
}

/// A unit of a registry: stratum, size, district. Its id is its place in a map.
type Row = (&'static str, u64, &'static str);

fn rows(most: usize) -> impl Strategy<Value = BTreeMap<u32, Row>> {
    let stratum = prop::sample::select(vec![
        "A/餐饮",
        "A/零售",
        "B/餐饮",
        "D/餐饮",
        "D/零售",
        "-struck-off",
    ]);
    let row = (
        stratum,
        1_u64..40,
        prop::sample::select(vec!["", "532301", "532302"]),
    );
    prop::collection::btree_map(0_u32..100_000, row, 1..most)
}

fn commit<'a>(key: u8, rows: impl IntoIterator<Item = (&'a u32, &'a Row)>) -> Frame {
    let rows: Vec<(String, Row)> = rows
        .into_iter()
        .map(|(id, row)| (format!("9153{id:05}"), *row))
        .collect();
    let units = rows.iter().map(|(id, (stratum, size, district))| {
        Unit::new(id, stratum).size(*size).district(district)
    });
    Frame::commit(FrameKey::secret([key; 32]).unwrap(), units).unwrap()
}

fn rates() -> impl Strategy<Value = Rates> {
    let rate = || (0_u32..=1_000_000).prop_map(|ppm| Rate::from_ppm(ppm).unwrap());
    (rate(), rate(), rate(), prop::option::of(rate())).prop_map(|(a, b, d, food)| {
        let all = [
            ("A", Some(a)),
            ("B", Some(b)),
            ("D", Some(d)),
            ("D/餐饮", food),
        ];
        all.into_iter()
            .filter_map(|(label, rate)| Some((label.parse().unwrap(), rate?)))
            .collect()
    })
}

fn rounding() -> impl Strategy<Value = Rounding> {
    prop::sample::select(vec![Rounding::Up, Rounding::Down, Rounding::Expected])
}

fn design() -> impl Strategy<Value = Design> {
    let by_rates = (rates(), rounding(), 0_u64..4).prop_map(|(rates, rounding, minimum)| {
        let minimum = if rounding == Rounding::Up { minimum } else { 0 };
        Design::Rates {
            rates,
            rounding,
            minimum,
        }
    });
    let weight = || 1_u64..100;
    let capacity =
        (1_u64..60, weight(), weight(), weight()).prop_map(|(total, a, b, d)| Design::Capacity {
            total,
            weights: [("A", a), ("B", b), ("D", d)]
                .map(|(label, weight)| (label.parse().unwrap(), weight))
                .into(),
            minimum: [("D/餐饮".parse().unwrap(), 1)].into(),
        });
    let methods = prop::sample::select(vec![
        ProportionalMethod::Pivotal,
        ProportionalMethod::Poisson,
    ]);
    let proportional =
        (1_u64..40, methods).prop_map(|(total, method)| Design::Proportional { total, method });
    let order = (1_u64..50).prop_map(|batch| Design::Order {
        batch: batch.try_into().unwrap(),
    });
    prop_oneof![4 => by_rates, 3 => capacity, 2 => proportional, 1 => order]
}

fn plan() -> impl Strategy<Value = Plan> {
    (
        design(),
        0_u64..4,
        prop::option::of("[a-z一-龥][a-z ]{0,20}"),
    )
        .prop_map(|(design, reserves, ground)| {
            let replaces = matches!(design, Design::Rates { .. } | Design::Capacity { .. });
            let plan = Plan::builder("2024-01".parse().unwrap(), design)
                .attribute("risk class", Disclosure::Confidential)
                .attribute("industry", Disclosure::Public)
                .reserves(if replaces { reserves } else { 0 });
            let plan = match &ground {
                Some(ground) => plan.disclosure_ground(ground),
                None => plan,
            };
            plan.build().unwrap()
        })
}

/// The ids of the first so many of each stratum under a seed.
fn selected(frame: &Frame, labels: &[&str], smallest: u64, seed: &Seed) -> Vec<Vec<UnitId>> {
    let units = |label: &&str| {
        frame
            .leaves()
            .filter(|leaf| leaf.stratum.as_str() == *label)
            .count()
    };
    let wanted = |label| Wanted {
        units: u64::try_from(units(label)).unwrap(),
        smallest,
    };
    let wanted: Vec<Wanted> = labels.iter().map(wanted).collect();
    let ids = |drawn: Vec<_>| {
        drawn
            .iter()
            .map(|drawn: &double_random::sampling::Drawn| frame.leaf(drawn.unit).unwrap().id)
            .collect()
    };
    select(frame, &wanted, seed).into_iter().map(ids).collect()
}

// The sample.

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn the_order_of_arrival_means_nothing(rows in rows(60), plan in plan(), order in any::<u64>()) {
        let mut shuffled: Vec<_> = rows.iter().collect();
        shuffled.sort_by_key(|(id, _)| (u64::from(**id) + 1).wrapping_mul(order | 1));
        let (frame, other) = (commit(7, &rows), commit(7, shuffled));
        prop_assert_eq!(frame.root(), other.root());
        let randomness = Randomness::declared([3; 32]);
        prop_assert_eq!(draw(&[(&plan, &frame)], &randomness), draw(&[(&plan, &other)], &randomness));
    }

    #[test]
    fn one_unit_more_moves_at_most_one_other_of_its_stratum(
        rows in rows(80), new in 100_000_u32..100_100, smallest in 0_u64..30, seed in any::<[u8; 32]>(),
    ) {
        let seed = Seed::from_bytes(seed);
        let row = *rows.values().next().unwrap();
        let frame = commit(7, &rows);
        let with = commit(7, rows.iter().chain([(&new, &row)]));
        let mut labels: Vec<&str> = rows.values().map(|row| row.0).collect();
        labels.sort_unstable();
        labels.dedup();
        let (before, after) = (selected(&frame, &labels, smallest, &seed), selected(&with, &labels, smallest, &seed));
        for ((label, before), after) in labels.iter().zip(before).zip(after) {
            let gone = before.iter().filter(|id| !after.contains(id)).count();
            let come: Vec<_> = after.iter().filter(|id| !before.contains(id)).collect();
            let stays: Vec<_> = before.iter().filter(|id| after.contains(id)).collect();
            let stood: Vec<_> = after.iter().filter(|id| before.contains(id)).collect();
            prop_assert_eq!(stays, stood, "the others keep their order");
            prop_assert!(gone <= usize::from(*label == row.0));
            let entered = format!("9153{new:05}");
            prop_assert!(come.iter().all(|id| id.as_str() == entered && *label == row.0));
        }
    }

    #[test]
    fn a_higher_rate_only_adds(
        rows in rows(80), low in 0_u32..=1_000_000, high in 0_u32..=1_000_000, rounding in rounding(), seed in any::<[u8; 32]>(),
    ) {
        let (low, high) = (low.min(high), low.max(high));
        let frame = commit(7, &rows);
        let sizes = |ppm| by_rates(frame.counts(), |_| Rate::from_ppm(ppm).ok(), rounding, 0, &Seed::from_bytes(seed)).unwrap();
        let mut all: Vec<&str> = rows.values().map(|row| row.0).collect();
        all.sort_unstable();
        all.dedup();
        for (stratum, less) in sizes(low) {
            let more = sizes(high)[&stratum];
            prop_assert!(less.sample <= more.sample && more.sample <= more.units);
            let at = all.iter().position(|label| *label == stratum.as_str()).unwrap();
            let seed = Seed::from_bytes(seed).derive("targets/p");
            let first = selected(&frame, &all, less.sample, &seed).remove(at);
            let second = selected(&frame, &all, more.sample, &seed).remove(at);
            prop_assert!(second.starts_with(&first));
        }
    }

    #[test]
    fn a_replay_draws_what_was_drawn(rows in rows(60), plan in plan(), randomness in any::<[u8; 32]>()) {
        let frame = commit(7, &rows);
        let Ok(records) = draw(&[(&plan, &frame)], &Randomness::declared(randomness)) else {
            let fits = matches!(plan.design(), Design::Rates { .. } | Design::Order { .. });
            prop_assert!(!fits);
            return Ok(());
        };
        let record = &records[0];
        let read = Record::parse(&record.to_json()).unwrap();
        prop_assert_eq!(&read, record);
        let lines: Vec<String> = record.lines().collect();
        let apart = Record::from_lines(&record.head(), lines.iter().map(String::as_str)).unwrap();
        prop_assert_eq!(&apart, record);
        json(record);
        json(&plan);
        json(plan.design());
        json(record.announcement());
        prop_assert_eq!(&record.announcement().text().parse::<Announcement>().unwrap(), record.announcement());
        prop_assert_eq!(Plan::parse(plan.to_json()).unwrap(), plan);
        let replayed = read.replay(&frame, &record.digest()).unwrap();
        if let Ok(form) = record.public() {
            prop_assert_eq!(&PublicForm::parse(&form.to_json()).unwrap(), form);
            json(form);
            prop_assert!(replayed.check_public(Some(form)).is_ok());
        }
    }
}

/// What a record should hold, by sorting everything.
fn naive(frame: &Frame, record: &Record) -> (Vec<UnitId>, Vec<UnitId>) {
    let targets = record.seed().targets(record.plan().id());
    let (mut selected, mut reserves) = (vec![], vec![]);
    for outcome in record.strata() {
        let leaves = frame
            .leaves()
            .filter(|leaf| leaf.stratum == outcome.stratum);
        let mut all: Vec<_> = leaves
            .map(|leaf| (targets.ticket(leaf.token.as_bytes()), leaf.token, leaf.id))
            .collect();
        all.sort();
        let sample = usize::try_from(outcome.sample).unwrap();
        let last = sample.checked_sub(1).map(|last| all[last].0);
        assert_eq!(last, outcome.threshold);
        let reserve = usize::try_from(record.plan().reserves()).unwrap();
        selected.extend(all.iter().take(sample).map(|unit| unit.2.clone()));
        reserves.extend(
            all.iter()
                .skip(sample)
                .take(reserve)
                .map(|unit| unit.2.clone()),
        );
    }
    (selected, reserves)
}

proptest! {
    #![proptest_config(cases(12))]

    /// Rules DR-01, DO-07.
    #[test]
    fn a_selection_is_what_sorting_everything_gives(rows in rows(5_000), rates in rates(), rounding in rounding(), reserves in 0_u64..40) {
        let frame = commit(9, &rows);
        let design = Design::Rates { rates, rounding, minimum: 0 };
        let plan = Plan::builder("2024-02".parse().unwrap(), design)
            .attribute("risk class", Disclosure::Confidential)
            .attribute("industry", Disclosure::Public)
            .reserves(reserves)
            .build()
            .unwrap();
        let record = draw(&[(&plan, &frame)], &Randomness::declared([5; 32])).unwrap().remove(0);
        let ids = |units: &[double_random::draw::Selected]| units.iter().map(|unit| unit.id.clone()).collect::<Vec<_>>();
        prop_assert_eq!((ids(record.selected()), ids(record.reserves())), naive(&frame, &record));
    }
}

// The tree, and what is taken out of a frame.

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_tree_is_rfc_6962s(leaves in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..70), 1..40), times in 1_usize..60) {
        let leaves: Vec<Vec<u8>> = (0..times).flat_map(|time| {
            leaves.iter().map(move |leaf| [leaf.as_slice(), &time.to_be_bytes()].concat())
        }).collect();
        let ours = MerkleTree::of(&leaves);
        let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        for leaf in &leaves {
            theirs.push(leaf.clone());
        }
        let (our_root, root) = (ours.root(), theirs.root());
        prop_assert_eq!(our_root.as_bytes().as_slice(), root.as_bytes().as_slice());
        for index in [0, leaves.len() / 3, leaves.len() - 1] {
            let proof = ours.prove(u64::try_from(index).unwrap(), &leaves).unwrap();
            let path: Vec<u8> = proof.path.iter().flat_map(|node| *node.as_bytes()).collect();
            let theirs = theirs.prove_inclusion(index);
            prop_assert_eq!(&path[..], theirs.as_bytes());
            prop_assert!(proof.holds(&leaves[index], &ours.root()));
            prop_assert!(!proof.holds("another", &ours.root()));
            json(&proof);
        }
        prop_assert_eq!(ours.prove(u64::try_from(leaves.len()).unwrap(), &leaves), None);
    }

    #[test]
    fn an_export_makes_its_frame_anew(rows in rows(60)) {
        let frame = commit(7, &rows);
        let lines: Vec<String> = frame.leaves().map(|leaf| leaf.to_string()).collect();
        let again = Frame::import(frame.key().clone(), lines.iter().map(String::as_str)).unwrap();
        prop_assert_eq!((again.root(), again.count(), again.counts()), (frame.root(), frame.count(), frame.counts()));
        let units: Vec<Leaf> = frame.leaves().collect();
        let open = Frame::commit(FrameKey::open([9; 32]), units.iter().map(Leaf::unit)).unwrap();
        for leaf in frame.leaves() {
            both(&leaf);

            prop_assert!(frame.open_slip(&leaf.id).is_none());
            let slip: Slip = open.open_slip(&leaf.id).unwrap();
            prop_assert!(slip.holds(&open.root(), open.count()) && !slip.holds(&frame.root(), frame.count()));
            json(&slip);
            json::<InclusionProof>(&slip.proof);
            both(&leaf.token);

        }
        let _: Vec<Leaf> = lines.iter().map(|line| line.parse().unwrap()).collect();
        let other = Frame::import(FrameKey::secret([8; 32]).unwrap(), lines.iter().map(String::as_str));
        prop_assert!(other.unwrap_err().to_string().starts_with("the key gives `9153"));
        if let [first, second, ..] = &lines[..] {
            let swapped = Frame::import(frame.key().clone(), [second.as_str(), first]);
            prop_assert!(swapped.unwrap_err().to_string().starts_with("leaves stand in id-byte order, found `9153"));
            let doubled = Frame::import(frame.key().clone(), [first.as_str(), first]);
            prop_assert!(doubled.unwrap_err().to_string().starts_with("unit ids are unique in a frame, found `9153"));
        }
    }
}

// Values and their spelling.

/// What is written as JSON is read as it was.
#[track_caller]
fn json<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
}

/// What is written as text and as JSON is read as it was.
#[track_caller]
fn both<T: Serialize + DeserializeOwned + FromStr<Err: Debug> + Display + PartialEq + Debug>(
    value: &T,
) {
    assert_eq!(&value.to_string().parse::<T>().unwrap(), value);
    assert_eq!(serde_json::to_value(value).unwrap(), value.to_string());
    json(value);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn every_value_is_read_as_it_was_written(
        name in "[a-z一-龥𠮷.-]{0,6}[a-z一-龥𠮷]", bytes in any::<[u8; 32]>(), number in any::<u64>(), rates in rates(),
        ppm in 0_u32..=1_000_000, year in 1_u16..=9999, month in 1_u8..=12, day in 1_u8..=28, hour in 0_u8..24, minute in 0_u8..60,
    ) {
        both(&name.parse::<UnitId>().unwrap());
        both(&name.parse::<double_random::id::District>().unwrap());
        both(&name.parse::<double_random::id::Contributor>().unwrap());
        both(&name.parse::<double_random::id::Source>().unwrap());
        both(&name.parse::<PlanId>().unwrap());
        both(&format!("x{name}/y{name}").parse::<Stratum>().unwrap());
        both(&format!("-x{name}").parse::<Stratum>().unwrap());
        json(&name.parse::<double_random::id::SourceForm>().unwrap());
        json(&name.parse::<double_random::id::SourceValue>().unwrap());
        both(&Rate::from_ppm(ppm).unwrap());
        prop_assert_eq!(&rates.to_string().parse::<Rates>().unwrap(), &rates);
        json(&rates);
        both(&Digest::from_bytes(bytes));
        both(&Ticket::from_number(number));
        both(&format!("{year:04}-{month:02}-{day:02}").parse::<double_random::calendar::Day>().unwrap());
        let moment = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:59+08:00");
        both(&moment.parse::<double_random::calendar::Moment>().unwrap());
        let seed = Seed::from_bytes(bytes);
        prop_assert_eq!(seed.reveal().parse::<Seed>().unwrap(), seed);
    }
}

#[test]
fn closed_sets_are_read_as_they_were_written() {
    [Rounding::Up, Rounding::Down, Rounding::Expected]
        .iter()
        .for_each(json);
    [Disclosure::Public, Disclosure::Confidential]
        .iter()
        .for_each(json);
    [ProportionalMethod::Pivotal, ProportionalMethod::Poisson]
        .iter()
        .for_each(json);
    let frame = commit(7, &BTreeMap::from([(1, ("A/餐饮", 1, ""))]));
    let design = Design::Order {
        batch: 1.try_into().unwrap(),
    };
    let plan = Plan::builder("p".parse().unwrap(), design)
        .attribute("a", Disclosure::Public)
        .attribute("b", Disclosure::Public)
        .build()
        .unwrap();
    let digest = Digest::of(b"");
    let terms = Terms {
        contributors: [("审计局".parse().unwrap(), digest)].into(),
        sources: [("lottery".parse().unwrap(), "seven digits".parse().unwrap())].into(),
        journal: digest,
        record_by: "2024-06-02T18:00:00-05:30".parse().unwrap(),
        open_by: "2024-12-31".parse().unwrap(),
    };
    let announcement = Announcement::with_terms(
        [(plan.id().clone(), Drawing::new(&plan, &frame).line())].into(),
        terms,
    )
    .unwrap();
    json(&announcement);
    assert_eq!(announcement.text().parse(), Ok(announcement));
}

// What is refused, and in which words. Nothing is drawn.

fn refused(design: Design, units: &[Unit<'_>]) -> String {
    let plan = match Plan::builder("2024-01".parse().unwrap(), design).build() {
        Ok(plan) => plan,
        Err(faults) => return faults.to_string(),
    };
    let frame = match Frame::commit(FrameKey::secret([7; 32]).unwrap(), units.iter().copied()) {
        Ok(frame) => frame,
        Err(error) => return error.to_string(),
    };
    draw(&[(&plan, &frame)], &Randomness::declared([1; 32]))
        .unwrap_err()
        .to_string()
}

fn half() -> Design {
    Design::Rates {
        rates: "A 50%".parse().unwrap(),
        rounding: Rounding::Up,
        minimum: 0,
    }
}

fn capacity(total: u64, minimum: u64) -> Design {
    let minimum = [("A".parse().unwrap(), minimum)].into();
    Design::Capacity {
        total,
        weights: [("A".parse().unwrap(), 1)].into(),
        minimum,
    }
}

/// Rule DR-05.
#[test]
fn units_that_are_no_frame_are_refused() {
    let a = Unit::new("a", "A");
    assert_eq!(
        refused(half(), &[a, Unit::new("b", "A"), a]),
        "unit ids are unique in a frame, found `a` twice"
    );
    assert_eq!(
        refused(half(), &[Unit::new(" a", "A")]),
        "unit 0: a unit id neither begins nor ends with white space, found ` a`"
    );
    assert_eq!(
        refused(half(), &[a, Unit::new("b\t", "A")]),
        "unit 1: a unit id holds no control characters, found U+0009 in `b\\t`"
    );
    assert_eq!(
        refused(half(), &[Unit::new("", "A")]),
        "unit 0: a unit id has 1 to 128 bytes, found none"
    );
    assert_eq!(
        refused(half(), &[a.size(0)]),
        "unit 0: a size is at least 1, found 0 for `a`"
    );
    assert_eq!(
        refused(half(), &[Unit::new("a", "A/-x")]),
        "unit 0: a component of a stratum label does not begin with `-`, found `-x`: that marks the reason why a unit is not eligible"
    );
}

#[test]
fn units_that_do_not_fit_the_plan_are_refused() {
    let a = Unit::new("a", "A");
    assert_eq!(
        refused(half(), &[a, Unit::new("b", "B")]),
        "plan `2024-01`: a rate is wanted for every stratum, found none for `B`, in which `b` is"
    );
    assert_eq!(
        refused(half(), &[a, Unit::new("b", "A/x")]),
        "plan `2024-01`: one component for each attribute is wanted in a label, 1 in all, found `A/x` on `b`"
    );
    assert_eq!(
        refused(capacity(2, 0), &[a]),
        "plan `2024-01`: there are 1 units to draw from, found 2 to be drawn"
    );
    assert_eq!(
        refused(capacity(2, 2), &[a]),
        "plan `2024-01`: the stratum `A` has 1 units, found a minimum of 2"
    );
    assert_eq!(
        refused(capacity(1, 0), &[a, Unit::new("b", "B")]),
        "plan `2024-01`: a weight is wanted for every stratum, found none for `B`, in which `b` is"
    );
    let design = Design::Proportional {
        total: 2,
        method: ProportionalMethod::Pivotal,
    };
    assert_eq!(
        refused(design, &[a]),
        "plan `2024-01`: there are 1 units to draw from, found 2 to be drawn"
    );
}

#[test]
fn plans_that_cannot_be_drawn_are_refused() {
    assert_eq!(
        "100.0001%".parse::<Rate>().unwrap_err().to_string(),
        "a rate is at most 100 %, found 1000001 parts per million"
    );
    assert_eq!(
        Rate::from_ppm(1_000_001).unwrap_err().to_string(),
        "a rate is at most 100 %, found 1000001 parts per million"
    );
    assert_eq!(
        refused(capacity(1, 2), &[]),
        "design: a capacity of at least 2, the sum of the minima, is wanted, found 1"
    );
    assert_eq!(
        refused(capacity(0, 0), &[]),
        "design: at least one unit is to be drawn, found a total of 0"
    );
    let design = Design::Rates {
        rates: "A/x 5%".parse().unwrap(),
        rounding: Rounding::Down,
        minimum: 2,
    };
    assert_eq!(
        refused(design, &[]),
        "design: a minimum goes with rounding up only, found 2 with another; design: labels of this plan have at most 1 components and no `-` in front, found `A/x`"
    );
}

#[test]
fn a_plan_is_drawn_once_and_under_a_key_that_fits() {
    let randomness = Randomness::declared([1; 32]);
    let plan = Plan::builder("2024-01".parse().unwrap(), half())
        .build()
        .unwrap();
    let frame = Frame::commit(FrameKey::secret([7; 32]).unwrap(), [Unit::new("a", "A")]).unwrap();
    let twice = draw(&[(&plan, &frame), (&plan, &frame)], &randomness);
    assert_eq!(
        twice.unwrap_err().to_string(),
        "a plan id is drawn once, found `2024-01` twice"
    );
    let open = Frame::commit(FrameKey::open([7; 32]), [Unit::new("a", "A")]).unwrap();
    assert_eq!(
        draw(&[(&plan, &open)], &randomness)
            .unwrap_err()
            .to_string(),
        "plan `2024-01`: a secret frame key is wanted where an attribute is confidential, found the open one"
    );
    assert_eq!(
        draw::<Drawing<'_>>(&[], &randomness)
            .unwrap_err()
            .to_string(),
        "at least one plan is wanted, found none"
    );
    assert_eq!(
        FrameKey::secret([0; 32]).unwrap_err().to_string(),
        "a secret key is not the open one, found 32 zero bytes"
    );
    let other = Plan::builder("2024-02".parse().unwrap(), capacity(9, 0))
        .build()
        .unwrap();
    // One that cannot be drawn stops all.
    assert_eq!(
        draw(&[(&plan, &frame), (&other, &frame)], &randomness)
            .unwrap_err()
            .to_string(),
        "plan `2024-02`: there are 1 units to draw from, found 9 to be drawn"
    );
}
