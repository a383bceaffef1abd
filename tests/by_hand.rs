//! The draw that `docs/BY-HAND.md` works in a shell, drawn: the crate gives every value that stands on the page.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that fails is a test that fails"
)]

use double_random::calendar::Moment;
use double_random::ceremony::{Announced, Ceremony as Stage};
use double_random::chance::announcement::Terms;
use double_random::chance::beacon::Beacon;
use double_random::chance::lottery::{Lottery, Urn};
use double_random::chance::randomness::Nonce;
use double_random::chance::{Announcement, Randomness, Stream};
use double_random::digest::{Digest, MerkleTree};
use double_random::draw::{Drawing, PublicForm, Record, Strength, draw_announced, record_digest};
use double_random::frame::{Frame, FrameKey, Leaf, Slip, Unit};
use double_random::id::Contributor;
use double_random::journal::{Event, Journal};
use double_random::plan::{Design, Plan};
use double_random::sampling::Rounding;
use std::collections::BTreeMap;

const ANNOUNCED: &str = "2024-05-20T09:00:00+08:00";
const CLOSED: &str = "2024-06-06T12:00:00+08:00";

const PAGE: &str = include_str!("../docs/BY-HAND.md");

/// What a page says that its commands print: the command, or nothing where the value has a line of its own, and the value.
fn values(page: &str) -> Vec<(String, String)> {
    let pairs = page.lines().filter_map(|line| line.split_once("# = "));
    pairs
        .map(|(command, value)| (command.trim_end().to_owned(), value.to_owned()))
        .collect()
}

