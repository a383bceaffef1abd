//! What the README tells people to type, typed.

use double_random::sampling::Rounding;
use double_random::{Design, Frame, FrameKey, Plan, Randomness, Unit, draw};
use std::process::Command;

/// The shell check gives the token and ticket that the ten lines of the README give.
#[test]
fn the_shell_check_agrees_with_the_ten_lines() {
    let readme = include_str!("../README.md");
    let script = readme
        .split("```sh\n")
        .find(|block| block.starts_with("KEY="))
        .unwrap();
    let script = script.split("```").next().unwrap();
    let output = Command::new("sh").args(["-c", script]).output().unwrap();
    assert!(output.status.success());
    let typed = String::from_utf8(output.stdout).unwrap();

    let units = [
        ("91532301MA6K00014Y", "A"),
        ("92532301MA6K00022N", "D"),
        ("93532322MA6K00030U", "D"),
    ];
    let units = units.map(|(code, class)| Unit::new(code, class));
    let frame = Frame::commit(FrameKey::secret([7; 32]).unwrap(), units).unwrap();
    let rates = "A 1%, B 3%, C 10%, D 30%".parse().unwrap();
    let design = Design::Rates {
        rates,
        rounding: Rounding::Up,
        minimum: 0,
    };
    let plan = Plan::builder("2024-food-01".parse().unwrap(), design)
        .reserves(5)
        .build()
        .unwrap();
    let records = draw(&[(&plan, &frame)], &Randomness::declared([1; 32])).unwrap();
    let drawn = records[0]
        .selected()
        .iter()
        .find(|drawn| drawn.id.as_str() == "91532301MA6K00014Y")
        .unwrap();
    assert!(
        script.contains(&records[0].seed().reveal()),
        "S={}",
        records[0].seed().reveal()
    );
    assert_eq!(typed, format!("{} {}\n", drawn.token, drawn.ticket));
    assert!(
        readme.contains(&format!("# {} {}", drawn.token, drawn.ticket)),
        "{typed}"
    );
}

/// The first block of commands is the main job and the test command.
#[test]
fn the_first_commands_run_the_main_job_and_the_tests() {
    let readme = include_str!("../README.md");
    let first = readme.split("```sh\n").nth(1).unwrap();
    assert!(first.starts_with("cargo run --release --example chuxiong "));
    assert!(first.contains("\ncargo test "));
}
