//! The examples do what they say: one draws and writes, the other finds whatever was changed since.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a helper that cannot run or read is a failed test"
)]

#[path = "examples/changes.rs"]
mod changes;
#[path = "examples/others.rs"]
mod others;
#[path = "examples/public.rs"]
mod public;
#[path = "examples/registries.rs"]
mod registries;
mod story;

use double_random::draw::Record;
use double_random::frame::Slip;
use double_random::uscc::Uscc;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

/// The executables of the examples, built as this test was.
static BUILT: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--message-format=json"]);
    build.args(["--example", "chuxiong", "--example", "verify"]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let output = build
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let messages = text(&output.stdout);
    let messages = messages
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    messages
        .filter_map(|message| Some(message.get("executable")?.as_str()?.into()))
        .collect()
});

/// The files of the whole draw, and what was printed.
static WHOLE: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let out = fresh("whole");
    let run = chuxiong(&out, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    (out, run.stdout)
});

/// The table of every 60th of its businesses.
static TABLE: LazyLock<String> = LazyLock::new(|| {
    let table = fs::read_to_string(WHOLE.0.join("registry.csv")).unwrap();
    table.split_inclusive('\n').step_by(60).collect()
});

/// The record digest of the whole draw: the generator, the plan and the protocol stay as they are.
const DIGEST: &str = "2976ba701c7f9eadd53da7c2004fe40e2784625417391e20342117a7075634f1";

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command) -> Run {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let [stdout, stderr] = [text(&stdout), text(&stderr)];
    Run {
        code: status.code().unwrap(),
        stdout,
        stderr,
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn example(name: &str) -> Command {
    let mut built = BUILT.iter();
    Command::new(
        built
            .find(|file| file.file_stem().unwrap() == name)
            .unwrap(),
    )
}

fn chuxiong(out: &Path, options: &[&str]) -> Run {
    run(example("chuxiong").arg("--out").arg(out).args(options))
}

fn verify(dir: &Path) -> Run {
    run(example("verify").arg(dir))
}

/// A directory that holds nothing.
fn fresh(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("examples")
        .join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).unwrap();
    }
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// Draws from a table.
fn draw_from(name: &str, table: &[u8]) -> (PathBuf, Run) {
    let dir = fresh(name);
    let (file, out) = (dir.join("mine.csv"), dir.join("out"));
    fs::write(&file, table).unwrap();
    let run = chuxiong(&out, &["--registry", file.to_str().unwrap()]);
    (out, run)
}

#[test]
fn a_year_of_chuxiong_is_drawn_and_anyone_can_check_it() {
    let (out, told) = &*WHOLE;
    for words in [
        "101,708 businesses",
        "101,085",
        "377 dormant",
        "the 5,470 of",
        DIGEST,
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let table = fs::read_to_string(out.join("registry.csv")).unwrap();
    let codes = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').next().unwrap());
    let right = |code: &str| code.parse::<Uscc>().unwrap().warnings().is_empty();
    assert!(codes.clone().all(right));
    assert_eq!(codes.count(), 101_708);
    for name in ["slip.json", "slip-not-drawn.json"] {
        let slip = fs::read_to_string(out.join(name)).unwrap();
        assert!(serde_json::from_str::<Slip>(&slip).is_ok());
    }
    for words in [
        "it had to be drawn, and it was\n",
        "it was not to be drawn, and it was not\n",
        "noted: `2024-chuxiong-01`: targets that left: 1",
        "5,600 targets in force",
        "\n           out 9",
        "\n           at 9",
        "10,980 seats, 0 vacant",
        "州气象局",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let states = [
        "announced  ",
        "closed  ",
        "value  ",
        "recorded  ",
        "recused  ",
        "struck off ",
        "slip  ",
        "opened  ",
    ];
    let mut rest = told.as_str();
    for state in states {
        let (_, later) = rest
            .split_once(state)
            .unwrap_or_else(|| panic!("{state} in its turn: {told}"));
        rest = later;
    }
    assert!(told.lines().count() < 160, "three screens: {told}");

    let audit = verify(out);
    assert_eq!((audit.code, audit.stderr.as_str()), (0, ""));
    for words in [
        "noted: `2024-chuxiong-01`: targets that left: 1",
        "everyone  checked: ",
        "auditor   consistent: ",
        "not checked: ",
        "officers of `2024-chuxiong-01`: seats dealt anew as recorded: 10980, of departments: 1, vacant: 0",
        "officers of `2024-chuxiong-02`: seats dealt anew as recorded: 3740, of departments: 17, vacant: ",
        "seats filled again: 1, targets that left: 1",
    ] {
        assert!(audit.stdout.contains(words), "{words}: {}", audit.stdout);
    }
}

#[test]
fn whoever_knows_the_secrets_makes_token_and_ticket_by_hand() {
    if cfg!(not(target_os = "linux")) {
        return; // the commands are those of GNU coreutils
    }
    let told = &WHOLE.1;
    let commands: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("printf"))
        .collect();
    assert_eq!(commands.len(), 2);
    let [token, ticket] = [commands[0], commands[1]].map(|line| {
        let by_hand = run(Command::new("sh").args(["-c", line]));
        by_hand.stdout.trim_end().to_owned()
    });
    assert!(token.len() == 24 && ticket.len() == 16, "{token} {ticket}");
    assert!(
        told.lines().last().unwrap().contains(&token)
            && told.contains(&format!("the ticket {ticket}"))
    );
}

#[test]
fn an_independent_program_agrees() {
    for dir in [WHOLE.0.clone(), WHOLE.0.join("joint")] {
        let run = replay(&dir);
        assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
        assert!(run.stdout.contains("officers       ok"), "{}", run.stdout);
    }
}

/// The folder of the second plan is a draw of its own; what is changed in it is found there and from outside.
#[test]
fn the_second_plan_is_checked_alone_and_with_the_first() {
    let (out, run) = draw_from("joint", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let joint = out.join("joint");
    let alone = verify(&joint);
    assert_eq!((alone.code, alone.stderr.as_str()), (0, ""));
    assert!(alone.stdout.contains("other plans were drawn together"));
    assert!(
        alone
            .stdout
            .contains("not checked: seats filled again since")
    );
    let file = joint.join("record.json");
    let mut record: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let seats = "/officers/departments/州公安局/teams/0/seats";
    let seats = record.pointer_mut(seats).unwrap().as_array_mut().unwrap();
    seats.swap(0, 1);
    fs::write(&file, record.to_string()).unwrap();
    for dir in [&joint, &out] {
        let run = verify(dir);
        let found = "DIVERGES at officers: `州公安局`: seat 0 at ";
        assert!(
            run.code == 1 && run.stdout.contains(found),
            "{}",
            run.stdout
        );
    }
    let run = replay(&joint);
    assert!(
        run.code == 1 && run.stdout.contains("officers       DIVERGES"),
        "{}",
        run.stdout
    );
}

#[test]
fn an_independent_program_deals_the_teams_of_the_vectors() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let vectors = folder.join("tests/vectors/double-random-1-open.json");
    let script = folder.join("examples/officers.py");
    let run = run(Command::new("python3").arg(script).arg(vectors));
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (0, "12 of 12 deals agree\n")
    );
}

/// What the program in Python says of a draw.
fn replay(dir: &Path) -> Run {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/replay.py");
    let python = Command::new("python3").arg("--version").output();
    assert!(
        python.is_ok(),
        "python3 is wanted to run {}, found none",
        script.display()
    );
    run(Command::new("python3").arg(script).arg(dir))
}

#[test]
fn a_record_may_be_whole() {
    let (drawn, run) = draw_from("record", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let (head, lines) = (drawn.join("record.json"), drawn.join("record.jsonl"));
    let text = fs::read_to_string(&lines).unwrap();
    let record = Record::from_lines(&fs::read_to_string(&head).unwrap(), text.lines()).unwrap();
    fs::write(head, record.to_json()).unwrap();
    assert_eq!(verify(&drawn).code, 1);
    fs::remove_file(lines).unwrap();
    assert_eq!(verify(&drawn).code, 0);
}

#[test]
fn other_randomness_draws_others_and_strange_arguments_draw_nothing() {
    let dir = fresh("arguments");
    let (file, out) = (dir.join("mine.csv"), dir.join("out"));
    fs::write(&file, &*TABLE).unwrap();
    let registry = ["--registry", file.to_str().unwrap()];
    let digests = ["11", "22"].map(|byte| {
        let run = chuxiong(
            &out,
            &[&registry[..], &["--seed", &byte.repeat(32)]].concat(),
        );
        assert_eq!((run.code, verify(&out).code), (0, 0), "{}", run.stderr);
        fs::read_to_string(out.join("record-digest.txt")).unwrap()
    });
    assert_ne!(digests[0], digests[1]);

    fs::remove_dir_all(&out).unwrap();
    for strange in [
        &["--sed"][..],
        &["x"],
        &["--seed"],
        &["--seed", "11"],
        &["--seed", &"AA".repeat(32)],
        &["--out", "y"],
    ] {
        let run = chuxiong(&out, strange);
        assert!(
            run.code == 2 && run.stderr.contains("usage: chuxiong"),
            "{strange:?}: {}",
            run.stderr
        );
    }
    assert_eq!(run(&mut example("verify")).code, 2);
    assert_eq!(verify(&out).code, 2);
}
