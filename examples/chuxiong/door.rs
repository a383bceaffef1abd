//! Somebody's own registry: read as a whole, or not at all.

use crate::registry::{Business, COLUMNS, Class, DIVISIONS, Status};
use csv::{ReaderBuilder, StringRecord, Trim};
use double_random::uscc::{Uscc, UsccWarning};
use encoding_rs::GB18030;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::fs;
use std::path::Path;

/// What has been read so far.
#[derive(Debug, Default)]
pub(crate) struct Read {
    /// The businesses, in the order of their codes once all are read.
    pub(crate) registry: Vec<Business>,
    /// Lines with a code whose check characters are not the computed ones, and the code.
    pub(crate) doubtful: Vec<(u64, String)>,
    codes: BTreeMap<String, u64>,
    faults: Faults,
}

/// Every line that is wrong, with all that is wrong with it.
#[derive(Debug, Default)]
struct Faults(Vec<(u64, Vec<String>)>);

/// Reads a table in UTF-8 or in GB18030, with or without a byte order mark.
pub(crate) fn read(file: &Path) -> Result<Read, Box<dyn Error>> {
    let bytes = fs::read(file)?;
    let text = decode(&bytes).ok_or("text in UTF-8 or GB18030 is wanted, found neither")?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut table = ReaderBuilder::new()
        .flexible(true)
        .has_headers(false)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = table.records();
    let header = rows.next().transpose()?.unwrap_or_default();
    if header != COLUMNS[..] {
        let (wanted, found) = (COLUMNS.join(","), header.iter().collect::<Vec<_>>());
        let found = found.join(",");
        let found = found.escape_debug();
        return Err(format!("the header `{wanted}` is wanted, found `{found}`").into());
    }
    let (mut read, mut line, mut counted) = (Read::default(), 1, 0);
    for row in rows {
        let row = row?;
        // A table's reader counts a row among the blank lines before it.
        let byte = row.position().and_then(|at| at.byte().try_into().ok());
        let start = begin(text, byte.unwrap_or(counted));
        line += breaks(text.get(counted..start).unwrap_or_default());
        counted = start;
        read.row(&row, line);
    }
    if !read.faults.0.is_empty() {
        return Err(read.faults.into());
    }
    read.registry.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    Ok(read)
}

fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let utf_8 = str::from_utf8(bytes).ok().map(Cow::Borrowed);
    utf_8.or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes))
}

/// Where the first line at or after this byte begins that is not blank.
fn begin(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or_default();
    byte + rest.len() - rest.trim_start_matches(['\r', '\n']).len()
}

fn breaks(text: &str) -> u64 {
    text.bytes().map(|byte| u64::from(byte == b'\n')).sum()
}

impl Read {
    fn row(&mut self, row: &StringRecord, line: u64) {
        let mut wrong = vec![];
        match <[&str; 5]>::try_from(row.iter().collect::<Vec<_>>()) {
            Ok([code, name, district, class, status]) => {
                let code = code.to_ascii_uppercase();
                self.code(&code, line, &mut wrong);
                let district = division(district).map_err(|error| wrong.push(error));
                let class: Result<Class, _> = class.parse().map_err(|error| wrong.push(error));
                let status: Result<Status, _> = status.parse().map_err(|error| wrong.push(error));
                if let (Ok(district), Ok(class), Ok(status)) = (district, class, status) {
                    let name = name.to_owned();
                    self.registry.push(Business {
                        code,
                        name,
                        district,
                        class,
                        status,
                    });
                }
            }
            Err(columns) => {
                let (found, missing) = (columns.len(), COLUMNS.iter().skip(columns.len()));
                let missing: Vec<&str> = missing.copied().collect();
                let missing = missing.join(", ");
                let missing = if missing.is_empty() {
                    "too many"
                } else {
                    &format!("no {missing}")
                };
                wrong.push(format!("5 columns are wanted, found {found}: {missing}"));
            }
        }
        if !wrong.is_empty() {
            self.faults.0.push((line, wrong));
        }
    }

    fn code(&mut self, code: &str, line: u64, wrong: &mut Vec<String>) {
        match code.parse::<Uscc>() {
            Ok(read) if read.warnings().iter().any(is_of_a_check) => {
                self.doubtful.push((line, code.to_owned()));
            }
            Ok(_) => {}
            Err(malformed) => return wrong.push(malformed.to_string()),
        }
        if let Some(first) = self.codes.get(code) {
            wrong.push(format!("the code `{code}` stands on line {first} already"));
        } else {
            self.codes.insert(code.to_owned(), line);
        }
    }
}

/// Whether a check character is not the computed one.
fn is_of_a_check(warning: &UsccWarning) -> bool {
    matches!(
        warning,
        UsccWarning::CheckCharacter { .. } | UsccWarning::OrganisationCheck { .. }
    )
}

/// The six digits of a division, which may be written as the name of one of the ten.
fn division(text: &str) -> Result<String, String> {
    let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    let named = DIVISIONS.iter().find(|division| division.1 == text);
    match (digits, named) {
        (true, _) => Ok(text.to_owned()),
        (false, Some(division)) => Ok(division.0.to_owned()),
        (false, None) => Err(format!(
            "a district is six digits, found `{}`",
            text.escape_debug()
        )),
    }
}

impl Error for Faults {}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "these lines are wrong")?;
        for (line, wrong) in &self.0 {
            writeln!(f, "line {line}: {}", wrong.join("; "))?;
        }
        let lines = self.0.len();
        let s = if lines == 1 { "" } else { "s" };
        write!(f, "{lines} bad line{s}: nothing was drawn")
    }
}
