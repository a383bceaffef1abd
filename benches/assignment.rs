//! What a deal costs, beside one bare semi-matching of the same officers and targets in the same run.
//!
//! `cargo bench --bench assignment` deals 110 targets for each of 17 departments, and 14,220 targets with two seats each from
//! 1,500 officers: in 13 districts (everyone serves three) with 5 % recusals, and all over with 1 %; then a tenth and ten
//! times as many targets. A text after `--` chooses the cases whose names contain it.

use criterion::Criterion;
use double_random::assignment::{Officer, Pool, PoolError, Target};
use double_random::chance::{Seed, Stream};
use double_random::frame::Token;
use double_random::inspector::Slot;
use std::collections::BTreeSet;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// What is dealt.
struct Case {
    name: &'static str,
    departments: u64,
    officers: u64,
    targets: u64,
    districts: u64,
    /// How many districts each officer serves; 0 for all.
    serves: u64,
    /// How many of a hundred pairs are recused.
    recused: u64,
    /// What one of the two seats asks for; two of three officers hold it.
    asks: Option<&'static str>,
    /// What each may carry at most; 0 for no limit. The mean is 19.
    limit: u64,
}

const PLAIN: Case = Case {
    name: "",
    departments: 1,
    officers: 1_500,
    targets: 14_220,
    districts: 13,
    serves: 3,
    recused: 5,
    asks: None,
    limit: 0,
};

const CASES: [Case; 10] = [
    Case {
        name: "17 departments",
        departments: 17,
        officers: 35,
        targets: 110,
        districts: 10,
        serves: 2,
        recused: 3,
        ..PLAIN
    },
    Case {
        name: "13 districts",
        ..PLAIN
    },
    Case {
        name: "13 districts, qualified",
        asks: Some("food"),
        ..PLAIN
    },
    Case {
        name: "13 districts, tight limits",
        limit: 20,
        ..PLAIN
    },
    Case {
        name: "13 districts, too low limits",
        limit: 17,
        ..PLAIN
    },
    Case {
        name: "13 districts, too low limits, qualified",
        asks: Some("food"),
        limit: 17,
        ..PLAIN
    },
    Case {
        name: "13 districts, one each",
        serves: 1,
        ..PLAIN
    },
    Case {
        name: "all over",
        districts: 1,
        serves: 0,
        recused: 1,
        ..PLAIN
    },
    Case {
        name: "a tenth of the targets",
        targets: 1_422,
        ..PLAIN
    },
    Case {
        name: "ten times the targets",
        targets: 142_200,
        recused: 1,
        ..PLAIN
    },
];

fn main() -> Outcome<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/criterion");
    let mut criterion = Criterion::default()
        .without_plots()
        .output_directory(&folder)
        .warm_up_time(Duration::from_millis(100))
        .measurement_time(Duration::from_secs(2))
        .sample_size(10);
    println!("| what | seats | vacant | deal, ms | bare semi-matching, ms | ratio |");
    println!("| --- | --- | --- | --- | --- | --- |");
    let mut rows = vec![];
    let wanted = std::env::args().skip(1).find(|text| !text.starts_with('-'));
    let wanted = wanted.unwrap_or_default();
    for case in CASES.into_iter().filter(|case| case.name.contains(&wanted)) {
        let pools = case.pools()?;
        let seed = Seed::from_bytes([3; 32]);
        let mut vacant = 0;
        for (pool, targets, _) in &pools {
            vacant += pool.deal(targets, &seed)?.vacant();
        }
        let mut group = criterion.benchmark_group(case.name);
        group.bench_function("deal", |b| {
            b.iter(|| -> Result<(), PoolError> {
                for (pool, targets, _) in &pools {
                    black_box(pool.deal(targets, &seed)?);
                }
                Ok(())
            });
        });
        group.bench_function("bare", |b| {
            b.iter(|| {
                for (pool, targets, recused) in &pools {
                    black_box(bare(pool, targets, recused));
                }
            });
        });
        group.finish();
        let [deal, bare] = [
            median(&folder, case.name, "deal")?,
            median(&folder, case.name, "bare")?,
        ];
        let (name, seats) = (case.name, case.departments * case.targets * 2);
        rows.push(format!(
            "| {name} | {seats} | {vacant} | {:.1} | {:.1} | {:.1} |",
            deal / 1e6,
            bare / 1e6,
            deal / bare
        ));
    }
    println!("\n{}", rows.join("\n"));
    Ok(())
}

