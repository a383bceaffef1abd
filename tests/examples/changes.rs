//! Whatever is changed in a file since, the auditor's tool finds at its step.

use super::{TABLE, draw_from, replay, verify};
use double_random::digest::Digest;
use serde_json::Value;
use std::fs;

/// How a file is tampered with.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Change {
    /// The first such text becomes another.
    Text(&'static str, &'static str),
    /// The value at a JSON pointer becomes another.
    Value(&'static str, &'static str),
    /// The hex digits at a JSON pointer end with another digit.
    Digit(&'static str),
    /// The last line ends with another digit.
    LastDigit,
    /// The first line is gone.
    NoFirstLine,
    /// The last line is gone.
    NoLastLine,
    /// The second line stands after the third.
    Swapped,
}

/// What is changed, and the step that finds it.
const CHANGES: [(&str, Change, &str); 30] = [
    ("units.tsv", Change::Text("B/532301", "C/532301"), "frame"),
    ("units.tsv", Change::Text("1\t532301", "1\t532302"), "frame"),
    ("units.tsv", Change::Text("\t1\t", "\t2\t"), "frame"),
    ("units.tsv", Change::Text("\t1\t", "\t01\t"), "form"),
    ("units.tsv", Change::Text("\n", "\r\n"), "frame"),
    ("units.tsv", Change::NoFirstLine, "frame"),
    ("announcement.txt", Change::LastDigit, "announcement"),
    ("announcement.txt", Change::Text("\n", "\n\n"), "form"),
    ("plan.json", Change::Value("/reserves", "4"), "announcement"),
    (
        "record.json",
        Change::Value("/form", "\"double-random/confidential/1\""),
        "form",
    ),
    (
        "record.json",
        Change::Value("/plan/reserves", "4"),
        "announcement",
    ),
    (
        "record.json",
        Change::Digit("/randomness/contributed/nonces/州审计局"),
        "randomness",
    ),
    (
        "record.json",
        Change::Digit("/randomness/contributed/values/信标"),
        "seed",
    ),
    ("record.json", Change::Digit("/seed"), "seed"),
    ("record.json", Change::Digit("/frame_key/secret"), "frame"),
    (
        "record.json",
        Change::Value("/strata/0/sample", "2"),
        "sizes",
    ),
    (
        "record.json",
        Change::Digit("/strata/0/threshold"),
        "selection",
    ),
    (
        "record.json",
        Change::Value(
            "/officers/roster/departments/州市场监督管理局/slots",
            "[null]",
        ),
        "form",
    ),
    (
        "record.json",
        Change::Value("/officers/roster/recusals/0/inspector", "\"州市监-999\""),
        "form",
    ),
    (
        "record.json",
        Change::Value(
            "/officers/departments/州市场监督管理局/teams/0/seats/0",
            "1",
        ),
        "form",
    ),
    (
        "record.json",
        Change::Digit("/officers/roster/key"),
        "announcement",
    ),
    (
        "record.json",
        Change::Value("/officers/roster/recusals/0/from/target", "\"0\""),
        "announcement",
    ),
    (
        "record.json",
        Change::Value(
            "/officers/departments/州市场监督管理局/teams/3/seats/1",
            "\"州市监-999\"",
        ),
        "officers",
    ),
    (
        "record.json",
        Change::Value(
            "/officers/departments/州市场监督管理局/teams/3/seats/0",
            "null",
        ),
        "officers",
    ),
    (
        "record.json",
        Change::Value(
            "/officers/departments/州市场监督管理局/loads/州市监-001",
            "99",
        ),
        "officers",
    ),
    (
        "record.jsonl",
        Change::Text("\"rank\":1,", "\"rank\":2,"),
        "selection",
    ),
    ("record.jsonl", Change::NoFirstLine, "form"),
    ("record-digest.txt", Change::LastDigit, "digest"),
    (
        "public.json",
        Change::Value("/others/sample", "1"),
        "digest",
    ),
    ("public.json", Change::Value("/names/0", "\"0\""), "digest"),
];

