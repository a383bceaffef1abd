//! Speed as ratios, in one run on one thread: what the protocol makes a unit cost, and how far from it the crate is.
//!
//! `cargo bench --bench draw` measures 101,085 units; with `-- --national` it measures 10 million too; `--features wide` takes
//! sixteen blocks at once where the processor can, in everything but the references. The floor is counted in
//! compressions of SHA-256: each unit needs one for its token, one for its leaf, two for its node of the tree, one for its
//! ticket. What one compression costs is measured beside everything else, on blocks that are built 32 ahead.

use criterion::{BatchSize, Criterion};
use double_random::chance::{Randomness, Seed};
use double_random::draw::{Record, draw};
use double_random::frame::{Frame, FrameKey, Unit};
use double_random::plan::{Design, Plan};
use double_random::sampling::Rounding;
use double_random::sampling::stratified::{Wanted, select};
use peak_alloc::PeakAlloc;
use rand::SeedableRng;
use rand_chacha::ChaCha20Rng;
use sha2::block_api::compress256;
use std::collections::BTreeMap;
use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The counts of the seed report: A, B, C and D of 101,085.
const COUNTS: [(&str, usize); 4] = [("A", 7_750), ("B", 68_329), ("C", 20_805), ("D", 4_201)];
const PREFECTURE: usize = 101_085;
const NATION: usize = 10_000_000;
const DISTRICTS: [&str; 10] = [
    "532301", "532302", "532322", "532323", "532324", "532325", "532326", "532327", "532328",
    "532329",
];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    let national = std::env::args().any(|argument| argument == "--national");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/criterion");
    let sizes = if national {
        vec![PREFECTURE, NATION]
    } else {
        vec![PREFECTURE]
    };
    for size in sizes {
        let mut criterion = Criterion::default()
            .without_plots()
            .output_directory(&folder);
        criterion = criterion
            .warm_up_time(Duration::from_secs(1))
            .sample_size(if size == NATION { 10 } else { 50 });
        let registry = Registry::new(size);
        measure(&mut criterion, &registry)?;
        report(&folder, &registry)?;
    }
    Ok(())
}

/// Ids of 18 bytes in one text, in byte order, with a class each.
struct Registry {
    ids: String,
    classes: Vec<&'static str>,
}

impl Registry {
    fn new(size: usize) -> Self {
        let mut ids = String::with_capacity(size * 18);
        let mut classes = Vec::with_capacity(size);
        for unit in 0..size {
            ids.extend(["91532300", &format!("{unit:010}")]);
            let mut place = unit.wrapping_mul(7_919) % PREFECTURE;
            let class = COUNTS.iter().find(|(_, count)| {
                let found = place < *count;
                place = place.saturating_sub(*count);
                found
            });
            classes.push(class.map_or("B", |(class, _)| class));
        }
        Self { ids, classes }
    }

    fn units(&self) -> impl Iterator<Item = Unit<'_>> {
        self.classes.iter().enumerate().map(|(place, class)| {
            let id = self
                .ids
                .get(18 * place..18 * place + 18)
                .unwrap_or_default();
            let district = DISTRICTS.get(place % 10).copied().unwrap_or_default();
            Unit::new(id, class).district(district)
        })
    }

    fn len(&self) -> usize {
        self.classes.len()
    }
}

