//! The figures, checked and grouped.

use super::{
    Count, FiguresFault, FiguresFaults, Group, PlanKind, PlanRow, PlanStatus, PlanTally, Plans,
    ResultRow, Scenario,
};
use crate::calendar::Day;
use crate::id::{DepartmentId, District, ItemId, PlanId, UnitId};
use crate::region::Level;
use crate::risk::RiskClass;
use std::collections::{BTreeMap, BTreeSet};

/// The figures of plans and their results, as of a day (统计): what happened later is not counted.
///
/// Groups by plan, kind, level, scenario, district and class have no target in common, so that their visits (户次) add up to those of
/// all. Groups by department do have: what departments did at one target in a joint plan is one visit of the plan. Businesses
/// (户) never add up.
///
/// ```
/// use double_random::figures::{Decimals, Figures, PlanRow, ResultRow};
/// let plans: Vec<PlanRow> = serde_json::from_str(r#"[
///     {"plan": "2024-hotel", "kind": "joint", "level": "prefecture", "scenario": "plain", "status": "in_force"}
/// ]"#)?;
/// let row = |department: &str, rest: &str| format!(r#"{{"plan": "2024-hotel", "department": "{department}", "item": "1",
///     "target": "91532301MA6K00014Y", "district": "532301", "drawn": "2024-06-03", {rest}}}"#);
/// let inspected = row("fire", r#""checked": {"inspected": {"on": "2024-06-12", "result": {"findings": ["R6"]}}}, "published": "2024-06-20""#);
/// let waiting = row("market", r#""checked": {"inspected": {"on": "2024-06-12", "result": {"findings": ["R1"]}}}"#);
/// let rows: Vec<ResultRow> = serde_json::from_str(&format!("[{inspected}, {waiting}]"))?;
///
/// let figures = Figures::of(plans, rows, "2024-06-30".parse()?)?;
/// let (all, departments) = (figures.total().visits, figures.by_department());
/// assert_eq!(all.problems().to_string(), "问题发现率: 1户次 with a problem of 1户次 inspected");
/// assert_eq!(all.completion().to_string(), "抽查完成率: 0户次 published of 1户次 drawn"); // not by every department yet
/// assert_eq!(departments.len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    plans: BTreeMap<PlanId, PlanRow>,
    rows: Vec<ResultRow>,
    as_of: Day,
}

impl Figures {
    /// Takes rows in whatever order.
    ///
    /// # Errors
    /// Every fault of the rows: a plan or a result twice, results of no plan, an item of a plan that is not told for one of its targets,
    /// several departments in a plan of one, a target that differs within its plan, days out of order.
    pub fn of(
        plans: impl IntoIterator<Item = PlanRow>,
        rows: impl IntoIterator<Item = ResultRow>,
        as_of: Day,
    ) -> Result<Self, FiguresFaults> {
        let mut faults = vec![];
        let mut known = BTreeMap::new();
        for row in plans {
            if let Some(first) = known.insert(row.plan.clone(), row) {
                faults.push(FiguresFault::PlanTwice { plan: first.plan });
            }
        }
        let rows: Vec<ResultRow> = rows.into_iter().collect();
        check(&rows, &known, &mut faults);
        let rows = rows.into_iter().filter(|row| row.drawn <= as_of).collect();
        let plans = known;
        FiguresFaults::of(faults).map_or(Ok(Self { plans, rows, as_of }), Err)
    }

    /// The day.
    #[must_use]
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// All rows together.
    #[must_use]
    pub fn total(&self) -> Group {
        let rows: Vec<&ResultRow> = self.rows.iter().collect();
        Group::of(&rows, self.as_of)
    }

