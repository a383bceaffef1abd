//! `lib.rs` lists the modules in reading order; no module refers to one that comes later.

use std::fs;
use std::path::Path;

#[test]
fn no_module_refers_forward() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let lib = fs::read_to_string(src.join("lib.rs")).unwrap();
    let order: Vec<&str> = lib.lines().filter_map(module_declared).collect();
    assert!(order.len() > 5, "lib.rs declares its modules");

    let mut read = 0;
    for (place, module) in order.iter().enumerate() {
        let mut paths = vec![src.join(module), src.join(module).with_extension("rs")];
        while let Some(path) = paths.pop() {
            if path.is_dir() {
                paths.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            } else if path.exists() {
                read += 1;
                let text = fs::read_to_string(&path).unwrap();
                let code = text
                    .lines()
                    .take_while(|line| !line.starts_with("#[cfg(test)]"));
                for used in code.flat_map(modules_used) {
                    let known = order[..=place].contains(&used);
                    assert!(known, "{}: refers forward to `{used}`", path.display());
                }
            }
        }
    }
    assert!(read > 20, "the modules' files are read");
}

/// The module that a line of `lib.rs` declares.
fn module_declared(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    line.strip_prefix("mod ")?.strip_suffix(';')
}

/// The modules of this crate that a line of code names.
fn modules_used(line: &str) -> impl Iterator<Item = &str> {
    let code = line.split("//").next().unwrap_or_default();
    let paths = code.split("crate::").skip(1);
    paths.filter_map(|path| {
        path.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
    })
}
