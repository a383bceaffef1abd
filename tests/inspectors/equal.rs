//! Equal treatment: officers of the same eligibility, limit and carried load are seated equally often, alone and with others.
//!
//! Of two such officers a and b, look at the draws in which exactly one of them sits on a target's team (or sits there together with
//! a third officer c). By symmetry it is a with probability 1/2 each time: the tickets of both come from a random function.
//! A count `X` of `m` such draws is binomial, and by Chernoff's bound `P(m·KL(X/m ‖ 1/2) > t) ≤ 2·exp(−t)`. With `t = ln(2M/α)` for M
//! comparisons, Bonferroni's inequality bounds the chance that a right deal is refused by α = 10⁻⁶.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a helper that fails is a test that fails"
)]

use double_random::assignment::{Officer, Pool, Target};
use double_random::chance::{Seed, Stream};
use double_random::frame::{FrameKey, Token};
use double_random::inspector::Slot;

/// The chance that the judge refuses a right deal, for each master seed.
const ALPHA: f64 = 1e-6;

/// How many draws the judge sees.
const DRAWS: u64 = 1_000;

/// A department whose officers stand in groups of equals.
pub(crate) struct Office {
    pub(crate) pool: Pool,
    pub(crate) targets: Vec<Target>,
    officers: Vec<Token>,
    group: Vec<usize>,
}

/// Who sits at each target, by places.
type Draw = Vec<Vec<usize>>;

impl Office {
    /// Eight officers who are all alike, six targets of two.
    pub(crate) fn of_equals() -> Self {
        Self::new(&[8], |_, officer| officer, &[Slot::any(), Slot::any()], [])
    }

    /// Three kinds of officers: of one district, of another and qualified, of both with a limit and a load carried in; two of
    /// a kind are recused from the same target.
    pub(crate) fn of_kinds() -> Self {
        let food = || "food".parse().unwrap();
        let kind = |kind: usize, mut officer: Officer| {
            let districts = [&["d0"][..], &["d1"], &["d0", "d1"]][kind];
            officer.districts = districts.iter().map(|d| d.parse().unwrap()).collect();
            officer.qualifications = (kind > 0).then(food).into_iter().collect();
            if kind == 2 {
                (officer.limit, officer.carried) = (Some(4), 1);
            }
            officer
        };
        Self::new(
            &[3, 4, 3],
            kind,
            &[Slot::any(), Slot::asking_for(food())],
            [(0, 0), (1, 0), (2, 0), (7, 1), (8, 1), (9, 1)],
        )
    }

    fn new(
        kinds: &[usize],
        of_kind: impl Fn(usize, Officer) -> Officer,
        slots: &[Slot],
        recusals: impl IntoIterator<Item = (usize, usize)>,
    ) -> Self {
        let [staff, frame] = [1, 2].map(|byte| FrameKey::secret([byte; 32]).unwrap());
        let kinds = kinds.iter().enumerate();
        let group: Vec<usize> = kinds.flat_map(|(kind, many)| vec![kind; *many]).collect();
        let officers: Vec<Token> = (0..group.len())
            .map(|place| staff.token(&format!("officer-{place}")))
            .collect();
        let target = |place: usize| {
            let district = ["d0", "d1"][place % 2].parse().unwrap();
            Target::new(frame.token(&format!("target-{place}")), district)
        };
        let targets: Vec<Target> = (0..6).map(target).collect();
        let made = officers.iter().zip(&group);
        let made = made.map(|(token, kind)| of_kind(*kind, Officer::new(*token)));
        let recusals = recusals.into_iter();
        let recusals = recusals.map(|(officer, target)| (officers[officer], targets[target].token));
        let pool = Pool::new(
            slots,
            made.collect::<Vec<_>>(),
            recusals.collect::<Vec<_>>(),
        );
        let pool = pool.unwrap();
        Self {
            pool,
            targets,
            officers,
            group,
        }
    }

    /// One draw as the crate deals it.
    pub(crate) fn dealt(&self, seed: &Seed) -> Draw {
        let deal = self.pool.deal(&self.targets, seed).unwrap();
        let place = |token: &Token| self.officers.iter().position(|other| other == token);
        let team = |target: &Target| {
            let seats = deal.team(&target.token).unwrap().seats.iter();
            seats.flatten().filter_map(place).collect()
        };
        self.targets.iter().map(team).collect()
    }

    /// What was in use elsewhere: officers in a fixed cycle, from a random offset.
    pub(crate) fn cyclic(&self, seed: &Seed) -> Draw {
        let n = u64::try_from(self.officers.len()).unwrap();
        let offset = usize::try_from(Stream::new(seed).below(n)).unwrap();
        let team = |target| [0, 1].map(|seat| (offset + 2 * target + seat) % self.officers.len());
        (0..self.targets.len())
            .map(|target| team(target).to_vec())
            .collect()
    }

    /// Whether a thousand draws treat equals equally.
    pub(crate) fn accepts(&self, master: &Seed, draw: impl Fn(&Self, &Seed) -> Draw) -> bool {
        let n = self.officers.len();
        // How often a sat with c at a target and b did not; c = a: whether alone or not.
        let place =
            |target: usize, a: usize, b: usize, c: usize| ((target * n + a) * n + b) * n + c;
        let mut counts = vec![0_u32; self.targets.len() * n * n * n];
        let equal = |a: usize, b: usize| a != b && self.group[a] == self.group[b];
        for number in 0..DRAWS {
            let teams = draw(self, &master.derive(&number.to_string()));
            for (target, team) in teams.iter().enumerate() {
                for a in team {
                    for b in (0..n).filter(|b| equal(*a, *b) && !team.contains(b)) {
                        for c in team {
                            counts[place(target, *a, b, *c)] += 1;
                        }
                    }
                }
            }
        }
        let mut compared = vec![];
        for target in 0..self.targets.len() {
            for (a, b) in (0..n).flat_map(|a| (0..a).map(move |b| (a, b))) {
                for c in (0..n).filter(|c| equal(a, b) && *c != b) {
                    let other = if c == a { b } else { c };
                    let x = counts[place(target, a, b, c)];
                    let y = counts[place(target, b, a, other)];
                    compared.push((x, x + y));
                }
            }
        }
        let bound = ln(2.0 * f64::from(u32::try_from(compared.len()).unwrap()) / ALPHA);
        let fair = |(x, m): &(u32, u32)| f64::from(*m) * divergence(*x, *m) <= bound;
        compared.iter().all(fair)
    }
}

/// `KL(x/m ‖ 1/2)` in nats.
fn divergence(x: u32, m: u32) -> f64 {
    let part = |x: u32| {
        let q = f64::from(x) / f64::from(m.max(1));
        if x == 0 { 0.0 } else { q * ln(2.0 * q) }
    };
    part(x) + part(m - x)
}

#[expect(
    clippy::disallowed_methods,
    reason = "a last digit moves the bound of a test, never a draw"
)]
fn ln(x: f64) -> f64 {
    x.ln()
}
