//! Eligibility: small rules, each of which answers with its reason. Rule DR-32.

use super::{Certificate, Inspector, Roster, Slot, Status};
use crate::calendar::Day;
use crate::id::{DepartmentId, District, InspectorId, Qualification, UnitId};
use std::collections::BTreeSet;

/// Why an officer cannot have a seat (不符合条件的原因).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Ineligible {
    /// Nobody of this id is on the roster.
    #[error("`{inspector}` is not on the roster")]
    NotOnRoster {
        /// The id.
        inspector: InspectorId,
    },
    /// Of another department.
    #[error("the seat is one of `{wanted}`, the officer of `{found}`")]
    OtherDepartment {
        /// Whose seat it is.
        wanted: DepartmentId,
        /// Whose officer it is.
        found: DepartmentId,
    },
    /// Not of the target's district.
    #[error("the target lies in `{wanted}`, where the officer does not serve")]
    OtherDistrict {
        /// The target's district.
        wanted: District,
        /// Where the officer serves.
        found: BTreeSet<District>,
    },
    /// Without what the slot asks for.
    #[error("the seat asks for `{wanted}`, which the officer does not hold")]
    Unqualified {
        /// What the slot asks for.
        wanted: Qualification,
    },
    /// Recused. The ground is not told.
    #[error("the officer is recused from the target")]
    Recused,
    /// With a full load.
    #[error("the officer may carry {limit} and carries {load}")]
    LimitReached {
        /// The limit.
        limit: u64,
        /// The load.
        load: u64,
    },
    /// Already on the team.
    #[error("the officer is on the team already")]
    OnTheTeam,
    /// Without a certificate that is valid on the day.
    #[error("an enforcement certificate valid on {day} is wanted, found {}", .found.as_ref().map_or_else(|| "none".to_owned(), |found| format!("one from {} to {}", found.from, found.until)))]
    NotCertified {
        /// The day.
        day: Day,
        /// What there is.
        found: Option<Certificate>,
    },
    /// Not at work.
    #[error("the officer is not active but {status}")]
    NotActive {
        /// What the officer is.
        status: Status,
    },
}

/// A seat about which is asked (席位): whose, where, when.
///
/// ```
/// use double_random::inspector::{Ineligible, Inspector, Seat, Slot};
/// let [food, health] = ["市场监督管理局".parse()?, "卫生健康委员会".parse()?];
/// let (slot, target, district) = (Slot::any(), "91532301MA6K00014Y".parse()?, "532301".parse()?);
/// let seat = Seat::new(&health, &slot, &target, &district).load(3);
/// let inspector = Inspector::new("5323001".parse()?, food).district("532302".parse()?).limit(3);
/// let why: Vec<String> = inspector.why_not(&seat).iter().map(Ineligible::to_string).collect();
/// assert_eq!(why, [
///     "the seat is one of `卫生健康委员会`, the officer of `市场监督管理局`",
///     "the target lies in `532301`, where the officer does not serve",
///     "the officer may carry 3 and carries 3",
/// ]);
/// # Ok::<(), double_random::id::NameError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Seat<'a> {
    pub(super) department: &'a DepartmentId,
    pub(super) slot: &'a Slot,
    pub(super) target: &'a UnitId,
    pub(super) district: &'a District,
    pub(super) load: Option<u64>,
    pub(super) team: &'a [InspectorId],
}

impl<'a> Seat<'a> {
    /// A department's slot at a target in a district, before anything is dealt.
    #[must_use]
    pub const fn new(
        department: &'a DepartmentId,
        slot: &'a Slot,
        target: &'a UnitId,
        district: &'a District,
    ) -> Self {
        Self {
            department,
            slot,
            target,
            district,
            load: None,
            team: &[],
        }
    }

    /// When the officer carries this load, and not only what it carried in.
    #[must_use]
    pub const fn load(self, load: u64) -> Self {
        let load = Some(load);
        Self { load, ..self }
    }

    /// When these are on the team already.
    #[must_use]
    pub const fn team(self, team: &'a [InspectorId]) -> Self {
        Self { team, ..self }
    }
}

impl Inspector {
    /// Why the officer cannot have the seat: nothing if nothing stands against it. Recusals are the roster's to know.
    #[must_use]
    pub fn why_not(&self, seat: &Seat<'_>) -> Vec<Ineligible> {
        let load = seat.load.unwrap_or(self.carried);
        let rules = [
            of_department(&self.department, seat.department),
            of_district(&self.districts, seat.district),
            qualified(&self.qualifications, seat.slot),
            below_limit(self.limit, load),
            not_on_team(&self.id, seat.team),
        ];
        rules.into_iter().flatten().collect()
    }

    /// Why the officer may not stand on a roster for the day.
    #[must_use]
    pub fn why_not_on(&self, day: Day) -> Vec<Ineligible> {
        let rules = [
            active(self.status),
            certified(self.certificate.as_ref(), day),
        ];
        rules.into_iter().flatten().collect()
    }
}

impl Roster {
    /// Why an officer cannot have a seat on a day: everything that stands against it, nothing if nothing does.
    ///
    /// The deal itself looks at the first five rules and at recusals; certificates decide who may stand on the roster.
    #[must_use]
    pub fn why_not(&self, who: &InspectorId, seat: &Seat<'_>, on: Day) -> Vec<Ineligible> {
        let Some(inspector) = self.inspector(who) else {
            let inspector = who.clone();
            return vec![Ineligible::NotOnRoster { inspector }];
        };
        let mut why = inspector.why_not(seat);
        why.extend(
            self.is_recused(who, seat.target)
                .then_some(Ineligible::Recused),
        );
        why.extend(inspector.why_not_on(on));
        why
    }
}

fn of_department(found: &DepartmentId, wanted: &DepartmentId) -> Option<Ineligible> {
    let [wanted, found] = [wanted.clone(), found.clone()];
    (found != wanted).then_some(Ineligible::OtherDepartment { wanted, found })
}

fn of_district(found: &BTreeSet<District>, wanted: &District) -> Option<Ineligible> {
    let comes = found.is_empty() || found.contains(wanted);
    (!comes).then(|| Ineligible::OtherDistrict {
        wanted: wanted.clone(),
        found: found.clone(),
    })
}

fn qualified(held: &BTreeSet<Qualification>, slot: &Slot) -> Option<Ineligible> {
    let wanted = slot.qualification().filter(|asked| !held.contains(asked))?;
    let wanted = wanted.clone();
    Some(Ineligible::Unqualified { wanted })
}

fn below_limit(limit: Option<u64>, load: u64) -> Option<Ineligible> {
    let limit = limit.filter(|limit| load >= *limit)?;
    Some(Ineligible::LimitReached { limit, load })
}

fn not_on_team(who: &InspectorId, team: &[InspectorId]) -> Option<Ineligible> {
    team.contains(who).then_some(Ineligible::OnTheTeam)
}

fn active(status: Status) -> Option<Ineligible> {
    (status != Status::Active).then_some(Ineligible::NotActive { status })
}

fn certified(found: Option<&Certificate>, day: Day) -> Option<Ineligible> {
    let valid = found.is_some_and(|certificate| certificate.is_valid_on(day));
    (!valid).then(|| Ineligible::NotCertified {
        day,
        found: found.cloned(),
    })
}
