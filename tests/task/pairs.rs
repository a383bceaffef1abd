//! Every pair of state and event, for tasks and for targets. Rule RS-04.

use crate::machine;
use crate::world::*;
use double_random::finding::Finding::{self, NoProblem, ToBeDealtWith};
use double_random::id::UnitId;
use double_random::task::{Fact, STAGES, Stage, State, Step, TABLE};
use double_random::visits::Attendance;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How far targets are brought.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Upto {
    Told,
    ScannedIn,
    Inspected,
    Entered,
    Reviewed,
    Published,
    Closed,
}

fn bring(kept: &mut Kept<'_>, target: &UnitId, upto: Upto, first: Finding) {
    if !kept.task.targets()[target].is_told() {
        kept.tell(target);
    }
    if upto >= Upto::ScannedIn {
        kept.scan_in(target);
    }
    if upto >= Upto::Inspected {
        kept.inspect(target);
    }
    if upto >= Upto::Entered {
        kept.enter(target, first);
    }
    if upto >= Upto::Reviewed {
        kept.review(target);
    }
    if upto >= Upto::Published {
        kept.publish(target);
    }
    if upto >= Upto::Closed {
        if first == ToBeDealtWith {
            kept.settle(target);
        }
        kept.close(target);
    }
}

const ALL: [Upto; 7] = [
    Upto::Told,
    Upto::ScannedIn,
    Upto::Inspected,
    Upto::Entered,
    Upto::Reviewed,
    Upto::Published,
    Upto::Closed,
];

const REVIEWED: [Upto; 4] = [
    Upto::ScannedIn,
    Upto::Inspected,
    Upto::Entered,
    Upto::Reviewed,
];

/// Tasks of one world, each brought somewhere by its own way. Targets `a`, then `d` and `e`; reserves of each class.
struct Ways {
    world: &'static World,
    tasks: Vec<Kept<'static>>,
    a: UnitId,
    d: UnitId,
    e: UnitId,
    reserve_a: UnitId,
    reserve_d: UnitId,
}

impl Ways {
    fn new(world: &'static World) -> Self {
        let [a, d, e] = <[UnitId; 3]>::try_from(world.targets()).unwrap();
        let [reserve_a, reserve_d] = <[UnitId; 2]>::try_from(world.reserves()).unwrap();
        Self {
            world,
            tasks: vec![],
            a,
            d,
            e,
            reserve_a,
            reserve_d,
        }
    }

