//! The lists by which is inspected: each office's own, and the prefecture's of one inspection (一业一查).

use super::fields::{FIELDS, Field};
use super::offices::{DEPARTMENTS, Office};
use double_random::id::{ItemId, NameError};
use double_random::item::{Catalogue, Category, ItemDraft, Method};
use std::error::Error;

/// The prefecture's first list of one inspection, invented in the numbers of the printed one.
const ONE_INSPECTION: &str = include_str!("../../../tests/data/chuxiong-items-v1.json");

const PUBLISHED: &str = "2023-12-20";
const VALID_FROM: &str = "2024-01-01";

/// The list of one inspection.
pub(crate) fn one_inspection() -> Result<Catalogue, Box<dyn Error>> {
    let catalogue = Catalogue::parse(ONE_INSPECTION)?;
    // Its departments are the prefecture's.
    let own: Result<Vec<_>, _> = DEPARTMENTS
        .iter()
        .map(|function| Office::PREFECTURE.department(function))
        .collect();
    let own = own?;
    if catalogue
        .items()
        .any(|item| !own.contains(item.department()))
    {
        return Err("a department of the list of one inspection is not the prefecture's".into());
    }
    Ok(catalogue)
}

/// An office's own list: an item for each field.
pub(crate) fn own(office: Office) -> Result<Catalogue, Box<dyn Error>> {
    let title = format!("{}随机抽查事项清单(虚构示例)", office.name);
    let mut list = Catalogue::builder(title.parse()?);
    for field in &FIELDS {
        let category = match field.maximum {
            None => Category::Key,
            Some(maximum) => Category::General {
                maximum_ratio: maximum.parse()?,
            },
        };
        let (title, department) = (field.title.parse()?, office.department(field.department)?);
        let basis = format!("《{}示例办法》第1条(虚构)", field.title);
        let item = ItemDraft::new(item(office, field)?, title, department, category)
            .in_force(PUBLISHED.parse()?, VALID_FROM.parse()?)
            .at([office.level()])
            .by([Method::OnSite])
            .resting_on(basis.parse()?);
        list = list.item(item);
    }
    Ok(list.build()?)
}

/// The code of a field's item in an office's list.
pub(crate) fn item(office: Office, field: &Field) -> Result<ItemId, NameError> {
    let place = FIELDS.iter().position(|other| other == field);
    let number = place.map_or(0, |place| place + 1);
    format!("{}-{number:02}", office.code).parse()
}
