//! Old registration numbers (GS 15-2006), and what became of them.

use super::usccs::{VALID, code};
use double_random::uscc::{Aliases, RegistrationNumber, RegistrationNumberError, ResolveError};

/// Three real numbers.
const VALID_NUMBERS: [&str; 3] = ["110000013257748", "440301103097413", "330100400015575"];

fn number(text: &str) -> RegistrationNumber {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The number whose first 14 digits these are, with its check digit: the one that is not warned of.
fn complete(first: &str) -> String {
    let mut all = (0..10).map(|last| format!("{first}{last}"));
    let right = all.find(|text| number(text).warning().is_none());
    right.unwrap()
}

#[test]
fn three_real_numbers_are_right() {
    for text in VALID_NUMBERS {
        assert_eq!(number(text).warning(), None, "{text}");
        assert_eq!(complete(&text[..14]), text);
        assert_eq!(number(text).division().as_str(), &text[..6]);
        let json = serde_json::to_string(&number(text)).unwrap();
        assert_eq!(
            serde_json::from_str::<RegistrationNumber>(&json).unwrap(),
            number(text)
        );
    }
    assert!(serde_json::from_str::<RegistrationNumber>("110000013257748").is_err());
}

#[test]
fn what_is_not_a_number_is_refused() {
    for (text, error) in [
        ("", RegistrationNumberError::Length { found: 0 }),
        (
            "11000001325774",
            RegistrationNumberError::Length { found: 14 },
        ),
        (
            "91532301MA6K00014Y",
            RegistrationNumberError::Length { found: 18 },
        ),
        (
            "11000001325774X",
            RegistrationNumberError::Character {
                character: 'X',
                place: 15,
            },
        ),
        (
            "１10000013257748",
            RegistrationNumberError::Character {
                character: '１',
                place: 1,
            },
        ),
        (
            "1100000 3257748",
            RegistrationNumberError::Character {
                character: ' ',
                place: 8,
            },
        ),
    ] {
        assert_eq!(text.parse::<RegistrationNumber>(), Err(error), "{text}");
    }
}

#[test]
fn every_single_exchange_of_a_digit_is_warned_of() {
    for text in VALID_NUMBERS {
        for place in 0..15 {
            for digit in ('0'..='9').filter(|digit| !text[place..].starts_with(*digit)) {
                let mut changed = text.to_owned();
                changed.replace_range(place..=place, &digit.to_string());
                let warning = number(&changed).warning();
                assert!(warning.is_some(), "{text} and {changed}");
            }
        }
    }
}

#[test]
fn of_900_exchanges_of_two_neighbours_20_are_missed() {
    // What the check knows of the digits before two neighbours is one of ten values, and each first digit leads to another.
    let swapped = |text: &str, place: usize| {
        let mut digits: Vec<char> = text.chars().collect();
        digits.swap(place, place + 1);
        number(&String::from_iter(digits))
    };
    let (mut tried, mut missed) = (0, 0);
    for three in 0..1000 {
        let text = complete(&format!("{three:03}00000000000"));
        if text[1..2] != text[2..3] {
            tried += 1;
            missed += u32::from(swapped(&text, 1).warning().is_none());
        }
    }
    assert_eq!((missed, tried), (20, 900));
}

#[test]
fn an_old_number_leads_to_its_code() {
    let [first, second, third] = VALID_NUMBERS.map(number);
    let (one, other) = (code(VALID[2]), code(VALID[3]));
    let aliases =
        Aliases::new([(first, one), (second, one), (third, other), (first, one)]).unwrap();
    assert_eq!(
        (aliases.code(&second), aliases.code(&third)),
        (Some(one), Some(other))
    );
    assert_eq!(aliases.numbers(one).collect::<Vec<_>>(), [&first, &second]);
    assert_eq!(aliases.resolve(VALID_NUMBERS[2]), Ok(other));
    assert_eq!(aliases.resolve(VALID[0]), Ok(code(VALID[0])));
    assert_eq!(
        aliases.resolve("110000013257749"),
        Err(ResolveError::Unknown {
            number: number("110000013257749")
        })
    );
    assert!(matches!(
        aliases.resolve("11000001325774X"),
        Err(ResolveError::Number(_))
    ));
    assert!(matches!(
        aliases.resolve("1100000132577"),
        Err(ResolveError::Code(_))
    ));

    let json = serde_json::to_string(&aliases).unwrap();
    assert_eq!(serde_json::from_str::<Aliases>(&json).unwrap(), aliases);
    let twice =
        r#"{"110000013257748": "91532301MA6K00014Y", "110000013257748": "92532301MA6K00022N"}"#;
    let error = serde_json::from_str::<Aliases>(twice)
        .unwrap_err()
        .to_string();
    assert!(error.contains("`110000013257748` stands twice"), "{error}");
}

#[test]
fn one_old_number_for_two_codes_is_refused_and_all_such_are_told() {
    let [first, second, third] = VALID_NUMBERS.map(number);
    let codes = [2, 3, 4].map(|place: usize| code(VALID[place]));
    let pairs = [
        (first, codes[0]),
        (third, codes[0]),
        (second, codes[1]),
        (first, codes[1]),
        (second, codes[2]),
        (first, codes[2]),
    ];
    let faults = Aliases::new(pairs).unwrap_err();
    assert_eq!(
        faults.to_string(),
        "the registration number `110000013257748` leads to one code, found `91532301MA6K00014Y` and `92532301MA6K00022N` and \
         `93532322MA6K00030U`; the registration number `440301103097413` leads to one code, found `92532301MA6K00022N` and \
         `93532322MA6K00030U`"
    );
    assert_eq!(faults.faults().len(), 2);
}
