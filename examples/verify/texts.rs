//! The files as text.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What the files hold.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) announcement: String,
    pub(crate) plan: Option<String>,
    pub(crate) digest: Option<String>,
    pub(crate) journal: Option<JournalTexts>,
    pub(crate) opening: Option<String>,
    pub(crate) public: Option<String>,
    /// What only the office and its auditor have.
    pub(crate) office: Option<OfficeTexts>,
    /// The records of plans that were drawn together with this one, each in a folder inside, with their digests.
    pub(crate) others: Vec<(OfficeTexts, String)>,
}

/// A journal with its head.
#[derive(Debug)]
pub(crate) struct JournalTexts {
    pub(crate) lines: String,
    pub(crate) head: String,
}

/// What is not public.
#[derive(Debug)]
pub(crate) struct OfficeTexts {
    pub(crate) units: String,
    pub(crate) record: String,
    pub(crate) lines: Option<String>,
    pub(crate) transcript: Option<String>,
    pub(crate) sealed: Option<String>,
}

/// A file that is not there, or is no text.
#[derive(Debug)]
pub(crate) struct Unreadable {
    file: PathBuf,
    error: io::Error,
}

impl Texts {
    /// Reads the files of a directory. What is there asks for what belongs to it.
    pub(crate) fn read(dir: &Path) -> Result<Self, Unreadable> {
        let text = |name| text(dir, name);
        let text_if_any = |name| match text(name) {
            Err(Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            text => text.map(Some),
        };
        let any = |names: &[&str]| names.iter().any(|name| dir.join(name).exists());
        let announcement = text("announcement.txt")?;
        // Who has the transcript has the journal too.
        let journal = any(&[
            "journal.jsonl",
            "journal-head.txt",
            "transcript.json",
            "sealed.jsonl",
        ]);
        let journal = journal.then(|| {
            let (lines, head) = (text("journal.jsonl")?, text("journal-head.txt")?);
            Ok(JournalTexts { lines, head })
        });
        let office = any(&[
            "units.tsv",
            "record.json",
            "record.jsonl",
            "transcript.json",
            "sealed.jsonl",
        ]);
        let office = office.then(|| {
            let sealed = text_if_any("sealed.jsonl")?;
            let transcript = match &sealed {
                Some(_) => text("transcript.json").map(Some),
                None => text_if_any("transcript.json"),
            };
            Ok(OfficeTexts {
                units: text("units.tsv")?,
                record: text("record.json")?,
                lines: text_if_any("record.jsonl")?,
                transcript: transcript?,
                sealed,
            })
        });
        let (journal, office) = (journal.transpose()?, office.transpose()?);
        // Without journal, the record digest stands here alone; without record and journal, there must be an opening.
        let opening = match (&journal, &office) {
            (None, None) => text("opening.json").map(Some),
            _ => text_if_any("opening.json"),
        };
        let opening = opening?;
        let digest = match (&journal, &office) {
            (Some(_), None) => text_if_any("record-digest.txt"),
            _ => text("record-digest.txt").map(Some),
        };
        Ok(Self {
            announcement,
            plan: text_if_any("plan.json")?,
            digest: digest?,
            journal,
            opening,
            public: text_if_any("public.json")?,
            others: match &office {
                Some(_) => others(dir)?,
                None => vec![],
            },
            office,
        })
    }
}

/// The records in folders inside.
fn others(dir: &Path) -> Result<Vec<(OfficeTexts, String)>, Unreadable> {
    let unreadable = |error| {
        let file = dir.to_owned();
        Unreadable { file, error }
    };
    let entries = fs::read_dir(dir).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut folders: Vec<PathBuf> = entries
        .map_err(unreadable)?
        .iter()
        .map(fs::DirEntry::path)
        .filter(|folder| folder.join("record.json").exists())
        .collect();
    folders.sort();
    let other = |folder: &PathBuf| {
        let lines = match text(folder, "record.jsonl") {
            Err(Unreadable { error, .. }) if error.kind() == io::ErrorKind::NotFound => None,
            lines => Some(lines?),
        };
        let office = OfficeTexts {
            units: text(folder, "units.tsv")?,
            record: text(folder, "record.json")?,
            lines,
            transcript: None,
            sealed: None,
        };
        Ok((office, text(folder, "record-digest.txt")?))
    };
    folders.iter().map(other).collect()
}

fn text(dir: &Path, name: &str) -> Result<String, Unreadable> {
    let file = dir.join(name);
    fs::read_to_string(&file).map_err(|error| Unreadable { file, error })
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.file.file_name().unwrap_or_default();
        let why = match name.to_str().unwrap_or_default() {
            "announcement.txt" => "every folder of a draw holds the announcement",
            "journal.jsonl" => "a head, a transcript and sealed documents belong to a journal",
            "journal-head.txt" => "lines prove nothing without a head that was published",
            "transcript.json" => "sealed documents belong to a ceremony",
            "units.tsv" | "record.json" => "what the office hands its auditor goes together",
            "record-digest.txt" => "a record proves nothing without the digest that was published",
            _ => "it is wanted",
        };
        write!(f, "{}: {} ({why})", self.file.display(), self.error)
    }
}
