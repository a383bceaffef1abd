//! Numbers and tables as people read them.

use crate::words::width;
use std::fmt;

/// A table: the first column stands left, all others right, whatever the script.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Vec<String>>);

impl Table {
    /// Adds a row.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.0.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.0.iter().map(Vec::len).max().unwrap_or_default();
        let widest = |column: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max()
        };
        let widths: Vec<usize> = (0..columns).filter_map(widest).collect();
        for row in &self.0 {
            for (column, (cell, wanted)) in row.iter().zip(&widths).enumerate() {
                let space = " ".repeat(wanted - width(cell));
                match column {
                    0 => write!(f, "{cell}{space}")?,
                    _ => write!(f, "   {space}{cell}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// The number with commas.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The share as percent with one decimal, rounded half up.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let doubled = (part * 2_000 + whole)
        .checked_div(2 * whole)
        .unwrap_or_default();
    format!("{}.{}%", doubled / 10, doubled % 10)
}
