//! A registry that is invented from a label: the same one for everybody, with the seed report's numbers by class.

use crate::registry::{Business, Class, DIVISIONS, Status};
use double_random::chance::{Seed, Stream};
use double_random::uscc::Uscc;
use std::collections::BTreeSet;
use std::iter;

/// How many businesses there are of each kind. The active ones are those that the prefecture classified in 2024; 377
/// enterprises filed dormancy in that year.
const KINDS: [(Class, Status, u64); 9] = [
    (Class::A, Status::Active, 7_750),
    (Class::B, Status::Active, 68_329),
    (Class::C, Status::Active, 20_805),
    (Class::D, Status::Active, 4_201),
    (Class::B, Status::Dormant, 201),
    (Class::C, Status::Dormant, 148),
    (Class::D, Status::Dormant, 28),
    (Class::C, Status::StruckOff, 61),
    (Class::D, Status::StruckOff, 185),
];

const BRANDS: [&str; 36] = [
    "云岭", "彝山", "鹿城", "紫溪", "金沙", "龙川", "恒泰", "和顺", "兴隆", "瑞祥", "丰裕", "鑫源",
    "宏达", "博雅", "天成", "美佳", "华康", "永盛", "万家", "春晖", "德茂", "林海", "信诚", "嘉翔",
    "青禾", "百草", "福满", "祥云", "同心", "顺达", "盛景", "安泰", "利民", "启明", "远航", "聚源",
];

const TRADES: [&str; 40] = [
    "餐饮", "食品", "农业", "商贸", "建材", "运输", "建筑", "医药", "化工", "矿业", "旅游", "酒店",
    "文化", "教育", "科技", "物业", "环保", "能源", "种植", "养殖", "林业", "花卉", "粮油", "百货",
    "服饰", "家具", "五金", "机电", "汽贸", "物流", "印务", "广告", "装饰", "劳务", "咨询", "菌业",
    "药材", "水电", "石材", "茶业",
];

const FORMS: [&str; 5] = [
    "有限公司",
    "有限责任公司",
    "实业有限公司",
    "开发有限公司",
    "服务有限公司",
];

/// The registry, in the order of its codes.
pub(crate) fn registry(label: &Seed) -> Vec<Business> {
    let mut stream = Stream::new(&label.derive("registry"));
    let mut urn = KINDS;
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut registry = vec![];
    while let Some((class, status, left)) = heavy(&mut stream, &mut urn, |kind| kind.2) {
        *left -= 1;
        let mut divisions = DIVISIONS;
        let division = heavy(&mut stream, &mut divisions, |division| division.3);
        let Some((district, _, place, _)) = division else {
            break;
        };
        let name = iter::from_fn(|| name(&mut stream, place)).find(|new| names.insert(new.clone()));
        let code =
            iter::from_fn(|| code(&mut stream, district)).find(|new| codes.insert(new.clone()));
        let (district, class, status) = ((*district).to_owned(), *class, *status);
        registry.extend(name.zip(code).map(|(name, code)| Business {
            code,
            name,
            district,
            class,
            status,
        }));
    }
    registry.sort_unstable_by(|a, b| a.code.cmp(&b.code));
    registry
}

fn name(stream: &mut Stream, place: &str) -> Option<String> {
    let (first, second) = (any(stream, &BRANDS)?, any(stream, &BRANDS)?);
    let second = if stream.below(8) == 0 { "" } else { second };
    let (trade, form) = (any(stream, &TRADES)?, any(stream, &FORMS)?);
    Some(format!("{place}{first}{second}{trade}{form}"))
}

/// A code of the division's authority, or of the prefecture's. Lufeng was a county with another number until 2021, and codes
/// outlive such changes.
fn code(stream: &mut Stream, district: &str) -> Option<String> {
    let division = match (stream.below(100), district) {
        (0..4, _) => "532300",
        (4..60, "532302") => "532331",
        _ => district,
    };
    let mut organisation = "MA6".to_owned();
    organisation.push(*any(stream, &['K', 'L', 'N', 'P', 'Q'])?);
    for _ in 0..4 {
        let place = usize::try_from(stream.below(31)).ok()?;
        organisation.push(Uscc::ALPHABET.chars().nth(place)?);
    }
    let code = Uscc::compose('9', '1', division.parse().ok()?, &organisation);
    code.ok().map(String::from)
}

fn any<'a, T>(stream: &mut Stream, items: &'a [T]) -> Option<&'a T> {
    let place = stream.below(u64::try_from(items.len()).ok()?);
    items.get(usize::try_from(place).ok()?)
}

/// One of the items, each in proportion to its weight; none if all weights are 0.
fn heavy<'a, T>(
    stream: &mut Stream,
    items: &'a mut [T],
    weight: impl Fn(&T) -> u64,
) -> Option<&'a mut T> {
    let mut place = match items.iter().map(&weight).sum() {
        0 => return None,
        total => stream.below(total),
    };
    items.iter_mut().find(|item| {
        let weight = weight(item);
        let here = place < weight;
        place = place.saturating_sub(weight);
        here
    })
}
