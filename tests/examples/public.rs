//! What everyone can check with the files that are said to be public, and what those do not tell.

use super::{TABLE, draw_from, fresh, verify};
use double_random::digest::Digest;
use double_random::frame::Slip;
use std::fs;
use std::path::{Path, PathBuf};

/// A draw, and a folder with what the program says is public of it.
fn published(name: &str) -> (PathBuf, PathBuf) {
    let (drawn, run) = draw_from(name, TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let public = fresh(&format!("{name}-public"));
    let told = run
        .stdout
        .lines()
        .find_map(|line| line.strip_prefix("  public "));
    for file in told.unwrap().split_whitespace() {
        fs::copy(drawn.join(file), public.join(file)).unwrap();
    }
    (drawn, public)
}

fn replace(dir: &Path, name: &str, from: &str, to: &str) -> String {
    let file = dir.join(name);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{name}: {from}");
    fs::write(&file, text.replacen(from, to, 1)).unwrap();
    text
}

#[test]
fn public_files_are_checked_alone() {
    let (_, public) = published("alone");
    let run = verify(&public);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{}", run.stdout);
    for words in [
        "everyone  checked: ",
        "auditor   not checked: there is no units.tsv and no record.json",
    ] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }

    let name = fs::read_to_string(public.join("public.json")).unwrap();
    let name = name.split('"').find(|text| text.len() == 18).unwrap();
    for (file, step) in [("public.json", "digest"), ("opening.json", "digest")] {
        let text = replace(&public, file, name, "0");
        let run = verify(&public);
        let found = run.stdout.contains(&format!("DIVERGES at {step}: "));
        assert!(run.code == 1 && found, "{file}: {}", run.stdout);
        fs::write(public.join(file), text).unwrap();
    }
    let text = replace(&public, "plan.json", "\"reserves\": 3", "\"reserves\": 4");
    let run = verify(&public);
    assert!(
        run.code == 1 && run.stdout.contains("at announcement: plan.json"),
        "{}",
        run.stdout
    );
    fs::write(public.join("plan.json"), text).unwrap();
    let text = replace(&public, "announcement.txt", "2024-12-31", "2024-12-30");
    let run = verify(&public);
    assert!(
        run.code == 1 && run.stdout.contains("at journal: announcement.txt"),
        "{}",
        run.stdout
    );
    fs::write(public.join("announcement.txt"), text).unwrap();
    fs::write(public.join("record-digest.txt"), "00".repeat(32)).unwrap();
    let run = verify(&public);
    assert!(
        run.code == 1 && run.stdout.contains("at digest: record-digest.txt"),
        "{}",
        run.stdout
    );
    fs::remove_file(public.join("record-digest.txt")).unwrap();
    assert_eq!(verify(&public).code, 0);

    fs::remove_file(public.join("opening.json")).unwrap();
    let run = verify(&public);
    assert!(
        run.code == 0 && run.stdout.contains("though the journal notes an opening"),
        "{}",
        run.stdout
    );
}

#[test]
fn what_belongs_together_is_asked_for() {
    let (drawn, public) = published("together");
    let missing = |dir: &Path, gone: &[&str], wanted: &str| {
        let kept: Vec<_> = gone
            .iter()
            .map(|name| (name, fs::read(dir.join(name)).unwrap()))
            .collect();
        for (name, _) in &kept {
            fs::remove_file(dir.join(name)).unwrap();
        }
        let run = verify(dir);
        assert!(
            run.code == 2 && run.stderr.contains(wanted),
            "{gone:?}: {}{}",
            run.stdout,
            run.stderr
        );
        for (name, bytes) in &kept {
            fs::write(dir.join(name), bytes).unwrap();
        }
    };
    missing(&drawn, &["record.json"], "record.json");
    missing(&drawn, &["record.json", "record.jsonl"], "record.json");
    missing(&drawn, &["units.tsv"], "units.tsv");
    missing(&drawn, &["announcement.txt"], "announcement.txt");
    missing(&drawn, &["record-digest.txt"], "record-digest.txt");
    missing(&drawn, &["transcript.json"], "transcript.json");
    missing(
        &drawn,
        &["journal.jsonl", "journal-head.txt"],
        "journal.jsonl",
    );
    missing(&public, &["journal.jsonl"], "journal.jsonl");
    missing(&public, &["journal-head.txt"], "journal-head.txt");
    missing(
        &public,
        &["journal.jsonl", "journal-head.txt", "opening.json"],
        "opening.json",
    );

    // Nothing sealed is what the journal must then say, too.
    fs::remove_file(drawn.join("sealed.jsonl")).unwrap();
    let run = verify(&drawn);
    assert!(
        run.code == 1 && run.stdout.contains("DIVERGES at journal: sealed"),
        "{}",
        run.stdout
    );

    // The closing stands in the journal alone.
    for file in ["journal.jsonl", "journal-head.txt"] {
        fs::remove_file(public.join(file)).unwrap();
    }
    let run = verify(&public);
    assert!(
        run.code == 1 && run.stdout.contains("DIVERGES at closing: journal.jsonl"),
        "{}",
        run.stdout
    );
}

#[test]
fn public_files_hold_no_secret() {
    let (drawn, public) = published("secret");
    let text = |name| fs::read_to_string(drawn.join(name)).unwrap();
    let record: serde_json::Value = serde_json::from_str(&text("record.json")).unwrap();
    let mut secrets = vec![
        record
            .pointer("/frame_key/secret")
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned(),
    ];
    for name in ["slip.json", "slip-not-drawn.json"] {
        let slip: Slip = serde_json::from_str(&text(name)).unwrap();
        secrets.push(slip.leaf.token.to_string());
    }
    for line in text("sealed.jsonl").lines() {
        let sealed: serde_json::Value = serde_json::from_str(line).unwrap();
        secrets.extend(
            ["/blind", "/approval/approver"]
                .map(|at| sealed.pointer(at).unwrap().as_str().unwrap().to_owned()),
        );
    }
    // Officers stand in no public file either.
    assert!(text("roster.json").contains("\"州市监-001\""));
    secrets.push("州市监-".to_owned());
    let mut read = 0;
    for file in fs::read_dir(&public).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(secrets.iter().all(|secret| !text.contains(secret)));
        read += 1;
    }
    assert!(read == 7 && secrets.len() == 12);
}

#[test]
fn before_the_opening_the_journal_alone_is_checked() {
    let (_, public) = published("before");
    for file in ["opening.json", "public.json"] {
        fs::remove_file(public.join(file)).unwrap();
    }
    let lines = fs::read_to_string(public.join("journal.jsonl")).unwrap();
    let lines: Vec<&str> = lines.split_inclusive('\n').take(3).collect();
    let head = Digest::of(lines[2].trim_end().as_bytes());
    fs::write(public.join("journal.jsonl"), lines.concat()).unwrap();
    fs::write(public.join("journal-head.txt"), format!("{head}\n")).unwrap();
    let run = verify(&public);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    assert!(run.stdout.contains("nothing is open yet"), "{}", run.stdout);
}
