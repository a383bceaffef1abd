//! The files as text.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the files hold.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) units: String,
    pub(crate) announcement: String,
    pub(crate) plan: Option<String>,
    pub(crate) record: String,
    pub(crate) lines: Option<String>,
    pub(crate) digest: String,
    pub(crate) public: Option<String>,
}

/// A file that is not there, or is no text.
#[derive(Debug)]
pub(crate) struct Unreadable {
    file: PathBuf,
    error: io::Error,
}

impl Texts {
    /// Reads the files of a directory; three of them need not be there.
    pub(crate) fn read(dir: &Path) -> Result<Self, Unreadable> {
        let text = |name| {
            let file = dir.join(name);
            fs::read_to_string(&file).map_err(|error| Unreadable { file, error })
        };
        let text_if_any = |name| match text(name) {
            Err(Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            text => text.map(Some),
        };
        Ok(Self {
            units: text("units.tsv")?,
            announcement: text("announcement.txt")?,
            plan: text_if_any("plan.json")?,
            record: text("record.json")?,
            lines: text_if_any("record.jsonl")?,
            digest: text("record-digest.txt")?,
            public: text_if_any("public.json")?,
        })
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.error)
    }
}
