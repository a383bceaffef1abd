//! Somebody's own registry: as offices keep it, with all that may be wrong with it.

use super::{TABLE, WHOLE, draw_from, verify};
use encoding_rs::GB18030;
use std::fs;

#[test]
fn a_registry_may_come_as_offices_keep_it() {
    let (plain, run) = draw_from("plain", TABLE.as_bytes());
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let wanted = fs::read_to_string(plain.join("record-digest.txt")).unwrap();

    let words = [
        ("active", "存续"),
        ("dormant", "歇业"),
        ("struck-off", "注销"),
        ("532301,", "楚雄市,"),
    ];
    let chinese = words.iter().fold(TABLE.clone(), |table, (word, with)| {
        table.replace(word, with)
    });
    let (gb18030, _, lossy) = GB18030.encode(&chinese);
    assert!(!lossy);
    for (name, table) in [
        ("mark", format!("\u{FEFF}{}", *TABLE).into_bytes()),
        ("crlf", TABLE.replace('\n', "\r\n").into_bytes()),
        ("lower", TABLE.replace("MA6", "ma6").into_bytes()),
        ("chinese", chinese.clone().into_bytes()),
        ("gb18030", gb18030.into_owned()),
    ] {
        let (out, run) = draw_from(name, &table);
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{name}");
        let digest = fs::read_to_string(out.join("record-digest.txt")).unwrap();
        assert_eq!(digest, wanted, "{name}");
    }
}

#[test]
fn all_bad_lines_are_told_and_nothing_is_drawn() {
    let rows: Vec<&str> = TABLE.lines().collect();
    let bad = [
        rows[0],
        rows[1],
        "91532301MA6K00014Y,楚雄一,532301,E,closed",
        "",
        rows[2],
        "91532301MA6K0009XL,楚雄二,5323,B",
        rows[1],
        "91532301MA6K0009XO,楚雄三,云南省,B,active",
    ];
    for end in ["\n", "\r\n"] {
        let (out, run) = draw_from("bad", bad.join(end).as_bytes());
        assert_eq!((run.code, run.stdout.as_str()), (1, ""));
        assert!(!out.exists());
        for (line, faults) in [
            (3, &["class", "`E`", "status", "`closed`"][..]),
            (6, &["5 columns are wanted, found 4", "no status"]),
            (7, &["stands on line 2 already"]),
            (8, &["`O`", "district", "`云南省`"]),
        ] {
            let start = format!("line {line}: ");
            let told = run
                .stderr
                .lines()
                .find(|told| told.contains(&start))
                .unwrap_or_default();
            assert!(
                faults.iter().all(|fault| told.contains(fault)),
                "{line}: {}",
                run.stderr
            );
        }
        assert!(run.stderr.contains("4 bad lines"), "{}", run.stderr);
    }
    for (table, fault) in [
        (&b"code,name\n"[..], "the header"),
        (b"code,name,district,class,status\n", "nothing was drawn"),
        (b"\xFF\xFEc\0o\0", "UTF-8 or GB18030"),
    ] {
        let (out, run) = draw_from("bad", table);
        assert!(
            run.code == 1 && run.stderr.contains(fault) && !out.exists(),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn strange_check_characters_are_told_and_drawn() {
    let row = "91350211M0000XUF46,厦门,350211,D,active\n";
    let (out, run) = draw_from("strange", (TABLE.clone() + row).as_bytes());
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stderr.contains("warning: 1 code") && run.stderr.contains("91350211M0000XUF46"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.contains("always drawn") && run.stdout.contains("D/350211"),
        "{}",
        run.stdout
    );
    assert_eq!(verify(&out).code, 0);
}

#[test]
fn names_that_give_a_class_away_are_not_published() {
    let d = TABLE
        .lines()
        .filter(|line| line.starts_with("code") || line.contains(",D,"));
    let table: String = d.flat_map(|line| [line, "\n"]).collect();
    let (out, run) = draw_from("one-class", table.as_bytes());
    assert!(
        run.code == 0 && run.stdout.contains("no public.json"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    // A business then gets the line of its stratum from the office, and its check says so.
    assert!(run.stdout.contains("the office told it"), "{}", run.stdout);
    assert!(!out.join("public.json").exists());
    assert_eq!(verify(&out).code, 0);
    fs::copy(WHOLE.0.join("public.json"), out.join("public.json")).unwrap();
    let audit = verify(&out);
    assert!(
        audit.code == 1 && audit.stdout.contains("DIVERGES at digest"),
        "{}",
        audit.stdout
    );
}
