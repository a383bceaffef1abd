//! One department's deal as numbers: officers, targets and slots by their places, and who may sit where.

use super::remedy::Means;

/// Officers in token order, targets in the order of the deal, the slots of each target in theirs.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// What each slot of a team asks for: a place in `holds`.
    wants: Vec<Option<usize>>,
    /// Of each qualification, which officers hold it.
    holds: Vec<Vec<bool>>,
    /// Of each district, which officers serve it.
    serves: Vec<Vec<bool>>,
    /// The district of each target.
    districts: Vec<usize>,
    /// The officers recused from each target, ascending.
    recused: Vec<Vec<usize>>,
    carried: Vec<u64>,
    limits: Vec<Option<u64>>,
}

/// One thing that could be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tweak {
    /// The officer may carry one seat more.
    Limit(usize),
    /// The officer holds the qualification.
    Qualification(usize, usize),
    /// The officer serves the district.
    District(usize, usize),
    /// The officer is not recused from the target.
    Recusal(usize, usize),
}

impl Instance {
    pub(super) fn new(
        wants: Vec<Option<usize>>,
        holds: Vec<Vec<bool>>,
        serves: Vec<Vec<bool>>,
        districts: Vec<usize>,
        recused: Vec<Vec<usize>>,
        loads: impl IntoIterator<Item = (u64, Option<u64>)>,
    ) -> Self {
        let (carried, limits) = loads.into_iter().unzip();
        Self {
            wants,
            holds,
            serves,
            districts,
            recused,
            carried,
            limits,
        }
    }

    pub(super) fn officers(&self) -> usize {
        self.carried.len()
    }

    pub(super) fn targets(&self) -> usize {
        self.districts.len()
    }

    pub(super) fn slots(&self) -> usize {
        self.targets() * self.team()
    }

    /// How many slots a target has.
    pub(super) fn team(&self) -> usize {
        self.wants.len()
    }

    /// The target of a slot.
    #[inline]
    pub(super) fn target(&self, slot: usize) -> usize {
        slot / self.team().max(1)
    }

    /// All slots of the target of this slot.
    #[inline]
    pub(super) fn team_of(&self, slot: usize) -> std::ops::Range<usize> {
        let first = self.target(slot) * self.team();
        first..first + self.team()
    }

    pub(super) fn carried(&self, officer: usize) -> u64 {
        self.carried.get(officer).copied().unwrap_or_default()
    }

    /// Whether the officer may carry one more than this load.
    #[inline]
    pub(super) fn has_room(&self, officer: usize, load: u64) -> bool {
        let limit = self.limits.get(officer).copied().flatten();
        limit.is_none_or(|limit| load < limit)
    }

    /// How many seats the officer may be dealt at most; `None` without a limit.
    pub(super) fn room(&self, officer: usize) -> Option<u64> {
        let limit = self.limits.get(officer).copied().flatten()?;
        Some(limit.saturating_sub(self.carried(officer)))
    }

    /// Whether district and recusals let the officer come to the target.
    #[inline]
    pub(super) fn admits(&self, officer: usize, target: usize) -> bool {
        self.serves_target(officer, target) && !self.is_recused(officer, target)
    }

    #[inline]
    fn serves_target(&self, officer: usize, target: usize) -> bool {
        let district = self.districts.get(target).copied();
        let serves = district.and_then(|district| self.serves.get(district)?.get(officer));
        serves.copied().unwrap_or_default()
    }

    #[inline]
    fn is_recused(&self, officer: usize, target: usize) -> bool {
        let recused = self.recused.get(target);
        recused
            .is_some_and(|recused| !recused.is_empty() && recused.binary_search(&officer).is_ok())
    }

    /// Whether the officer holds what the slot asks for.
    #[inline]
    pub(super) fn qualifies(&self, officer: usize, slot: usize) -> bool {
        match self.wants.get(slot % self.team().max(1)) {
            Some(None) => true,
            Some(Some(asked)) => {
                let holds = self.holds.get(*asked).and_then(|who| who.get(officer));
                holds.copied().unwrap_or_default()
            }
            None => false,
        }
    }

    /// Whether the officer is eligible for the slot, teams and loads aside.
    pub(super) fn fits(&self, officer: usize, slot: usize) -> bool {
        self.admits(officer, self.target(slot)) && self.qualifies(officer, slot)
    }

    /// Whether the slots of a team ask for different things.
    pub(super) fn is_mixed(&self) -> bool {
        self.wants
            .iter()
            .any(|asked| Some(asked) != self.wants.first())
    }

    /// The one thing of this kind that would make the officer eligible for the slot, if that alone is missing.
    pub(super) fn missing(&self, officer: usize, slot: usize, means: Means) -> Option<Tweak> {
        let target = self.target(slot);
        let serves = self.serves_target(officer, target);
        let (recused, qualifies) = (
            self.is_recused(officer, target),
            self.qualifies(officer, slot),
        );
        match (means, serves, recused, qualifies) {
            (Means::Qualification, true, false, false) => {
                let asked = self.wants.get(slot % self.team().max(1))?;
                Some(Tweak::Qualification(officer, (*asked)?))
            }
            (Means::District, false, false, true) => {
                let district = self.districts.get(target)?;
                Some(Tweak::District(officer, *district))
            }
            (Means::Recusal, true, true, true) => Some(Tweak::Recusal(officer, target)),
            _ => None,
        }
    }

    /// Makes everything of one kind otherwise.
    pub(super) fn without(mut self, means: Means) -> Self {
        match means {
            Means::Limit => self.limits.fill(None),
            Means::Qualification => self.holds.iter_mut().for_each(|who| who.fill(true)),
            Means::District => self.serves.iter_mut().for_each(|who| who.fill(true)),
            Means::Recusal => self.recused.iter_mut().for_each(Vec::clear),
        }
        self
    }

    /// Makes one thing otherwise.
    pub(super) fn tweak(&mut self, tweak: Tweak) {
        let set = |table: &mut Vec<Vec<bool>>, row: usize, officer: usize| {
            if let Some(entry) = table.get_mut(row).and_then(|row| row.get_mut(officer)) {
                *entry = true;
            }
        };
        match tweak {
            Tweak::Limit(officer) => {
                if let Some(Some(limit)) = self.limits.get_mut(officer) {
                    let carried = self.carried.get(officer).copied().unwrap_or_default();
                    // Who carries more than the limit in has no room that one more would open.
                    *limit = (*limit).max(carried).saturating_add(1);
                }
            }
            Tweak::Qualification(officer, asked) => set(&mut self.holds, asked, officer),
            Tweak::District(officer, district) => set(&mut self.serves, district, officer),
            Tweak::Recusal(officer, target) => {
                if let Some(recused) = self.recused.get_mut(target) {
                    recused.retain(|other| *other != officer);
                }
            }
        }
    }
}
