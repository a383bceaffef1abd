//! `docs/RULES.md`: which rule is where, found in the sources and never written by hand.
//!
//! `known.tsv` lists every rule: id, what it says, how sure that is (C certain, L likely, U unsure, V text seen, own), source, and
//! why it is not modelled, where it is not. Code that implements a rule names it in a comment; tests name it in theirs.

use double_random::rules::{Rule, RulePack};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

struct Known {
    id: &'static str,
    says: &'static str,
    sure: &'static str,
    source: &'static str,
    not_modelled: &'static str,
}

fn known() -> Vec<Known> {
    let rows = include_str!("known.tsv").lines();
    let rows = rows.map(|row| row.split('\t').collect::<Vec<_>>());
    rows.map(|row| Known {
        id: row[0],
        says: row[1],
        sure: row[2],
        source: row[3],
        not_modelled: row[4],
    })
    .collect()
}

/// The ids of rules in a line: those whose letters some known rule has.
fn ids<'a>(line: &'a str, letters: &BTreeSet<&str>) -> Vec<&'a str> {
    let words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let rule = |word: &&str| {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let prefix = word.strip_suffix(digits).unwrap_or_default();
        let digits = digits.strip_prefix('-').unwrap_or(digits);
        let number = matches!(digits.len(), 1 | 2) && digits.bytes().all(|b| b.is_ascii_digit());
        number && letters.contains(prefix)
    };
    words.filter(rule).collect()
}

