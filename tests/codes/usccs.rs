//! Unified social credit codes (GB 32100-2015).

use double_random::person::PersonId;
use double_random::region::{CHUXIONG, Gazetteer};
use double_random::uscc::{EntityCategory, RegisteringDepartment, Uscc, UsccError, UsccWarning};
use proptest::prelude::*;

/// The standard's own example, the market regulator of Chuxiong, and codes made up for Chuxiong.
pub(crate) const VALID: [&str; 7] = [
    "91350100M000100Y43",
    "11532300MB19781070",
    "91532301MA6K00014Y",
    "92532301MA6K00022N",
    "93532322MA6K00030U",
    "91532301MA6K0009XL",
    "91532301MA6K001370",
];

pub(crate) fn code(text: &str) -> Uscc {
    text.parse()
        .unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> UsccError {
    text.parse::<Uscc>().expect_err(text)
}

/// The check character by another way: the sum of all values, weighted with the powers of 3 themselves, and the check
/// character's own, is a multiple of 31 with the weight 1 at the end.
fn check(first: &str) -> char {
    let values = || Uscc::ALPHABET.chars().zip(0_u64..);
    let value = |c| values().find(|(one, _)| *one == c).unwrap().1;
    let weighted = (0..)
        .zip(first.chars())
        .map(|(place, c)| 3_u64.pow(place) * value(c));
    let sum: u64 = weighted.sum();
    let fits = |(_, last): &(char, u64)| (sum + last).is_multiple_of(31);
    values().find(fits).unwrap().0
}

/// Whether a text is refused, or its check character warned of.
fn is_caught(text: &str) -> bool {
    let wrong = |warning: &UsccWarning| matches!(warning, UsccWarning::CheckCharacter { .. });
    text.parse::<Uscc>()
        .map_or(true, |code| code.warnings().iter().any(wrong))
}

fn without_letters_in_division(text: &str) -> bool {
    text[2..8].bytes().all(|byte| byte.is_ascii_digit())
}

#[test]
fn codes_of_the_standard_and_of_chuxiong_are_right() {
    for text in VALID {
        let code = code(text);
        assert_eq!((code.as_str(), code.warnings()), (text, vec![]), "{text}");
        assert_eq!(text.chars().last(), Some(check(&text[..17])), "{text}");
        let mut kind = text.chars();
        let (department, category) = (kind.next().unwrap(), kind.next().unwrap());
        let composed = Uscc::compose(department, category, code.division(), &text[8..16]);
        assert_eq!(composed, Ok(code));
        assert_eq!(
            (code.organisation(), code.division().as_str()),
            (&text[8..17], &text[2..8])
        );
    }
}

#[test]
fn a_check_of_31_is_0_and_one_of_30_is_y() {
    // Σ value · weight is 1581 = 51 · 31, and 1520 = 49 · 31 + 1.
    assert!(code("11532300MB19781070").as_str().ends_with('0'));
    assert!(code("91532301MA6K00014Y").as_str().ends_with('Y'));
}

#[test]
fn a_code_that_was_issued_with_another_check_character_is_taken_with_a_warning() {
    let issued = code("91350211M0000XUF46");
    let (computed, found) = ('R', '6');
    assert_eq!(
        issued.warnings(),
        [UsccWarning::CheckCharacter { computed, found }]
    );
    assert_eq!(check("91350211M0000XUF4"), 'R');
}

#[test]
fn what_is_not_a_code_is_refused_and_the_place_is_told() {
    for (text, error) in [
        ("", UsccError::Length { found: 0 }),
        ("楚雄", UsccError::Length { found: 2 }),
        ("91350100M000100Y4", UsccError::Length { found: 17 }),
        ("91350100M000100Y430", UsccError::Length { found: 19 }),
        (
            "91350100M000100Y4Z",
            UsccError::LookAlike {
                character: 'Z',
                place: 18,
            },
        ),
        (
            "91532301MA6K0009xo",
            UsccError::LookAlike {
                character: 'O',
                place: 18,
            },
        ),
        (
            "I1350100M000100Y43",
            UsccError::LookAlike {
                character: 'I',
                place: 1,
            },
        ),
        (
            "9135O100M000100Y43",
            UsccError::LookAlike {
                character: 'O',
                place: 5,
            },
        ),
        (
            "9135010AM000100Y43",
            UsccError::Division {
                character: 'A',
                place: 8,
            },
        ),
        (
            "91y50100M000100Y43",
            UsccError::Division {
                character: 'Y',
                place: 3,
            },
        ),
        (
            "91350100M000100Y4é",
            UsccError::Character {
                character: 'é',
                place: 18,
            },
        ),
        (
            "91350100-M000100Y4",
            UsccError::Character {
                character: '-',
                place: 9,
            },
        ),
        (
            "91350100M000100Y\0\0",
            UsccError::Character {
                character: '\0',
                place: 17,
            },
        ),
        (
            "91350100M000100Y4ı",
            UsccError::Character {
                character: 'ı',
                place: 18,
            },
        ),
    ] {
        assert_eq!(refused(text), error, "{text}");
    }
    assert_eq!(
        refused("91532301MA6K0009XO").to_string(),
        "a unified social credit code holds no I, O, S, V or Z, found `O` at place 18: compare it with the licence"
    );
}

#[test]
fn spaces_and_full_width_characters_are_refused_by_name() {
    for (text, error) in [
        (
            " 91350100M000100Y43",
            UsccError::Space {
                character: ' ',
                place: 1,
            },
        ),
        (
            "91350100M000100Y43\n",
            UsccError::Space {
                character: '\n',
                place: 19,
            },
        ),
        (
            "91350100\u{3000}M000100Y43",
            UsccError::Space {
                character: '\u{3000}',
                place: 9,
            },
        ),
        (
            "91350100Ｍ000100Y43",
            UsccError::FullWidth {
                character: 'Ｍ',
                place: 9,
            },
        ),
        (
            "９1350100M000100Y43",
            UsccError::FullWidth {
                character: '９',
                place: 1,
            },
        ),
    ] {
        assert_eq!(refused(text), error, "{text}");
    }
    assert_eq!(
        refused("９1350100M000100Y43").to_string(),
        "a unified social credit code is written in half-width characters (半角), found the full-width `９` at place 1"
    );
}

#[test]
fn lower_case_is_read_as_upper_case_and_every_full_width_character_is_refused() {
    for text in VALID {
        assert_eq!(code(&text.to_lowercase()).as_str(), text);
        for (at, character) in text.char_indices() {
            let wide = char::from_u32(u32::from(character) + 0xFEE0).unwrap();
            let mut text = text.to_owned();
            text.replace_range(at..=at, &wide.to_string());
            assert_eq!(
                refused(&text),
                UsccError::FullWidth {
                    character: wide,
                    place: at + 1
                }
            );
        }
    }
}

#[test]
fn every_single_exchange_of_a_character_is_refused_or_warned_of() {
    let mut warned = 0;
    for text in VALID {
        for place in 0..18 {
            for other in (' '..='~')
                .filter(|other| other.to_ascii_uppercase() != text[place..].chars().next().unwrap())
            {
                let mut changed = text.to_owned();
                changed.replace_range(place..=place, &other.to_string());
                assert!(is_caught(&changed), "{text} and {changed}");
                warned += u32::from(changed.parse::<Uscc>().is_ok());
            }
        }
    }
    // 9 other digits at 6 places, 30 other characters at 12, and the lower case of the 21 letters among them.
    let places = |text: &str| -> u32 {
        let free = text[..2].chars().chain(text[8..].chars());
        free.map(|c| if c.is_ascii_digit() { 30 + 21 } else { 30 + 20 })
            .sum()
    };
    let all: u32 = VALID.iter().map(|text| 6 * 9 + places(text)).sum();
    assert_eq!(warned, all);
}

#[test]
fn every_exchange_of_two_neighbours_is_refused_or_warned_of() {
    // Whether it shows depends on the two values and their place alone; so all pairs of values at all places are all there is.
    let mut tried = 0;
    for place in 0..17 {
        for a in Uscc::ALPHABET.chars() {
            for b in Uscc::ALPHABET.chars().filter(|b| *b != a) {
                let mut right: Vec<char> = "91532301MA6K00014".chars().collect();
                right[place] = a;
                if place < 16 {
                    right[place + 1] = b;
                }
                let first: String = right.iter().collect();
                if !without_letters_in_division(&first) {
                    continue;
                }
                let last = check(&first);
                right.push(last);
                if place == 16 && (last == a || last != b) {
                    continue;
                }
                assert!(!is_caught(&String::from_iter(&right)));
                right.swap(place, place + 1);
                assert!(is_caught(&String::from_iter(&right)), "{first} at {place}");
                tried += 1;
            }
        }
    }
    // 2 digits at 5 places, a digit and any character at 2, any two at 9; of the last two, one is computed from the other.
    let any = 31 * 30;
    assert!(
        (5 * 90 + 2 * (310 - 10) + 9 * any..5 * 90 + 2 * (310 - 10) + 9 * any + 31)
            .contains(&tried),
        "{tried}"
    );
}

#[test]
fn the_organisations_own_check_character_is_another_one() {
    for (text, computed, found) in [
        ("91532301MA6K00024", '2', '4'),
        ("91532301MA6K0009A", 'X', 'A'),
        ("91532301MA6K00131", '7', '1'),
    ] {
        let code = code(&format!("{text}{}", check(text)));
        let warning = UsccWarning::OrganisationCheck { computed, found };
        assert_eq!(code.warnings(), [warning], "{code}");
    }
}

#[test]
fn an_unknown_department_or_category_is_a_warning() {
    let compose = |department, category| {
        Uscc::compose(department, category, "532301".parse().unwrap(), "MA6K0001").unwrap()
    };
    for (department, category, warnings) in [
        ('9', '1', vec![]),
        ('3', '1', vec![]),
        ('N', '2', vec![]),
        (
            'B',
            '1',
            vec![UsccWarning::UnknownDepartment { character: 'B' }],
        ),
        (
            '0',
            '1',
            vec![UsccWarning::UnknownDepartment { character: '0' }],
        ),
        (
            '9',
            '4',
            vec![UsccWarning::UnknownCategory {
                department: '9',
                character: '4',
            }],
        ),
        (
            '1',
            'A',
            vec![UsccWarning::UnknownCategory {
                department: '1',
                character: 'A',
            }],
        ),
    ] {
        let code = compose(department, category);
        assert_eq!(code.warnings(), warnings, "{code}");
    }
    for department in RegisteringDepartment::ALL {
        assert_eq!(
            RegisteringDepartment::of(department.code()),
            Some(department)
        );
        assert_eq!(
            compose(department.code(), '1').department(),
            Some(department)
        );
        assert!(!department.chinese().is_ascii() && department.english().is_ascii());
    }
    for category in EntityCategory::ALL {
        assert_eq!(EntityCategory::of(category.code()), Some(category));
        let mut characters = category.code().chars();
        let code = compose(characters.next().unwrap(), characters.next().unwrap());
        assert_eq!((code.category(), code.warnings()), (Some(category), vec![]));
    }
    let business = code("92532301MA6K00022N").category();
    assert_eq!(business.map(EntityCategory::chinese), Some("个体工商户"));
}

#[test]
fn a_division_is_unknown_to_a_table_and_never_by_itself() {
    let gazetteer = Gazetteer::parse(CHUXIONG).unwrap();
    for text in &VALID[1..] {
        assert_eq!(code(text).warnings_in(&gazetteer), []);
    }
    let (foreign, division) = (code(VALID[0]), "350100".parse().unwrap());
    assert_eq!(foreign.warnings(), []);
    assert_eq!(
        foreign.warnings_in(&gazetteer),
        [UsccWarning::UnknownDivision { division }]
    );
    // A former division is known for ever.
    let lufeng = Uscc::compose('9', '1', "532331".parse().unwrap(), "MA6K0001").unwrap();
    assert_eq!(lufeng.warnings_in(&gazetteer), []);
}

#[test]
fn a_code_is_composed_of_characters_that_codes_have() {
    let compose = |department, category, organisation| {
        Uscc::compose(
            department,
            category,
            "532301".parse().unwrap(),
            organisation,
        )
    };
    assert_eq!(
        compose('9', '1', "ma6k0001"),
        Ok(code("91532301MA6K00014Y"))
    );
    for (department, category, organisation, error) in [
        (
            'O',
            '1',
            "MA6K0001",
            UsccError::LookAlike {
                character: 'O',
                place: 1,
            },
        ),
        (
            '9',
            '１',
            "MA6K0001",
            UsccError::FullWidth {
                character: '１',
                place: 2,
            },
        ),
        (
            '9',
            '1',
            "MA6K000Z",
            UsccError::LookAlike {
                character: 'Z',
                place: 16,
            },
        ),
        ('9', '1', "MA6K000", UsccError::Length { found: 17 }),
        ('9', '1', "MA6K00011", UsccError::Length { found: 19 }),
    ] {
        assert_eq!(compose(department, category, organisation), Err(error));
    }
}

#[test]
fn json_holds_a_code_as_text_and_its_warnings_come_back_with_it() {
    for text in VALID.into_iter().chain(["91350211M0000XUF46"]) {
        let code = code(text);
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        let back: Uscc = serde_json::from_str(&json).unwrap();
        assert_eq!((back, back.warnings()), (code, code.warnings()));
    }
    for bad in [
        "915323010000000000",
        "9.15323e17",
        "null",
        r#""""#,
        r#""9.15323E+17""#,
        r#""91532301MA6K0009XO""#,
        r#"["91532301MA6K00014Y"]"#,
    ] {
        assert!(serde_json::from_str::<Uscc>(bad).is_err(), "{bad}");
    }
    let told = serde_json::from_str::<Uscc>(r#""9.15323E+17""#)
        .unwrap_err()
        .to_string();
    assert!(told.contains("its last digits are lost"), "{told}");
}

proptest! {
    #[test]
    fn whatever_is_read_has_one_spelling(text in "\\PC{0,20}|[0-9A-Za-z]{18}|[0-9]{8}[0-9A-HJ-NP-RTUW-Y]{10}") {
        if let Ok(code) = text.parse::<Uscc>() {
            prop_assert_eq!(code.as_str(), text.to_ascii_uppercase());
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            let right = code.as_str().ends_with(check(&code.as_str()[..17]));
            let warned = is_caught(code.as_str());
            prop_assert_eq!(right, !warned);
        }
    }

    #[test]
    fn whatever_is_composed_has_right_check_characters(organisation in "[0-9A-HJ-NP-RTUW-Y]{8}", division in "[0-9]{6}") {
        let code = Uscc::compose('9', '2', division.parse().unwrap(), &organisation).unwrap();
        prop_assert_eq!(code.warnings(), []);
        prop_assert_eq!(check(&code.as_str()[..17]), code.as_str().chars().last().unwrap());
    }
}

#[test]
fn the_identity_number_of_a_person_is_no_code_and_is_not_repeated() {
    let (mut refused, mut taken) = (0, 0);
    for serial in 0..1000 {
        let first = format!("53230119491231{serial:03}");
        let numbers = "0123456789X".chars().map(|last| format!("{first}{last}"));
        let numbers = numbers.filter(|number| number.parse::<PersonId>().is_ok());
        for number in numbers {
            match number.parse::<Uscc>() {
                Err(error) => {
                    assert_eq!(error, UsccError::IdentityNumber);
                    assert!(!format!("{error} {error:?}").contains(|c: char| c.is_ascii_digit()));
                    refused += 1;
                }
                // By its check character it is a code as much as a person.
                Ok(code) => {
                    assert!(number.ends_with(check(&first)), "{code}");
                    taken += 1;
                }
            }
        }
    }
    assert_eq!(refused + taken, 1000);
    assert!(
        taken > 10 && refused > 900,
        "{refused} refused, {taken} taken"
    );
}
