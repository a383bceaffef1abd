//! Unified social credit codes (统一社会信用代码, GB 32100-2015): their shape and their two check characters.

/// The characters of a code, each standing for its place: no I, O, S, V or Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A text that cannot be a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Malformed {
    /// Another length.
    #[error("a code has 18 characters, found {0}")]
    Length(usize),
    /// A character that codes do not have.
    #[error("a code is written in `{ALPHABET}`, found `{}`", .0.escape_debug())]
    Character(char),
    /// Letters where the division of the registering authority stands.
    #[error("characters 3 to 8 of a code are digits, found `{0}`")]
    Division(char),
}

/// Whether the check characters of a code are the computed ones. Codes have been issued of which they are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Checks {
    /// Both are.
    Right,
    /// At least one is not.
    Wrong,
}

/// Looks at the shape of a code, then at its check characters.
pub(crate) fn examine(code: &str) -> Result<Checks, Malformed> {
    match code.chars().count() {
        18 => {}
        found => return Err(Malformed::Length(found)),
    }
    if let Some(strange) = code.chars().find(|c| !ALPHABET.contains(*c)) {
        return Err(Malformed::Character(strange));
    }
    let mut division = code.chars().skip(2).take(6);
    if let Some(letter) = division.find(|c| !c.is_ascii_digit()) {
        return Err(Malformed::Division(letter));
    }
    let computed = code.get(..8).zip(code.get(8..16));
    let computed = computed.and_then(|(authority, body)| complete(authority, body));
    Ok(match computed {
        Some(computed) if computed == code => Checks::Right,
        _ => Checks::Wrong,
    })
}

/// The code of this registering authority (department, category, division: 8 characters) and organisation (8 characters).
pub(crate) fn complete(authority: &str, organisation: &str) -> Option<String> {
    let first = format!(
        "{authority}{organisation}{}",
        organisation_check(organisation)?
    );
    let last = check(&first)?;
    Some(first + last.encode_utf8(&mut [0; 4]))
}

/// Every character of the alphabet, for whoever makes codes up.
pub(crate) fn character(place: usize) -> Option<char> {
    ALPHABET.chars().nth(place)
}

/// The 18th character: `31 − Σ value · 3^place mod 31`, where 31 is 0.
fn check(first: &str) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for c in first.chars() {
        sum += ALPHABET.find(c)? * weight;
        weight = weight * 3 % 31;
    }
    character((31 - sum % 31) % 31)
}

/// The ninth character of an organisation code (GB 11714), whose letters are valued in the whole alphabet of 26.
fn organisation_check(organisation: &str) -> Option<char> {
    let mut sum = 0;
    for (c, weight) in organisation.chars().zip([3, 7, 9, 10, 5, 8, 4, 2]) {
        sum += c.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        11 => Some('0'),
        10 => Some('X'),
        digit => char::from_digit(digit, 10),
    }
}
