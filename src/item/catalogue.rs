//! The catalogue: the document that publishes items.

use super::check;
use super::fault::{CatalogueError, CatalogueFault, CatalogueFaults};
use super::form::{CatalogueForm, FORM, IndustryDraft, ItemDraft};
use super::{Industry, Item, NoItem};
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::id::{DisplayName, IndustryId, ItemId};
use crate::region::Level;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The list of what may be inspected (随机抽查事项清单), with the industries of one inspection (一业一查): a document with a digest,
/// checked as a whole. Each version names the digest of the one before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "CatalogueForm", into = "CatalogueForm")]
pub struct Catalogue {
    form: CatalogueForm,
    document: Document,
    items: BTreeMap<ItemId, Item>,
    industries: BTreeMap<IndustryId, Industry>,
}

/// A catalogue under construction.
#[derive(Clone, Debug)]
pub struct CatalogueBuilder {
    form: CatalogueForm,
}

impl CatalogueBuilder {
    /// Makes it the version after another one; without, it is version 1.
    #[must_use]
    pub fn after(mut self, before: &Catalogue) -> Self {
        self.form.version = before.version().saturating_add(1);
        self.form.supersedes = Some(before.digest());
        self
    }

    /// A further item.
    #[must_use]
    pub fn item(mut self, item: ItemDraft) -> Self {
        self.form.items.push(item);
        self
    }

    /// A further industry.
    #[must_use]
    pub fn industry(mut self, industry: IndustryDraft) -> Self {
        self.form.industries.push(industry);
        self
    }

    /// The catalogue.
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn build(self) -> Result<Catalogue, CatalogueFaults> {
        self.form.try_into()
    }
}

impl TryFrom<CatalogueForm> for Catalogue {
    type Error = CatalogueFaults;

    fn try_from(form: CatalogueForm) -> Result<Self, CatalogueFaults> {
        let faults = check::of_form(&form);
        if !faults.is_empty() {
            return Err(CatalogueFaults::new(faults));
        }
        let document = Document::of(&form)
            .map_err(|error| CatalogueFaults::new(vec![CatalogueFault::Document(error)]))?;
        let items = form.items.iter().filter_map(Item::of);
        let industries = form.industries.iter().map(Industry::of);
        Ok(Self {
            items: items.map(|item| (item.code().clone(), item)).collect(),
            industries: industries
                .map(|industry| (industry.id().clone(), industry))
                .collect(),
            form,
            document,
        })
    }
}

impl From<Catalogue> for CatalogueForm {
    fn from(catalogue: Catalogue) -> Self {
        catalogue.form
    }
}

impl Catalogue {
    /// A catalogue of this title, under construction.
    #[must_use]
    pub fn builder(title: DisplayName) -> CatalogueBuilder {
        let (items, industries) = (vec![], vec![]);
        CatalogueBuilder {
            form: CatalogueForm {
                form: FORM.to_owned(),
                title,
                version: 1,
                supersedes: None,
                items,
                industries,
            },
        }
    }

    /// Reads a catalogue. Lists may stand in any order.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the catalogue.
    pub fn parse(text: &str) -> Result<Self, CatalogueError> {
        let form: CatalogueForm = Document::parse(text)?.read()?;
        Ok(Self::try_from(form)?)
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of the catalogue.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// What it is called.
    #[must_use]
    pub const fn title(&self) -> &DisplayName {
        &self.form.title
    }

    /// Its version, from 1 on (第几版).
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.form.version
    }

    /// The digest of the version before it; none of version 1.
    #[must_use]
    pub const fn supersedes(&self) -> Option<Digest> {
        self.form.supersedes
    }

    /// The items, in the order of their codes, whether in force or not: who inspects asks for [`Catalogue::item_on`].
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// The industries, in the order of their ids.
    pub fn industries(&self) -> impl Iterator<Item = &Industry> {
        self.industries.values()
    }

    /// The industry with this id.
    #[must_use]
    pub fn industry(&self, industry: &IndustryId) -> Option<&Industry> {
        self.industries.get(industry)
    }

    /// The item by which an office of this level may inspect on this day (rule DR-02).
    ///
    /// # Errors
    /// An item that is not in the list, not published, not valid on that day, or not of that level.
    pub fn item_on(&self, item: &ItemId, level: Level, day: Day) -> Result<&Item, NoItem> {
        let code = || item.clone();
        let Some(found) = self.items.get(item) else {
            return Err(NoItem::Unknown { item: code() });
        };
        let (published, from) = (found.published(), found.valid_from());
        if day < published {
            let item = code();
            return Err(NoItem::NotPublished {
                item,
                published,
                day,
            });
        }
        if day < from {
            let item = code();
            return Err(NoItem::NotYet { item, from, day });
        }
        if let Some(until) = found.valid_until().filter(|until| *until < day) {
            let item = code();
            return Err(NoItem::Expired { item, until, day });
        }
        if !found.levels().contains(&level) {
            let (item, levels) = (code(), found.levels().clone());
            return Err(NoItem::NotAtLevel {
                item,
                levels,
                level,
            });
        }
        Ok(found)
    }

    pub(super) const fn items_by_code(&self) -> &BTreeMap<ItemId, Item> {
        &self.items
    }

    pub(super) const fn industries_by_id(&self) -> &BTreeMap<IndustryId, Industry> {
        &self.industries
    }
}
