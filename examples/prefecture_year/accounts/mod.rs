//! The accounts: what a reader of the files finds, who knows nothing else. Every record is replayed from the register, every log from
//! its record; what does not follow from them is no number here.
//!
//! Nothing of the other half of this example is used: only its files are.

mod documents;
mod office;
mod account;
mod numbers;
mod tables;
mod remarks;

use crate::words::block;
use account::Year;
use documents::Documents;
use double_random::calendar::Day;
use std::error::Error;
use std::path::Path;

/// Reads everything, replays it, and counts as of a day.
pub(crate) fn told(folder: &Path, as_of: Day) -> Result<String, Box<dyn Error>> {
    let documents = Documents::read(folder)?;
    let mut year = Year::default();
    for office in documents::offices(folder)? {
        office::replay(&office, &documents, &mut year)
            .map_err(|error| format!("{}: {error}", office.display()))?;
    }
    let opening = block("accounts", 11, &year.checked());
    let figures = year.figures(&documents.plan, as_of)?;
    Ok([
        opening,
        "\n".to_owned(),
        tables::all(&documents, &figures),
        remarks::all(&documents, &year, &figures),
    ]
    .concat())
}
