//! The examples do what they say: one draws and writes, the other finds whatever was changed since.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot run or read is a failed test"
)]

#[path = "../examples/chuxiong/uscc.rs"]
mod uscc;

use double_random::draw::Record;
use double_random::frame::Slip;
use encoding_rs::GB18030;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use uscc::{Checks, Malformed, complete, examine};

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
const DIGEST: &str = "70e3bf7dc4eb522cd2de86928fd22b9d6e6efd5109eefec02b50068c4464a3c5";

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
fn check_characters_are_those_of_the_standard() {
    for code in [
        "91350100M000100Y43",
        "11532300MB19781070",
        "91532301MA6K00014Y",
        "92532301MA6K00022N",
        "93532322MA6K00030U",
        "91532301MA6K0009XL",
        "91532301MA6K001370",
    ] {
        assert_eq!(examine(code), Ok(Checks::Right), "{code}");
        let (authority, rest) = code.split_at(8);
        let (organisation, _) = rest.split_at(8);
        assert_eq!(complete(authority, organisation).as_deref(), Some(code));
    }
    assert_eq!(examine("91350211M0000XUF46"), Ok(Checks::Wrong));
    assert_eq!(
        examine("91350100M000100Y4Z"),
        Err(Malformed::Character('Z'))
    );
    assert_eq!(examine("91350100M000100Y4"), Err(Malformed::Length(17)));
    assert_eq!(examine("9135010AM000100Y43"), Err(Malformed::Division('A')));
    assert_eq!(examine("楚雄"), Err(Malformed::Length(2)));
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
    assert!(codes.clone().all(|code| examine(code) == Ok(Checks::Right)));
    assert_eq!(codes.count(), 101_708);
    let slip = fs::read_to_string(out.join("slip.json")).unwrap();
    assert!(serde_json::from_str::<Slip>(&slip).is_ok());

    let audit = verify(out);
    assert_eq!((audit.code, audit.stderr.as_str()), (0, ""));
    assert!(
        audit
            .stdout
            .lines()
            .last()
            .unwrap()
            .starts_with("consistent: "),
        "{}",
        audit.stdout
    );
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
    let run = replay(&WHOLE.0);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
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

/// How a file is tampered with.
#[derive(Clone, Copy, Debug)]
enum Change {
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
}

/// What is changed, and the step that finds it.
const CHANGES: [(&str, Change, &str); 21] = [
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
    ("record.json", Change::Digit("/randomness/declared"), "seed"),
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

impl Change {
    fn of(self, text: &str) -> String {
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
    fs::remove_file(drawn.join("public.json")).unwrap();
    let audit = verify(&drawn);
    assert!(audit.code == 1 && audit.stdout.contains("DIVERGES at digest: public form"));
    fs::remove_file(drawn.join("units.tsv")).unwrap();
    let audit = verify(&drawn);
    assert!(audit.code == 2 && audit.stderr.contains("units.tsv"));
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
fn a_registry_may_come_as_offices_keep_it() {
    let (plain, run) = draw_from("plain", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let wanted = fs::read_to_string(plain.join("record-digest.txt")).unwrap();

    let words = [
        ("active", "存续"),
        ("dormant", "歇业"),
        ("struck-off", "注销"),
        ("532301,", "楚雄市,"),
    ];
    let chinese = words.iter().fold(TABLE.clone(), |table, (word, with)| {
        table.replace(word, with)
    });
    let (gb18030, _, lossy) = GB18030.encode(&chinese);
    assert!(!lossy);
    for (name, table) in [
        ("mark", format!("\u{FEFF}{}", *TABLE).into_bytes()),
        ("crlf", TABLE.replace('\n', "\r\n").into_bytes()),
        ("lower", TABLE.replace("MA6", "ma6").into_bytes()),
        ("chinese", chinese.clone().into_bytes()),
        ("gb18030", gb18030.into_owned()),
    ] {
        let (out, run) = draw_from(name, &table);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        let digest = fs::read_to_string(out.join("record-digest.txt")).unwrap();
        assert_eq!(digest, wanted, "{name}");
    }
}

#[test]
fn all_bad_lines_are_told_and_nothing_is_drawn() {
    let rows: Vec<&str> = TABLE.lines().collect();
    let bad = [
        rows[0],
        rows[1],
        "91532301MA6K00014Y,楚雄一,532301,E,closed",
        "",
        rows[2],
        "91532301MA6K0009XL,楚雄二,5323,B",
        rows[1],
        "91532301MA6K0009XO,楚雄三,云南省,B,active",
    ];
    for end in ["\n", "\r\n"] {
        let (out, run) = draw_from("bad", bad.join(end).as_bytes());
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert!(!out.exists());
        for (line, faults) in [
            (3, &["class", "`E`", "status", "`closed`"][..]),
            (6, &["5 columns are wanted, found 4", "no status"]),
            (7, &["stands on line 2 already"]),
            (8, &["`O`", "district", "`云南省`"]),
        ] {
            let start = format!("line {line}: ");
            let told = run
                .stderr
                .lines()
                .find(|told| told.contains(&start))
                .unwrap_or_default();
            assert!(
                faults.iter().all(|fault| told.contains(fault)),
                "{line}: {}",
                run.stderr
            );
        }
        assert!(run.stderr.contains("4 bad lines"), "{}", run.stderr);
    }
    for (table, fault) in [
        (&b"code,name\n"[..], "the header"),
        (b"code,name,district,class,status\n", "nothing was drawn"),
        (b"\xFF\xFEc\0o\0", "UTF-8 or GB18030"),
    ] {
        let (out, run) = draw_from("bad", table);
        assert!(
            run.code == 1 && run.stderr.contains(fault) && !out.exists(),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn strange_check_characters_are_told_and_drawn() {
    let row = "91350211M0000XUF46,厦门,350211,D,active\n";
    let (out, run) = draw_from("strange", (TABLE.clone() + row).as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning: 1 code") && run.stderr.contains("91350211M0000XUF46"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("always drawn") && run.stdout.contains("D/350211"),
        "{}",
        run.stdout
    );
    assert_eq!(verify(&out).code, 0);
}

#[test]
fn names_that_give_a_class_away_are_not_published() {
    let d = TABLE
        .lines()
        .filter(|line| line.starts_with("code") || line.contains(",D,"));
    let table: String = d.flat_map(|line| [line, "\n"]).collect();
    let (out, run) = draw_from("one-class", table.as_bytes());
    assert!(
        run.code == 0 && run.stdout.contains("no public.json"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    assert!(!out.join("public.json").exists());
    assert_eq!(verify(&out).code, 0);
    fs::copy(WHOLE.0.join("public.json"), out.join("public.json")).unwrap();
    let audit = verify(&out);
    assert!(
        audit.code == 1 && audit.stdout.contains("DIVERGES at digest"),
        "{}",
        audit.stdout
    );
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
