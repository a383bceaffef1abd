//! A ledger that keeps nothing but what it was told, and counts everything anew at every question; and the caps of `mixed.json`
//! written out by hand.

use double_random::calendar::Day;
use double_random::id::{TaskId, UnitId};
use double_random::region::Level;
use double_random::visits::{Attendance, Effect, Kind, Visit};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub(crate) struct Model {
    told: Vec<Visit>,
    gone: BTreeSet<usize>,
    lapsed: BTreeSet<usize>,
}

/// What was told of one visit: all that was told of tasks which hang together.
type Group = Vec<usize>;

pub(crate) struct Rule {
    pub(crate) name: &'static str,
    covers: fn(&str, Level, &str) -> bool,
    key: fn(&str, Level) -> String,
    /// Visits a year; or a term after a day.
    pub(crate) limit: Result<usize, fn(Day) -> Day>,
    exempt: &'static [&'static str],
    exempt_counts: Option<usize>,
    from: &'static str,
    until: &'static str,
}

fn is_health(department: &str) -> bool {
    department.ends_with("-health")
}

fn one(_: &str, _: Level) -> String {
    String::new()
}

const ALWAYS: &str = "9999-12-31";

pub(crate) const RULES: [Rule; 6] = [
    Rule {
        name: "business",
        covers: |_, _, _| true,
        key: one,
        limit: Ok(3),
        exempt: &[],
        exempt_counts: None,
        from: "2025-01-01",
        until: ALWAYS,
    },
    Rule {
        name: "level",
        covers: |department, _, _| is_health(department),
        key: |_, level| format!("{level:?}"),
        limit: Ok(2),
        exempt: &["case: media", "special"],
        exempt_counts: Some(0),
        from: "2025-01-01",
        until: ALWAYS,
    },
    Rule {
        name: "department",
        covers: |_, _, _| true,
        key: |department, _| department.to_owned(),
        limit: Ok(2),
        exempt: &["case: complaint"],
        exempt_counts: Some(1),
        from: "2025-01-01",
        until: ALWAYS,
    },
    Rule {
        name: "licences",
        covers: |_, _, item| item == "licence",
        key: one,
        limit: Ok(1),
        exempt: &[],
        exempt_counts: None,
        from: "2025-11-15",
        until: "2026-01-20",
    },
    Rule {
        name: "pause",
        covers: |_, level, _| level == Level::County,
        key: |department, _| department.to_owned(),
        limit: Err(|day| day.plus_days(20).unwrap()),
        exempt: &[],
        exempt_counts: None,
        from: "2025-01-01",
        until: ALWAYS,
    },
    Rule {
        name: "pause of months",
        covers: |department, _, _| department == "532300-health",
        key: one,
        limit: Err(|day| day.plus_months(1).unwrap()),
        exempt: &[],
        exempt_counts: None,
        from: "2025-12-01",
        until: "2026-02-10",
    },
];

pub(crate) fn effect(kind: Kind) -> Effect {
    match kind.to_string().as_str() {
        "planned" | "special" | "case: transfer" => Effect::Blocked,
        _ => Effect::Warned,
    }
}

impl Rule {
    fn keys(&self, visit: &Visit) -> BTreeSet<String> {
        let parts = visit.parts().items();
        let covered = parts
            .filter(|(who, item)| (self.covers)(who.department.as_str(), who.level, item.as_str()));
        covered
            .map(|(who, _)| (self.key)(who.department.as_str(), who.level))
            .collect()
    }

    pub(crate) fn is_exempt(&self, kind: Kind) -> bool {
        self.exempt.contains(&kind.to_string().as_str())
    }
}

impl Model {
    pub(crate) fn tell(&mut self, visit: Visit) {
        self.told.push(visit);
    }

