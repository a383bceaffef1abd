//! What numbers of this kind do not say of themselves: with both readings, where there are two.

use super::account::Year;
use super::documents::Documents;
use super::numbers::{done, number, rate};
use crate::table::{grouped, percent};
use crate::words::block;
use double_random::campaign::Campaign;
use double_random::figures::{Count as _, Figures, PlanKind, Scenario};
use double_random::id::PlanId;
use double_random::region::Level;

/// All remarks.
pub(crate) fn all(documents: &Documents, year: &Year, figures: &Figures) -> String {
    [
        block("scope", 11, &beside_or_inside(figures)),
        block("一业一查", 11, &one_inspection(figures)),
        block("targets", 11, &targets(year, figures)),
        block("completion", 11, &completion(documents, year, figures)),
        block("problems", 11, &problems(figures)),
    ]
    .concat()
}

/// How many plans there are of a level and kind.
fn plans(figures: &Figures, level: Level, kind: PlanKind) -> u64 {
    let plans = figures.plans_by(|plan| (plan.level, plan.kind));
    let plans = plans.get(&(level, kind));
    plans.map_or(0, |plans| plans.in_force.number())
}

/// A report that prints two numbers for a level may have counted joint plans beside single ones or among them.
fn beside_or_inside(figures: &Figures) -> String {
    let of = |level| [PlanKind::Single, PlanKind::Joint].map(|kind| plans(figures, level, kind));
    let ([first, second], [third, fourth]) = (of(Level::Prefecture), of(Level::County));
    let (single, joint) = (first + third, second + fourth);
    let all = single + joint;
    let [beside, inside] = [percent(joint, all), percent(joint, single)];
    let [first, second, third, fourth] = [first, second, third, fourth].map(grouped);
    let [all, single, joint] = [all, single, joint].map(grouped);
    format!(
        "joint plans stand beside single ones here: {first} + {second} of the prefecture and {third} + {fourth} of counties make {all}, \
         of which {joint} are joint ({beside}). A report that prints the same numbers may mean the joint ones among the first ({single} \
         in all, {inside} of them joint): the printed text does not say which"
    )
}

/// One inspection is joint by nature and a kind of its own here.
fn one_inspection(figures: &Figures) -> String {
    let own = plans(figures, Level::Prefecture, PlanKind::OneIndustry);
    let joint = plans(figures, Level::Prefecture, PlanKind::Joint);
    let so = if own > joint {
        "so they cannot all be among them"
    } else {
        "which does not settle whether they are among them"
    };
    format!(
        "the {own} plans of one inspection are counted beside the others and in no number of theirs; the prefecture has {joint} joint \
         plans, {so}"
    )
}

/// Targets of plans are not businesses, and not visits.
fn targets(year: &Year, figures: &Figures) -> String {
    let groups = figures.by(|plan, _| plan.kind == PlanKind::OneIndustry);
    let drawn = |one| {
        let group = groups.get(&one).map(|group| group.visits.drawn);
        group.map_or_else(|| "0".to_owned(), number)
    };
    let scenarios = figures.by_scenario();
    let by_class = scenarios
        .get(&Scenario::RiskBased)
        .map(|group| group.visits.drawn);
    let by_class = by_class.map_or_else(|| "0".to_owned(), number);
    let all = figures.total();
    format!(
        "a target is one business in one plan (户次): {} in all are {} businesses in {} visits, since plans of one announcement that drew \
         the same business come together. The {by_class} of risk scenarios are among the {}; the {} of one inspection are not",
        number(all.visits.drawn),
        number(all.entities.drawn),
        grouped(year.checked.visits),
        drawn(false),
        drawn(true),
    )
}

/// Completed is published, not visited.
fn completion(documents: &Documents, year: &Year, figures: &Figures) -> String {
    let published = year.results.iter().filter_map(|row| row.published);
    let last = published.filter(|day| *day <= figures.as_of()).max();
    let last = last.map_or_else(|| "none".to_owned(), |day| day.to_string());
    let drawn = figures.by_plan();
    let campaigns = documents.plan.campaigns().map(Campaign::id);
    let undrawn = campaigns.filter(|id| !drawn.contains_key(*id));
    [
        format!(
            "as of {}, a target is done when every department has published: {}, the last on {last}; plans {}; published late: {}",
            figures.as_of(),
            done(figures.total().visits.completion()),
            done(figures.plans().completion()),
            year.late,
        ),
        named("planned and never drawn", undrawn),
        named("drawn and not in the plan, so in no number", year.strangers.iter()),
    ]
    .concat()
}

/// What is wrong with some plans; nothing where there are none.
fn named<'a>(what: &str, plans: impl Iterator<Item = &'a PlanId>) -> String {
    let plans: Vec<&str> = plans.map(PlanId::as_str).collect();
    if plans.is_empty() {
        return String::new();
    }
    format!("; {what}: {}", plans.join(" "))
}

fn problems(figures: &Figures) -> String {
    let scenarios = figures.by_scenario();
    let by_class = scenarios
        .get(&Scenario::RiskBased)
        .map(|group| rate(group.visits.problems()));
    format!(
        "targets with a problem of targets inspected: {} in risk scenarios, {} in all plans",
        by_class.unwrap_or_else(|| "-".to_owned()),
        rate(figures.total().visits.problems()),
    )
}
