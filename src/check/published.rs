//! What everyone could know before an opening.

use crate::calendar::Moment;
use crate::chance::Announcement;
use crate::digest::Digest;
use crate::id::{Ground, PlanId};
use crate::journal::{Account, EndKind, Journal, SealedKind, WholeOpening};
use std::collections::{BTreeMap, BTreeSet};

/// What was published of an announcement before its opening (此前公开的内容): the text, the closing, the record digests; from a
/// journal or from anywhere else that keeps them. A campaign whose results are public is a
/// [`campaign::Published`](crate::campaign::Published).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The announcement.
    pub announcement: Announcement,
    /// The digest of its closing; none where randomness was declared.
    pub closing: Option<Digest>,
    /// The record digest of each plan.
    pub digests: BTreeMap<PlanId, Digest>,
    /// What the journal tells besides; none without a journal.
    pub story: Option<Story>,
}

/// What only a journal tells: tries, times, replacements.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Story {
    /// When the announcement was published.
    pub announced: Moment,
    /// When the closing was.
    pub closed: Option<Moment>,
    /// When the record digests were.
    pub recorded: Option<Moment>,
    /// The opening of everything, if it was opened.
    pub opened: Option<WholeOpening>,
    /// When single plans were opened alone, and `doc` of each opening.
    pub plans_opened: BTreeMap<PlanId, (Moment, Digest)>,
    /// Whether this announcement is itself an attempt, and why.
    pub lapsed: Option<Ground>,
    /// The attempts in whose place it stands, the last first.
    pub attempts: Vec<Attempt>,
    /// How many other announcements the journal holds: each may have been a try for the same businesses.
    pub others: usize,
    /// What changed of each plan after its draw.
    pub changed: BTreeMap<PlanId, Changes>,
}

/// How much of a plan changed after its draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Changes {
    /// The targets that left.
    pub targets: usize,
    /// The seats that were filled again by the rule.
    pub seats: usize,
    /// The seats that were given by name.
    pub direct: usize,
}

/// An announcement that ended early.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// Its digest.
    pub announcement: Digest,
    /// When it ended.
    pub ended: Moment,
    /// Why.
    pub reason: Ground,
    /// Before or after its closing.
    pub kind: EndKind,
}

impl Published {
    /// What was published of this announcement, kept by someone without a journal.
    #[must_use]
    pub const fn new(
        announcement: Announcement,
        closing: Option<Digest>,
        digests: BTreeMap<PlanId, Digest>,
    ) -> Self {
        Self {
            announcement,
            closing,
            digests,
            story: None,
        }
    }

    /// What a journal says was published of an announcement; `None` if it does not know it.
    #[must_use]
    pub fn in_journal(journal: &Journal, announcement: &Digest) -> Option<Self> {
        let account = journal.account(announcement)?;
        let recorded = account.recorded.clone().unzip();
        let changes = |plan: &PlanId| Changes {
            targets: account.count(plan, SealedKind::Reserve),
            seats: account.count(plan, SealedKind::Replacement),
            direct: account.count(plan, SealedKind::Direct),
        };
        let plans = account.announcement.plans().keys();
        let attempts = journal.attempts(announcement);
        let tried = attempts.iter().map(|attempt| attempt.announcement.digest());
        let tried: BTreeSet<Digest> = tried.chain([*announcement]).collect();
        let other = |(digest, _): &(&Digest, &Account)| !tried.contains(*digest);
        let others = journal.accounts().filter(other).count();
        let story = Story {
            others,
            announced: account.announced.clone(),
            closed: account.closing.as_ref().map(|(at, _)| at.clone()),
            recorded: recorded.0,
            opened: account.opened.clone(),
            plans_opened: account.plans_opened.clone(),
            lapsed: account.end.as_ref().map(|end| end.reason.clone()),
            attempts: attempts.into_iter().filter_map(Attempt::of).collect(),
            changed: plans.map(|plan| (plan.clone(), changes(plan))).collect(),
        };
        Some(Self {
            announcement: account.announcement.clone(),
            closing: account.closing.as_ref().map(|(_, closing)| *closing),
            digests: recorded.1.unwrap_or_default(),
            story: Some(story),
        })
    }
}

impl Attempt {
    fn of(account: &Account) -> Option<Self> {
        let end = account.end.as_ref()?;
        Some(Self {
            announcement: account.announcement.digest(),
            ended: end.at.clone(),
            reason: end.reason.clone(),
            kind: end.kind,
        })
    }
}
