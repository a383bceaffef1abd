//! Campaigns: the rows of the year's plan of inspections (年度抽查工作计划), each drawn, dispatched, inspected and published once.
//!
//! A [`CampaignDraft`] says who inspects what, where, when and how often. It is a [`Campaign`] once it agrees with the catalogue of
//! items on every day of it (rule DR-02), with the limits of its items (rule DR-04), and with the departments that share it
//! (rule OI-01): each of them confirms the draft by its digest.
//!
//! ```
//! use double_random::approval::Approval;
//! use double_random::campaign::{CampaignDraft, Confirmation, Entry, Mode, OneDraw, Period};
//! use double_random::chance::Randomness;
//! use double_random::digest::Digest;
//! use double_random::draw::draw;
//! use double_random::frame::{Frame, FrameKey, Unit};
//! use double_random::item::{Catalogue, Category, IndustryDraft, ItemDraft, Method};
//! use double_random::plan::{Design, Disclosure, Plan};
//! use double_random::region::Level;
//! use double_random::scope::{Filter, Minimum, Scope};
//! # use double_random::inspector::{Certificate, Inspector, Roster, Slot};
//! # let (fire, health): (double_random::id::DepartmentId, double_random::id::DepartmentId) = ("消防".parse()?, "卫生".parse()?);
//! # let ratio = Category::General { maximum_ratio: "5%".parse()? };
//! # let item = |code: &str, department: &double_random::id::DepartmentId| -> Result<_, Box<dyn std::error::Error>> {
//! #     Ok(ItemDraft::new(code.parse()?, "检查".parse()?, department.clone(), ratio)
//! #         .in_force("2024-01-10".parse()?, "2024-02-01".parse()?).at([Level::Prefecture]).by([Method::OnSite])
//! #         .resting_on("《示例办法》".parse()?))
//! # };
//! # let industry = IndustryDraft::new("hotel".parse()?, "宾馆、旅店".parse()?, fire.clone()).cooperating(health.clone())
//! #     .item("XF-01".parse()?).item("WJ-01".parse()?);
//! # let catalogue = Catalogue::builder("清单".parse()?).item(item("XF-01", &fire)?).item(item("WJ-01", &health)?)
//! #     .industry(industry).build()?;
//! // `catalogue` has an industry of hotels, led by the fire brigade, with an item of the health department, too.
//! let hotels = catalogue.industry(&"hotel".parse()?).ok_or("no hotels")?;
//! let design = Design::Rates { rates: "宾馆 5%".parse()?, rounding: Default::default(), minimum: 0 };
//! let plan = Plan::builder("2024-hotel".parse()?, design).attribute("industry", Disclosure::Public).build()?;
//! let scope = Scope::directed(Filter::Industry("H61".parse()?), Minimum::TwiceTheSample)?;
//! let mode = Mode::new(Level::Prefecture, [Level::Prefecture]);
//! let period = Period::of_months("2024-03".parse()?, "2024-11".parse()?);
//! let mut draft = CampaignDraft::of_industry(&catalogue, hotels, plan, scope, mode, period)?;
//!
//! let digest = draft.digest()?;
//! for department in hotels.departments() {
//!     let approval = Approval::new("科长".parse()?, "agreed".parse()?, "2024-02-20T09:00:00+08:00".parse()?);
//!     draft = draft.confirm(Confirmation::new(department.clone(), digest, approval));
//! }
//! let confirmed = draft.build(&catalogue, "2024-02-26".parse()?)?.begin();
//!
//! # let certificate = |number: &str| -> Result<Certificate, Box<dyn std::error::Error>> {
//! #     Ok(Certificate::new(number.parse()?, "2022-03-01".parse()?, "2027-02-28".parse()?))
//! # };
//! # let mut roster = Roster::builder("1e1476c3c0cbc010d7c5223245a3de005e0e253a2f634bcf41f4fc00727425a0".parse()?);
//! # for (number, department) in [&fire, &health].into_iter().enumerate() {
//! #     roster = roster.department(department.clone(), [Slot::any(), Slot::any()]);
//! #     for officer in ["a", "b"] {
//! #         let name = format!("{officer}{number}");
//! #         roster = roster.inspector(Inspector::new(name.parse()?, department.clone()).certificate(certificate(&name)?));
//! #     }
//! # }
//! # let roster = roster.build_for("2024-03-05".parse()?)?;
//! let target: double_random::id::UnitId = "91532301MA6K00014Y".parse()?;
//! let frame = Frame::commit(FrameKey::open([1; 32]), [Unit::new(target.as_str(), "宾馆")])?;
//! let records = draw(&[(confirmed.campaign().plan(), &frame)], &Randomness::declared([1; 32]))?;
//! let drawn = confirmed.draw(OneDraw::of(&records[0], fire.clone()))?;
//! let mut dispatched = drawn.dispatch(&roster)?;
//! dispatched.visit(target.clone(), "2024-03-05".parse()?, [fire.clone(), health.clone()])?;
//! let mut inspected = dispatched.finish()?;
//! inspected.enter(&fire, target.clone(), "XF-01".parse()?, Entry::Inspected(Digest::of(b"the result")))?;
//!
//! let refused = inspected.publish("2024-03-20".parse()?).err().ok_or("the health department has entered nothing")?;
//! assert_eq!(refused.to_string(), "results are published together: 1 by `卫生` still to be entered");
//! let mut inspected = refused.into_stage();
//! inspected.enter(&health, target, "WJ-01".parse()?, Entry::ActivityNotFound)?;
//! assert_eq!(inspected.publish("2024-03-20".parse()?)?.day().to_string(), "2024-03-20");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The campaigns that begin in one period are drawn together, as a [`Batch`] from one announcement.
//!
//! The stages above are the four times "once" and no more. What happened, event by event, is kept as a `task::Task`, which
//! borrows its campaign and does not begin it; when all is published, `Task::check_once` takes the campaign through these stages.
//!
//! Types see to it that a campaign that was begun is drawn once. Whoever reads its document again, or begins it from two versions of
//! the year's plan, has it twice: that shows where draws are announced (see [`ceremony`](crate::ceremony)), whose plan lines name it by
//! its id.

mod kind;
mod period;
mod fault;
mod draft;
mod check;
mod task;
mod checked;
mod refused;
mod results;
mod once;
mod year_fault;
mod year_form;
mod year;
mod change;
mod publication;
mod overlap;
mod bounds;
mod consolidation;
mod batch_fault;
mod prepared;
mod batch;
mod drawn_batch;

pub use batch::Batch;
pub use batch_fault::{BatchFault, BatchFaults};
pub use bounds::Bounds;
pub use change::PlanChange;
pub use checked::Campaign;
pub use consolidation::{Consolidation, Disturbance, NoForecast};
pub use draft::{CampaignDraft, CampaignItem, Confirmation};
pub use drawn_batch::DrawnBatch;
pub use fault::{CampaignFault, CampaignFaults, RosterMismatch};
pub use kind::{CampaignKind, Mode, Programme, RiskScenario};
pub use once::{Confirmed, Dispatched, Drawn, Inspected, OneDraw, Published};
pub use overlap::{Extent, Overlap};
pub use period::{Period, YearMonth, YearMonthError};
pub use prepared::Prepared;
pub use publication::Publication;
pub use refused::{OnceFault, OnceFaults, Refused};
pub use results::{Entry, Results};
pub use year::{Totals, YearPlan};
pub use year_fault::{YearFault, YearFaults};
pub use year_form::Changed;
