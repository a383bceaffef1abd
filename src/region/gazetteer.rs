//! Tables of divisions.

use super::fault::GazetteerFault;
use super::form::{EntryForm, FORM, TableForm};
use super::{Division, Entry, GazetteerError, GazetteerFaults, YearOrDay};
use crate::digest;
use crate::id::{self, NameKind};
use std::collections::{BTreeMap, BTreeSet};

/// Divisions with their names and history (行政区划代码表), from JSON tables.
///
/// ```
/// use double_random::region::{CHUXIONG, Gazetteer, Standing};
/// let gazetteer = Gazetteer::parse(CHUXIONG)?;
/// let county = gazetteer.entry("532331".parse()?).ok_or("unknown")?;
/// assert_eq!((county.chinese(), county.english()), ("禄丰县", Some("Lufeng County")));
/// assert_eq!(county.standing("2020-06-30".parse()?), Standing::InForce);
/// assert_eq!(gazetteer.latest(county.division()), ["532302".parse()?].into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Another table has the same shape, its dates days or years:
///
/// ```
/// use double_random::region::{CHUXIONG, Gazetteer};
/// let mine = r#"{"form": "double-random/gazetteer/1", "source": "GB/T 2260", "divisions": [
///     {"code": "530100", "chinese": "昆明市", "english": "Kunming"},
///     {"code": "530181", "chinese": "安宁市"}
/// ]}"#;
/// assert_eq!(Gazetteer::of([CHUXIONG, mine])?.entries().count(), 14);
/// # Ok::<(), double_random::region::GazetteerError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gazetteer(BTreeMap<Division, Entry>);

impl Gazetteer {
    /// Reads one table.
    ///
    /// # Errors
    /// A text that is no table; every fault of a table, not the first.
    pub fn parse(text: &str) -> Result<Self, GazetteerError> {
        Self::of([text])
    }

    /// Reads several tables as one: a division stands in one of them, its successors may stand in another.
    ///
    /// # Errors
    /// A text that is no table; every fault of all tables, not the first.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, GazetteerError> {
        let forms = texts.into_iter().map(digest::table::<TableForm>);
        let forms: Vec<TableForm> = forms.collect::<Result<_, _>>()?;
        let (mut entries, mut faults) = (BTreeMap::new(), vec![]);
        for form in forms {
            let TableForm {
                form,
                source,
                divisions,
            } = form;
            if form != FORM {
                faults.push(GazetteerFault::Form { found: form });
            }
            let found = id::check_line(NameKind::Citation, &source).err();
            faults.extend(found.map(GazetteerFault::Source));
            for entry in divisions {
                let Some(entry) = read(entry, &source, &mut faults) else {
                    continue;
                };
                let division = entry.division;
                if entries.insert(division, entry).is_some() {
                    faults.push(GazetteerFault::Twice { division });
                }
            }
        }
        let gazetteer = Self(entries);
        gazetteer.check_successors(&mut faults);
        Ok(GazetteerFaults::of(faults).map_or(Ok(gazetteer), Err)?)
    }

    /// Whether it names the division, in force or not.
    #[must_use]
    pub fn knows(&self, division: Division) -> bool {
        self.0.contains_key(&division)
    }

    /// What it knows of the division.
    #[must_use]
    pub fn entry(&self, division: Division) -> Option<&Entry> {
        self.0.get(&division)
    }

    /// All divisions, in the order of their codes.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.values()
    }

    /// Where the division lives on, as far as the tables go: itself if it was not abolished, else its successors, theirs, and so
    /// on. Nothing if the tables do not name it, or it was abolished and no successor is known.
    #[must_use]
    pub fn latest(&self, division: Division) -> BTreeSet<Division> {
        let mut found = self.after(division);
        found.insert(division);
        let in_force = |division: &Division| {
            let entry = self.entry(*division);
            entry.is_some_and(|entry| entry.effective_to.is_none())
        };
        found.retain(in_force);
        found
    }

    /// All that come after the division.
    fn after(&self, division: Division) -> BTreeSet<Division> {
        let (mut found, mut open) = (BTreeSet::new(), vec![division]);
        while let Some(next) = open.pop() {
            let next = self.entry(next).map(Entry::successors).unwrap_or_default();
            open.extend(next.iter().filter(|division| found.insert(**division)));
        }
        found
    }

    fn check_successors(&self, faults: &mut Vec<GazetteerFault>) {
        for entry in self.entries() {
            let division = entry.division;
            let mut seen = BTreeSet::new();
            for successor in entry.successors.iter().copied() {
                if !seen.insert(successor) {
                    faults.push(GazetteerFault::SuccessorTwice {
                        division,
                        successor,
                    });
                } else if !self.knows(successor) {
                    faults.push(GazetteerFault::UnknownSuccessor {
                        division,
                        successor,
                    });
                }
            }
            if self.after(division).contains(&division) {
                faults.push(GazetteerFault::Circle { division });
            }
        }
    }
}

/// A row of a table; none if its code is none. What else is wrong with it becomes a fault, and is left out.
fn read(form: EntryForm, source: &str, faults: &mut Vec<GazetteerFault>) -> Option<Entry> {
    let division: Division = match form.code.parse() {
        Ok(division) => division,
        Err(found) => {
            faults.push(GazetteerFault::Code(found));
            return None;
        }
    };
    for name in [Some(&form.chinese), form.english.as_ref()]
        .into_iter()
        .flatten()
    {
        let found = id::check(NameKind::DisplayName, name).err();
        faults.extend(found.map(|found| GazetteerFault::Name { division, found }));
    }
    if form.effective_to.is_none() && !form.successors.is_empty() {
        faults.push(GazetteerFault::InForce { division });
    }
    let mut date = |text: Option<String>| -> Option<YearOrDay> {
        let date = text?.parse();
        date.map_err(|found| faults.push(GazetteerFault::Date { division, found }))
            .ok()
    };
    let (from, to) = (date(form.effective_from), date(form.effective_to));
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from.first() > to.last()) {
        faults.push(GazetteerFault::Backwards { division, from, to });
    }
    let mut successors = vec![];
    for successor in form.successors {
        match successor.parse() {
            Ok(successor) => successors.push(successor),
            Err(found) => faults.push(GazetteerFault::Successor { division, found }),
        }
    }
    Some(Entry {
        division,
        chinese: form.chinese,
        english: form.english,
        effective_from: from,
        effective_to: to,
        successors,
        source: source.to_owned(),
    })
}
