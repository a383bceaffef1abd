//! The officers of one department for one plan, under their tokens, and what a team of theirs consists of. Rule DR-31.

use super::instance::Instance;
use super::officer::{Officer, Target};
use super::remedy::Change;
use crate::chance::Seed;
use crate::frame::{FrameKey, Token};
use crate::id::{DepartmentId, District, Qualification};
use crate::inspector::{Inspector, Roster, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// Officers, slots or targets that cannot be dealt.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PoolError {
    /// A team of nobody.
    #[error("a team has at least one slot, found none")]
    NoSlot,
    /// One officer twice.
    #[error("tokens of officers are unique in a department, found `{token}` twice")]
    OfficerTwice {
        /// The token.
        token: Token,
    },
    /// A recusal of somebody who is not there.
    #[error("a recusal names an officer of the department, found `{token}`, who is none")]
    UnknownOfficer {
        /// The token.
        token: Token,
    },
    /// One target twice.
    #[error("a target stands once in a deal, found `{token}` twice")]
    TargetTwice {
        /// The token.
        token: Token,
    },
}

/// The officers of one department (检查人员库), the slots of its teams, and who is recused from whom: all that a deal,
/// beside targets and seed, depends on.
///
/// ```
/// use double_random::assignment::{Officer, Pool, Target};
/// use double_random::chance::Seed;
/// use double_random::frame::FrameKey;
/// use double_random::inspector::Slot;
/// let [staff, targets] = [FrameKey::secret([1; 32])?, FrameKey::secret([2; 32])?];
/// let officers = ["a", "b", "c"].map(|id| Officer::new(staff.token(id)));
/// let pool = Pool::new(&[Slot::any(), Slot::any()], officers, [])?;
/// let targets = ["x", "y", "z"].map(|id| Target::new(targets.token(id), "532301".parse().unwrap()));
/// let deal = pool.deal(&targets, &Seed::from_bytes([7; 32]))?;
/// assert_eq!(deal.vacant(), 0);
/// assert!(deal.loads().values().all(|load| *load == 2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Value stability
/// `double-random/1`, section 11.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// In the order of the deal.
    slots: Vec<Slot>,
    officers: BTreeMap<Token, Officer>,
    /// Of each target, the places in token order of those who are recused from it, ascending.
    recused: BTreeMap<Token, Vec<usize>>,
}

impl Pool {
    /// A department's slots as listed, its officers in any order, and pairs of officer and target that may not meet.
    ///
    /// # Errors
    /// No slot; one officer twice; a recusal of an officer who is not among them.
    pub fn new(
        slots: &[Slot],
        officers: impl IntoIterator<Item = Officer>,
        recusals: impl IntoIterator<Item = (Token, Token)>,
    ) -> Result<Self, PoolError> {
        if slots.is_empty() {
            return Err(PoolError::NoSlot);
        }
        let mut known = BTreeMap::new();
        for officer in officers {
            let token = officer.token;
            if known.insert(token, officer).is_some() {
                return Err(PoolError::OfficerTwice { token });
            }
        }
        let places: BTreeMap<Token, usize> = known.keys().copied().zip(0..).collect();
        let mut recused: BTreeMap<Token, Vec<usize>> = BTreeMap::new();
        for (officer, target) in recusals {
            let place = places.get(&officer);
            let place = place.ok_or(PoolError::UnknownOfficer { token: officer })?;
            recused.entry(target).or_default().push(*place);
        }
        for places in recused.values_mut() {
            places.sort_unstable();
            places.dedup();
        }
        Ok(Self {
            slots: Slot::in_order_of_deal(slots),
            officers: known,
            recused,
        })
    }

    /// The pool of a department of a roster; targets have the tokens that the frame key gives them. `None` if the roster
    /// names no such department.
    #[must_use]
    pub fn of(roster: &Roster, department: &DepartmentId, frame_key: &FrameKey) -> Option<Self> {
        let (_, slots) = roster
            .departments()
            .find(|(known, _)| *known == department)?;
        let of_department = |inspector: &&Inspector| inspector.department() == department;
        let officer = |inspector: &Inspector| Officer::of(inspector, roster.key());
        let officers = roster.inspectors().filter(of_department).map(officer);
        let recusals = roster.recusals().filter(|(inspector, _)| {
            roster
                .inspector(inspector)
                .as_ref()
                .is_some_and(of_department)
        });
        let recusals = recusals.map(|(inspector, target)| {
            (
                roster.key().token(inspector),
                frame_key.token(target.as_str()),
            )
        });
        Self::new(slots, officers, recusals).ok()
    }