    fn way(&mut self, make: impl Fn(&Self, &mut Kept<'static>)) {
        let mut kept = Kept::new(self.world);
        make(self, &mut kept);
        self.tasks.push(kept);
    }

    fn all(&self) -> [&UnitId; 3] {
        [&self.a, &self.d, &self.e]
    }

    /// Everybody but one target leaves.
    fn one_alone(&self, kept: &mut Kept<'_>) {
        kept.leave(&self.a).leave_short(&self.reserve_a);
        kept.leave(&self.d).leave_short(&self.reserve_d);
    }

    /// Nothing, one approval, both; nobody told, some, all.
    fn before_officers_come(&mut self) {
        let none = |_: &mut Kept<'_>| {};
        let one = |kept: &mut Kept<'_>| {
            let approved = kept.approved();
            kept.does(FIRE, approved);
        };
        let both = |kept: &mut Kept<'_>| {
            kept.approve();
        };
        let approvals: [&dyn Fn(&mut Kept<'_>); 3] = [&none, &one, &both];
        for approve in approvals {
            self.way(|_, kept| approve(kept));
            for told in [0, 2, 3] {
                // With a reserve that has no successor.
                self.way(|ways, kept| {
                    approve(kept);
                    kept.leave(&ways.a);
                    tell(
                        kept,
                        [&ways.d, &ways.e, &ways.reserve_a].into_iter().take(told),
                    );
                });
                // With vacant seats.
                self.way(|ways, kept| {
                    approve(kept);
                    tell(kept, [&ways.d, &ways.e, &ways.a].into_iter().take(told));
                    vacate_all(kept, &ways.a);
                    vacate_all(kept, &ways.d);
                });
            }
            for told in [0, 1] {
                self.way(|ways, kept| {
                    approve(kept);
                    ways.one_alone(kept);
                    tell(kept, [&ways.e].into_iter().take(told));
                });
            }
        }
        self.way(|ways, kept| {
            ways.one_alone(kept);
            kept.leave_short(&ways.e);
        });
        self.way(|_, kept| {
            let cancelled = kept.cancelled();
            kept.does(FIRE, cancelled);
        });
    }

    /// Two targets have come so far, and a third one no further.
    fn while_officers_come(&mut self) {
        for first in [NoProblem, ToBeDealtWith] {
            for (others, last) in ALL.into_iter().flat_map(|one| ALL.map(|last| (one, last))) {
                if last > others {
                    continue;
                }
                self.way(|ways, kept| {
                    kept.approve();
                    bring(kept, &ways.d, others, first);
                    bring(kept, &ways.e, others, NoProblem);
                    bring(kept, &ways.a, last, first);
                });
                self.way(|ways, kept| {
                    kept.approve();
                    kept.leave(&ways.a);
                    bring(kept, &ways.d, others, first);
                    bring(kept, &ways.e, others, NoProblem);
                    bring(kept, &ways.reserve_a, last, NoProblem);
                });
            }
        }
        // The last one leaves after officers came to it; a seat is vacant while others are visited.
        self.way(|ways, kept| {
            kept.approve();
            ways.one_alone(kept);
            bring(kept, &ways.e, Upto::ScannedIn, NoProblem);
        });
        self.way(|ways, kept| {
            kept.approve();
            bring(kept, &ways.a, Upto::ScannedIn, NoProblem);
            vacate_all(kept, &ways.d);
        });
    }

    /// One department is ahead of the other.
    fn one_department_first(&mut self) {
        for (first, ahead) in [
            (NoProblem, FIRE),
            (ToBeDealtWith, FIRE),
            (NoProblem, HEALTH),
        ] {
            for upto in [Upto::Inspected, Upto::Entered, Upto::Reviewed] {
                self.way(|ways, kept| {
                    kept.approve();
                    for target in ways.all() {
                        bring(kept, target, upto, first);
                    }
                    let target = || ways.a.clone();
                    if upto == Upto::Inspected {
                        for code in items(ahead) {
                            kept.does(ahead, entered(&ways.a, code, first));
                        }
                    }
                    if upto < Upto::Reviewed {
                        kept.does(ahead, Fact::Reviewed { target: target() });
                    }
                    kept.does(ahead, Fact::Published { target: target() });
                });
            }
            // The last target waits for the other department alone.
            for step in [Step::Enter, Step::Review, Step::Publish] {
                self.way(|ways, kept| {
                    kept.approve();
                    for target in ways.all() {
                        bring(kept, target, Upto::Inspected, first);
                        let last = *target == ways.e;
                        let by = if last { &[ahead][..] } else { &[FIRE, HEALTH] };
                        let all = &[FIRE, HEALTH][..];
                        let of = |of: Step| if of == step { by } else { all };
                        enter(kept, target, of(Step::Enter), first);
                        if step != Step::Enter {
                            each(
                                kept,
                                of(Step::Review),
                                &Fact::Reviewed {
                                    target: target.clone(),
                                },
                            );
                        }
                        if step == Step::Publish {
                            each(
                                kept,
                                by,
                                &Fact::Published {
                                    target: target.clone(),
                                },
                            );
                        }
                    }
                });
            }
        }
    }

    /// Visits that nobody approved, because they were urgent or because nobody asks.
    fn unapproved(&mut self) {
        let asked = std::ptr::eq(self.world, &raw const *ASKED);
        for upto in REVIEWED {
            self.way(|ways, kept| {
                for target in ways.all() {
                    tell(kept, [target].into_iter());
                    let mut scan = kept.scan(target);
                    if asked {
                        scan = scan.urgent(ground("fire"));
                    }
                    let id = target.clone();
                    kept.does(FIRE, Fact::ScannedIn { target: id, scan });
                }
                for target in ways.all() {
                    if upto >= Upto::Inspected {
                        kept.inspect(target);
                    }
                    if upto >= Upto::Entered {
                        kept.enter(target, NoProblem);
                    }
                    if upto >= Upto::Reviewed {
                        kept.review(target);
                    }
                }
            });
        }
    }
}

/// Tasks that have come to this or that by some way.
fn tasks() -> Vec<Kept<'static>> {
    let worlds: [&'static World; 2] = [&ASKED, &UNASKED];
    let tasks = worlds.into_iter().flat_map(|world| {
        let mut ways = Ways::new(world);
        ways.before_officers_come();
        ways.while_officers_come();
        ways.one_department_first();
        ways.unapproved();
        ways.tasks
    });
    tasks.collect()
}

fn tell<'a>(kept: &mut Kept<'_>, targets: impl Iterator<Item = &'a UnitId>) {
    for target in targets {
        let (target, reason) = (target.clone(), ground("evidence"));
        kept.does(FIRE, Fact::Unannounced { target, reason });
    }
}

fn each(kept: &mut Kept<'_>, by: &[&str], fact: &Fact) {
    for by in by {
        kept.does(by, fact.clone());
    }
}

fn enter(kept: &mut Kept<'_>, target: &UnitId, by: &[&str], first: Finding) {
    for by in by {
        for code in items(by) {
            kept.does(by, entered(target, code, first));
        }
    }
}