/// What is changed of the ceremony, the step that finds it, and a word that it says.
const STORY: [(&str, Change, &str, &str); 19] = [
    (
        "journal.jsonl",
        Change::NoFirstLine,
        "journal",
        "entry 1 is missing before line 1",
    ),
    (
        "journal.jsonl",
        Change::NoLastLine,
        "journal",
        "after line 7 the end is missing",
    ),
    ("journal.jsonl", Change::Swapped, "journal", "line 2 "),
    (
        "journal.jsonl",
        Change::Text("06-11T09:00", "06-11T09:01"),
        "journal",
        "line 2 was altered",
    ),
    (
        "journal.jsonl",
        Change::Text("{", "{ "),
        "journal",
        "line 1 is no line",
    ),
    (
        "journal.jsonl",
        Change::Text("\n", "\r\n"),
        "journal",
        "line 1 is no line",
    ),
    (
        "journal-head.txt",
        Change::LastDigit,
        "journal",
        "no line gives the published head",
    ),
    (
        "journal-head.txt",
        Change::Text("\n", "\n\n"),
        "form",
        "journal-head.txt",
    ),
    (
        "opening.json",
        Change::Value("/plans/0/public/names/0", "\"0\""),
        "digest",
        "record digest",
    ),
    (
        "opening.json",
        Change::Value("/plans/0/public/others/units", "1"),
        "sizes",
        "sample of others",
    ),
    (
        "opening.json",
        Change::Digit("/randomness/contributed/nonces/州审计局"),
        "randomness",
        "州审计局",
    ),
    (
        "opening.json",
        Change::Digit("/randomness/contributed/values/信标"),
        "seed",
        "seed",
    ),
    ("opening.json", Change::Digit("/seed"), "seed", "seed"),
    (
        "sealed.jsonl",
        Change::NoFirstLine,
        "journal",
        "sealed event",
    ),
    (
        "sealed.jsonl",
        Change::Text("州局信用监管科", "州局"),
        "journal",
        "sealed event",
    ),
    (
        "sealed.jsonl",
        Change::Text("sealed/1", "sealed/2"),
        "form",
        "sealed.jsonl, line 1",
    ),
    (
        "transcript.json",
        Change::Digit("/steps/0/step/nonce/nonce"),
        "form",
        "州审计局",
    ),
    (
        "transcript.json",
        Change::Value("/steps/3/at", "\"2024-06-11T09:01:00+08:00\""),
        "journal",
        "closing",
    ),
    (
        "transcript.json",
        Change::Text("\"2024-12-20T09", "\"2024-12-20T10"),
        "journal",
        "opening",
    ),
];

impl Change {
    pub(crate) fn of(self, text: &str) -> String {
        let other = |text: &str| {
            let mut text = text.to_owned();
            let digit = if text.pop() == Some('0') { '1' } else { '0' };
            text.push(digit);
            text
        };
        match self {
            Self::Text(from, to) => text.replacen(from, to, 1),
            Self::LastDigit => other(text.trim_end()) + "\n",
            Self::NoFirstLine => text.split_inclusive('\n').skip(1).collect(),
            Self::NoLastLine => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                lines.pop();
                lines.concat()
            }
            Self::Swapped => {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                lines.swap(1, 2);
                lines.concat()
            }
            Self::Value(pointer, value) => {
                let value: Value = serde_json::from_str(value).unwrap();
                with(text, pointer, |_| value)
            }
            Self::Digit(pointer) => with(text, pointer, |hex| other(hex.as_str().unwrap()).into()),
        }
    }
}

/// The document with another value at a pointer.
fn with(text: &str, pointer: &str, change: impl FnOnce(&Value) -> Value) -> String {
    let mut json: Value = serde_json::from_str(text).unwrap();
    let leaf = json.pointer_mut(pointer).unwrap();
    *leaf = change(leaf);
    json.to_string()
}

