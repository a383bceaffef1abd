//! What is odd about a code that may be real all the same.

use crate::region::Division;

/// Why a code is to be looked at before it is relied on (存疑). It follows from the code alone, or from the code and a table of
/// divisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UsccWarning {
    /// The 18th character is not the computed one (GB 32100-2015).
    #[error("the check character is computed as `{computed}`, found `{found}`")]
    CheckCharacter {
        /// What it would be.
        computed: char,
        /// What it is.
        found: char,
    },
    /// The 17th character is not the computed one (GB 11714).
    #[error(
        "the check character of the organisation code is computed as `{computed}`, found `{found}`"
    )]
    OrganisationCheck {
        /// What it would be.
        computed: char,
        /// What it is.
        found: char,
    },
    /// No known department has this first character.
    #[error("no registering department `{character}` is known")]
    UnknownDepartment {
        /// The first character.
        character: char,
    },
    /// The department is known, and has no such category.
    #[error("the registering department `{department}` has no category `{character}`")]
    UnknownCategory {
        /// The first character.
        department: char,
        /// The second character.
        character: char,
    },
    /// 18 digits of which the last three are 0, as a spreadsheet writes a code that it took for a number. A thousandth of all
    /// codes without letters are so.
    #[error("the code is all digits and ends in 000: a spreadsheet may have read it as a number")]
    PerhapsRounded,
    /// The tables that were asked do not name the division.
    #[error("the division `{division}` is in none of the tables asked")]
    UnknownDivision {
        /// The division.
        division: Division,
    },
}