/// Two officers leave; the second seat stays vacant.
fn vacate_all(kept: &mut Kept<'_>, target: &UnitId) {
    for _ in 0..2 {
        let leaves = kept.team(FIRE, target)[0].clone();
        let vacated = kept.vacated(target, &leaves);
        kept.does(FIRE, vacated);
    }
}

/// Whatever may be tried of this step, at a target or with the task.
fn tried(kept: &mut Kept<'_>, step: Step, target: &UnitId) -> Vec<(&'static str, Fact)> {
    let id = || target.clone();
    let mut tried = vec![];
    for by in [FIRE, HEALTH] {
        let facts = match step {
            Step::Approve => vec![kept.approved()],
            Step::Cancel => vec![kept.cancelled()],
            Step::Notify => {
                let (target, reason) = (id(), ground("evidence"));
                vec![
                    kept.notified(by, &id()),
                    Fact::Unannounced { target, reason },
                ]
            }
            Step::Assist => vec![Fact::AssistanceAsked {
                target: id(),
                asked: department("昆明消防"),
                letter: "协〔2025〕1号".parse().unwrap(),
            }],
            Step::Serve => vec![kept.served(target)],
            Step::Vacate => {
                let team = kept.team(by, target);
                let leaves = team.first().cloned().unwrap_or_else(|| officer("f1"));
                vec![kept.vacated(target, &leaves)]
            }
            Step::Direct => vec![kept.sent_by_name(target, "x1")],
            Step::Leave => vec![kept.left(target, None), kept.left(target, Some("nobody"))],
            Step::Scan => {
                let scan = kept.scan(target);
                let urgent = kept.scan(target).urgent(ground("fire"));
                let scans = [scan, urgent].map(|scan| (id(), scan));
                scans
                    .map(|(target, scan)| Fact::ScannedIn { target, scan })
                    .into()
            }
            Step::Inspect => [Attendance::OnSite, Attendance::Written]
                .map(|how| Fact::Inspected { target: id(), how })
                .into(),
            Step::Enter => {
                let codes = items(by).iter();
                codes.map(|code| entered(target, code, NoProblem)).collect()
            }
            Step::Review => vec![Fact::Reviewed { target: id() }],
            Step::Withhold => {
                let codes = items(by).iter();
                codes.map(|code| kept.withheld(target, code)).collect()
            }
            Step::Publish => vec![Fact::Published { target: id() }],
            Step::Correct => {
                let codes = items(by).iter();
                let codes = codes.flat_map(|code| {
                    [NoProblem, ToBeDealtWith].map(|finding| corrected(target, code, finding))
                });
                codes.collect()
            }
            Step::Settle => vec![settled(target)],
            Step::Close => vec![Fact::Closed { target: id() }],
            other => panic!("{other}"),
        };
        tried.extend(facts.into_iter().map(|fact| (by, fact)));
    }
    tried
}

type Tries<S> = BTreeMap<(S, Step), Vec<Result<S, String>>>;

/// Every task tries every step at every target: to what it leads, for the task and for the target.
static TRIES: LazyLock<(Tries<State>, Tries<Stage>)> = LazyLock::new(|| {
    use double_random::procedure::Term as _;
    let (mut states, mut stages) = (Tries::new(), Tries::new());
    for kept in tasks() {
        let state = kept.task.state();
        let mut seen = vec![];
        for (target, account) in kept.task.targets() {
            let stage = account.stage;
            // The second of two that are alike tells nothing.
            if seen.contains(&(stage, &account.stratum, account.is_told())) {
                continue;
            }
            seen.push((stage, &account.stratum, account.is_told()));
            for step in Step::ALL {
                let mut later = kept.clone();
                // A scan comes once a day, and what began on a day ends on it.
                if *step != Step::Inspect {
                    later.next_day();
                }
                later.lines.clear();
                for (by, fact) in tried(&mut later, *step, target) {
                    let of_target = fact.target().is_some();
                    let mut tries = later.clone();
                    let answer = tries.try_to(by, fact).map_err(|error| error.to_string());
                    let to = tries.task.targets()[target].stage;
                    let stage_to = answer.clone().map(|_| to);
                    states.entry((state, *step)).or_default().push(answer);
                    let tries = stages.entry((stage, *step)).or_default();
                    // Neither approvals nor cancellations happen to a target.
                    tries.push(if of_target {
                        stage_to
                    } else {
                        Err("of the task".to_owned())
                    });
                }
            }
        }
    }
    (states, stages)
});

#[test]
fn rs_04_a_task_keeps_its_table() {
    let tries = |state, step| TRIES.0.get(&(state, step)).cloned().unwrap_or_default();
    machine::keeps_its_table(&TABLE, "src/task/table.md", tries);
}

#[test]
fn rs_04_a_target_keeps_its_table() {
    let tries = |stage, step| TRIES.1.get(&(stage, step)).cloned().unwrap_or_default();
    machine::keeps_its_table(&STAGES, "src/task/stage.md", tries);
}
