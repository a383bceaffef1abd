//! Who is kept out of a frame for what the ledger of visits says.

use super::{Framing, FramingFault, FramingFaults};
use crate::id::{ExclusionReason, UnitId};
use crate::registry::Method;
use crate::visits::{self, Capped, Caps, Ledger, PlanTask};
use std::collections::BTreeMap;

/// One call's reasons why businesses cannot be drawn.
#[derive(Clone, Debug)]
pub(super) enum KeptOut<'p> {
    /// Those whom the caller named.
    Named(BTreeMap<UnitId, ExclusionReason>),
    /// Those whom caps keep out.
    Capped(Capped<'p>),
    /// Those who were checked.
    Checked(&'p Ledger, &'p PlanTask),
}

impl KeptOut<'_> {
    pub(super) fn reason(&self, business: &UnitId) -> Option<&str> {
        match self {
            Self::Named(named) => named.get(business).map(ExclusionReason::as_str),
            Self::Capped(capped) => Some(capped.exclusion(business)?.reason()),
            Self::Checked(ledger, plan) => Some(ledger.check_of(plan, business)?.reason()),
        }
    }
}

impl<'p> Framing<'p> {
    /// Keeps out, under `-cap` and `-cool-down`, every business that caps keep from being visited on every day of the plan's window,
    /// by [`Ledger::exclusions`]: before the announcement, so that whoever cannot be visited is committed to, counted and not
    /// drawn (rule DR-40). Registered state comes first.
    ///
    /// What a campaign asks is its `Campaign::task_at` a level. Every business is asked for this one task: where several levels
    /// inspect, a call for each of them keeps out whoever is at a cap of any.
    ///
    /// ```
    /// use double_random::plan::{Design, Disclosure, Plan};
    /// use double_random::region::Level;
    /// use double_random::registry::{Business, EntityType, Method, RegisteredState};
    /// use double_random::scope::{Framing, Scope, StratifyBy};
    /// use double_random::visits::{Attendance, Caps, Kind, Ledger, Participant, Parts, PlanTask, Visit, Window};
    /// let hygiene = || -> Result<Parts, Box<dyn std::error::Error>> {
    ///     Ok(Parts::new([(Participant::new("532301-health".parse()?, Level::County), ["hygiene".parse()?])])?)
    /// };
    /// let caps = Caps::parse(r#"{"form": "double-random/caps/1", "caps": [{"name": "health", "counted": "each department",
    ///     "per_year": 1, "from": "2025-01-01", "source": "list of 2025", "confidence": "likely"}]}"#)?;
    /// let mut ledger = Ledger::default();
    /// ledger.record(Visit::new("b".parse()?, "12345-0417".parse()?, Kind::Planned, hygiene()?, "2025-02-03".parse()?, Attendance::OnSite))?;
    ///
    /// let design = Design::Rates { rates: "532301 5%".parse()?, rounding: Default::default(), minimum: 1 };
    /// let plan = Plan::builder("2025-hygiene".parse()?, design).attribute("district", Disclosure::Public).build()?;
    /// let task = PlanTask::new(plan.id().clone(), hygiene()?, Window::new("2025-06-01".parse()?, "2025-06-30".parse()?)?);
    /// let framing = Framing::of(&plan, [StratifyBy::Division(Level::County)], Method::OnSite)?.excluding(&ledger, &caps, &task)?;
    ///
    /// let register = ["a", "b", "c"].map(|id| Ok::<_, Box<dyn std::error::Error>>(
    ///     Business::new(id.parse()?, "532301".parse()?, EntityType::Enterprise, RegisteredState::Active)));
    /// let register = register.into_iter().collect::<Result<Vec<_>, _>>()?;
    /// let targets = framing.targets(&Scope::undirected(), &register)?;
    /// let labels: Vec<&str> = targets.units().map(|unit| unit.stratum).collect();
    /// assert_eq!(labels, ["532301", "-cap", "532301"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// What another plan asks; what is done on site for a frame of targets that are not, and the other way round.
    pub fn excluding(
        mut self,
        ledger: &'p Ledger,
        caps: &'p Caps,
        task: &'p PlanTask,
    ) -> Result<Self, FramingFaults> {
        self.check_task(task)?;
        let capped = Capped::new(ledger, caps, task);
        self.kept_out.push(KeptOut::Capped(capped));
        Ok(self)
    }

    /// Keeps out, under `-checked`, every business of which another department or level checked this year whatever the plan would
    /// check, so that its results are reused (结果互认; rule DR-45): by [`Ledger::checked`], and only where this is called.
    ///
    /// # Errors
    /// As of [`excluding`](Self::excluding).
    pub fn reusing(
        mut self,
        ledger: &'p Ledger,
        task: &'p PlanTask,
    ) -> Result<Self, FramingFaults> {
        self.check_task(task)?;
        self.kept_out.push(KeptOut::Checked(ledger, task));
        Ok(self)
    }

    /// Whether this is what the plan of this framing asks.
    fn check_task(&self, task: &PlanTask) -> Result<(), FramingFaults> {
        let mut faults = vec![];
        let (plan, found) = (self.plan.id(), &task.plan);
        if plan != found {
            let (wanted, found) = (plan.clone(), found.clone());
            faults.push(FramingFault::OtherPlan { wanted, found });
        }
        let (wanted, found) = (self.method, task.method);
        let same = match found {
            visits::Method::OnSite => Method::OnSite,
            visits::Method::Written | visits::Method::Network => Method::OffSite,
        };
        if wanted != same {
            faults.push(FramingFault::OtherMethod { wanted, found });
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(FramingFaults(faults))
        }
    }
}