type Given = (Pool, Vec<Target>, BTreeSet<(Token, Token)>);

impl Case {
    fn pools(&self) -> Outcome<Vec<Given>> {
        let mut stream = Stream::new(&Seed::from_bytes([5; 32]));
        (0..self.departments)
            .map(|_| self.pool(&mut stream))
            .collect()
    }

    fn pool(&self, stream: &mut Stream) -> Outcome<Given> {
        let mut officers = vec![];
        for _ in 0..self.officers {
            let mut officer = Officer::new(token(stream)?);
            while officer.districts.len() < usize::try_from(self.serves)? {
                let district = stream.below(self.districts);
                officer.districts.insert(district.to_string().parse()?);
            }
            if stream.below(3) > 0 {
                officer.qualifications.insert("food".parse()?);
            }
            if self.limit > 0 {
                officer.limit = Some(self.limit);
            }
            officers.push(officer);
        }
        let mut targets = vec![];
        for _ in 0..self.targets {
            let district = stream.below(self.districts).to_string().parse()?;
            targets.push(Target::new(token(stream)?, district));
        }
        let mut recused = BTreeSet::new();
        for target in &targets {
            for officer in &officers {
                if stream.below(100) < self.recused {
                    recused.insert((officer.token, target.token));
                }
            }
        }
        let asking = match self.asks {
            Some(asked) => Slot::asking_for(asked.parse()?),
            None => Slot::any(),
        };
        let pool = Pool::new(&[asking, Slot::any()], officers, recused.iter().copied())?;
        Ok((pool, targets, recused))
    }
}

fn token(stream: &mut Stream) -> Outcome<Token> {
    let text = format!(
        "{:016x}{:08x}",
        stream.below(u64::MAX),
        stream.below(1 << 32)
    );
    Ok(text.parse()?)
}

/// Every seat to whoever carries least of those who may come: what any balanced assignment costs at least.
fn bare(pool: &Pool, targets: &[Target], recused: &BTreeSet<(Token, Token)>) -> usize {
    let mut order: Vec<(u64, &Officer)> = pool.officers().map(|officer| (0, officer)).collect();
    let mut filled = 0;
    for target in targets {
        let mut first = None;
        for slot in pool.slots() {
            let found = order.iter().position(|(load, officer)| {
                (officer.districts.is_empty() || officer.districts.contains(&target.district))
                    && officer.limit.is_none_or(|limit| *load < limit)
                    && Some(officer.token) != first
                    && slot
                        .qualification()
                        .is_none_or(|asked| officer.qualifications.contains(asked))
                    && !recused.contains(&(officer.token, target.token))
            });
            if let Some((place, (load, officer))) =
                found.and_then(|place| Some((place, *order.get(place)?)))
            {
                filled += 1;
                first = Some(officer.token);
                let last = order.partition_point(|(other, _)| *other <= load);
                order.swap(place, last - 1);
                if let Some(entry) = order.get_mut(last - 1) {
                    entry.0 += 1;
                }
            }
        }
    }
    filled
}

fn median(folder: &Path, group: &str, name: &str) -> Outcome<f64> {
    let path = folder.join(group).join(name).join("new/estimates.json");
    let estimates: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let median = estimates.pointer("/median/point_estimate");
    median
        .and_then(serde_json::Value::as_f64)
        .ok_or("no median".into())
}
