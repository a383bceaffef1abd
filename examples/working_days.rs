//! When is it due? A term, its last day, and the days that are not counted, each with its reason.
//!
//! `cargo run --example working_days -- 2024-09-27 20` counts 20 working days from an event of 27 September 2024. A term may also be
//! written out, such as `3 months`. Without start and term, every day of the known years is printed, one a line.
//! `--notice FILE` loads the holiday notice of a further year.

use double_random::calendar::{Calendar, Day, DayKind, LastDay, Notice, Term, TermUnit};
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::process::ExitCode;

const USAGE: &str = "\
usage: working_days [--notice FILE]... [START TERM]

  START          the day of the event, which is not counted: 2024-09-27
  TERM           a number of working days, or a term: `20`, `20 working days`, `15 days`, `3 months`, `1 year`
  --notice FILE  loads the holiday notice of a further year, or one that supersedes another";

fn main() -> ExitCode {
    let told = answer(env::args().skip(1).collect());
    match told.and_then(|text| Ok(io::stdout().write_all(text.as_bytes())?)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn answer(mut arguments: Vec<String>) -> Result<String, Box<dyn Error>> {
    let mut calendar = Calendar::national().clone();
    while arguments.first().is_some_and(|option| option == "--notice") {
        let file = arguments.get(1).ok_or(USAGE)?;
        let text = fs::read_to_string(file).map_err(|error| format!("{file}: {error}"))?;
        let notice = Notice::parse(&text).map_err(|error| format!("{file}: {error}"))?;
        calendar = calendar.with(notice)?;
        arguments.drain(..2);
    }
    match arguments.as_slice() {
        [] => every_day(&calendar),
        [start, term @ ..] if !term.is_empty() => {
            let term = term.join(" ");
            let term = match term.parse() {
                Ok(number) => Term::working_days(number)?,
                Err(_) => term.parse()?,
            };
            due(&calendar, start.parse()?, term)
        }
        _ => Err(USAGE.into()),
    }
}

/// Every day of the years that have notices: the day, its day of the week, `working` or `rest`, and the holiday if one decides.
fn every_day(calendar: &Calendar) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for year in calendar.notices().map(Notice::year) {
        let year = Day::first_of(year).zip(Day::last_of(year));
        for day in year
            .into_iter()
            .flat_map(|(first, last)| first.through(last))
        {
            let kind = calendar.kind(day)?;
            let standing = if kind.is_working() { "working" } else { "rest" };
            let holiday = match kind {
                DayKind::MakeUp(holiday) | DayKind::Off(holiday) => holiday.name.as_str(),
                DayKind::WorkingDay | DayKind::Weekend => "",
            };
            writeln!(text, "{day}\t{}\t{standing}\t{holiday}", day.weekday())?;
        }
    }
    Ok(text)
}

fn due(calendar: &Calendar, start: Day, term: Term) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    let due = calendar.due(start, term)?;
    let weekday = |day: Day| format!("{day} ({})", day.weekday());
    writeln!(
        text,
        "{term} after {}: until {}, 24:00",
        weekday(start),
        weekday(due)
    )?;
    if term.unit() != TermUnit::WorkingDays {
        let rolled = calendar.due_by(start, term, LastDay::Rolls);
        let rolled = rolled.map_or_else(|error| error.to_string(), weekday);
        writeln!(
            text,
            "by the Civil Code art. 203, if it cannot end on a rest day: {rolled}"
        )?;
        return Ok(text);
    }
    for day in start.following()?.through(due) {
        let reason = match calendar.kind(day)? {
            DayKind::WorkingDay => continue,
            DayKind::MakeUp(holiday) => format!("counted: worked for {}", holiday.name),
            DayKind::Weekend => "not counted: weekend".to_owned(),
            DayKind::Off(holiday) => format!("not counted: off for {}", holiday.name),
        };
        writeln!(text, "  {day} {:<9} {reason}", day.weekday().to_string())?;
    }
    writeln!(
        text,
        "the dates of the notices are {}",
        calendar.confidence(start, due)?
    )?;
    Ok(text)
}
