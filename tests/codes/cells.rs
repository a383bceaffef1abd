//! What spreadsheets make of codes.

use super::usccs::VALID;
use double_random::uscc::{
    Cell, RegistrationNumber, RegistrationNumberError, Uscc, UsccError, UsccWarning,
};

fn cell(text: &str) -> Option<Cell> {
    match text.parse::<Uscc>() {
        Err(UsccError::Cell { cell, .. }) => Some(cell),
        _ => None,
    }
}

#[test]
fn a_cell_that_was_read_as_a_number_is_named() {
    for (text, what) in [
        ("9.15323E+17", Cell::Exponent),
        ("9.15323010000000E+17", Cell::Exponent),
        ("9.15323e17", Cell::Exponent),
        ("9,15323E+17", Cell::Exponent),
        ("9E+17", Cell::Exponent),
        ("9E17", Cell::Exponent),
        ("1.15E-05", Cell::Exponent),
        ("915323010000000000.0", Cell::Decimal),
        ("915323010000000000.00", Cell::Decimal),
        ("91532301.0", Cell::Decimal),
        ("915,323,010,000,000,000", Cell::Thousands),
        ("915,323,010,000,000,000.00", Cell::Thousands),
        ("1,153", Cell::Thousands),
        ("91532301000000000", Cell::Rounded),
        ("91532301000012300", Cell::Rounded),
        ("9153230100001230000", Cell::Rounded),
        ("'91532301MA6K00014Y", Cell::TextMark),
        ("'", Cell::TextMark),
        ("=\"91532301MA6K00014Y\"", Cell::TextMark),
        ("\"91532301MA6K00014Y\"", Cell::TextMark),
    ] {
        assert_eq!(cell(text), Some(what), "{text}");
    }
}

#[test]
fn what_may_be_a_code_or_is_some_other_text_is_not_blamed_on_a_spreadsheet() {
    for text in VALID.into_iter().chain(["91350211M0000XUF46"]) {
        assert_eq!(cell(text), None, "{text}");
    }
    for text in [
        "",
        "E17",
        "9.E",
        "9.1E+1234",
        "9.15.3",
        "91E+17",
        "1,15",
        "1234,567",
        ",153",
        "91532301000012345",
        "110000013257748",
        "915323010000123",
        ".5",
        "5.",
        "91350100M000100Y4",
        &"9".repeat(1000),
    ] {
        assert!(
            cell(text).is_none() && text.parse::<Uscc>().is_err(),
            "{text}"
        );
    }
    // Digits, an E and digits, as long as a code is: that may be a code.
    assert!("9153230112345E1234".parse::<Uscc>().is_ok());
    assert!("91532301123456E789".parse::<Uscc>().is_ok());
}

#[test]
fn the_error_says_what_happened() {
    for (text, told) in [
        (
            "9.15323E+17",
            "found `9.15323E+17`: the cell was read as a number; its last digits are lost",
        ),
        (
            "91532301000012300",
            "found `91532301000012300`: zeros after the fifteenth digit, as a cell that was read as a number has; its last digits are lost",
        ),
        (
            "'91532301MA6K00014Y",
            "found `'91532301MA6K00014Y`: the mark that a spreadsheet puts before text is not part of the code; nothing is lost",
        ),
    ] {
        let error = text.parse::<Uscc>().unwrap_err().to_string();
        assert_eq!(
            error,
            format!("a unified social credit code is 18 characters of text, {told}")
        );
    }
}

/// The codes without letters whose organisation code begins with these six digits.
fn without_letters(organisation: u32) -> impl Iterator<Item = Uscc> {
    (0..100).filter_map(move |rest| {
        let organisation = format!("{organisation:06}{rest:02}");
        let code = Uscc::compose('1', '2', "532301".parse().ok()?, &organisation).ok()?;
        code.as_str()
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(code)
    })
}

#[test]
fn a_code_without_letters_that_ends_in_000_may_be_real_and_is_warned_of() {
    // Sooner or later both check characters come out as 0, after an organisation that ends in 0.
    let mut real = (0..20_000)
        .flat_map(without_letters)
        .filter(|code| code.as_str().ends_with("000"));
    let real = real.next().unwrap();
    assert_eq!(real.warnings(), [UsccWarning::PerhapsRounded]);
}

#[test]
fn a_code_that_was_cut_to_15_digits_is_warned_of_or_reads_as_a_person() {
    let (mut cut, mut persons) = (0, 0);
    for code_read in (0..300).flat_map(without_letters) {
        let text = format!("{}000", &code_read.as_str()[..15]);
        if text != code_read.as_str() {
            match text.parse::<Uscc>() {
                Ok(code) => {
                    let warnings = code.warnings();
                    assert!(warnings.contains(&UsccWarning::PerhapsRounded), "{text}");
                    cut += 1;
                }
                Err(error) => {
                    assert_eq!(error, UsccError::IdentityNumber, "{text}");
                    persons += 1;
                }
            }
        }
    }
    assert!(cut > 5_000, "{cut} cut, {persons} persons");
}

#[test]
fn old_numbers_are_named_too_and_have_as_many_digits_as_a_spreadsheet_keeps() {
    for (text, what) in [
        ("1.10000013257748E+14", Cell::Exponent),
        ("110000013257748.0", Cell::Decimal),
        ("110,000,013,257,748", Cell::Thousands),
        ("'110000013257748", Cell::TextMark),
        ("1100000132577480", Cell::Rounded),
    ] {
        match text.parse::<RegistrationNumber>() {
            Err(RegistrationNumberError::Cell { cell, .. }) => assert_eq!(cell, what, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!("110000013257000".parse::<RegistrationNumber>().is_ok());
}
