//! Natural persons: nothing that identifies one is ever said.

use double_random::person::{PersonId, PersonIdError, PersonKey, Pseudonym};
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;

/// The example of GB 11643, and one of a public library's documentation.
const VALID: [&str; 2] = ["11010519491231002X", "360426199101010071"];

fn key(byte: u8) -> PersonKey {
    PersonKey::from_bytes([byte; 32]).unwrap()
}

#[test]
fn only_whole_numbers_with_a_day_and_the_right_check_character_are_read() {
    for text in VALID {
        assert!(text.parse::<PersonId>().is_ok());
    }
    for (text, error) in [
        ("", PersonIdError::Length { found: 0 }),
        ("110105491231002", PersonIdError::Length { found: 15 }),
        ("11010519491231002X ", PersonIdError::Length { found: 19 }),
        ("1101051949123100XX", PersonIdError::Character { place: 17 }),
        (
            "1101051949123１002X",
            PersonIdError::Character { place: 14 },
        ),
        ("11010519491231002Y", PersonIdError::Character { place: 18 }),
        ("110105194913310020", PersonIdError::Day),
        ("110105194902290020", PersonIdError::Day),
        ("110105194912310020", PersonIdError::CheckCharacter),
    ] {
        assert_eq!(text.parse::<PersonId>(), Err(error), "{text}");
    }
}

#[test]
fn every_exchange_of_one_character_or_two_neighbours_is_refused() {
    for text in VALID {
        for place in 0..18 {
            for other in "0123456789X"
                .chars()
                .filter(|other| !text[place..].starts_with(*other))
            {
                let mut changed = text.to_owned();
                changed.replace_range(place..=place, &other.to_string());
                assert!(changed.parse::<PersonId>().is_err(), "{changed}");
            }
            let mut swapped: Vec<char> = text.chars().collect();
            if place < 17 && swapped[place] != swapped[place + 1] {
                swapped.swap(place, place + 1);
                assert!(String::from_iter(swapped).parse::<PersonId>().is_err());
            }
        }
    }
}

#[test]
fn neither_a_person_nor_a_key_nor_an_error_says_anything() {
    let person: PersonId = VALID[0].parse().unwrap();
    for shown in [
        format!("{person:?}"),
        format!("{person:#?}"),
        format!("{:?}", vec![Some(&person)]),
    ] {
        assert!(
            shown.contains("PersonId(…)") && !shown.contains(char::is_numeric),
            "{shown}"
        );
    }
    assert_eq!(format!("{:?}", key(7)), "PersonKey(…)");
    for secret in [
        "11010519491231002Y",
        "31415926535897932X",
        "314159265358979323846",
        "3141592653589793X2",
    ] {
        let error = secret.parse::<PersonId>().unwrap_err();
        let told = format!("{error} {error:?}");
        let parts = secret.as_bytes().windows(3);
        assert!(
            parts
                .map(|part| str::from_utf8(part).unwrap())
                .all(|part| !told.contains(part)),
            "{told}"
        );
    }
}

#[test]
fn a_pseudonym_is_the_keyed_digest_that_anyone_with_the_key_can_make() {
    // printf '%s%s' "$(printf '%s:person' "$KEY" | sha256sum | cut -c1-64)" "$ID" | sha256sum
    let wanted = "834cdf5b70c5e7b51742659c71ced9eeb1c876ea6870886569f406ab250b7c19";
    let pseudonym = VALID[0].parse::<PersonId>().unwrap().pseudonym(&key(7));
    assert_eq!(pseudonym.to_string(), wanted);
    let json = serde_json::to_string(&pseudonym).unwrap();
    assert_eq!(serde_json::from_str::<Pseudonym>(&json).unwrap(), pseudonym);

    let other = VALID[1].parse::<PersonId>().unwrap();
    assert_ne!(other.pseudonym(&key(7)), pseudonym);
    assert_ne!(
        VALID[0].parse::<PersonId>().unwrap().pseudonym(&key(8)),
        pseudonym
    );
    let lower: PersonId = VALID[0].to_lowercase().parse().unwrap();
    assert_eq!(lower.pseudonym(&key(7)), pseudonym);
}

#[test]
fn a_key_is_never_32_zero_bytes() {
    assert!(PersonKey::from_bytes([0; 32]).is_none());
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    let [one, two] = [(); 2].map(|()| PersonKey::generate(&mut rng));
    assert!(one != two && one.reveal().len() == 64);
    assert_eq!(key(7).reveal(), "07".repeat(32));
}
