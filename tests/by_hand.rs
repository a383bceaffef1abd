//! The draw that `docs/BY-HAND.md` works in a shell, drawn: the crate gives every value that stands on the page.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use double_random::chance::announcement::Terms;
use double_random::chance::randomness::{Nonce, closing};
use double_random::chance::{Announcement, Randomness, Stream};
use double_random::digest::{Digest, MerkleTree};
use double_random::draw::{PublicForm, Record, Strength, draw_announced, line, record_digest};
use double_random::frame::{Frame, FrameKey, Leaf, Slip, Unit};
use double_random::id::Contributor;
use double_random::plan::{Design, Plan};
use double_random::sampling::Rounding;
use std::collections::BTreeMap;

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
    randomness: Randomness,
    record: Record,
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
    let sources = [
        (
            "beacon",
            "its first value after 20:00 on 6 June 2024 (+08:00), 64 hex digits in lower case",
        ),
        (
            "lottery",
            "draw 2024-064, of 6 June 2024, as in 02 05 11 19 28 33 + 07; if it is cancelled, the next",
        ),
    ];
    let terms = Terms {
        contributors: nonces
            .iter()
            .map(|(name, nonce)| (name.clone(), nonce.commitment(name)))
            .collect(),
        sources: sources
            .map(|(name, form)| (name.parse().unwrap(), form.parse().unwrap()))
            .into(),
        journal: Digest::of(b"double-random/1 journal\n"),
        record_by: "2024-06-07T12:00:00+08:00".parse().unwrap(),
        open_by: "2024-12-31".parse().unwrap(),
    };
    let lines = [(plan.id().clone(), line(&plan, &frame))].into();
    let announcement = Announcement::with_terms(lines, terms).unwrap();
    let results = [
        ("beacon", "3".repeat(64)),
        ("lottery", "03 08 14 22 27 31 + 05".to_owned()),
    ];
    let randomness = Randomness::Contributed {
        nonces: nonces.clone(),
        values: results
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .into(),
    };
    let mut records = draw_announced(&announcement, &[(&plan, &frame)], &randomness).unwrap();
    Ceremony {
        frame,
        plan,
        nonces,
        announcement,
        randomness,
        record: records.remove(0),
    }
}

/// What the crate says in place of each command of the page.
fn drawn(ceremony: &Ceremony) -> Vec<(String, String)> {
    let mut said = before(ceremony);
    said.extend(sample(ceremony));
    said.extend(afterwards(ceremony));
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
        said(r#"echo "$ROSTER_DIGEST""#, &line(plan, frame).roster),
        said("commit auditors $AUDITORS", &commit("auditors")),
        said("commit consumers $CONSUMERS", &commit("consumers")),
        said(r#"echo "$JOURNAL""#, &announcement.terms().unwrap().journal),
        said(r#"echo "$A""#, &announcement.digest()),
        said(r#"echo "$CLOSING""#, &closing(announcement, nonces)),
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
