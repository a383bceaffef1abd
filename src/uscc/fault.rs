//! Texts that are no codes.

use super::cell::Cell;

/// A text that is not a unified social credit code (GB 32100-2015). Places are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UsccError {
    /// What a spreadsheet left of a code.
    #[error("a unified social credit code is 18 characters of text, found `{}`: {}", shown(.text), told(*.cell))]
    Cell {
        /// What happened.
        cell: Cell,
        /// What is left.
        text: String,
    },
    /// White space.
    #[error("a unified social credit code is written without spaces, found U+{:04X} at place {place}", u32::from(*.character))]
    Space {
        /// Which.
        character: char,
        /// Where.
        place: usize,
    },
    /// A character of double width: it is not exchanged silently.
    #[error(
        "a unified social credit code is written in half-width characters (半角), found the full-width `{character}` at place {place}"
    )]
    FullWidth {
        /// Which.
        character: char,
        /// Where.
        place: usize,
    },
    /// Another length.
    #[error("a unified social credit code has 18 characters, found {found}")]
    Length {
        /// How many there are.
        found: usize,
    },
    /// I, O, S, V or Z, which codes leave out because 1, 0, 5, U and 2 look like them. They are not exchanged silently.
    #[error(
        "a unified social credit code holds no I, O, S, V or Z, found `{character}` at place {place}: compare it with the licence"
    )]
    LookAlike {
        /// Which, in upper case.
        character: char,
        /// Where.
        place: usize,
    },
    /// A character that codes do not have.
    #[error(
        "a unified social credit code is written in `0123456789ABCDEFGHJKLMNPQRTUWXY`, found `{}` at place {place}", .character.escape_debug()
    )]
    Character {
        /// Which.
        character: char,
        /// Where.
        place: usize,
    },
    /// A letter in the division.
    #[error(
        "characters 3 to 8 of a unified social credit code are the digits of a division, found `{character}` at place {place}"
    )]
    Division {
        /// Which.
        character: char,
        /// Where.
        place: usize,
    },
    /// The identity number of a natural person, which must not go where codes go. It is not repeated.
    #[error(
        "a unified social credit code is wanted, found the identity number of a person (公民身份号码)"
    )]
    IdentityNumber,
}

/// What is left, with its quotes as they are.
pub(super) fn shown(text: &str) -> String {
    let escaped = text.escape_debug().to_string();
    escaped.replace("\\'", "'").replace("\\\"", "\"")
}

/// What a spreadsheet did, for who has to mend it.
pub(super) const fn told(cell: Cell) -> &'static str {
    match cell {
        Cell::Exponent | Cell::Decimal | Cell::Thousands => {
            "the cell was read as a number; its last digits are lost"
        }
        Cell::Rounded => {
            "zeros after the fifteenth digit, as a cell that was read as a number has; its last digits are lost"
        }
        Cell::TextMark => {
            "the mark that a spreadsheet puts before text is not part of the code; nothing is lost"
        }
    }
}
