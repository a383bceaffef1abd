//! The rules for names and lines, character by character.

use super::{NameError, NameKind};

/// Checks a text against the rule for its kind.
///
/// # Errors
/// The first thing that the rule forbids.
pub(crate) fn check(kind: NameKind, text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        return if kind == NameKind::District {
            Ok(())
        } else {
            Err(NameError::Empty { kind })
        };
    }
    if text.len() > 128 {
        let bytes = text.len();
        return Err(NameError::TooLong { kind, bytes });
    }
    if is_plain(text.as_bytes()) {
        Ok(())
    } else {
        check_slowly(kind, text)
    }
}

/// Whether all bytes lie from `0` to `~`, as those of almost every name do; of up to 24 bytes, eight are looked at at once.
#[inline]
fn is_plain(text: &[u8]) -> bool {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let strange = |eight: &[u8; 8]| {
        let x = u64::from_le_bytes(*eight);
        // The high bit of a byte is set by a byte below `0` in the difference, by one above `~` in itself or the sum.
        (x | x.wrapping_sub(EACH * 0x30) | x.wrapping_add(EACH)) & (EACH * 0x80) != 0
    };
    match (
        text.first_chunk(),
        text.get(8..).and_then(|rest| rest.first_chunk()),
        text.last_chunk(),
    ) {
        (Some(first), Some(second), Some(last)) if text.len() <= 24 => {
            !(strange(first) | strange(second) | strange(last))
        }
        _ => text.iter().all(|b| (b'0'..=b'~').contains(b)),
    }
}

fn check_slowly(kind: NameKind, text: &str) -> Result<(), NameError> {
    if kind == NameKind::Approver {
        return check_looks(kind, text);
    }
    check_text(kind, text)?;
    if text.starts_with(is_white_space) || text.ends_with(is_white_space) {
        let text = text.to_owned();
        return Err(NameError::OuterSpace { kind, text });
    }
    let strict = matches!(kind, NameKind::PlanId | NameKind::StratumComponent);
    if strict && text.contains('/') {
        let text = text.to_owned();
        return Err(NameError::Slash { kind, text });
    }
    if kind == NameKind::StratumComponent && text.starts_with('-') {
        let text = text.to_owned();
        return Err(NameError::LeadingDash { kind, text });
    }
    Ok(())
}

/// Checks a line of any length: not empty, no control characters.
pub(crate) fn check_line(kind: NameKind, text: &str) -> Result<(), NameError> {
    if text.is_empty() {
        Err(NameError::Empty { kind })
    } else {
        check_text(kind, text)
    }
}

/// Checks a line that must not have a second spelling which looks the same: no white space at its ends or twice in a row, none
/// but the plain space, and no character without a shape of its own.
pub(crate) fn check_looks(kind: NameKind, text: &str) -> Result<(), NameError> {
    check_line(kind, text)?;
    if text.starts_with(is_white_space) || text.ends_with(is_white_space) {
        let text = text.to_owned();
        return Err(NameError::OuterSpace { kind, text });
    }
    let unseen = |c: char| is_shapeless(c) || (is_white_space(c) && c != ' ');
    let second = text.find("  ").map(|_| ' ');
    match text.chars().find(|c| unseen(*c)).or(second) {
        Some(character) => Err(NameError::Unseen {
            kind,
            character,
            text: text.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Checks a line of which every character is told from every other by eye: printable ASCII and Han characters.
pub(super) fn check_alphabet(kind: NameKind, text: &str) -> Result<(), NameError> {
    check_looks(kind, text)?;
    let plain = |c: char| matches!(c, ' '..='~' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2EE5D}' | '\u{30000}'..='\u{323AF}');
    match text.chars().find(|c| !plain(*c)) {
        Some(character) => Err(NameError::Alphabet {
            kind,
            character,
            text: text.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Whether Unicode lets a character be ignored when it is shown (`Default_Ignorable_Code_Point`), or only arranges others
/// (general category `Cf`), or is the blank of Braille: the list is written out, so that no later Unicode version moves it.
fn is_shapeless(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{34F}' | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}' | '\u{890}'..='\u{891}'
        | '\u{8E2}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
        | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{110BD}' | '\u{110CD}' | '\u{13430}'..='\u{1343F}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Checks that a text holds no control characters, whatever its length.
fn check_text(kind: NameKind, text: &str) -> Result<(), NameError> {
    let control = |c: &char| matches!(c, '\0'..='\x1F' | '\x7F'..='\u{9F}');
    match text.chars().find(control) {
        Some(character) => Err(NameError::Control {
            kind,
            character,
            text: text.to_owned(),
        }),
        None => Ok(()),
    }
}

/// Whether Unicode gives the character the property `White_Space`: the list is written out, so that no later Unicode
/// version moves it.
fn is_white_space(c: char) -> bool {
    matches!(c, '\u{9}'..='\u{D}' | ' ' | '\u{85}' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}'
        | '\u{2028}' | '\u{2029}' | '\u{202F}' | '\u{205F}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::is_white_space;

    #[test]
    fn white_space_is_unicodes() {
        for c in '\0'..=char::MAX {
            assert_eq!(
                is_white_space(c),
                c.is_whitespace(),
                "U+{:04X}",
                u32::from(c)
            );
        }
    }
}
