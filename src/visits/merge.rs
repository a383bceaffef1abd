//! Plans that draw the same business make one visit of it.

use super::{Attendance, Kind, Method, Parts, PlanTask, Visit, Window};
use crate::calendar::Day;
use crate::id::{PlanId, UnitId};
use std::collections::{BTreeMap, BTreeSet};

/// The visits of plans that were drawn together (综合查一次), by [`merge`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// The visits, by business, the earliest window end first.
    pub visits: Vec<MergedVisit>,
    /// Why a business has more than one of them: every two plans that open visits of their own.
    pub apart: Vec<Apart>,
}

/// One visit for one or more plans (进一次门、查多项事). It counts once for the business and once for each department.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MergedVisit {
    /// The business.
    pub target: UnitId,
    /// The plans that drew it.
    pub plans: BTreeSet<PlanId>,
    /// The kind of all of them.
    pub kind: Kind,
    /// How all of them are done.
    pub method: Method,
    /// Their departments, each with the items of all plans.
    pub parts: Parts,
    /// The days that all of them allow.
    pub window: Window,
}

/// Two plans that drew one business and do not share a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Apart {
    /// The business.
    pub target: UnitId,
    /// The two plans.
    pub plans: [PlanId; 2],
    /// Why.
    pub why: WhyApart,
}

/// Why two plans do not share a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WhyApart {
    /// No day is in both windows.
    #[error("plans that share a visit share a day, found the windows {} and {}", .0[0], .0[1])]
    Windows([Window; 2]),
    /// Caps treat them differently.
    #[error("plans that share a visit are of one kind, found `{}` and `{}`", .0[0], .0[1])]
    Kinds([Kind; 2]),
    /// They are not done in the same way.
    #[error("plans that share a visit are done in one way, found {} and {}", .0[0], .0[1])]
    Methods([Method; 2]),
}

/// One plan twice.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a plan is merged once, found `{plan}` twice")]
#[non_exhaustive]
pub struct PlanTwice {
    /// The plan.
    pub plan: PlanId,
}

/// Why a visit is not planned for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DayRefused {
    /// The plans do not come then.
    #[error("a day from {window} is wanted, found {day}")]
    OutsideWindow {
        /// The days that all plans allow.
        window: Window,
        /// What was found.
        day: Day,
    },
    /// Nobody comes at all.
    #[error("a day is reserved for a visit on site, found one that is {method}")]
    OffSite {
        /// How it is done.
        method: Method,
    },
}

impl MergedVisit {
    /// The visit, planned for a day: for [`Ledger::reserve`](super::Ledger::reserve).
    ///
    /// # Errors
    /// A day outside the window; a visit that is not made on site.
    pub fn on(&self, day: Day) -> Result<Visit, DayRefused> {
        let Self { window, method, .. } = *self;
        if method != Method::OnSite {
            return Err(DayRefused::OffSite { method });
        }
        if !window.holds(day) {
            return Err(DayRefused::OutsideWindow { window, day });
        }
        Ok(Visit {
            target: self.target.clone(),
            tasks: self.plans.iter().cloned().map(Into::into).collect(),
            kind: self.kind,
            parts: self.parts.clone(),
            days: BTreeMap::from([(day, Attendance::Reserved)]),
        })
    }
}

/// Merges what plans of one announcement ask of the businesses that they drew (rule DR-24): as few visits to each as the windows
/// allow, each with all departments and items of its plans.
///
/// Plans share a visit if they are of one kind, done in one way, and have a day in common. Each visit that is saved is one less
/// against the business's caps, and against those of a department that takes part in both plans. So a business at one below
/// its cap that two plans drew can be visited for both if they merge; if they do not, the second visit is blocked when it is
/// reserved, and the plan takes the next reserve.
///
/// ```
/// use double_random::region::Level;
/// use double_random::visits::{Participant, Parts, PlanTask, Window, merge};
/// use std::collections::BTreeSet;
/// let plan = |id: &str, department: &str, first: &str, last: &str| -> Result<_, Box<dyn std::error::Error>> {
///     let parts = Parts::new([(Participant::new(department.parse()?, Level::County), [id.parse()?])])?;
///     Ok(PlanTask::new(id.parse()?, parts, Window::new(first.parse()?, last.parse()?)?))
/// };
/// let hygiene = plan("hygiene", "health", "2025-03-01", "2025-05-31")?;
/// let prices = plan("prices", "market", "2025-05-01", "2025-06-30")?;
/// let targets = BTreeSet::from(["91532301MA6K00014Y".parse()?]);
/// let merged = merge([(&hygiene, &targets), (&prices, &targets)])?;
/// let [visit] = &merged.visits[..] else { return Err("one visit".into()) };
/// assert_eq!((visit.plans.len(), visit.parts.items().count()), (2, 2));
/// assert_eq!(visit.window.to_string(), "2025-05-01 to 2025-05-31");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// A plan twice.
pub fn merge<'a>(
    drawn: impl IntoIterator<Item = (&'a PlanTask, &'a BTreeSet<UnitId>)>,
) -> Result<Merged, PlanTwice> {
    let (mut plans, mut by_target) = (BTreeSet::new(), BTreeMap::<_, Vec<_>>::new());
    for (task, targets) in drawn {
        if !plans.insert(&task.plan) {
            let plan = task.plan.clone();
            return Err(PlanTwice { plan });
        }
        for target in targets {
            by_target.entry(target).or_default().push(task);
        }
    }
    let (mut visits, mut apart) = (vec![], vec![]);
    for (target, mut tasks) in by_target {
        tasks.sort_by_key(|task| (task.window.last(), &task.plan));
        merge_one(target, &tasks, &mut visits, &mut apart);
    }
    Ok(Merged { visits, apart })
}

/// Merges the tasks of one business, which come by the end of their windows: each joins the first visit of its kind and method
/// that is not over before it begins. Those that open visits of one kind and method have no day in common, two by two; so
/// fewer visits are impossible.
fn merge_one(
    target: &UnitId,
    tasks: &[&PlanTask],
    visits: &mut Vec<MergedVisit>,
    apart: &mut Vec<Apart>,
) {
    let mut opened: Vec<(&PlanTask, MergedVisit)> = vec![];
    for task in tasks {
        let joined = opened.iter_mut().find_map(|(first, visit)| {
            let same = first.kind == task.kind && first.method == task.method;
            let window = visit.window.meet(task.window).filter(|_| same)?;
            Some((visit, window))
        });
        if let Some((visit, window)) = joined {
            visit.plans.insert(task.plan.clone());
            visit.parts.join(&task.parts);
            visit.window = window;
            continue;
        }
        apart.extend(opened.iter().map(|(before, _)| Apart {
            target: target.clone(),
            plans: [before.plan.clone(), task.plan.clone()],
            why: why(before, task),
        }));
        let visit = MergedVisit {
            target: target.clone(),
            plans: BTreeSet::from([task.plan.clone()]),
            kind: task.kind,
            method: task.method,
            parts: task.parts.clone(),
            window: task.window,
        };
        opened.push((task, visit));
    }
    visits.extend(opened.into_iter().map(|(_, visit)| visit));
}

fn why(a: &PlanTask, b: &PlanTask) -> WhyApart {
    if a.method != b.method {
        WhyApart::Methods([a.method, b.method])
    } else if a.kind != b.kind {
        WhyApart::Kinds([a.kind, b.kind])
    } else {
        WhyApart::Windows([a.window, b.window])
    }
}
