//! Whether a plan may ask what it asks: by the catalogue of items, and by the table of departments.

use super::{Method, Participant, Parts, PlanTask};
use crate::department::Departments;
use crate::id::{DepartmentId, ItemId};
use crate::item::{self, Catalogue, Item, NoItem};
use crate::region::Level;
use std::collections::BTreeSet;
use std::fmt;

/// One thing that is wrong with what a plan asks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanTaskFault {
    /// An item that the catalogue does not give for the department's level on every day of the window.
    #[error(transparent)]
    NoItem(#[from] NoItem),
    /// An item of somebody else.
    #[error("`{item}` is carried out by `{wanted}`, found `{found}`")]
    ForeignItem {
        /// The item.
        item: ItemId,
        /// Whose it is.
        wanted: DepartmentId,
        /// Who would look at it.
        found: DepartmentId,
    },
    /// An item that is not inspected in this way.
    #[error("`{item}` is inspected {}, found a plan that is done {found}", .wanted.iter().map(item::Method::to_string).collect::<Vec<_>>().join(" or "))]
    OtherMethod {
        /// The item.
        item: ItemId,
        /// How it is inspected.
        wanted: BTreeSet<item::Method>,
        /// How it would be.
        found: Method,
    },
    /// Officers would come, and nothing they look at needs it.
    #[error(
        "what can be inspected off site is not inspected on site: an item that cannot be is wanted, found none (国办发〔2024〕54号)"
    )]
    OffSite,
}

/// Everything that is wrong with what a plan asks: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanTaskFaults(Vec<PlanTaskFault>);

impl PlanTaskFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[PlanTaskFault] {
        &self.0
    }
}

impl fmt::Display for PlanTaskFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(PlanTaskFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for PlanTaskFaults {}

impl PlanTask {
    /// Whether the catalogue lets the plan do this: every item is in force for its department and level from the first to the
    /// last day of the window (rule DR-02), is the department's own, and is inspected in this way; and a plan on site has an item
    /// that cannot be inspected from papers or on the network (rule DR-46: 国办发〔2024〕54号). Others may go with that one, since what can
    /// be merged is not split.
    ///
    /// Sampling and tests are done on site, and a commissioned body helps with whatever is done.
    ///
    /// ```
    /// use double_random::item::{Catalogue, Category, ItemDraft, Method};
    /// use double_random::region::Level;
    /// use double_random::visits::{Participant, Parts, PlanTask, Window};
    /// let reports = ItemDraft::new("XB-07".parse()?, "年度报告".parse()?, "532301-market".parse()?, Category::Key)
    ///     .in_force("2024-01-10".parse()?, "2024-02-01".parse()?)
    ///     .at([Level::County])
    ///     .by([Method::Written, Method::OnSite])
    ///     .resting_on("《企业信息公示暂行条例》".parse()?);
    /// let catalogue = Catalogue::builder("抽查事项清单".parse()?).item(reports).build()?;
    /// let parts = Parts::new([(Participant::new("532301-market".parse()?, Level::County), ["XB-07".parse()?])])?;
    /// let task = PlanTask::new("2025-07".parse()?, parts, Window::new("2025-06-01".parse()?, "2025-06-30".parse()?)?);
    /// assert!(task.check(&catalogue).is_err());
    /// assert!(task.done(double_random::visits::Method::Written).check(&catalogue).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn check(&self, catalogue: &Catalogue) -> Result<(), PlanTaskFaults> {
        let (mut faults, mut items) = (vec![], vec![]);
        for (who, code) in self.parts.items() {
            let days = [self.window.first(), self.window.last()];
            let given = days.map(|day| catalogue.item_on(code, who.level, day));
            match given {
                [Ok(item), Ok(_)] => {
                    items.push(item);
                    faults.extend(self.faults_of(item, who));
                }
                [Err(none), _] | [Ok(_), Err(none)] => faults.push(none.into()),
            }
        }
        let is_off_site = |item: &&Item| {
            let off_site = [item::Method::Written, item::Method::Network];
            off_site.iter().any(|way| item.methods().contains(way))
        };
        let whole = items.len() == self.parts.items().count();
        if self.method == Method::OnSite && whole && items.iter().all(is_off_site) {
            faults.push(PlanTaskFault::OffSite);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(PlanTaskFaults(faults))
        }
    }

    fn faults_of(&self, item: &Item, who: &Participant) -> impl Iterator<Item = PlanTaskFault> {
        let (wanted, found) = (item.department(), &who.department);
        let foreign = (wanted != found).then(|| PlanTaskFault::ForeignItem {
            item: item.code().clone(),
            wanted: wanted.clone(),
            found: found.clone(),
        });
        let ways: &[item::Method] = match self.method {
            Method::OnSite => &[item::Method::OnSite, item::Method::SamplingTest],
            Method::Written => &[item::Method::Written],
            Method::Network => &[item::Method::Network],
        };
        let mut ways = ways.iter().chain([&item::Method::Professional]);
        let other = !ways.any(|way| item.methods().contains(way));
        let other = other.then(|| PlanTaskFault::OtherMethod {
            item: item.code().clone(),
            wanted: item.methods().clone(),
            found: self.method,
        });
        [foreign, other].into_iter().flatten()
    }
}

/// One thing that a table of departments does not say of who takes part.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParticipantFault {
    /// A department that the table does not hold.
    #[error("a department of the table is wanted, found `{department}`")]
    Unknown {
        /// What was found.
        department: DepartmentId,
    },
    /// A department of another level: caps would count it there.
    #[error("`{department}` is of {wanted} level, found {found}")]
    OtherLevel {
        /// Which department.
        department: DepartmentId,
        /// Its level.
        wanted: Level,
        /// What was found.
        found: Level,
    },
}

/// Everything that a table of departments does not say of who takes part: at least one fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParticipantFaults(Vec<ParticipantFault>);

impl ParticipantFaults {
    /// The faults.
    #[must_use]
    pub fn faults(&self) -> &[ParticipantFault] {
        &self.0
    }
}

impl fmt::Display for ParticipantFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts: Vec<String> = self.0.iter().map(ParticipantFault::to_string).collect();
        f.write_str(&texts.join("; "))
    }
}

impl std::error::Error for ParticipantFaults {}

impl Parts {
    /// Whether every department is in the table, at the level that was given here: a level is the caller's word otherwise, and caps
    /// count by it (rule DR-43).
    ///
    /// # Errors
    /// Every fault there is, not the first.
    pub fn check(&self, departments: &Departments) -> Result<(), ParticipantFaults> {
        let fault = |who: &Participant| {
            let department = who.department.clone();
            let Some(known) = departments.department(&department) else {
                return Some(ParticipantFault::Unknown { department });
            };
            let (wanted, found) = (known.level(), who.level);
            (wanted != found).then_some(ParticipantFault::OtherLevel {
                department,
                wanted,
                found,
            })
        };
        let faults: Vec<ParticipantFault> = self.each().filter_map(|(who, _)| fault(who)).collect();
        if faults.is_empty() {
            Ok(())
        } else {
            Err(ParticipantFaults(faults))
        }
    }
}
