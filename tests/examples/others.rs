//! Folders that the example does not write: declared randomness with an opening, and one plan of two drawn together.

use super::{fresh, replay, story, verify};
use double_random::chance::{Randomness, Seed, Stream};
use double_random::check::Opening;
use double_random::draw::{Record, draw};
use double_random::frame::Frame;
use double_random::id::DepartmentId;
use double_random::inspector::{Certificate, Inspector, Roster, Slot};
use double_random::journal::Journal;
use std::fs;
use std::path::Path;
use story::*;

/// What everyone gets of a plan.
fn publish(dir: &Path, record: &Record, opening: &Opening) {
    let write = |name: &str, text: &str| fs::write(dir.join(name), text).unwrap();
    write("announcement.txt", &record.announcement().text());
    write("plan.json", record.plan().to_json());
    write("record-digest.txt", &record.digest().to_string());
    write("public.json", &record.public().unwrap().to_json());
    write("opening.json", opening.document().unwrap().canonical());
}

/// What only the office has.
fn keep(dir: &Path, record: &Record, frame: &Frame) {
    let units = frame.leaves().map(|leaf| {
        let leaf = leaf.to_string();
        leaf.rsplit_once('\t').unwrap().0.to_owned() + "\n"
    });
    fs::write(dir.join("units.tsv"), units.collect::<String>()).unwrap();
    fs::write(dir.join("record.json"), record.to_json()).unwrap();
}

#[test]
fn an_opening_of_declared_randomness_needs_no_journal() {
    let (plan, frame) = (plan("2024-food"), frame(7));
    let records = draw(&[(&plan, &frame)], &Randomness::declared([1; 32])).unwrap();
    let opening = Opening::of(&[&records[0]]).unwrap();
    let dir = fresh("declared");
    publish(&dir, &records[0], &opening);
    let run = verify(&dir);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(
        run.stdout.contains("only a journal shows"),
        "{}",
        run.stdout
    );
    keep(&dir, &records[0], &frame);
    assert_eq!(verify(&dir).code, 0);

    // Of other randomness, everything follows but what was published.
    let others = draw(&[(&plan, &frame)], &Randomness::declared([2; 32])).unwrap();
    let opening = Opening::of(&[&others[0]]).unwrap();
    fs::write(
        dir.join("opening.json"),
        opening.document().unwrap().canonical(),
    )
    .unwrap();
    let run = verify(&dir);
    assert!(
        run.code == 1 && run.stdout.contains("DIVERGES at digest: record digest"),
        "{}",
        run.stdout
    );
}

#[test]
fn one_plan_of_two_is_replayed_and_not_audited() {
    let story = Story::new(Journal::new().head());
    let (records, transcript) = (story.records(), story.opened());
    let mut kept = Kept::drawn(&story);
    let opening = kept.open(&story);

    let dir = fresh("two");
    publish(&dir, &records[0], &opening);
    fs::write(dir.join("journal.jsonl"), kept.texts().join("\n")).unwrap();
    fs::write(
        dir.join("journal-head.txt"),
        kept.journal.head().to_string(),
    )
    .unwrap();
    assert_eq!(verify(&dir).code, 0);
    keep(&dir, &records[0], &story.plans[0].1);
    fs::write(dir.join("transcript.json"), transcript.to_json()).unwrap();
    let run = verify(&dir);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    for words in [
        "everyone  checked: ",
        "auditor   consistent: ",
        "other plans were drawn together with this one",
    ] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }

    // With the other plan's record in a folder inside, both are audited.
    let inside = dir.join("2024-fire");
    fs::create_dir(&inside).unwrap();
    keep(&inside, &records[1], &story.plans[1].1);
    fs::write(
        inside.join("record-digest.txt"),
        records[1].digest().to_string(),
    )
    .unwrap();
    let run = verify(&dir);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    assert!(run.stdout.contains("tell one story"), "{}", run.stdout);
}

/// Ten officers, some of whom serve one district, hold the qualification, carry seats in or have a limit, for three seats at a target.
fn short_roster(byte: u8) -> Roster {
    let mut stream = Stream::new(&Seed::from_bytes([byte; 32]));
    let department: DepartmentId = OFFICE.parse().unwrap();
    let slots = [
        Slot::any(),
        Slot::asking_for("food".parse().unwrap()),
        Slot::any(),
    ];
    let mut roster = Roster::builder("0a".repeat(32).parse().unwrap());
    roster = roster.department(department.clone(), slots);
    for id in (1..=10).map(|number| number.to_string()) {
        let [from, until] = ["2022-03-01", "2027-02-28"].map(|day| day.parse().unwrap());
        let certificate = Certificate::new(id.parse().unwrap(), from, until);
        let mut officer = Inspector::new(id.parse().unwrap(), department.clone());
        officer = officer.certificate(certificate).carried(stream.below(4));
        if stream.below(2) == 0 {
            officer = officer.district(stream.below(2).to_string().parse().unwrap());
        }
        if stream.below(2) == 0 {
            officer = officer.qualification("food".parse().unwrap());
        }
        if stream.below(3) > 0 {
            officer = officer.limit(stream.below(16));
        }
        roster = roster.inspector(officer);
    }
    roster.build_for("2024-07-01".parse().unwrap()).unwrap()
}

#[test]
fn teams_loads_and_shortages_are_the_same_in_another_language() {
    let (plan, frame) = (plan("2024-food"), frame(7));
    let (mut once, mut full) = (0, 0);
    for byte in 1..=12 {
        let roster = short_roster(byte);
        let randomness = Randomness::declared([byte; 32]);
        let records = draw(&[(&plan, &frame, &roster)], &randomness).unwrap();
        for (_, sent) in records[0].dispatch().unwrap().departments() {
            let cut = sent.shortage.iter();
            once += cut.clone().map(|cut| cut.once.len()).sum::<usize>();
            full += cut.map(|cut| cut.officers.len()).sum::<usize>();
        }
        let dir = fresh("short");
        publish(&dir, &records[0], &Opening::of(&[&records[0]]).unwrap());
        keep(&dir, &records[0], &frame);
        let run = replay(&dir);
        assert_eq!(run.code, 0, "{byte}: {}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("officers       ok"), "{}", run.stdout);
    }
    assert!(once > 0 && full > 0, "{once} {full}");
}
