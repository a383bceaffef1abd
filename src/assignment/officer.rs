//! Officers and targets as a deal sees them: by their tokens.

use crate::frame::Token;
use crate::id::{District, Qualification};
use crate::inspector::{Inspector, RosterKey, Slot};
use std::collections::BTreeSet;

/// An officer under its token, as far as a deal looks at it (检查人员).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Officer {
    /// Its token: the only name a deal knows.
    pub token: Token,
    /// Where it may come; none listed means everywhere.
    pub districts: BTreeSet<District>,
    /// What it holds.
    pub qualifications: BTreeSet<Qualification>,
    /// The load it may carry at most, what it carries in included; `None` if there is no limit.
    pub limit: Option<u64>,
    /// The load it carries in, so that the year comes out even.
    pub carried: u64,
}

impl Officer {
    /// An officer who may come everywhere, holds no qualification, carries nothing in and has no limit.
    #[must_use]
    pub const fn new(token: Token) -> Self {
        Self {
            token,
            districts: BTreeSet::new(),
            qualifications: BTreeSet::new(),
            limit: None,
            carried: 0,
        }
    }

    /// The officer that an inspector is under the key of its roster.
    #[must_use]
    pub fn of(inspector: &Inspector, key: &RosterKey) -> Self {
        Self {
            token: key.token(inspector.id()),
            districts: inspector.districts().clone(),
            qualifications: inspector.qualifications().clone(),
            limit: inspector.load_limit(),
            carried: inspector.load_carried(),
        }
    }

    pub(super) fn serves(&self, district: &District) -> bool {
        self.districts.is_empty() || self.districts.contains(district)
    }

    pub(super) fn holds(&self, slot: &Slot) -> bool {
        let asked = slot.qualification();
        asked.is_none_or(|asked| self.qualifications.contains(asked))
    }
}

/// A target as a deal looks at it (检查对象): its token and district.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// Its token in the frame.
    pub token: Token,
    /// The district whose officers may come.
    pub district: District,
}

impl Target {
    /// The target with this token, in this district.
    #[must_use]
    pub const fn new(token: Token, district: District) -> Self {
        Self { token, district }
    }
}
