//! The example of a prefecture's year: what its offices leave behind holds together.

#![expect(
    clippy::unwrap_used,
    reason = "a helper that cannot run or read is a failed test"
)]

use double_random::campaign::{RiskScenario, YearPlan};
use double_random::digest::Digest;
use double_random::draw::Record;
use double_random::id::PlanId;
use double_random::item::Catalogue;
use double_random::journal::Journal;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The executable of the example, built as this test was.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut build = Command::new(env!("CARGO"));
    build.args([
        "build",
        "--quiet",
        "--message-format=json",
        "--example",
        "prefecture_year",
    ]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR"));
    let messages = String::from_utf8(built.output().unwrap().stdout).unwrap();
    let messages = messages
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut files =
        messages.filter_map(|message| Some(message.get("executable")?.as_str()?.into()));
    files.next().unwrap()
});

fn example() -> Command {
    Command::new(&*BUILT)
}

/// A folder with a year of few plans, and what was printed of it.
static FEW: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("year/few");
    let output = example()
        .args(["--few", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let [told, error] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    assert!(output.status.success(), "{error}");
    (out, told)
});

/// The year's plan, read with the lists by which it was planned.
fn plan(out: &Path) -> YearPlan {
    let lists = fs::read_dir(out.join("catalogues")).unwrap();
    let lists: Vec<Catalogue> = lists
        .map(|file| Catalogue::parse(&read(&file.unwrap().path())).unwrap())
        .collect();
    let lists: Vec<&Catalogue> = lists.iter().collect();
    YearPlan::parse(&read(&out.join("year-plan.json")), &lists).unwrap()
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap().trim_end().to_owned()
}

/// The folders of the offices: those that have a journal.
fn offices(out: &Path) -> Vec<PathBuf> {
    let folders = fs::read_dir(out).unwrap();
    let folders = folders.map(|folder| folder.unwrap().path());
    let mut folders: Vec<PathBuf> = folders
        .filter(|folder| folder.join("journal.jsonl").exists())
        .collect();
    folders.sort();
    folders
}