fn files(under: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    let mut paths = vec![root().join(under)];
    while let Some(path) = paths.pop() {
        if path.is_dir() {
            paths.extend(
                fs::read_dir(path)
                    .unwrap()
                    .map(|entry| entry.unwrap().path()),
            );
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// How a file is called in the book: `draw::record`, `examples/verify/checks`.
fn place(path: &Path) -> String {
    let path = path.strip_prefix(root()).unwrap().with_extension("");
    let text = path.to_str().unwrap().to_owned();
    match text.strip_prefix("src/") {
        Some(module) => module.trim_end_matches("/mod").replace('/', "::"),
        None => text,
    }
}

/// Where rules are named: in which code, and in which tests.
#[derive(Default)]
struct Named {
    code: BTreeMap<String, BTreeSet<String>>,
    tests: BTreeMap<String, BTreeSet<String>>,
    unknown: Vec<String>,
}

impl Named {
    fn find() -> Self {
        let known = known();
        let letters = known.iter().map(|rule| {
            rule.id
                .trim_end_matches(|c: char| c == '-' || c.is_ascii_digit())
        });
        let letters: BTreeSet<&str> = letters.collect();
        let all: BTreeSet<&str> = known.iter().map(|rule| rule.id).collect();
        let mut named = Self::default();
        for path in ["src", "examples", "tests"].into_iter().flat_map(files) {
            let text = fs::read_to_string(&path).unwrap();
            let place = place(&path);
            if place == "tests/rules/book" {
                continue;
            }
            named.read(&text, &place, &letters, &all);
        }
        named
    }

    /// What a file names. The values of rules, and their checks, are in the second table and not here.
    fn read(&mut self, text: &str, place: &str, letters: &BTreeSet<&str>, all: &BTreeSet<&str>) {
        let values = place.starts_with("rules") && place != "rules::deadline"
            || place.starts_with("tests/rules");
        let mut in_tests = place.starts_with("tests/");
        let (mut waiting, mut is_test, mut function) = (vec![], false, None);
        for line in text.lines() {
            in_tests |= line.starts_with("#[cfg(test)]");
            let found = ids(line, letters);
            let unknown = found.iter().filter(|id| !all.contains(*id));
            self.unknown
                .extend(unknown.map(|id| format!("{place}: `{id}`")));
            if values {
                continue;
            }
            if !in_tests {
                for id in found {
                    self.code
                        .entry(id.to_owned())
                        .or_default()
                        .insert(format!("`{place}`"));
                }
                continue;
            }
            let line = line.trim_start();
            if line.starts_with("//!") {
                continue; // what a file is about is no test of it
            }
            if line.starts_with("///") {
                waiting.extend(found);
                continue;
            }
            is_test |= line.starts_with("#[test]");
            let item = ["const ", "static ", "struct ", "enum ", "type ", "impl"];
            if item.iter().any(|item| line.starts_with(item)) {
                waiting.clear();
            }
            let header = line.strip_prefix("pub(crate) ").unwrap_or(line);
            if let Some(name) = header.strip_prefix("fn ") {
                let name = name.split(['(', '<']).next().unwrap();
                // a helper tests nothing, whatever it is named
                function = std::mem::take(&mut is_test).then_some(name);
                let slug = |id: &&&str| {
                    name.starts_with(&format!("{}_", id.to_lowercase().replace('-', "_")))
                };
                waiting.extend(all.iter().filter(slug).copied());
                let ids = waiting.drain(..);
                self.test(ids, place, function);
            }
            self.test(found.into_iter(), place, function);
        }
    }

    fn test<'a>(
        &mut self,
        ids: impl Iterator<Item = &'a str>,
        place: &str,
        function: Option<&str>,
    ) {
        let Some(name) = function else { return };
        for id in ids {
            let tests = self.tests.entry(id.to_owned()).or_default();
            tests.insert(format!("`{place}`: {name}"));
        }
    }
}

/// What is wrong with the list, or with what the sources name.
fn faults(known: &[Known], named: &Named) -> Vec<String> {
    let mut faults: Vec<String> = named
        .unknown
        .iter()
        .map(|id| format!("{id} is no known rule"))
        .collect();
    for rule in known {
        let id = rule.id;
        match (named.code.get(id), rule.not_modelled) {
            (Some(code), reason) if !reason.is_empty() => {
                faults.push(format!(
                    "{id} is named in {code:?} and said not to be modelled: {reason}"
                ));
            }
            (None, "") => faults.push(format!("{id} is named nowhere, and no reason is given")),
            (Some(_), _) if !named.tests.contains_key(id) => {
                faults.push(format!("{id} has no test"));
            }
            _ => {}
        }
    }
    let ids: BTreeSet<&str> = known.iter().map(|rule| rule.id).collect();
    if ids.len() != known.len() {
        faults.push("an id stands twice".to_owned());
    }
    faults
}

fn joined(set: Option<&BTreeSet<String>>) -> String {
    set.map_or_else(String::new, |set| {
        set.iter().cloned().collect::<Vec<_>>().join("; ")
    })
}

fn book(named: &Named) -> String {
    let mut book = String::from(
        "# Rules\n\n\
        Written by `BLESS=1 cargo test --test rules`; do not edit. C certain, L likely, U unsure, V text seen, own: a decision of this\n\
        crate. A rule without code says why.\n\n\
        ## Where each rule is\n\n\
        | Rule | What it says | Sure | Source | Code | Tests |\n|---|---|---|---|---|---|\n",
    );
    for Known {
        id,
        says,
        sure,
        source,
        not_modelled,
    } in known()
    {
        let code = match named.code.get(id) {
            Some(_) => joined(named.code.get(id)),
            None => not_modelled.to_owned(),
        };
        let tests = joined(named.tests.get(id));
        writeln!(
            book,
            "| {id} | {says} | {sure} | {source} | {code} | {tests} |"
        )
        .unwrap();
    }
    book.push_str(
        "\n## Values\n\n\
        What the built-in packs say; each has a check of its name in `tests/rules`, which fails without it.\n\n\
        | Rule | Meaning | Value | Holds | Sure | Pack | Source |\n|---|---|---|---|---|---|---|\n",
    );
    let packs = [RulePack::national(), RulePack::chuxiong_2024()];
    for rule in Rule::all() {
        for (pack, line) in packs
            .iter()
            .flat_map(|pack| pack.lines().iter().map(move |line| (pack, line)))
        {
            if line.rule == rule {
                let (meaning, value, period) = (rule.meaning(), line.value, line.period);
                let (basis, source, pack) = (line.basis, &line.source, pack.id());
                writeln!(
                    book,
                    "| {rule} | {meaning} | {value} | {period} | {basis} | {pack} | {source} |"
                )
                .unwrap();
            }
        }
    }
    book
}

#[test]
fn every_rule_is_modelled_and_tested_or_says_why_not() {
    let faults = faults(&known(), &Named::find());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_with_a_value_is_listed() {
    let known = known();
    for rule in Rule::all() {
        let id = rule.id().split('/').next().unwrap();
        assert!(known.iter().any(|known| known.id == id), "{rule}");
    }
}

#[test]
fn a_list_that_contradicts_the_sources_is_refused() {
    let rule = |id, not_modelled| Known {
        id,
        says: "",
        sure: "C",
        source: "",
        not_modelled,
    };
    let known = [
        rule("DR-01", ""),
        rule("DR-02", ""),
        rule("DR-03", "not yet: items"),
        rule("DR-04", ""),
        rule("DR-05", "not yet: items"),
        rule("DR-05", "not yet: items"),
    ];
    let (letters, all) = (
        BTreeSet::from(["DR"]),
        known.iter().map(|rule| rule.id).collect(),
    );
    let mut named = Named::default();
    named.read(
        "// DR-01 DR-03 DR-04 DR-09\n#[cfg(test)]\n#[test]\nfn dr_01_is_so() {}\n",
        "draw",
        &letters,
        &all,
    );
    assert_eq!(
        faults(&known, &named),
        [
            "draw: `DR-09` is no known rule",
            "DR-02 is named nowhere, and no reason is given",
            "DR-03 is named in {\"`draw`\"} and said not to be modelled: not yet: items",
            "DR-04 has no test",
            "an id stands twice",
        ]
    );
}

#[test]
fn the_book_of_rules_is_what_the_sources_say() {
    let path = root().join("docs/RULES.md");
    let wanted = book(&Named::find());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/RULES.md is out of date: write it anew with `BLESS=1 cargo test --test rules`"
    );
}

#[test]
fn a_file_is_read_as_people_read_it() {
    let letters = BTreeSet::from(["DR", "AO"]);
    let all = BTreeSet::from(["DR-30", "DR-31", "AO1"]);
    let mut named = Named::default();
    let source = "//! Teams (DR-30).\nfn team() {} // DR-99 and XR-30, not DR-301\n#[cfg(test)]\nmod tests {\n    /// DR-31.\n    #[test]\n    fn pairs() {\n        // AO1\n    }\n    #[test]\n    fn dr_30_two() {}\n    fn dr_31_helper() {\n        // DR-30\n    }\n    /// DR-30.\n    const A: u8 = 0;\n    #[test]\n    fn last() {}\n}\n";
    named.read(source, "teams", &letters, &all);
    assert_eq!(named.unknown, ["teams: `DR-99`"]);
    assert_eq!(joined(named.code.get("DR-30")), "`teams`");
    assert_eq!(named.code.get("DR-31"), None);
    assert_eq!(joined(named.tests.get("DR-31")), "`teams`: pairs");
    assert_eq!(joined(named.tests.get("AO1")), "`teams`: pairs");
    assert_eq!(joined(named.tests.get("DR-30")), "`teams`: dr_30_two");
}
