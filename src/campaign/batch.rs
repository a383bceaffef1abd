//! A batch: the campaigns of one period, drawn together from one announcement.

use super::batch_fault::{BatchFault as Fault, BatchFaults};
use super::{Campaign, DrawnBatch, Period, Prepared, YearPlan};
use crate::chance::Announcement;
use crate::chance::announcement::{PlanLine, Terms, TermsError};
use crate::draw::{Drawing, Record};
use crate::id::PlanId;
use std::collections::BTreeMap;

/// A batch of the year's plan (抽查批次): the campaigns that begin in one period, drawn together from one announcement (同批抽取), all
/// of them or none. Rule PL-03: the plan names scope, number and time of each batch.
///
/// ```
/// # use double_random::approval::Approval;
/// use double_random::campaign::{Batch, Period, Prepared};
/// use double_random::chance::Randomness;
/// use double_random::draw::draw;
/// # use double_random::campaign::{CampaignDraft, CampaignKind, Mode, YearPlan};
/// # use double_random::frame::FrameKey;
/// # use double_random::item::{Catalogue, Category, ItemDraft, Method};
/// # use double_random::plan::{Design, Disclosure, Plan};
/// # use double_random::region::Level;
/// # use double_random::registry::{Business, EntityType, RegisteredState};
/// use double_random::registry;
/// # use double_random::scope::Scope;
/// use double_random::scope::{Framing, StratifyBy};
/// # let owners = ["消防", "卫生"];
/// # let mut catalogue = Catalogue::builder("清单".parse()?);
/// # for owner in owners {
/// #     let item = ItemDraft::new(owner.parse()?, "检查".parse()?, owner.parse()?, Category::Key);
/// #     catalogue = catalogue.item(item.in_force("2024-01-10".parse()?, "2024-02-01".parse()?).at([Level::County])
/// #         .by([Method::OnSite]).resting_on("《示例办法》".parse()?));
/// # }
/// # let catalogue = catalogue.build()?;
/// # let (plan_day, mut campaigns) = ("2024-02-26".parse()?, vec![]);
/// # for owner in owners {
/// #     let design = Design::Rates { rates: "enterprise 50%".parse()?, rounding: Default::default(), minimum: 0 };
/// #     let plan = Plan::builder(format!("2024-{owner}").parse()?, design).attribute("type", Disclosure::Public).build()?;
/// #     let (kind, mode) = (CampaignKind::Single { department: owner.parse()? }, Mode::new(Level::County, [Level::County]));
/// #     let period = Period::of_months("2024-04".parse()?, "2024-06".parse()?);
/// #     let draft = CampaignDraft::new(plan, "检查".parse()?, kind, Scope::undirected(), mode, period);
/// #     campaigns.push(draft.item(owner.parse()?, owner.parse()?).build(&catalogue, plan_day)?);
/// # }
/// # let approval = Approval::new("市局".parse()?, "agreed".parse()?, "2024-02-27T09:00:00+08:00".parse()?);
/// # let year = YearPlan::new(2024, "计划".parse()?, "联席会议办公室".parse()?, "2024-02-28".parse()?, approval, campaigns)?;
/// # let register: Vec<Business> = ["a", "b", "c"].into_iter().map(|id| Ok::<_, Box<dyn std::error::Error>>(
/// #     Business::new(id.parse()?, "532301".parse()?, EntityType::Enterprise, RegisteredState::Active))).collect::<Result<_, _>>()?;
/// // `year` has two campaigns from April to June, each of half of `register`.
/// let spring = Period::of_months("2024-04".parse()?, "2024-06".parse()?);
/// let mut pools = vec![];
/// for campaign in year.starting_in(spring) {
///     let targets = Framing::of(campaign.plan(), [StratifyBy::EntityType], registry::Method::OnSite)?
///         .targets(campaign.scope(), &register)?;
///     let frame = targets.commit(FrameKey::open([1; 32]))?;
///     pools.push((campaign.id(), targets, frame));
/// }
/// let prepared = pools.iter().map(|(campaign, targets, frame)| Prepared::new(campaign, targets, frame));
/// let batch = Batch::of(&year, spring, prepared)?;
///
/// let records = draw(&batch.drawings(), &Randomness::declared([1; 32]))?;
/// let drawn = batch.drawn(&records)?;
/// assert_eq!(drawn.draws().values().map(|draw| draw.targets.len()).collect::<Vec<_>>(), [2, 2]);
/// // Two of three and two of three: somebody was drawn by both, and is visited once.
/// assert!(drawn.visits()?.visits.len() < 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Batch<'a> {
    pub(super) rows: BTreeMap<&'a PlanId, Row<'a>>,
    lines: BTreeMap<PlanId, PlanLine>,
    period: Period,
}

/// A campaign of a batch, with what it is drawn from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    pub(super) campaign: &'a Campaign,
    pub(super) prepared: Prepared<'a>,
}

