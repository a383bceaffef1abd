//! Words as people read them: a head on the left, the text beside it, broken where a terminal ends.

use std::io::{self, ErrorKind, Write as _};

/// How many columns a line has at most, unless a word is longer.
const COLUMNS: usize = 118;

/// Prints a text. A reader who has seen enough, such as `| head`, is no fault.
pub(crate) fn put(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// The head, and beside it the text from this column on; a line break in the text is kept.
pub(crate) fn block(head: &str, indent: usize, text: &str) -> String {
    let (mut block, mut column) = (head.to_owned(), width(head));
    for (number, line) in text.lines().enumerate() {
        if number > 0 {
            block.push('\n');
            column = 0;
        }
        block += &" ".repeat(indent.saturating_sub(column));
        column = column.max(indent);
        for (place, word) in line.split(' ').enumerate() {
            let wide = width(word);
            if place > 0 && column + 1 + wide > COLUMNS {
                block = block + "\n" + &" ".repeat(indent);
                column = indent;
            } else if place > 0 {
                block.push(' ');
                column += 1;
            }
            block += word;
            column += wide;
        }
    }
    block + "\n"
}

/// What a check says of itself: what it has checked, and on lines of their own what it noted and what it has not checked.
pub(crate) fn said(text: &str) -> String {
    text.replace("; noted", "\nnoted")
        .replace("; not checked", "\nnot checked")
}

/// How many places a text takes in a terminal: two for each character of East Asian scripts.
pub(crate) fn width(text: &str) -> usize {
    let wide = |c| {
        matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}'
            | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}'
            | '\u{20000}'..='\u{3FFFD}')
    };
    text.chars().map(|c| 1 + usize::from(wide(c))).sum()
}
