//! Who may be sent: rosters that are invented, with ids that are nobody's.

use crate::cast::{FIRST_DAY, OFFICE};
use crate::registry::{Business, DIVISIONS};
use double_random::chance::{Seed, Stream};
use double_random::id::{DepartmentId, InspectorId, TargetGroup, UnitId};
use double_random::inspector::{
    Certificate, Inspector, Recusal, RecusalGround, RecusedFrom, Roster, Slot,
};
use std::error::Error;

/// A department: its name, how its officers' ids begin, how many they are, and what the first of its two seats asks for.
type Department = (&'static str, &'static str, usize, Option<&'static str>);

/// Who carries out the year's plan.
pub(crate) const BUREAU: [Department; 1] = [(OFFICE, "州市监", 200, Some("食品安全"))];

/// Who goes to hotels together: one industry, one inspection (一业一查).
pub(crate) const TOGETHER: [Department; 17] = [
    (OFFICE, "州市监", 60, None),
    ("州公安局", "州公安", 60, None),
    ("州消防救援支队", "州消防", 50, Some("消防监督")),
    ("州卫生健康委员会", "州卫健", 45, Some("卫生监督")),
    ("州文化和旅游局", "州文旅", 40, None),
    ("州生态环境局", "州环境", 40, None),
    ("州税务局", "州税务", 40, None),
    ("州应急管理局", "州应急", 36, None),
    ("州住房和城乡建设局", "州住建", 36, None),
    ("州人力资源和社会保障局", "州人社", 34, None),
    ("州城市管理局", "州城管", 30, None),
    ("州商务局", "州商务", 26, None),
    ("州发展和改革委员会", "州发改", 26, None),
    ("州水务局", "州水务", 24, None),
    ("州统计局", "州统计", 24, None),
    ("州烟草专卖局", "州烟草", 24, None),
    ("州气象局", "州气象", 19, None),
];

/// The owner from whose businesses an officer is recused: all that carry this name, or the first of them.
const OWNER: &str = "恒泰";

/// A roster of these departments for a frame of these businesses; some officers have up to so many seats this year.
pub(crate) fn invent(
    departments: &[Department],
    businesses: &[&Business],
    label: &Seed,
    carried: u64,
) -> Result<Roster, Box<dyn Error>> {
    let mut stream = Stream::new(&label.derive("officers"));
    let mut roster = Roster::builder(label.derive("roster key").reveal().parse()?);
    for (name, prefix, officers, asks) in departments {
        let department: DepartmentId = name.parse()?;
        let first = match asks {
            Some(qualification) => Slot::asking_for(qualification.parse()?),
            None => Slot::any(),
        };
        roster = roster.department(department.clone(), [first, Slot::any()]);
        for (number, beat) in (1..).zip(beats(*officers)) {
            let id = format!("{prefix}-{number:03}");
            let [from, until] = ["2022-03-01", "2027-02-28"].map(str::parse);
            let certificate = Certificate::new(format!("示例证-{id}").parse()?, from?, until?);
            let mut officer =
                Inspector::new(id.parse()?, department.clone()).certificate(certificate);
            for district in beat {
                officer = officer.district(district.parse()?);
            }
            if let Some(qualification) = asks.filter(|_| number % 2 == 0) {
                officer = officer.qualification(qualification.parse()?);
            }
            if stream.below(6) == 0 {
                officer = officer.carried(stream.below(carried) + 1);
            }
            roster = roster.inspector(officer);
        }
        for recusal in recusals(prefix, businesses, &mut stream)? {
            roster = roster.recusal(recusal);
        }
    }
    let owned = businesses
        .iter()
        .filter(|business| business.name.contains(OWNER));
    let owned: Vec<UnitId> = owned
        .take(12)
        .map(|business| business.code.parse())
        .collect::<Result<_, _>>()?;
    if let (false, Some((_, prefix, _, _))) = (owned.is_empty(), departments.first()) {
        let group: TargetGroup = format!("{OWNER}系").parse()?;
        let from = RecusedFrom::Group(group.clone());
        let officer = format!("{prefix}-020").parse()?;
        roster = roster.group(group, owned);
        roster = roster.recusal(Recusal::new(officer, from, RecusalGround::Kin));
    }
    Ok(roster.build_for(FIRST_DAY.parse()?)?)
}

/// Where so many officers serve: some in the whole prefecture, most in one district. A small department has officers for two
/// counties together, and the smallest nobody for all.
fn beats(officers: usize) -> Vec<Vec<&'static str>> {
    let everywhere = if officers < 20 { 0 } else { officers / 12 };
    let counties = if officers < 30 { 2 } else { 1 };
    let (cities, rest) = DIVISIONS.split_at(2);
    let mut beats = vec![vec![]; everywhere];
    for divisions in cities.chunks(1).chain(rest.chunks(counties)) {
        let weight: u64 = divisions.iter().map(|division| division.3).sum();
        let weight = usize::try_from(weight).unwrap_or_default();
        let beat: Vec<&str> = divisions.iter().map(|division| division.0).collect();
        let here = (officers - everywhere) * weight / 1_000;
        beats.extend(vec![beat; here.max(1)]);
    }
    let city = cities.iter().take(1).map(|division| division.0).collect();
    beats.resize(officers, city);
    beats
}

/// Two officers of the city are recused from a business each.
fn recusals(
    prefix: &str,
    businesses: &[&Business],
    stream: &mut Stream,
) -> Result<Vec<Recusal>, Box<dyn Error>> {
    let grounds = [
        RecusalGround::OwnInterest,
        RecusalGround::Kin,
        RecusalGround::Rotation,
        RecusalGround::Other("曾任该企业顾问".to_owned()),
    ];
    let mut recusals = vec![];
    for number in 6..8 {
        let (all, kinds) = (businesses.len(), grounds.len());
        let place = usize::try_from(stream.below(all.try_into()?))?;
        let kind = usize::try_from(stream.below(kinds.try_into()?))?;
        let officer: InspectorId = format!("{prefix}-{number:03}").parse()?;
        if let (Some(business), Some(ground)) = (businesses.get(place), grounds.get(kind)) {
            let from = RecusedFrom::Target(business.code.parse()?);
            recusals.push(Recusal::new(officer, from, ground.clone()));
        }
    }
    Ok(recusals)
}
