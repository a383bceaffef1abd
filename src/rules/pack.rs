//! Rule packs: documents of lines, checked as a whole.

use super::fault::{PackError, PackFault, PackFaults};
use super::form::{LineForm, lines};
use super::line::Line;
use super::rule::Rule;
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::id::{PackId, PackTitle};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A rule pack (规则包): the legal numbers and conditions of one place, each with its dates, source and confidence.
///
/// ```
/// use double_random::rules::RulePack;
/// let pack = RulePack::parse(r#"{"form": "double-random/rules/1", "id": "here", "title": "Rules of our county", "lines": [
///     {"rule": "DR-60/publication", "value": "10 working days", "effective_from": "2024-01-01",
///         "source": "《本县抽查工作细则》第九条", "confidence": "certain", "text": "seen"}
/// ]}"#)?;
/// assert_eq!(pack.lines()[0].value.to_string(), "10 working days");
/// # Ok::<(), double_random::rules::PackError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulePack {
    id: PackId,
    title: PackTitle,
    lines: Vec<Arc<Line>>,
    document: Document,
}

/// The name of the form.
const FORM: &str = "double-random/rules/1";

/// The document `double-random/rules/1`, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PackForm {
    form: String,
    id: String,
    title: String,
    lines: Vec<LineForm>,
}

impl RulePack {
    /// Reads a pack.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the pack.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        let document = Document::parse(text)?;
        let form: PackForm = document.clone().read()?;
        let mut faults = vec![];
        if form.form != FORM {
            let found = form.form;
            faults.push(PackFault::Form { found });
        }
        if form.lines.is_empty() {
            faults.push(PackFault::NoLines);
        }
        let id = form
            .id
            .parse()
            .map_err(|fault| faults.push(PackFault::Id(fault)));
        let title = form
            .title
            .parse()
            .map_err(|fault| faults.push(PackFault::Title(fault)));
        let lines = lines(&form.lines, &mut faults);
        match (id, title) {
            (Ok(id), Ok(title)) if faults.is_empty() => Ok(Self {
                id,
                title,
                lines,
                document,
            }),
            _ => Err(PackFaults(faults).into()),
        }
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the pack.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// Its id.
    #[must_use]
    pub const fn id(&self) -> &PackId {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub const fn title(&self) -> &PackTitle {
        &self.title
    }

    /// Its lines, in the order of the document.
    #[must_use]
    pub fn lines(&self) -> &[Arc<Line>] {
        &self.lines
    }

    /// The line of a rule that holds on a day.
    pub(super) fn line(&self, rule: &Rule, day: Day) -> Option<&Arc<Line>> {
        self.lines
            .iter()
            .find(|line| line.rule == rule && line.period.holds(day))
    }
}
