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
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// A folder with a year of few plans, and what was printed of it.
static FEW: LazyLock<(PathBuf, String)> = LazyLock::new(|| {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("year/few");
    let mut run = Command::new(env!("CARGO"));
    run.args(["run", "--quiet", "--example", "prefecture_year"]);
    if !cfg!(debug_assertions) {
        run.arg("--release");
    }
    run.args(["--", "--few", "--out"]).arg(&out);
    let output = run
        .current_dir(env!("CARGO_MANIFEST_DIR"))
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