#[test]
fn every_change_is_found_at_its_step() {
    let (drawn, run) = draw_from("tampering", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert_eq!(verify(&drawn).code, 0);
    for (name, change, step) in CHANGES {
        let file = drawn.join(name);
        let text = fs::read_to_string(&file).unwrap();
        let changed = change.of(&text);
        assert_ne!(changed, text, "{name} {change:?}");
        fs::write(&file, changed).unwrap();
        let audit = verify(&drawn);
        let last = audit.stdout.lines().last().unwrap_or_default();
        let start = format!("DIVERGES at {step}: ");
        let said = [start.as_str(), ": expected ", ", found "];
        assert!(
            said.iter().all(|words| last.contains(*words)),
            "{name} {change:?}: {last}"
        );
        assert_eq!(audit.code, 1, "{name} {change:?}");
        if name != "plan.json" {
            // The other program does not read that file, and tells the form of a text where it uses it.
            let audit = replay(&drawn);
            let last = audit.stdout.lines().last().unwrap_or_default();
            let found = audit.code == 1 && last.contains("DIVERGES");
            assert!(
                found && (step == "form" || last.starts_with(step)),
                "{name} {change:?}: {last}"
            );
        }
        fs::write(&file, text).unwrap();
    }
    for (name, change, step, word) in STORY {
        let file = drawn.join(name);
        let text = fs::read_to_string(&file).unwrap();
        let changed = change.of(&text);
        assert_ne!(changed, text, "{name} {change:?}");
        fs::write(&file, changed).unwrap();
        let audit = verify(&drawn);
        let last = audit.stdout.lines().last().unwrap_or_default();
        let start = format!("DIVERGES at {step}: ");
        assert!(
            audit.code == 1 && last.starts_with(&start) && last.contains(word),
            "{name} {change:?}: {last}"
        );
        fs::write(&file, text).unwrap();
    }
    assert_eq!(verify(&drawn).code, 0);
    fs::remove_file(drawn.join("public.json")).unwrap();
    let audit = verify(&drawn);
    assert!(audit.code == 1 && audit.stdout.contains("DIVERGES at digest: public form"));
    fs::remove_file(drawn.join("units.tsv")).unwrap();
    let audit = verify(&drawn);
    assert!(audit.code == 2 && audit.stderr.contains("units.tsv"));
}

/// An office that keeps journal and seals can write both anew; whom the seed sends it cannot change.
#[test]
fn another_officer_in_a_refilled_seat_is_found_though_all_digests_fit() {
    let (drawn, run) = draw_from("refilled", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let read = |name| fs::read_to_string(drawn.join(name)).unwrap();
    let sealed = read("sealed.jsonl");
    let line = sealed.lines().find(|line| line.contains("replacement"));
    let line = line.unwrap();
    let value: Value = serde_json::from_str(line).unwrap();
    let [comes, leaves] = ["comes", "leaves"].map(|field| {
        let at = format!("/matter/replacement/{field}");
        value.pointer(&at).unwrap().as_str().unwrap()
    });
    let friend = ["州市监-031", "州市监-032", "州市监-033"];
    let friend = friend.iter().find(|id| **id != comes && **id != leaves);
    let forged = line.replace(comes, friend.unwrap());
    fs::write(drawn.join("sealed.jsonl"), sealed.replace(line, &forged)).unwrap();

    // The journal from there on, each line with the head before it.
    let mut written = vec![[line, &forged].map(|line| Digest::of(line.as_bytes()).to_string())];
    let mut lines = String::new();
    for line in read("journal.jsonl").lines() {
        let mut other = line.to_owned();
        for [from, to] in &written {
            other = other.replace(from, to);
        }
        written.push([line, &other].map(|line| Digest::of(line.as_bytes()).to_string()));
        lines += &(other + "\n");
    }
    let head = written.last().unwrap()[1].clone() + "\n";
    fs::write(drawn.join("journal.jsonl"), lines).unwrap();
    fs::write(drawn.join("journal-head.txt"), head).unwrap();

    let audit = verify(&drawn);
    let last = audit.stdout.lines().last().unwrap_or_default();
    let said = format!(
        "found `{}` as replacement 1 in the seat of `{leaves}`",
        friend.unwrap()
    );
    assert!(
        audit.code == 1 && last.contains("DIVERGES at journal: "),
        "{last}"
    );
    assert!(
        last.contains(&format!("expected `{comes}` as")) && last.contains(&said),
        "{last}"
    );
}