fn measure(criterion: &mut Criterion, registry: &Registry) -> Outcome<()> {
    let design = Design::Rates {
        rates: "A 1%, B 3%, C 10%, D 30%".parse()?,
        rounding: Rounding::Up,
        minimum: 0,
    };
    let plan = Plan::builder("bench".parse()?, design).build()?;
    let key = FrameKey::secret([7; 32])?;
    let randomness = Randomness::declared([1; 32]);
    let seed = Seed::from_bytes([2; 32]);
    let frame = Frame::commit(key.clone(), registry.units())?;
    let record = draw(&[(&plan, &frame)], &randomness)?
        .pop()
        .ok_or("no record")?;
    let wanted: Vec<Wanted> = record
        .strata()
        .iter()
        .map(|h| Wanted {
            units: h.units,
            smallest: h.sample,
        })
        .collect();
    let tokens: Vec<[u8; 24]> = frame.leaves().map(|leaf| *leaf.token.as_bytes()).collect();

    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    black_box(select(&frame, &wanted, &seed));
    let memory = MEMORY.peak_usage() - before;
    println!(
        "selection's own memory: {memory} bytes for {} units",
        registry.len()
    );

    let mut group = criterion.benchmark_group(registry.len().to_string());
    group.bench_function("compression", |b| b.iter(|| compressions(&tokens)));
    group.bench_function("tickets and selection", |b| {
        b.iter(|| select(&frame, &wanted, &seed));
    });
    let weights: BTreeMap<&str, f64> = [("A", 0.01), ("B", 0.03), ("C", 0.1), ("D", 0.3)].into();
    let weights: Vec<f64> = registry
        .classes
        .iter()
        .filter_map(|class| weights.get(class).copied())
        .collect();
    let mut rng = ChaCha20Rng::seed_from_u64(1);
    group.bench_function("rand sample_weighted", |b| {
        let weight = |unit: usize| weights.get(unit).copied().unwrap_or_default();
        b.iter(|| {
            rand::seq::index::sample_weighted(
                &mut rng,
                weights.len(),
                weight,
                record.selected().len(),
            )
        });
    });
    group.bench_function("compression again", |b| b.iter(|| compressions(&tokens)));
    group.bench_function("commitment", |b| {
        b.iter_with_large_drop(|| Frame::commit(key.clone(), registry.units()));
    });
    group.bench_function("commitment and draw", |b| {
        b.iter_with_large_drop(|| -> Outcome<(Frame, Vec<Record>)> {
            let frame = Frame::commit(key.clone(), registry.units())?;
            let records = draw(&[(&plan, &frame)], &randomness)?;
            Ok((frame, records))
        });
    });
    let published = record.digest();
    group.bench_function("replay", |b| {
        b.iter_batched(
            || record.clone(),
            |record| {
                let frame = Frame::commit(record.frame_key().clone(), registry.units())
                    .map_err(|_| "no frame")?;
                record.replay(&frame, &published).map_err(|_| "diverges")
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
    Ok(())
}

/// One compression for each name, on blocks that are built 32 ahead: the floor of a ticket.
fn compressions(names: &[[u8; 24]]) -> u32 {
    let mut sum = 0_u32;
    let mut blocks = [[0_u8; 64]; 32];
    for batch in names.chunks(32) {
        for (block, name) in blocks.iter_mut().zip(batch) {
            *block = [0; 64];
            if let Some(front) = block.first_chunk_mut() {
                *front = *name;
            }
            if let Some(end) = block.get_mut(24) {
                *end = 0x80;
            }
            if let Some(end) = block.last_chunk_mut() {
                *end = 704_u64.to_be_bytes();
            }
        }
        for block in blocks.iter().take(batch.len()) {
            let mut state = [0x6A09_E667; 8];
            compress256(&mut state, std::slice::from_ref(block));
            sum ^= state.first().copied().unwrap_or_default();
        }
    }
    sum
}

/// The ratios, from the medians of this run.
fn report(folder: &Path, registry: &Registry) -> Outcome<()> {
    let median = |name: &str| -> Outcome<f64> {
        let path = folder
            .join(registry.len().to_string())
            .join(name)
            .join("new/estimates.json");
        let estimates: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path)?)?;
        estimates
            .pointer("/median/point_estimate")
            .and_then(serde_json::Value::as_f64)
            .ok_or("no median".into())
    };
    let units = u32::try_from(registry.len()).map(f64::from)?;
    let one = f64::midpoint(median("compression")?, median("compression again")?);
    println!(
        "\n{} units, one compression {:.1} ns",
        registry.len(),
        one / units
    );
    let rows = [
        ("tickets and selection", "1 compression", one),
        (
            "tickets and selection",
            "rand's sample_weighted",
            median("rand sample_weighted")?,
        ),
        ("commitment", "4 compressions", 4.0 * one),
        ("commitment and draw", "5 compressions", 5.0 * one),
        (
            "replay",
            "commitment and draw",
            median("commitment and draw")?,
        ),
    ];
    println!("| what | ns a unit | against | ratio |\n| --- | --- | --- | --- |");
    for (what, against, reference) in rows {
        let time = median(what)?;
        println!(
            "| {what} | {:.1} | {against} | {:.2} |",
            time / units,
            time / reference
        );
    }
    Ok(())
}