impl<'a> Row<'a> {
    fn drawing(&self) -> Drawing<'a> {
        self.prepared.drawing(self.campaign.plan())
    }

    /// That the record is one of the campaign's own plan and targets.
    fn check(&self, record: &Record, faults: &mut Vec<Fault>) {
        let campaign = || self.campaign.id().clone();
        let (wanted, found) = (self.campaign.plan().digest(), record.plan().digest());
        if wanted != found {
            faults.push(Fault::OtherPlan {
                campaign: campaign(),
                wanted,
                found,
            });
        }
        let units = record.selected().iter().map(|drawn| &drawn.id);
        let strangers = units.filter(|unit| !self.prepared.frame.holds(unit));
        faults.extend(strangers.map(|unit| Fault::NoTarget {
            campaign: campaign(),
            unit: unit.clone(),
        }));
    }
}

impl<'a> Batch<'a> {
    /// The batch of these campaigns, each of which begins in this period.
    ///
    /// # Errors
    /// Every fault there is, not the first: no campaign, one that is not in the plan, stands here twice or begins in another
    /// period; targets by another scope or plan than the campaign's, a frame of other counts than its targets'; a number that is a
    /// greater share of those who can be drawn than a general item may have (rule DR-04); a shared campaign without a roster, a
    /// roster of other departments, or of officers who may not inspect on the campaign's first day; a plan that cannot be drawn
    /// from its frame.
    pub fn of(
        year: &'a YearPlan,
        period: Period,
        campaigns: impl IntoIterator<Item = Prepared<'a>>,
    ) -> Result<Self, BatchFaults> {
        let (mut rows, mut faults) = (BTreeMap::new(), vec![]);
        for prepared in campaigns {
            let campaign = match prepared.of(year) {
                Ok(campaign) => campaign,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            if rows.contains_key(campaign.id()) {
                let campaign = campaign.id().clone();
                faults.push(Fault::Twice { campaign });
                continue;
            }
            prepared.check(campaign, period, &mut faults);
            rows.insert(campaign.id(), Row { campaign, prepared });
        }
        if rows.is_empty() && faults.is_empty() {
            faults.push(Fault::Empty);
        }
        BatchFaults::of(faults)?;
        let line = |(id, row): (&&PlanId, &Row<'_>)| ((*id).clone(), row.drawing().line());
        let lines = rows.iter().map(line).collect();
        Ok(Self {
            rows,
            lines,
            period,
        })
    }

    /// The days in which its campaigns begin.
    #[must_use]
    pub const fn period(&self) -> Period {
        self.period
    }

    /// Its campaigns, in the order of their ids.
    pub fn campaigns(&self) -> impl Iterator<Item = &'a Campaign> {
        self.rows.values().map(|row| row.campaign)
    }

    /// What is drawn, in the order of ids: for [`draw_announced`](crate::draw::draw_announced).
    #[must_use]
    pub fn drawings(&self) -> Vec<Drawing<'a>> {
        self.rows.values().map(Row::drawing).collect()
    }

    /// What the announcement fixes about each campaign.
    #[must_use]
    pub const fn lines(&self) -> &BTreeMap<PlanId, PlanLine> {
        &self.lines
    }

    /// The one announcement of all its campaigns, for a ceremony.
    ///
    /// # Errors
    /// As [`Announcement::with_terms`].
    pub fn announce(&self, terms: Terms) -> Result<Announcement, TermsError> {
        Announcement::with_terms(self.lines.clone(), terms)
    }

    /// What was drawn, from the records of the one draw. A record that was read from a text is
    /// [replayed](Record::replay) first, and comes as a clone of [`Replayed::get`](crate::draw::Replayed::get).
    ///
    /// # Errors
    /// Every fault there is: a campaign without a record or with two, a record of another plan or by another announcement, a drawn
    /// unit that is no target.
    pub fn drawn(&self, records: &[Record]) -> Result<DrawnBatch<'a>, BatchFaults> {
        let (mut waiting, mut found, mut faults) = (self.rows.clone(), vec![], vec![]);
        let announced = records.iter().map(Record::announcement);
        let one = announced
            .into_iter()
            .find(|announced| *announced.plans() == self.lines);
        for record in records {
            let id = record.plan().id();
            let Some(row) = waiting.remove(id) else {
                faults.push(if self.rows.contains_key(id) {
                    let campaign = id.clone();
                    Fault::Twice { campaign }
                } else {
                    let plan = id.clone();
                    Fault::Stranger { plan }
                });
                continue;
            };
            if one != Some(record.announcement()) {
                let campaign = id.clone();
                faults.push(Fault::OtherAnnouncement { campaign });
            }
            row.check(record, &mut faults);
            found.push((row, record));
        }
        faults.extend(waiting.into_keys().map(|id| Fault::NoRecord {
            campaign: id.clone(),
        }));
        let drawn = DrawnBatch::of(found, &mut faults);
        BatchFaults::of(faults)?;
        Ok(drawn)
    }
}
