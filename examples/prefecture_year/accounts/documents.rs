//! The published documents: the register's export, the lists, the caps, the year's plan.

use double_random::calendar::Calendar;
use double_random::campaign::YearPlan;
use double_random::item::Catalogue;
use double_random::registry::Business;
use double_random::rules::Rules;
use double_random::visits::Caps;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// What all offices have in common.
#[derive(Debug)]
pub(crate) struct Documents {
    pub(crate) register: Vec<Business>,
    pub(crate) catalogues: Vec<Catalogue>,
    pub(crate) plan: YearPlan,
    pub(crate) caps: Caps,
    pub(crate) rules: Rules,
    pub(crate) calendar: &'static Calendar,
}

impl Documents {
    pub(crate) fn read(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let register = text(&folder.join("register.jsonl"))?;
        let register = register.lines().map(serde_json::from_str);
        let lists = sorted(&folder.join("catalogues"))?.into_iter();
        let lists = lists.map(|list| Ok(Catalogue::parse(text(&list)?.trim_end())?));
        let catalogues: Vec<Catalogue> = lists.collect::<Result<_, Box<dyn Error>>>()?;
        let plan = text(&folder.join("year-plan.json"))?;
        let plan = YearPlan::parse(plan.trim_end(), &catalogues.iter().collect::<Vec<_>>())?;
        Ok(Self {
            register: register.collect::<Result<_, _>>()?,
            caps: Caps::parse(text(&folder.join("caps.json"))?.trim_end())?,
            rules: Rules::national(),
            calendar: Calendar::national(),
            catalogues,
            plan,
        })
    }
}

/// The folders of offices: those that keep a journal.
pub(crate) fn offices(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut folders = sorted(folder)?;
    folders.retain(|folder| folder.join("journal.jsonl").exists());
    Ok(folders)
}

/// What stands in a folder, in the order of names.
pub(crate) fn sorted(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| named(folder, &error))?;
    let paths = entries.map(|entry| Ok(entry?.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, std::io::Error>>()?;
    paths.sort();
    Ok(paths)
}

pub(crate) fn text(file: &Path) -> Result<String, Box<dyn Error>> {
    Ok(fs::read_to_string(file).map_err(|error| named(file, &error))?)
}

fn named(file: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", file.display())
}
