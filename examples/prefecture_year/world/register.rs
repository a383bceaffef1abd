//! The register: the businesses of the other example, each with its industries.

use crate::fiction;
use crate::registry::{Business as Row, Class, Status};
use double_random::chance::Seed;
use double_random::registry::{Business, EntityType, RegisteredState};
use double_random::risk::RiskClass;
use std::error::Error;

/// What a trade in a name stands for: classes of GB/T 4754-2017, of which a business has one.
const TRADES: [(&str, &[&str]); 40] = [
    ("餐饮", &["H6210", "H6220", "H6291"]),
    ("食品", &["C1411", "C1491", "F5229"]),
    ("农业", &["A0111", "A0141", "A0511"]),
    ("商贸", &["F5165", "F5175", "F5191"]),
    ("建材", &["C3021", "C3031"]),
    ("运输", &["G5412", "G5431", "G5435"]),
    ("建筑", &["E4710", "E4813"]),
    ("医药", &["F5251", "Q8425"]),
    ("化工", &["C2614", "C2662"]),
    ("矿业", &["B0810", "B0912"]),
    ("旅游", &["L7291", "N7861"]),
    ("酒店", &["H6110", "H6121", "H6190"]),
    ("文化", &["R8760", "R9011", "R9013", "R8930"]),
    ("教育", &["P8321", "P8331", "P8391", "P8399"]),
    ("科技", &["I6510", "M7441", "M7452"]),
    ("物业", &["K7020", "K7030"]),
    ("环保", &["N7721", "N7723"]),
    ("能源", &["D4413", "F5265"]),
    ("种植", &["A0111", "A0151"]),
    ("养殖", &["A0313", "A0412", "A0532"]),
    ("林业", &["A0211", "A0231"]),
    ("花卉", &["A0143"]),
    ("粮油", &["C1331", "F5221"]),
    ("百货", &["F5211", "F5212"]),
    ("服饰", &["C1811", "F5232"]),
    ("家具", &["C2110", "C2031"]),
    ("五金", &["C3321", "F5271"]),
    ("机电", &["C3811", "F5274"]),
    ("汽贸", &["F5261", "F5265", "O8111"]),
    ("物流", &["G5910", "G5920"]),
    ("印务", &["C2311", "C2319"]),
    ("广告", &["L7251", "L7259"]),
    ("装饰", &["E5011", "E5012"]),
    ("劳务", &["L7261", "L7262", "L7271"]),
    ("咨询", &["L7243", "L7249"]),
    ("菌业", &["A0142", "C1372"]),
    ("药材", &["A0171", "C2730"]),
    ("水电", &["D4413", "D4620"]),
    ("石材", &["B1011", "C3032"]),
    ("茶业", &["A0164", "C1530"]),
];

/// Every so manieth business of the register, in the order of their codes.
pub(crate) fn register(label: &Seed, every: usize) -> Result<Vec<Business>, Box<dyn Error>> {
    let rows = fiction::registry(label);
    rows.iter().step_by(every).map(business).collect()
}

fn business(row: &Row) -> Result<Business, Box<dyn Error>> {
    let state = match row.status {
        Status::Active => RegisteredState::Active,
        Status::Dormant => RegisteredState::Dormant,
        Status::StruckOff => RegisteredState::StruckOff,
    };
    let class = match row.class {
        Class::A => RiskClass::A,
        Class::B => RiskClass::B,
        Class::C => RiskClass::C,
        Class::D => RiskClass::D,
    };
    let (id, division) = (row.code.parse()?, row.district.parse()?);
    let business = Business::new(id, division, EntityType::Enterprise, state).risk_class(class);
    // A name is place, brands, trade and form: the trade is the last one that it holds.
    let trade = TRADES.iter().filter_map(|(trade, classes)| {
        let place = row.name.rfind(trade)?;
        Some((place, *classes))
    });
    let Some((_, classes)) = trade.max_by_key(|(place, _)| *place) else {
        return Ok(business);
    };
    let sum: usize = row.code.bytes().map(usize::from).sum();
    let class = classes.iter().cycle().nth(sum % 12);
    let class = class.map(|class| class.parse()).transpose()?;
    Ok(business.industries(class))
}