    /// By whatever is asked of a row and its plan.
    pub fn by<K: Ord>(&self, key: impl Fn(&PlanRow, &ResultRow) -> K) -> BTreeMap<K, Group> {
        let mut groups: BTreeMap<K, Vec<&ResultRow>> = BTreeMap::new();
        for row in &self.rows {
            if let Some(plan) = self.plans.get(&row.plan) {
                groups.entry(key(plan, row)).or_default().push(row);
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|(key, rows)| (key, Group::of(&rows, self.as_of)))
            .collect()
    }

    /// By plan.
    #[must_use]
    pub fn by_plan(&self) -> BTreeMap<PlanId, Group> {
        self.by(|_, row| row.plan.clone())
    }

    /// By department. These have no sum: in a joint plan several have the same target.
    #[must_use]
    pub fn by_department(&self) -> BTreeMap<DepartmentId, Group> {
        self.by(|_, row| row.department.clone())
    }

    /// By district.
    #[must_use]
    pub fn by_district(&self) -> BTreeMap<District, Group> {
        self.by(|_, row| row.district.clone())
    }

    /// By class of credit risk, those without one apart. For the office's own use (rule CR-02): of a small group the figures may
    /// tell a business's class.
    #[must_use]
    pub fn by_class(&self) -> BTreeMap<Option<RiskClass>, Group> {
        self.by(|_, row| row.class)
    }

    /// By whether the plan uses the classification of credit risk.
    #[must_use]
    pub fn by_scenario(&self) -> BTreeMap<Scenario, Group> {
        self.by(|plan, _| plan.scenario)
    }

    /// By kind of plan.
    #[must_use]
    pub fn by_kind(&self) -> BTreeMap<PlanKind, Group> {
        self.by(|plan, _| plan.kind)
    }

    /// By level of the office whose plan it is.
    #[must_use]
    pub fn by_level(&self) -> BTreeMap<Level, Group> {
        self.by(|plan, _| plan.level)
    }

    /// The plans.
    #[must_use]
    pub fn plans(&self) -> PlanTally {
        let all = self.plans_by(|_| ());
        all.get(&()).copied().unwrap_or(PlanTally {
            in_force: Plans::of(0),
            completed: Plans::of(0),
        })
    }

    /// The plans by whatever is asked of one: `|plan| (plan.level, plan.kind)`. A plan is in one group, so that these add up.
    pub fn plans_by<K: Ord>(&self, key: impl Fn(&PlanRow) -> K) -> BTreeMap<K, PlanTally> {
        let plans_of = |holds: &dyn Fn(&ResultRow) -> bool| -> BTreeSet<&PlanId> {
            let rows = self.rows.iter().filter(|row| holds(row));
            rows.map(|row| &row.plan).collect()
        };
        // Where a registered state prevented the inspection there is nothing to publish.
        let is_done =
            |row: &ResultRow| row.is_published(self.as_of) || row.is_prevented(self.as_of);
        let published = plans_of(&|row| row.is_published(self.as_of));
        let open = plans_of(&|row| !is_done(row));

        let mut groups: BTreeMap<K, [u64; 2]> = BTreeMap::new();
        for plan in self.plans.values() {
            if plan.status == PlanStatus::InForce {
                let [in_force, completed] = groups.entry(key(plan)).or_default();
                *in_force += 1;
                let complete = published.contains(&plan.plan) && !open.contains(&plan.plan);
                *completed += u64::from(complete);
            }
        }
        let groups = groups.into_iter();
        groups
            .map(|(key, [in_force, completed])| {
                let (in_force, completed) = (Plans::of(in_force), Plans::of(completed));
                let tally = PlanTally {
                    in_force,
                    completed,
                };
                (key, tally)
            })
            .collect()
    }
}

/// What is wrong with rows.
fn check(rows: &[ResultRow], plans: &BTreeMap<PlanId, PlanRow>, faults: &mut Vec<FiguresFault>) {
    let unknown = rows.iter().map(|row| &row.plan);
    let unknown: BTreeSet<&PlanId> = unknown.filter(|plan| !plans.contains_key(*plan)).collect();
    faults.extend(
        unknown
            .into_iter()
            .map(|plan| FiguresFault::NoPlan { plan: plan.clone() }),
    );

    let mut cells = BTreeSet::new();
    let mut targets: BTreeMap<(&PlanId, &UnitId), &ResultRow> = BTreeMap::new();
    for row in rows {
        let (plan, target) = (&row.plan, &row.target);
        if !cells.insert((plan, target, &row.department, &row.item)) {
            faults.push(FiguresFault::Twice {
                plan: plan.clone(),
                department: row.department.clone(),
                item: row.item.clone(),
                target: target.clone(),
            });
        }
        let first = *targets.entry((plan, target)).or_insert(row);
        let of = |row: &ResultRow| (row.district.clone(), row.class, row.drawn);
        if of(first) != of(row) {
            faults.push(FiguresFault::Differs {
                plan: plan.clone(),
                target: target.clone(),
            });
        }
        in_order(row, faults);
    }
    whole(&cells, targets.into_keys(), plans, faults);
}

/// One item of one department at one target of one plan.
type Cell<'a> = (&'a PlanId, &'a UnitId, &'a DepartmentId, &'a ItemId);

/// That no result of a plan is left out: "completed" would be said of what was not told.
fn whole<'a>(
    cells: &BTreeSet<Cell<'a>>,
    targets: impl Iterator<Item = (&'a PlanId, &'a UnitId)>,
    plans: &BTreeMap<PlanId, PlanRow>,
    faults: &mut Vec<FiguresFault>,
) {
    let mut items: BTreeMap<&PlanId, BTreeSet<(&DepartmentId, &ItemId)>> = BTreeMap::new();
    for (plan, _, department, item) in cells {
        items.entry(plan).or_default().insert((department, item));
    }
    for (id, items) in &items {
        let departments: BTreeSet<&DepartmentId> = items.iter().map(|(who, _)| *who).collect();
        let found = departments.len();
        let plan = plans.get(*id);
        let strange = plan.filter(|plan| plan.kind == PlanKind::Single && found > 1);
        faults.extend(strange.map(|plan| FiguresFault::Foreign {
            plan: plan.plan.clone(),
            found,
        }));
    }
    for (plan, target) in targets {
        for (department, item) in items.get(plan).into_iter().flatten().copied() {
            if !cells.contains(&(plan, target, department, item)) {
                faults.push(FiguresFault::Missing {
                    plan: plan.clone(),
                    department: department.clone(),
                    item: item.clone(),
                    target: target.clone(),
                });
            }
        }
    }
}

/// That a row's days follow each other.
fn in_order(row: &ResultRow, faults: &mut Vec<FiguresFault>) {
    let checked = row.checked.as_ref().map(super::Checked::on);
    for (step, day, after) in [
        ("checked", checked, Some(row.drawn)),
        ("published", row.published, checked),
        ("closed", row.closed, row.published),
    ] {
        if let Some(day) = day.filter(|day| after.is_none_or(|after| *day < after)) {
            faults.push(FiguresFault::Order {
                plan: row.plan.clone(),
                target: row.target.clone(),
                step,
                day,
                after,
            });
        }
    }
}