/// All records of an office.
fn records(office: &Path) -> Vec<Record> {
    let quarters = (1..=4).map(|quarter| office.join(format!("q{quarter}/records.jsonl")));
    let there = quarters.filter(|file| file.exists());
    there
        .flat_map(|file| {
            let lines = read(&file);
            let records = lines.lines().map(|line| Record::parse(line).unwrap());
            records.collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_plan_is_announced_once_and_its_record_stands_in_the_journal_of_its_office() {
    let (out, _) = &*FEW;
    let plan = plan(out);
    let mut drawn = BTreeSet::new();
    assert_eq!(offices(out).len(), 11);
    for office in offices(out) {
        let (lines, head) = (
            read(&office.join("journal.jsonl")),
            read(&office.join("journal-head.txt")),
        );
        let journal = Journal::verify(lines.lines(), &head.parse().unwrap()).unwrap();
        let recorded = journal
            .accounts()
            .flat_map(|(_, account)| account.recorded.clone().unwrap().1);
        let recorded: BTreeMap<PlanId, Digest> = recorded.collect();
        let records = records(&office);
        assert_eq!(records.len(), recorded.len());
        for record in records {
            let id = record.plan().id();
            assert_eq!(recorded.get(id), Some(&record.digest()));
            assert_eq!(plan.campaign(id).unwrap().plan(), record.plan());
            assert!(drawn.insert(id.clone()));
        }
        assert!(
            journal
                .accounts()
                .all(|(_, account)| account.opened.is_some())
        );
    }
    let planned: BTreeSet<PlanId> = plan.campaigns().map(|one| one.id().clone()).collect();
    assert_eq!(drawn, planned);
}

#[test]
fn two_officers_of_each_department_go_to_every_target() {
    let (out, told) = &*FEW;
    let plan = plan(out);
    let mut targets = 0;
    for record in offices(out).iter().flat_map(|office| records(office)) {
        let campaign = plan.campaign(record.plan().id()).unwrap();
        let dispatch = record.dispatch().unwrap();
        let departments = campaign.kind().departments().count();
        assert_eq!(dispatch.departments().count(), departments);
        for (_, sent) in dispatch.departments() {
            assert_eq!(sent.teams.len(), record.selected().len());
            assert!(
                sent.teams
                    .iter()
                    .all(|team| team.seats.iter().flatten().count() == 2)
            );
        }
        targets += record.selected().len();
    }
    assert!(told.contains(&targets.to_string()), "{targets}: {told}");
    let by_class = plan
        .campaigns()
        .filter(|one| one.scenario() == RiskScenario::Rates);
    assert!(by_class.count() > 0);
}

/// What the accounts say of a folder: exit code, what is printed, and errors.
fn accounts(out: &Path, options: &[&str]) -> (i32, String, String) {
    let output = example()
        .arg("accounts")
        .args(options)
        .arg("--out")
        .arg(out)
        .output()
        .unwrap();
    let [told, error] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code().unwrap(), told, error)
}

/// A second folder of the same files.
fn copied(name: &str) -> PathBuf {
    let copy = FEW.0.with_file_name(name);
    if copy.exists() {
        fs::remove_dir_all(&copy).unwrap();
    }
    link(&FEW.0, &copy);
    copy
}

fn link(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = entry
            .map(|entry| (entry.path(), to.join(entry.file_name())))
            .unwrap();
        if path.is_dir() {
            link(&path, &to);
        } else {
            fs::hard_link(path, to).unwrap();
        }
    }
}

/// Writes a file anew, and not the one of which it is a second name.
fn rewrite(file: &Path, text: &str) {
    fs::remove_file(file).unwrap();
    fs::write(file, text).unwrap();
}

/// The cells of the row that begins so, without its name.
fn cells(told: &str, name: &str) -> Vec<String> {
    let row = told.lines().find(|line| line.starts_with(name));
    let row = row.and_then(|row| row.strip_prefix(name)).unwrap();
    row.split("   ")
        .map(str::trim)
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect()
}

/// All logs of a year.
fn logs(out: &Path) -> Vec<PathBuf> {
    let quarters = offices(out)
        .into_iter()
        .flat_map(|office| (1..=4).map(move |q| office.join(format!("q{q}/tasks"))));
    let folders = quarters.filter(|folder| folder.exists());
    let mut logs: Vec<PathBuf> = folders
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|log| log.unwrap().path())
        .collect();
    logs.sort();
    logs
}