    pub(crate) fn withdraw(&mut self, target: &UnitId, task: &TaskId) {
        let groups = self.groups(target);
        let group = groups.iter().find(|group| {
            let mut told = group.iter().map(|place| &self.told[*place]);
            told.any(|visit| visit.tasks().contains(task))
        });
        let Some(group) = group else { return };
        let group = group.clone();
        self.lapsed.extend(group.iter().copied());
        if self.days(&group).is_empty() {
            self.gone.extend(group);
        }
    }

    /// What was told of a business, in groups that share tasks.
    fn groups(&self, target: &UnitId) -> Vec<Group> {
        let places = 0..self.told.len();
        let mut groups: Vec<Group> = places
            .filter(|place| !self.gone.contains(place) && self.told[*place].target() == target)
            .map(|place| vec![place])
            .collect();
        let tasks = |group: &Group| -> BTreeSet<TaskId> {
            let told = group.iter().map(|place| self.told[*place].tasks().clone());
            told.flatten().collect()
        };
        loop {
            let pair = (0..groups.len()).find_map(|a| {
                let meets = |b: &usize| !tasks(&groups[a]).is_disjoint(&tasks(&groups[*b]));
                let b = (a + 1..groups.len()).find(meets)?;
                Some((a, b))
            });
            let Some((a, b)) = pair else { return groups };
            let other = groups.remove(b);
            groups[a].extend(other);
            groups[a].sort_unstable();
        }
    }

    /// The days of a visit: reserved ones only as told last, and of two on one day the stronger.
    fn days(&self, group: &Group) -> Vec<(Day, Attendance)> {
        let mut days: BTreeMap<Day, Attendance> = BTreeMap::new();
        for place in group {
            days.retain(|_, how| *how != Attendance::Reserved);
            for (day, how) in self.told[*place].days() {
                let known = days.entry(*day).or_insert(*how);
                *known = *how.max(known);
            }
            if self.lapsed.contains(place) {
                days.retain(|_, how| *how != Attendance::Reserved);
            }
        }
        days.into_iter().collect()
    }

    fn on_site(&self, group: &Group) -> Option<(Day, Day)> {
        let days = self.days(group);
        let days = days.iter().filter(|(_, attendance)| {
            matches!(attendance, Attendance::OnSite | Attendance::Reserved)
        });
        let days: BTreeSet<Day> = days.map(|(day, _)| *day).collect();
        Some((*days.first()?, *days.last()?))
    }

    fn keys(&self, rule: &Rule, group: &Group) -> BTreeSet<String> {
        group
            .iter()
            .flat_map(|place| rule.keys(&self.told[*place]))
            .collect()
    }

