//! What can be wrong with a catalogue: all of it is told at once.

use crate::calendar::Day;
use crate::digest::DocumentError;
use crate::id::{DepartmentId, IndustryId, ItemId, NameKind};
use crate::rate::Rate;
use std::fmt;

/// One thing that is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueFault {
    /// Another form, or a later one.
    #[error("form: `double-random/catalogue/1` is wanted, found `{}`", .found.escape_debug())]
    Form {
        /// What was found.
        found: String,
    },
    /// A version of nothing.
    #[error("version: 1 or more is wanted, found 0")]
    NoVersion,
    /// A first version that names one before it.
    #[error("supersedes: none is wanted in version 1, found one")]
    FirstSupersedes,
    /// A later version that does not name the one before it.
    #[error("supersedes: the digest of version {} is wanted in version {version}, found none", .version - 1)]
    NoPredecessor {
        /// The version.
        version: u64,
    },
    /// No item at all.
    #[error("items: at least one is wanted, found none")]
    NoItem,
    /// One item twice.
    #[error("items: an item stands once in a catalogue, found `{item}` twice")]
    ItemTwice {
        /// The item.
        item: ItemId,
    },
    /// An item that rests on nothing (国办发〔2015〕58号: without a basis in law, regulation or rule, no inspection).
    #[error("items: `{item}`: at least one provision is wanted as legal basis, found none")]
    NoBasis {
        /// The item.
        item: ItemId,
    },
    /// An item that nobody carries out.
    #[error("items: `{item}`: at least one level is wanted, found none")]
    NoLevel {
        /// The item.
        item: ItemId,
    },
    /// An item that is inspected in no way.
    #[error("items: `{item}`: at least one method is wanted, found none")]
    NoMethod {
        /// The item.
        item: ItemId,
    },
    /// A level, method or provision twice.
    #[error("items: `{item}`: each {what} stands once, found `{found}` twice")]
    ListedTwice {
        /// The item.
        item: ItemId,
        /// `level`, `method` or `legal basis`.
        what: &'static str,
        /// Which.
        found: String,
    },
    /// A general item without a limit (国市监信〔2019〕38号, section 2(1)).
    #[error("items: `{item}`: a maximum ratio is wanted of a general item, found none")]
    NoRatio {
        /// The item.
        item: ItemId,
    },
    /// A general item of which nothing may be inspected.
    #[error("items: `{item}`: a maximum ratio above 0% is wanted, found 0%")]
    ZeroRatio {
        /// The item.
        item: ItemId,
    },
    /// A key item with a limit (国市监信〔2019〕38号, section 2(1)).
    #[error("items: `{item}`: no maximum ratio is wanted of a key item, found {found}")]
    RatioOfKey {
        /// The item.
        item: ItemId,
        /// What was found.
        found: Rate,
    },
    /// An item that was not published (国办发〔2024〕54号: what is not published is not carried out).
    #[error("items: `{item}`: the day of publication is wanted, found none")]
    Unpublished {
        /// The item.
        item: ItemId,
    },
    /// An item that begins on no day.
    #[error("items: `{item}`: the first day on which it is valid is wanted, found none")]
    NoBeginning {
        /// The item.
        item: ItemId,
    },
    /// An item that is valid before anybody can know it.
    #[error(
        "items: `{item}`: it is published no later than it is valid, found {published} and {from}"
    )]
    PublishedLate {
        /// The item.
        item: ItemId,
        /// When it was published.
        published: Day,
        /// From when on it is valid.
        from: Day,
    },
    /// An item that is never valid.
    #[error("items: `{item}`: it ends no earlier than it begins, found {from} to {until}")]
    ValidityBackwards {
        /// The item.
        item: ItemId,
        /// Its first day.
        from: Day,
        /// Its last day.
        until: Day,
    },
    /// One industry twice.
    #[error("industries: an industry stands once in a catalogue, found `{industry}` twice")]
    IndustryTwice {
        /// The industry.
        industry: IndustryId,
    },
    /// An industry in which nothing is inspected.
    #[error("industries: `{industry}`: at least one item is wanted, found none")]
    NoItemOfIndustry {
        /// The industry.
        industry: IndustryId,
    },
    /// An item that the catalogue does not hold.
    #[error("industries: `{industry}`: an item of this catalogue is wanted, found `{item}`")]
    UnknownItem {
        /// The industry.
        industry: IndustryId,
        /// What was found.
        item: ItemId,
    },
    /// An item or a department twice in one industry.
    #[error("industries: `{industry}`: each {what} stands once, found `{found}` twice")]
    NamedTwice {
        /// The industry.
        industry: IndustryId,
        /// `item code` or `department id`.
        what: NameKind,
        /// Which.
        found: String,
    },
    /// The leading department among those that cooperate with it.
    #[error("industries: `{industry}`: `{lead}` leads and does not cooperate too")]
    LeadCooperates {
        /// The industry.
        industry: IndustryId,
        /// The department.
        lead: DepartmentId,
    },
    /// A leading department that inspects nothing.
    #[error("industries: `{industry}`: `{lead}` leads, so an item of it is wanted, found none")]
    LeadWithoutItem {
        /// The industry.
        industry: IndustryId,
        /// The department.
        lead: DepartmentId,
    },
    /// A cooperating department that inspects nothing.
    #[error(
        "industries: `{industry}`: `{department}` cooperates, so an item of it is wanted, found none"
    )]
    DepartmentWithoutItem {
        /// The industry.
        industry: IndustryId,
        /// The department.
        department: DepartmentId,
    },
    /// An item of a department that does not come along.
    #[error(
        "industries: `{industry}`: `{item}` is an item of `{department}`, which neither leads nor cooperates"
    )]
    ForeignItem {
        /// The industry.
        industry: IndustryId,
        /// The item.
        item: ItemId,
        /// Its department.
        department: DepartmentId,
    },
    /// A number that a document cannot hold.
    #[error(transparent)]
    Document(DocumentError),
}

/// Everything that is wrong with a catalogue: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFaults(Vec<CatalogueFault>);

impl CatalogueFaults {
    pub(super) const fn new(faults: Vec<CatalogueFault>) -> Self {
        Self(faults)
    }

    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[CatalogueFault] {
        &self.0
    }
}

impl fmt::Display for CatalogueFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(CatalogueFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for CatalogueFaults {}

/// A text that is no catalogue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// No document of this form.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A document of this form, and a catalogue that cannot be used.
    #[error(transparent)]
    Faults(#[from] CatalogueFaults),
}