#[test]
fn the_accounts_find_in_the_files_what_was_planned() {
    let (out, told) = &*FEW;
    let (code, alone, error) = accounts(out, &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    let tables = |told: &str| {
        let (_, tables) = told.split_once("accounts   ").unwrap();
        tables.rsplit_once("time ").unwrap().0.to_owned()
    };
    assert_eq!(
        tables(told),
        tables(&alone),
        "the second half needs the files alone"
    );

    let plan = plan(out);
    let totals = plan.totals();
    assert_eq!(
        (totals.single, totals.joint, totals.one_industry),
        (48, 24, 26)
    );
    assert_eq!(
        cells(&alone, "合计 all of these")[..4],
        ["72", "100%", "620", "620"]
    );
    assert_eq!(
        cells(&alone, "一业一查 one inspection, beside them")[..3],
        ["26", "100%", "110"]
    );
    let scenarios = cells(&alone, "全部场景 all scenarios");
    assert_eq!(
        (scenarios[0].as_str(), scenarios[6].as_str()),
        ("18", "14.4% (13/90)")
    );
    assert_eq!(cells(&alone, "行业 industries")[..2], ["26", "30"]);
    assert_eq!(cells(&alone, "事项 items")[..2], ["65", "69"]);
    assert_eq!(cells(&alone, "部门 departments"), ["17", "17", "-"]);

    // By districts the targets add up, as by nothing that has targets in common.
    let number = |cell: &str| cell.replace(',', "").parse::<u64>().unwrap();
    let districts = alone.lines().filter(|line| line.starts_with("5323"));
    let drawn = districts.map(|line| number(&cells(line, line.split(' ').next().unwrap())[0]));
    assert_eq!(drawn.sum::<u64>(), 730);
}

#[test]
fn completion_is_whole_only_when_the_last_result_is_published() {
    let out = copied("unpublished");
    let last = |log: &PathBuf| {
        read(log)
            .lines()
            .last()
            .unwrap()
            .contains(r#"{"published":"#)
    };
    let log = logs(&out).into_iter().find(last).unwrap();
    let text = read(&log);
    let (rest, _) = text.rsplit_once('\n').unwrap();
    rewrite(&log, &format!("{rest}\n"));
    let (code, told, error) = accounts(&out, &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(
        told.contains("every department has published: 99.86% (729/730)"),
        "{told}"
    );
    assert!(told.contains("plans 98.98% (97/98)"), "{told}");

    // In the middle of the year there is less, and of what was drawn not all is published.
    let (code, told, _) = accounts(&FEW.0, &["--as-of", "2024-06-30"]);
    assert_eq!(code, 0);
    let (_, rest) = told.split_once("every department has published: ").unwrap();
    let (part, whole) = rest
        .split_once(" (")
        .unwrap()
        .1
        .split_once(')')
        .unwrap()
        .0
        .split_once('/')
        .unwrap();
    let [part, whole] = [part, whole].map(|number| number.replace(',', "").parse::<u64>().unwrap());
    assert!(0 < part && part < whole && whole < 730, "{part} {whole}");
}

#[test]
fn a_plan_that_is_taken_out_covers_nothing_and_counts_nowhere() {
    let out = copied("unplanned");
    let file = out.join("year-plan.json");
    let mut plan: Value = serde_json::from_str(&read(&file)).unwrap();
    let rows = plan.get_mut("campaigns").unwrap().as_array_mut().unwrap();
    let id = |row: &Value| {
        row.pointer("/campaign/plan/id")
            .unwrap()
            .as_str()
            .unwrap()
            .to_owned()
    };
    rows.retain(|row| id(row) != "2024-532300-Y-hotel");
    rewrite(&file, &plan.to_string());
    let (code, told, error) = accounts(&out, &[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert_eq!(cells(&told, "行业 industries")[..2], ["25", "30"]);
    assert_eq!(cells(&told, "事项 items")[..2], ["61", "69"]);
    assert!(
        told.contains("so in no number: 2024-532300-Y-hotel"),
        "{told}"
    );
}

#[test]
fn whatever_was_changed_in_the_files_is_found() {
    // A business of another class than it was drawn in makes other frames.
    let out = copied("class");
    let records = offices(&out)
        .into_iter()
        .flat_map(|office| records(&office));
    let by_class = |record: &Record| {
        record
            .plan()
            .attributes()
            .iter()
            .any(|one| one.name == "risk class")
    };
    let record = records.into_iter().find(by_class).unwrap();
    let drawn = record.selected().first().unwrap();
    let file = out.join("register.jsonl");
    let text = read(&file);
    let row = text
        .lines()
        .find(|row| row.contains(drawn.id.as_str()))
        .unwrap();
    let class = |class: &str| format!(r#""risk_class":"{class}""#);
    let other = if drawn.stratum.as_str() == "B" {
        "C"
    } else {
        "B"
    };
    let changed = row.replace(&class(drawn.stratum.as_str()), &class(other));
    assert_ne!(row, changed);
    rewrite(&file, &text.replace(row, &changed));
    let (code, _, error) = accounts(&out, &[]);
    assert!(code == 1 && error.contains("root"), "{error}");

    // Nobody is kept out whom the visits before do not keep out.
    let out = copied("kept-out");
    let office = offices(&out).into_iter().next().unwrap();
    rewrite(&office.join("q2/at-cap.txt"), &format!("{}\n", drawn.id));
    let (code, _, error) = accounts(&out, &[]);
    assert!(
        code == 1 && error.contains("caps keep 0 businesses out"),
        "{error}"
    );

    // A result is entered by the department whose item it is.
    let out = copied("foreign");
    let is_joint = |log: &PathBuf| log.to_str().unwrap().contains("-L-");
    let log = logs(&out).into_iter().find(is_joint).unwrap();
    let text = read(&log);
    let entered = text
        .lines()
        .find(|line| line.contains(r#"{"entered":"#))
        .unwrap();
    let mut event: Value = serde_json::from_str(entered).unwrap();
    *event.pointer_mut("/by/department").unwrap() = "州气象局".into();
    rewrite(&log, &text.replace(entered, &event.to_string()));
    let (code, _, error) = accounts(&out, &[]);
    assert!(code == 1 && error.contains("州气象局"), "{error}");
}

/// The numbers of the prefecture's report for 2024, as it prints them.
#[test]
#[cfg_attr(
    debug_assertions,
    ignore = "a whole year: minutes without optimisation"
)]
fn the_printed_report_is_what_the_files_say() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("year/printed");
    let output = example().arg("--out").arg(out).output().unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    for (name, place, printed) in [
        ("州级 prefecture, 单部门 single", 0, "109"),
        ("州级 prefecture, 联合 joint", 0, "19"),
        ("县级 counties, 单部门 single", 0, "697"),
        ("县级 counties, 联合 joint", 0, "303"),
        ("合计 all of these", 1, "100%"),
        ("合计 all of these", 3, "14,220"),
        ("合计 all of these", 5, "100%"),
        ("全部场景 all scenarios", 0, "261"),
        ("全部场景 all scenarios", 3, "1,412"),
        ("全部场景 all scenarios", 6, "14.2% (201/1,412)"),
        ("A 类", 0, "7,750"),
        ("B 类", 0, "68,329"),
        ("C 类", 0, "20,805"),
        ("D 类", 0, "4,201"),
        ("A 类", 1, "7.67%"),
        ("B 类", 1, "67.59%"),
        ("C 类", 1, "20.58%"),
        ("D 类", 1, "4.16%"),
        ("合计 all  ", 0, "101,085"),
        ("行业 industries", 0, "26"),
        ("行业 industries", 1, "30"),
        ("事项 items", 0, "65"),
        ("事项 items", 1, "69"),
        ("部门 departments", 0, "17"),
        ("部门 departments", 1, "17"),
        ("一业一查 one inspection, beside them", 0, "26"),
        ("一业一查 one inspection, beside them", 3, "110"),
        ("一业一查 one inspection, beside them", 5, "100%"),
    ] {
        let found = cells(&told, name);
        assert_eq!(
            found.get(place).map(String::as_str),
            Some(printed),
            "{name}: {told}"
        );
    }
    assert!(
        told.contains("44 openings") && told.contains("1,154 records replayed"),
        "{told}"
    );
}

#[test]
fn strange_arguments_are_told_how_it_is_called() {
    for strange in [
        &["--sed"][..],
        &["--out"],
        &["--few", "--few"],
        &["office", "accounts", "office"],
        &["--as-of", "2024-02-30"],
    ] {
        let output = example().args(strange).output().unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{strange:?}");
        assert!(error.contains("usage: prefecture_year"), "{error}");
    }
}

#[test]
fn a_folder_with_something_else_in_it_is_left_alone() {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("year/mine");
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("letter.txt"), "mine").unwrap();
    let output = example()
        .args(["--few", "--out"])
        .arg(&out)
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        output.status.code() == Some(1) && error.contains("an empty one"),
        "{error}"
    );
    assert_eq!(read(&out.join("letter.txt")), "mine");
}

/// The halves share files and no code: whoever counts could not know what was to come out.
#[test]
fn the_accounts_know_nothing_of_the_offices() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/prefecture_year/accounts");
    let mut read_files = 0;
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let foreign = text.split("crate::").skip(1);
        let mut foreign =
            foreign.filter(|rest| !rest.starts_with("table::") && !rest.starts_with("words::"));
        assert_eq!(foreign.next(), None);
        let numbers = text.replace("100%", "");
        let digits = numbers.split(|c: char| !c.is_ascii_digit());
        assert!(digits.clone().all(|digits| digits.len() < 3), "{text}");
        read_files += 1;
    }
    assert_eq!(read_files, 7);
}