    /// The slots of every team, in the order of the deal: those that ask for a qualification first, otherwise as listed.
    #[must_use]
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// The officers, in token order.
    pub fn officers(&self) -> impl Iterator<Item = &Officer> {
        self.officers.values()
    }

    /// The officers who may come to the target: of the district, and not recused from it.
    pub(super) fn admitted(&self, target: &Target) -> impl Iterator<Item = &Officer> {
        let recused = self
            .recused
            .get(&target.token)
            .map_or(&[][..], Vec::as_slice);
        let officers = self.officers.values().enumerate();
        let admitted = officers.filter(|(place, officer)| {
            officer.serves(&target.district) && recused.binary_search(place).is_err()
        });
        admitted.map(|(_, officer)| officer)
    }

    /// The targets in the order of the deal.
    pub(super) fn order<'a>(
        targets: &'a [Target],
        seed: &Seed,
    ) -> Result<Vec<&'a Target>, PoolError> {
        let seed = seed.derive("targets");
        let tickets = seed.tickets(targets.iter().map(|target| target.token.as_bytes()));
        let mut order: Vec<_> = tickets.zip(targets).collect();
        order.sort_unstable_by_key(|(ticket, target)| (*ticket, target.token));
        let order: Vec<&Target> = order.into_iter().map(|(_, target)| target).collect();
        let mut tokens: Vec<Token> = targets.iter().map(|target| target.token).collect();
        tokens.sort_unstable();
        let mut pairs = tokens.iter().zip(tokens.iter().skip(1));
        match pairs.find(|(one, next)| one == next) {
            Some((token, _)) => Err(PoolError::TargetTwice { token: *token }),
            None => Ok(order),
        }
    }

    /// The deal as numbers.
    pub(super) fn instance(&self, targets: &[&Target]) -> Instance {
        let asked = self.asked();
        let want = |slot: &Slot| asked.binary_search(&slot.qualification()?).ok();
        let holds = |asked: &&Qualification| {
            let holds = |officer: &Officer| officer.qualifications.contains(*asked);
            self.officers.values().map(holds).collect()
        };
        let districts = Self::districts(targets);
        let serves = |district: &&District| {
            let serves = |officer: &Officer| officer.serves(district);
            self.officers.values().map(serves).collect()
        };
        let place = |target: &&Target| districts.binary_search(&&target.district);
        let recused = |target: &&Target| {
            let recused = self.recused.get(&target.token);
            recused.cloned().unwrap_or_default()
        };
        let loads = self.officers.values();
        Instance::new(
            self.slots.iter().map(want).collect(),
            asked.iter().map(holds).collect(),
            districts.iter().map(serves).collect(),
            targets
                .iter()
                .map(place)
                .map(Result::unwrap_or_default)
                .collect(),
            targets.iter().map(recused).collect(),
            loads.map(|officer| (officer.carried, officer.limit)),
        )
    }

    /// The districts of these targets, each once, in byte order.
    pub(super) fn districts<'a>(targets: &[&'a Target]) -> Vec<&'a District> {
        let districts: BTreeSet<&District> =
            targets.iter().map(|target| &target.district).collect();
        districts.into_iter().collect()
    }

    /// The qualifications that slots ask for, each once, in byte order.
    pub(super) fn asked(&self) -> Vec<&Qualification> {
        let asked: BTreeSet<&Qualification> =
            self.slots.iter().filter_map(Slot::qualification).collect();
        asked.into_iter().collect()
    }

    /// Makes one thing otherwise.
    pub(super) fn change(&mut self, change: &Change) {
        let place = |officer: &Token| self.officers.keys().position(|token| token == officer);
        match change {
            Change::Recusal { officer, target } => {
                let place = place(officer);
                if let Some(recused) = self.recused.get_mut(target) {
                    recused.retain(|other| Some(*other) != place);
                }
            }
            Change::Limit { officer } => {
                if let Some(officer) = self.officers.get_mut(officer) {
                    let more = |limit: u64| limit.max(officer.carried).saturating_add(1);
                    officer.limit = officer.limit.map(more);
                }
            }
            Change::Qualification {
                officer,
                qualification,
            } => {
                if let Some(officer) = self.officers.get_mut(officer) {
                    officer.qualifications.insert(qualification.clone());
                }
            }
            Change::District { officer, district } => {
                let officer = self.officers.get_mut(officer);
                // Who serves everywhere serves there.
                if let Some(officer) = officer.filter(|officer| !officer.districts.is_empty()) {
                    officer.districts.insert(district.clone());
                }
            }
        }
    }

    /// The tokens of the officers, in their order.
    pub(super) fn tokens(&self) -> Vec<Token> {
        self.officers.keys().copied().collect()
    }
}