/// The page's draw, by the crate.
struct Ceremony {
    frame: Frame,
    plan: Plan,
    nonces: BTreeMap<Contributor, Nonce>,
    announcement: Announcement,
    closing: Digest,
    randomness: Randomness,
    record: Record,
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn beacon() -> Beacon {
    let known_from = moment("2024-06-06T20:00:00+08:00");
    Beacon::new("Town Beacon", "1000", known_from, 64, "round 1001 counts").unwrap()
}

fn lottery() -> Lottery {
    let known_from = moment("2024-06-06T21:15:00+08:00");
    let urns = [(6, 33), (1, 16)].map(|(balls, high)| Urn::new(balls, 1, high).unwrap());
    Lottery::new(
        "Town Lotto",
        "64",
        known_from,
        urns.to_vec(),
        "issue 65 counts",
    )
    .unwrap()
}

fn registry() -> [Unit<'static>; 6] {
    let rows = [
        ("91532301MA6K00014Y", "D"),
        ("92532301MA6K00022N", "B"),
        ("91532301MA6K00030L", "-dormant"),
        ("93532301MA6K00049B", "D"),
        ("92532301MA6K000579", "B"),
        ("91532301MA6K000657", "D"),
    ];
    rows.map(|(id, class)| Unit::new(id, class).district("532301"))
}

fn ceremony() -> Ceremony {
    let frame = Frame::commit(FrameKey::secret([0x4b; 32]).unwrap(), registry()).unwrap();
    let design = Design::Rates {
        rates: "B 10%, D 50%".parse().unwrap(),
        rounding: Rounding::Expected,
        minimum: 0,
    };
    let plan = Plan::builder("2024-food-01".parse().unwrap(), design)
        .build()
        .unwrap();
    let nonces: BTreeMap<Contributor, Nonce> =
        [("auditors", [0x11; 32]), ("consumers", [0x22; 32])]
            .map(|(name, nonce)| (name.parse().unwrap(), Nonce::from_bytes(nonce)))
            .into();
    let terms = Terms {
        contributors: nonces
            .iter()
            .map(|(name, nonce)| (name.clone(), nonce.commitment(name)))
            .collect(),
        sources: [
            ("beacon".parse().unwrap(), beacon().form().unwrap()),
            ("lottery".parse().unwrap(), lottery().form().unwrap()),
        ]
        .into(),
        journal: Journal::new().head(),
        record_by: moment("2024-06-07T12:00:00+08:00"),
        open_by: "2024-12-31".parse().unwrap(),
    };
    let lines = [(plan.id().clone(), Drawing::new(&plan, &frame).line())].into();
    let announcement = Announcement::with_terms(lines, terms).unwrap();
    let mut announced = Announced::new(announcement.clone(), moment(ANNOUNCED)).unwrap();
    for (name, nonce) in &nonces {
        announced = announced
            .nonce(name.clone(), nonce.clone(), moment(CLOSED))
            .unwrap();
    }
    let closed = announced.close(moment(CLOSED)).unwrap();
    let balls: [&[u32]; 2] = [&[8, 31, 3, 22, 14, 27], &[11]];
    let results = [
        ("beacon", "3".repeat(64).parse().unwrap()),
        ("lottery", lottery().value(&balls).unwrap()),
    ];
    let closing = closed.closing();
    let mut stage = Stage::Closed(closed);
    for (name, value) in results {
        let Stage::Closed(closed) = stage else {
            panic!("seeded before the last value")
        };
        let evening = moment("2024-06-06T21:30:00+08:00");
        stage = closed.value(name.parse().unwrap(), value, evening).unwrap();
    }
    let Stage::Seeded(seeded) = stage else {
        panic!("not seeded by the last value")
    };
    let randomness = seeded.randomness();
    let mut records = draw_announced(&announcement, &[(&plan, &frame)], &randomness).unwrap();
    Ceremony {
        frame,
        plan,
        nonces,
        announcement,
        closing,
        randomness,
        record: records.remove(0),
    }
}

/// What the crate says in place of each command of the page.
fn drawn(ceremony: &Ceremony) -> Vec<(String, String)> {
    let mut said = before(ceremony);
    said.extend(sample(ceremony));
    said.extend(afterwards(ceremony));
    said.extend(journal(ceremony));
    said
}

fn said(command: &str, value: &impl ToString) -> (String, String) {
    (command.to_owned(), value.to_string())
}

/// Steps 1 to 6: from the registry to the seed.
fn before(ceremony: &Ceremony) -> Vec<(String, String)> {
    let Ceremony {
        frame,
        plan,
        nonces,
        announcement,
        randomness,
        ..
    } = ceremony;
    let commit = |name: &str| {
        let name = name.parse().unwrap();
        nonces[&name].commitment(&name)
    };
    let seed = randomness.draw_seed(announcement).unwrap();
    let tokens = frame
        .leaves()
        .map(|leaf| said("", &format!("{} {}", leaf.id, leaf.token)));
    let mut values: Vec<_> = tokens.collect();
    values.extend([
        said(r#"echo "$COMMITMENT""#, &frame.key().commitment()),
        said(r#"echo "$ROOT""#, &frame.root()),
        said(r#"echo "$PLAN_DIGEST""#, &plan.digest()),
        said(
            r#"echo "$ROSTER_DIGEST""#,
            &Drawing::new(plan, frame).line().roster,
        ),
        said("commit auditors $AUDITORS", &commit("auditors")),
        said("commit consumers $CONSUMERS", &commit("consumers")),
        said(r#"echo "$JOURNAL""#, &announcement.terms().unwrap().journal),
        said(r#"echo "$A""#, &announcement.digest()),
        said(r#"echo "$CLOSING""#, &ceremony.closing),
        said(r#"echo "$RANDOMNESS""#, &randomness.value()),
        said(r#"echo "$SEED""#, &seed.reveal()),
        said(r#"echo "$ROUNDING""#, &seed.rounding(plan.id()).reveal()),
        said(r#"echo "$TARGETS""#, &seed.targets(plan.id()).reveal()),
    ]);
    values
}

/// Steps 7 and 8: how many, and who.
fn sample(ceremony: &Ceremony) -> Vec<(String, String)> {
    let Ceremony { frame, record, .. } = ceremony;
    let id = ceremony.plan.id();
    let (mut stream, targets) = (
        Stream::new(&record.seed().rounding(id)),
        record.seed().targets(id),
    );
    let [b, d] = [(); 2].map(|()| stream.below(1_000_000));
    let [b_stratum, d_stratum] = [0, 1].map(|at: usize| &record.strata()[at]);
    let sizes = format!(
        "{} of class B, {} of class D",
        b_stratum.sample, d_stratum.sample
    );
    let thresholds = [b_stratum, d_stratum].map(|stratum| stratum.threshold.unwrap());
    let mut values = vec![
        said(r#"echo "$B_CHANCE $D_CHANCE""#, &format!("{b} {d}")),
        said(r#"echo "$B of class B, $D of class D""#, &sizes),
    ];
    let eligible = frame.leaves().filter(|leaf| leaf.stratum.is_eligible());
    let mut queue: Vec<_> = eligible
        .map(|leaf| (leaf.stratum, targets.ticket(leaf.token.as_bytes()), leaf.id))
        .collect();
    queue.sort();
    values.extend(
        queue
            .iter()
            .map(|(class, ticket, id)| said("", &format!("{class} {ticket} {id}"))),
    );
    values.push(said(
        r#"echo "B $(threshold B $B), D $(threshold D $D)""#,
        &format!("B {}, D {}", thresholds[0], thresholds[1]),
    ));
    values
}

/// Steps 9 and 10: the record, and what a business is shown of it.
fn afterwards(ceremony: &Ceremony) -> Vec<(String, String)> {
    let Ceremony {
        frame,
        plan,
        announcement,
        record,
        ..
    } = ceremony;
    let public = record.public().unwrap();
    let names: Vec<String> = public
        .names()
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    let [public, confidential] =
        [public.to_json(), record.to_json()].map(|text| Digest::of(text.as_bytes()));
    let announced = &announcement.plans()[plan.id()];
    let leaves: Vec<Leaf> = frame.leaves().collect();
    let place = leaves
        .iter()
        .position(|leaf| leaf.id.as_str() == "93532301MA6K00049B");
    let texts: Vec<String> = leaves.iter().map(Leaf::to_string).collect();
    let proof = MerkleTree::of(&texts).prove(u64::try_from(place.unwrap()).unwrap(), &texts);
    let slip = Slip {
        leaf: leaves[place.unwrap()].clone(),
        proof: proof.unwrap(),
    };
    assert!(slip.holds(&announced.root, announced.count));
    let ticket = record
        .seed()
        .targets(plan.id())
        .ticket(slip.leaf.token.as_bytes());
    vec![
        said(r#"echo "$NAMES""#, &names.join(",")),
        said(r#"echo "$PUBLIC_DIGEST""#, &public),
        said(r#"echo "$CONFIDENTIAL_DIGEST""#, &confidential),
        said(r#"echo "$RECORD""#, &record_digest(&public, &confidential)),
        said(
            r#"echo "$(node "$LEFT" "$(node "$(leaf 5)" "$(leaf 6)")")""#,
            &announced.root,
        ),
        said(
            r#"echo "$class $(printf '%s%s' "$TARGETS" "$token" | H | cut -c1-16)""#,
            &format!("{} {ticket}", slip.leaf.stratum),
        ),
    ]
}

/// Step 11: the heads after the first two lines.
fn journal(ceremony: &Ceremony) -> [(String, String); 2] {
    let mut journal = Journal::new();
    let announced = Event::Announced {
        announcement: ceremony.announcement.clone(),
        succeeds: None,
    };
    journal.append(moment(ANNOUNCED), announced).unwrap();
    let first = journal.head();
    let closed = Event::Closed {
        announcement: ceremony.announcement.digest(),
        closing: ceremony.closing,
    };
    journal.append(moment(CLOSED), closed).unwrap();
    [
        said(r#"echo "$FIRST""#, &first),
        said(r#"echo "$SECOND""#, &journal.head()),
    ]
}

/// Every value of the page, in its place, is the crate's.
#[test]
fn the_crate_gives_every_value_of_the_page() {
    assert_eq!(drawn(&ceremony()), values(PAGE));
}

/// The record that the page ends with is the crate's record: its digest, its public form, and its replay as announced.
#[test]
fn the_record_of_the_page_replays_as_announced() {
    let Ceremony { frame, record, .. } = ceremony();
    let values = values(PAGE);
    let (_, published) = values
        .iter()
        .find(|(command, _)| command == r#"echo "$RECORD""#)
        .unwrap();
    let published: Digest = published.parse().unwrap();
    assert_eq!(record.digest(), published);
    let read = Record::parse(&record.to_json()).unwrap();
    let replayed = read.replay(&frame, &published).unwrap();
    assert_eq!(replayed.strength(), Strength::AsAnnounced);
    let public = record.public().unwrap();
    assert_eq!(PublicForm::parse(&public.to_json()).as_ref(), Ok(public));
}

/// Whichever value of the page is altered, the crate says otherwise.
#[test]
fn no_value_of_the_page_can_be_altered() {
    let said = drawn(&ceremony());
    let lines: Vec<&str> = PAGE.lines().collect();
    let valued = (0..lines.len()).filter(|at| lines[*at].contains("# = "));
    for at in valued.clone() {
        let altered = [lines[at], "0"].concat();
        let page = [&lines[..at], &[altered.as_str()], &lines[at + 1..]].concat();
        assert_ne!(said, values(&page.join("\n")), "line {}", at + 1);
    }
    assert_eq!(valued.count(), said.len());
}