    /// The rules that a visit reaches, as if it had been told just now, with the number that was counted (of a pause: how
    /// many visits are too near).
    pub(crate) fn reached(&mut self, visit: &Visit) -> Vec<(&'static str, String, usize)> {
        self.told.push(visit.clone());
        let own = self.told.len() - 1;
        let groups = self.groups(visit.target());
        let (mine, others): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.contains(&own));
        let found = self.on_site(&mine[0]).map_or_else(Vec::new, |days| {
            let keys = |rule: &'static Rule| self.keys(rule, &mine[0]).into_iter();
            let rules = RULES.iter().filter(|rule| {
                let (first, last) = (days.0.to_string(), days.1.to_string());
                *rule.from <= *last && *first <= *rule.until && !rule.is_exempt(visit.kind())
            });
            let each = rules.flat_map(|rule| keys(rule).map(move |key| (rule, key)));
            let found = each.filter_map(|(rule, key)| {
                let number = self.number(rule, &key, days, &others);
                let limit = *rule.limit.as_ref().unwrap_or(&1);
                (number >= limit).then_some((rule.name, key, number))
            });
            found.collect()
        });
        self.told.pop();
        found
    }

    /// Whether a visit is no further part of the one that was made for its tasks: more than 30 days lie between its days on site,
    /// counted one by one, or two were made for them.
    pub(crate) fn refuses(&mut self, visit: &Visit) -> bool {
        let made = self.groups(visit.target());
        let made = made.iter().filter(|group| {
            let told = group.iter().map(|place| &self.told[*place]);
            let same = told
                .flat_map(Visit::tasks)
                .any(|task| visit.tasks().contains(task));
            same && self
                .days(group)
                .iter()
                .any(|(_, how)| *how == Attendance::OnSite)
        });
        let made = made.count();
        self.told.push(visit.clone());
        let own = self.told.len() - 1;
        let groups = self.groups(visit.target());
        let group = groups.iter().find(|group| group.contains(&own)).unwrap();
        let stay = self.on_site(group);
        self.told.pop();
        let long = stay.is_some_and(|(first, last)| first.through(last).count() > 30);
        made > 1 || long
    }

    /// The days on site, made or planned, of planned visits, under each counter of a yearly rule: whatever visit they are
    /// a part of.
    pub(crate) fn blocked_days(
        &self,
        target: &UnitId,
    ) -> Vec<(&'static Rule, String, BTreeSet<Day>)> {
        let mut all: BTreeMap<(&'static str, String), BTreeSet<Day>> = BTreeMap::new();
        for group in self.groups(target) {
            let kind = self.told[group[0]].kind();
            if !matches!(kind.to_string().as_str(), "planned" | "special") {
                continue;
            }
            let days = self.days(&group).into_iter();
            let days =
                days.filter(|(_, how)| [Attendance::OnSite, Attendance::Reserved].contains(how));
            let days: BTreeSet<Day> = days.map(|(day, _)| day).collect();
            for rule in RULES
                .iter()
                .filter(|rule| rule.limit.is_ok() && !rule.is_exempt(kind))
            {
                for key in self.keys(rule, &group) {
                    all.entry((rule.name, key))
                        .or_default()
                        .extend(days.iter().copied());
                }
            }
        }
        let rule = |name| RULES.iter().find(|rule| rule.name == name).unwrap();
        all.into_iter()
            .map(|((name, key), days)| (rule(name), key, days))
            .collect()
    }

    fn number(&self, rule: &Rule, key: &str, days: (Day, Day), groups: &[Group]) -> usize {
        let groups = groups.iter().filter(|group| {
            let Some((began, ended)) = self.on_site(group) else {
                return false;
            };
            let kind = self.told[group[0]].kind();
            let counts = !rule.is_exempt(kind) || rule.exempt_counts == Some(1);
            let is_near = match rule.limit {
                Ok(_) => began.year() == days.0.year(),
                Err(after) => days.0 <= after(ended) && began <= after(days.1),
            };
            counts && is_near && self.keys(rule, group).contains(key)
        });
        groups.count()
    }

    /// How many visits that a cap blocks stand under each counter of a yearly rule.
    pub(crate) fn blocked_kinds(
        &self,
        target: &UnitId,
        year: u16,
    ) -> Vec<(&'static Rule, String, usize)> {
        let groups = self.groups(target);
        let groups = groups.iter().filter(|group| {
            let began = self.on_site(group).map(|(began, _)| began.year());
            let kind = self.told[group[0]].kind();
            began == Some(year) && matches!(kind.to_string().as_str(), "planned" | "special")
        });
        let groups: Vec<_> = groups.collect();
        let yearly = RULES.iter().filter(|rule| rule.limit.is_ok());
        let counters = yearly.flat_map(|rule| {
            let keys: BTreeSet<_> = groups.iter().flat_map(|g| self.keys(rule, g)).collect();
            keys.into_iter().map(move |key| (rule, key))
        });
        let numbers = counters.map(|(rule, key)| {
            let counted = groups.iter().filter(|group| {
                let kind = self.told[group[0]].kind();
                !rule.is_exempt(kind) && self.keys(rule, group).contains(&key)
            });
            (rule, key.clone(), counted.count())
        });
        numbers.collect()
    }
}
