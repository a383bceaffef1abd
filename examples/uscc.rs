//! What a unified social credit code says, and what is odd about it.
//!
//! `cargo run --example uscc -- 91532301MA6K00014Y` reads the codes that it is given or, without any, one a line from standard
//! input. 15 characters are read as an old registration number (注册号). `--tsv` writes a line for each: `read`, the code and its
//! warnings, or `refused` and why, with tabs between. It ends with 0 if all were read, with 1 if one was refused, with 2 if the
//! input cannot be read.

use double_random::region::{CHUXIONG, Gazetteer};
use double_random::uscc::{
    RegistrationNumber, RegistrationNumberError, Uscc, UsccError, UsccWarning,
};
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<ExitCode, Box<dyn Error>> {
    let mut texts: Vec<String> = env::args().skip(1).collect();
    let tables = texts.iter().position(|text| text == "--tsv");
    let as_table = tables.map(|place| texts.remove(place)).is_some();
    if texts.is_empty() {
        let input = io::read_to_string(io::stdin())?;
        let input = input.strip_prefix('\u{FEFF}').unwrap_or(&input);
        texts = input.lines().map(str::to_owned).collect();
    }
    let gazetteer = Gazetteer::parse(CHUXIONG)?;
    let (mut told, mut all) = (String::new(), ExitCode::SUCCESS);
    for text in &texts {
        let answer = if text.chars().count() == 15 {
            number(text)
        } else {
            code(text, &gazetteer)
        };
        let (table, words) = match answer {
            Ok(answer) => answer,
            Err(answer) => {
                all = ExitCode::FAILURE;
                answer
            }
        };
        writeln!(told, "{}", if as_table { table } else { words })?;
    }
    io::stdout().write_all(told.as_bytes())?;
    Ok(all)
}

/// A line for a program, and lines for people.
type Told = (String, String);

fn code(text: &str, gazetteer: &Gazetteer) -> Result<Told, Told> {
    let code: Uscc = text
        .parse()
        .map_err(|error| refused(text, why(&error), &error))?;
    let unknown = || "unknown".to_owned();
    let department = code.department().map_or_else(unknown, |department| {
        format!("{} {}", department.chinese(), department.english())
    });
    let category = code.category().map_or_else(unknown, |category| {
        format!("{} {}", category.chinese(), category.english())
    });
    let place = gazetteer.entry(code.division());
    let place = place.map(|entry| {
        format!(
            " {} {}",
            entry.chinese(),
            entry.english().unwrap_or_default()
        )
    });
    let place = format!(
        "{}{} (when the code was issued)",
        code.division(),
        place.unwrap_or_default()
    );
    let warnings = code.warnings();
    let mut rows = vec![
        ("registered by", department),
        ("is", category),
        ("registered in", place),
        ("organisation", code.organisation().to_owned()),
    ];
    rows.extend(
        warnings
            .iter()
            .map(|warning| ("warning", warning.to_string())),
    );
    let keys: Vec<&str> = warnings.iter().map(key).collect();
    let table = format!("read\t{code}\t{}", keys.join(","));
    Ok((table, block(code.as_str(), &rows)))
}

fn number(text: &str) -> Result<Told, Told> {
    let number: Result<RegistrationNumber, RegistrationNumberError> = text.parse();
    let number = number.map_err(|error| {
        let why = match &error {
            RegistrationNumberError::Cell { .. } => "cell",
            RegistrationNumberError::Length { .. } => "length",
            RegistrationNumberError::Character { .. } => "character",
            _ => "other",
        };
        refused(text, why, &error)
    })?;
    let warning = number.warning();
    let key = warning.map_or("", |_| "check-digit");
    let place = format!("{} (when the number was given)", number.division());
    let mut rows = vec![
        ("is", "an old registration number (注册号)".to_owned()),
        ("registered in", place),
    ];
    rows.extend(warning.map(|warning| ("warning", warning.to_string())));
    let table = format!("read\t{number}\t{key}");
    Ok((table, block(number.as_str(), &rows)))
}

/// A head, and a line for each row.
fn block(head: &str, rows: &[(&str, String)]) -> String {
    let rows = rows
        .iter()
        .map(|(name, text)| format!("  {name:<14} {text}\n"));
    format!("{head}\n{}", rows.collect::<String>())
}

fn refused(text: &str, why: &str, error: &dyn Error) -> Told {
    let words = block(
        &text.escape_debug().to_string(),
        &[("refused", error.to_string())],
    );
    (format!("refused\t{why}"), words)
}

fn why(error: &UsccError) -> &'static str {
    match error {
        UsccError::Cell { .. } => "cell",
        UsccError::Space { .. } => "space",
        UsccError::FullWidth { .. } => "full-width",
        UsccError::Length { .. } => "length",
        UsccError::LookAlike { .. } => "look-alike",
        UsccError::Character { .. } => "character",
        UsccError::Division { .. } => "division",
        UsccError::IdentityNumber => "identity number",
        _ => "other",
    }
}

fn key(warning: &UsccWarning) -> &'static str {
    match warning {
        UsccWarning::CheckCharacter { .. } => "check-character",
        UsccWarning::OrganisationCheck { .. } => "organisation-check",
        UsccWarning::UnknownDepartment { .. } => "unknown-department",
        UsccWarning::UnknownCategory { .. } => "unknown-category",
        UsccWarning::PerhapsRounded => "perhaps-rounded",
        UsccWarning::UnknownDivision { .. } => "unknown-division",
        _ => "other",
    }
}
