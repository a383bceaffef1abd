//! The year's plan: all campaigns of one year, in versions.

use super::kind::CampaignKind;
use super::year_fault::{YearFault as Fault, YearFaults};
use super::year_form::{self, Changed, FORM, Row, YearForm};
use super::{Campaign, Period};
use crate::approval::Approval;
use crate::calendar::Day;
use crate::digest::{Digest, Document};
use crate::id::{Approver, DisplayName, Ground, PlanId};
use crate::item::{Catalogue, Coverage, Planned};
use std::collections::BTreeMap;

/// The year's plan of inspections (年度抽查工作计划): the campaigns of one year, each with its scope, number and time (rule PL-03), a
/// document with a digest, published and changed only by approval (rule PL-05). Each version names the digest of the one before it.
///
/// ```
/// use double_random::approval::{Approval, Approved};
/// use double_random::campaign::{CampaignDraft, CampaignKind, Mode, Period, PlanChange, YearPlan};
/// use double_random::scope::Scope;
/// # use double_random::item::{Catalogue, Category, ItemDraft, Method};
/// # use double_random::plan::{Design, Plan};
/// # use double_random::region::Level;
/// # let fire: double_random::id::DepartmentId = "消防".parse()?;
/// # let item = ItemDraft::new("XF-01".parse()?, "消防检查".parse()?, fire.clone(), Category::Key)
/// #     .in_force("2024-01-10".parse()?, "2024-02-01".parse()?).at([Level::Prefecture]).by([Method::OnSite])
/// #     .resting_on("《示例办法》".parse()?);
/// # let catalogue = Catalogue::builder("清单".parse()?).item(item).build()?;
/// # let plan = |rates: &str| -> Result<Plan, Box<dyn std::error::Error>> {
/// #     Ok(Plan::builder("2024-fire".parse()?, Design::Rates { rates: rates.parse()?, rounding: Default::default(), minimum: 0 }).build()?)
/// # };
/// # let approval = |at: &str| -> Result<Approval, Box<dyn std::error::Error>> {
/// #     Ok(Approval::new("市局".parse()?, "the first half went well".parse()?, at.parse()?))
/// # };
/// // `plan("A 1%")` is the plan to be drawn, `approval` that of the office.
/// let (kind, scope) = (CampaignKind::Single { department: fire.clone() }, Scope::undirected());
/// let mode = Mode::new(Level::Prefecture, [Level::Prefecture]);
/// let period = Period::of_months("2024-04".parse()?, "2024-09".parse()?);
/// let draft = CampaignDraft::new(plan("A 1%")?, "消防检查".parse()?, kind, scope, mode, period).item(fire, "XF-01".parse()?);
/// let campaign = draft.clone().build(&catalogue, "2024-03-20".parse()?)?;
/// let first = YearPlan::new(2024, "2024 年度计划".parse()?, "联席会议办公室".parse()?, "2024-03-25".parse()?,
///     approval("2024-03-22T09:00:00+08:00")?, [campaign])?;
///
/// let altered = PlanChange::Alter(Box::new(draft.altered(plan("A 2%")?, period)));
/// let approved = Approved::new(altered, approval("2024-07-01T09:00:00+08:00")?);
/// let second = first.change(approved, &catalogue, "2024-07-02".parse()?)?;
/// assert_eq!(second.supersedes(), Some(first.digest()));
/// assert!(second.check_after(&first).is_ok());
/// assert_eq!(YearPlan::parse(second.to_json(), &[&catalogue])?, second);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct YearPlan {
    pub(super) form: YearForm,
    document: Document,
    campaigns: BTreeMap<PlanId, Campaign>,
}

/// How many campaigns of each kind there are. They are disjoint: no number is contained in another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Totals {
    /// Of one department.
    pub single: usize,
    /// Of several departments, without those of one industry.
    pub joint: usize,
    /// Of one industry.
    pub one_industry: usize,
}

impl YearPlan {
    /// The first version, of campaigns that are planned already. The joint meeting's office (联席会议办公室) approves changes of those
    /// that departments share.
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn new(
        year: u16,
        title: DisplayName,
        joint_office: Approver,
        published: Day,
        approval: Approval,
        campaigns: impl IntoIterator<Item = Campaign>,
    ) -> Result<Self, YearFaults> {
        let campaigns: Vec<Campaign> = campaigns.into_iter().collect();
        let form = YearForm {
            form: FORM.to_owned(),
            year,
            title,
            version: 1,
            supersedes: None,
            changed: None,
            published,
            approval,
            joint_office,
            campaigns: Row::all_of(&campaigns),
            withdrawn: BTreeMap::new(),
        };
        Self::of(form, campaigns)
    }

