//! What a version of a catalogue changes in the one before it.

use super::{Catalogue, Industry, Item};
use crate::digest::Digest;
use crate::id::{DisplayName, IndustryId, ItemId};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What became of an item or an industry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "something comes, goes or changes")]
pub enum Change<'a, T> {
    /// It is new.
    Added(&'a T),
    /// It is gone.
    Removed(&'a T),
    /// It says something else.
    Altered {
        /// What it said.
        before: &'a T,
        /// What it says.
        after: &'a T,
    },
}

/// A field that says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldChange {
    /// Its name in the document.
    pub field: &'static str,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// All that a version changes in the one before it (清单变更). It prints as one line for each change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes<'a> {
    title: Option<(&'a DisplayName, &'a DisplayName)>,
    items: BTreeMap<&'a ItemId, Change<'a, Item>>,
    industries: BTreeMap<&'a IndustryId, Change<'a, Industry>>,
}

/// A catalogue that is not the next version after another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SuccessionError {
    /// A catalogue that supersedes another one, or none.
    #[error(
        "the catalogue before it is wanted, {}, found {found}",
        named.map_or_else(|| "and there is none".to_owned(), |named| named.to_string())
    )]
    Digest {
        /// The digest that it supersedes.
        named: Option<Digest>,
        /// The digest of the other catalogue.
        found: Digest,
    },
    /// Versions that do not follow.
    #[error("version {wanted} is wanted after the one before it, found {found}")]
    Version {
        /// The version after the other one's.
        wanted: u64,
        /// Its version.
        found: u64,
    },
}

impl Catalogue {
    /// What this version changes in the one before it.
    ///
    /// # Errors
    /// Another catalogue than the one it supersedes; a version that does not follow.
    pub fn changes_from<'a>(&'a self, old: &'a Self) -> Result<Changes<'a>, SuccessionError> {
        let (named, found) = (self.supersedes(), old.digest());
        if named != Some(found) {
            return Err(SuccessionError::Digest { named, found });
        }
        let (wanted, found) = (old.version().saturating_add(1), self.version());
        if wanted != found {
            return Err(SuccessionError::Version { wanted, found });
        }
        let title = (old.title() != self.title()).then(|| (old.title(), self.title()));
        Ok(Changes {
            title,
            items: changes(old.items_by_code(), self.items_by_code()),
            industries: changes(old.industries_by_id(), self.industries_by_id()),
        })
    }
}

fn changes<'a, K: Ord, T: PartialEq>(
    old: &'a BTreeMap<K, T>,
    new: &'a BTreeMap<K, T>,
) -> BTreeMap<&'a K, Change<'a, T>> {
    let keys: BTreeSet<&K> = old.keys().chain(new.keys()).collect();
    let change = |key| match (old.get(key), new.get(key)) {
        (None, Some(after)) => Some((key, Change::Added(after))),
        (Some(before), None) => Some((key, Change::Removed(before))),
        (Some(before), Some(after)) if before != after => {
            Some((key, Change::Altered { before, after }))
        }
        (_, _) => None,
    };
    keys.into_iter().filter_map(change).collect()
}

impl<'a> Changes<'a> {
    /// The titles, before and after, if they differ.
    #[must_use]
    pub const fn title(&self) -> Option<(&'a DisplayName, &'a DisplayName)> {
        self.title
    }

    /// The changes of items, in the order of their codes.
    #[must_use]
    pub const fn items(&self) -> &BTreeMap<&'a ItemId, Change<'a, Item>> {
        &self.items
    }

    /// The changes of industries, in the order of their ids.
    #[must_use]
    pub const fn industries(&self) -> &BTreeMap<&'a IndustryId, Change<'a, Industry>> {
        &self.industries
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.items.is_empty() && self.industries.is_empty()
    }
}

impl fmt::Display for Changes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((before, after)) = self.title {
            writeln!(f, "altered title: {before} → {after}")?;
        }
        for (code, change) in &self.items {
            write(f, format_args!("item {code}"), change)?;
        }
        for (id, change) in &self.industries {
            write(f, format_args!("industry {id}"), change)?;
        }
        Ok(())
    }
}

fn write<T: Entry>(
    f: &mut fmt::Formatter<'_>,
    name: fmt::Arguments<'_>,
    change: &Change<'_, T>,
) -> fmt::Result {
    match change {
        Change::Added(entry) => writeln!(f, "added {name}: {}", entry.called()),
        Change::Removed(entry) => writeln!(f, "removed {name}: {}", entry.called()),
        Change::Altered { before, after } => {
            write!(f, "altered {name}: ")?;
            let fields = field_changes(*before, *after);
            let fields: Vec<String> = fields.iter().map(FieldChange::to_string).collect();
            writeln!(f, "{}", fields.join("; "))
        }
    }
}

impl fmt::Display for FieldChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} → {}", self.field, self.before, self.after)
    }
}

impl Change<'_, Item> {
    /// The fields of an item that say something else; none of one that came or went.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        fields(self)
    }
}

impl Change<'_, Industry> {
    /// The fields of an industry that say something else; none of one that came or went.
    #[must_use]
    pub fn fields(&self) -> Vec<FieldChange> {
        fields(self)
    }
}

fn fields<T: Entry>(change: &Change<'_, T>) -> Vec<FieldChange> {
    match change {
        Change::Added(_) | Change::Removed(_) => vec![],
        Change::Altered { before, after } => field_changes(*before, *after),
    }
}

fn field_changes<T: Entry>(before: &T, after: &T) -> Vec<FieldChange> {
    let said = before.says().into_iter().zip(after.says());
    let differ = said.filter(|((_, before), (_, after))| before != after);
    let change = |((field, before), (_, after))| FieldChange {
        field,
        before,
        after,
    };
    differ.map(change).collect()
}

/// What stands in a catalogue, field by field, for people.
trait Entry {
    /// What it is called.
    fn called(&self) -> &str;

    /// Every field and what it says.
    fn says(&self) -> Vec<(&'static str, String)>;
}

impl Entry for Item {
    fn called(&self) -> &str {
        self.title().as_str()
    }

    fn says(&self) -> Vec<(&'static str, String)> {
        vec![
            ("title", self.title().to_string()),
            ("department", self.department().to_string()),
            ("levels", join(self.levels())),
            ("category", self.category().to_string()),
            ("target_kind", self.target_kind().to_string()),
            ("legal_basis", join(self.legal_basis())),
            ("methods", join(self.methods())),
            ("maximum_per_year", join(self.maximum_per_year())),
            ("published", self.published().to_string()),
            ("valid_from", self.valid_from().to_string()),
            ("valid_until", join(self.valid_until())),
        ]
    }
}

impl Entry for Industry {
    fn called(&self) -> &str {
        self.name().as_str()
    }

    fn says(&self) -> Vec<(&'static str, String)> {
        vec![
            ("name", self.name().to_string()),
            ("lead", self.lead().to_string()),
            ("cooperating", join(self.cooperating())),
            ("items", join(self.items())),
        ]
    }
}

fn join<T: fmt::Display>(list: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = list.into_iter().map(|one| one.to_string()).collect();
    if texts.is_empty() {
        "none".to_owned()
    } else {
        texts.join(", ")
    }
}
