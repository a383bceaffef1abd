//! What a spreadsheet makes of a code that it took for a number.

/// What a spreadsheet did to the text of a cell (电子表格单元格). Spreadsheets keep 15 significant digits; a code has 18.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cell {
    /// The number in powers of ten: `9.15323E+17` (科学计数).
    Exponent,
    /// The number with a decimal point: `915323010000000000.0`.
    Decimal,
    /// The number in groups of three digits: `915,323,010,000,000,000` (千位分隔).
    Thousands,
    /// Digits of another length than a code, zeros after the fifteenth: `91532301000012300`.
    Rounded,
    /// A mark that says that the cell is text: `'91532301MA6K00014Y`, `="91532301MA6K00014Y"`. Nothing is lost.
    TextMark,
}

impl Cell {
    /// What happened to this text; `None` if it may be a code of so many characters.
    ///
    /// Codes hold no point, comma, sign, quote or apostrophe, so that nothing which may be a code is named here.
    pub(super) fn of(text: &str, characters: usize) -> Option<Self> {
        let digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if text.len() > 48 {
            None
        } else if text.starts_with(['\'', '"']) || (text.starts_with("=\"") && text.ends_with('"'))
        {
            Some(Self::TextMark)
        } else if is_power(text) {
            Some(Self::Exponent)
        } else if is_grouped(text) {
            Some(Self::Thousands)
        } else if text
            .split_once('.')
            .is_some_and(|(whole, decimals)| digits(whole) && digits(decimals))
        {
            Some(Self::Decimal)
        } else if text.len() != characters
            && text.len() > 15
            && digits(text)
            && text.bytes().skip(15).all(|byte| byte == b'0')
        {
            Some(Self::Rounded)
        } else {
            None
        }
    }
}

/// Whether it is a number in powers of ten: one digit, perhaps decimals, `E`, perhaps a sign, and up to three digits.
fn is_power(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let mut number = number.chars();
    let one = number.next().is_some_and(|digit| digit.is_ascii_digit());
    let decimals = match number.next() {
        None => true,
        Some('.' | ',') => number.all(|digit| digit.is_ascii_digit()),
        Some(_) => false,
    };
    let power = power.strip_prefix(['+', '-']).unwrap_or(power);
    let power = (1..=3).contains(&power.len()) && power.bytes().all(|byte| byte.is_ascii_digit());
    one && decimals && power
}

/// Whether it is a number in groups of three digits, perhaps with decimals.
fn is_grouped(text: &str) -> bool {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().map_or(0, str::len);
    let mut rest = groups.peekable();
    let digits = whole
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b',');
    digits
        && (1..=3).contains(&first)
        && rest.peek().is_some()
        && rest.all(|group| group.len() == 3)
}