    /// Reads a year's plan. Each campaign is checked again by the catalogue by which it was planned: hand in every version that was
    /// in force in the year.
    ///
    /// # Errors
    /// Text that is no document of this form; every fault of the plan and of its campaigns.
    pub fn parse(text: &str, catalogues: &[&Catalogue]) -> Result<Self, YearFaults> {
        let document = Document::parse(text).map_err(Fault::Document)?;
        let form: YearForm = document.read().map_err(Fault::Document)?;
        let rows = form.campaigns.iter().map(|row| row.campaign(catalogues));
        let (mut campaigns, mut faults) = (vec![], vec![]);
        for row in rows {
            match row {
                Ok(campaign) => campaigns.push(campaign),
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() {
            return Self::of(form, campaigns);
        }
        faults.extend(year_form::check(&form));
        YearFaults::of(faults)?;
        Self::of(form, campaigns)
    }

    pub(super) fn of(form: YearForm, campaigns: Vec<Campaign>) -> Result<Self, YearFaults> {
        YearFaults::of(year_form::check(&form))?;
        let document = Document::of(&form).map_err(Fault::Document)?;
        let campaigns = campaigns.into_iter();
        Ok(Self {
            campaigns: campaigns
                .map(|campaign| (campaign.id().clone(), campaign))
                .collect(),
            form,
            document,
        })
    }

    /// The document, in canonical JSON.
    #[must_use]
    pub fn to_json(&self) -> &str {
        self.document.canonical()
    }

    /// `doc` of this version.
    #[must_use]
    pub fn digest(&self) -> Digest {
        self.document.digest()
    }

    /// Its year.
    #[must_use]
    pub const fn year(&self) -> u16 {
        self.form.year
    }

    /// What it is called.
    #[must_use]
    pub const fn title(&self) -> &DisplayName {
        &self.form.title
    }

    /// Its version, from 1 on.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.form.version
    }

    /// The digest of the version before it; none of version 1.
    #[must_use]
    pub const fn supersedes(&self) -> Option<Digest> {
        self.form.supersedes
    }

    /// What it changes in the version before it; nothing in version 1.
    #[must_use]
    pub const fn changed(&self) -> Option<&Changed> {
        self.form.changed.as_ref()
    }

    /// The day on which this version is published.
    #[must_use]
    pub const fn published(&self) -> Day {
        self.form.published
    }

    /// Who approved this version, when and why.
    #[must_use]
    pub const fn approval(&self) -> &Approval {
        &self.form.approval
    }

    /// The campaigns that were withdrawn, each with the reason.
    #[must_use]
    pub const fn withdrawn(&self) -> &BTreeMap<PlanId, Ground> {
        &self.form.withdrawn
    }

    /// The campaigns, in the order of their ids.
    pub fn campaigns(&self) -> impl Iterator<Item = &Campaign> {
        self.campaigns.values()
    }

    /// The campaign with this id.
    #[must_use]
    pub fn campaign(&self, id: &PlanId) -> Option<&Campaign> {
        self.campaigns.get(id)
    }

    /// The campaigns that begin in a period, such as a quarter: those of one [batch](super::Batch), in the order of their ids.
    pub fn starting_in(&self, period: Period) -> impl Iterator<Item = &Campaign> {
        let campaigns = self.campaigns();
        campaigns.filter(move |campaign| period.holds(campaign.period().from))
    }

    /// The campaigns themselves, to be [begun](Campaign::begin): each comes out of this version once.
    pub fn into_campaigns(self) -> impl Iterator<Item = Campaign> {
        self.campaigns.into_values()
    }

    /// How many campaigns of each kind there are.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for campaign in self.campaigns() {
            match campaign.kind() {
                CampaignKind::Single { .. } => totals.single += 1,
                CampaignKind::Joint { .. } => totals.joint += 1,
                CampaignKind::OneIndustry { .. } => totals.one_industry += 1,
            }
        }
        totals
    }

    /// How much of a catalogue the year covers, with lists of what it does not. Rules OI-01 and DR-20.
    #[must_use]
    pub fn coverage(&self, catalogue: &Catalogue) -> Coverage {
        let planned = self.campaigns().flat_map(|campaign| {
            let items = campaign.items().iter();
            items.map(|one| {
                let industry = campaign.kind().industry().cloned();
                Planned::new(one.item.clone(), one.department.clone(), industry)
            })
        });
        catalogue.coverage(planned)
    }
}
