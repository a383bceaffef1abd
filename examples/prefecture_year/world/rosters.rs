//! Who may be sent: each department of an office has officers of its own, with ids that are nobody's.

use super::offices::Office;
use crate::registry::DIVISIONS;
use double_random::campaign::Campaign;
use double_random::chance::Seed;
use double_random::id::{DepartmentId, InspectorId, UnitId};
use double_random::inspector::{
    Certificate, Inspector, Recusal, RecusalGround, RecusedFrom, Roster, RosterKey, Slot,
};
use double_random::region::Level;
use std::collections::BTreeMap;
use std::error::Error;

/// The officers of a campaign's departments for one announcement, each with the seats that it has had this year, and one who is
/// recused from somebody now and then.
pub(crate) fn roster(
    office: Office,
    campaign: &Campaign,
    key: &Seed,
    carried: &BTreeMap<InspectorId, u64>,
    recused_from: Option<UnitId>,
) -> Result<Roster, Box<dyn Error>> {
    let key: RosterKey = key.reveal().parse()?;
    let mut roster = Roster::builder(key);
    for department in campaign.kind().departments() {
        roster = roster.department(department.clone(), [Slot::any(), Slot::any()]);
        for number in 1..=officers(office, department) {
            let id: InspectorId = format!("{department}-{number:03}").parse()?;
            let certificate = Certificate::new(
                format!("示例证-{id}").parse()?,
                "2022-03-01".parse()?,
                "2027-02-28".parse()?,
            );
            let had = carried.get(&id).copied().unwrap_or_default();
            let officer = Inspector::new(id, department.clone())
                .certificate(certificate)
                .carried(had);
            roster = roster.inspector(match beat(office, number) {
                Some(district) => officer.district(district.parse()?),
                None => officer,
            });
        }
    }
    if let Some(target) = recused_from {
        let lead = campaign.kind().lead();
        let officer = format!("{lead}-001").parse()?;
        let from = RecusedFrom::Target(target);
        roster = roster.recusal(Recusal::new(officer, from, RecusalGround::Kin));
    }
    Ok(roster.build_for(campaign.period().from)?)
}

/// How many officers a department has: market regulation the most.
fn officers(office: Office, department: &DepartmentId) -> usize {
    let market = department.as_str().ends_with("市场监督管理局");
    match (office.level(), market) {
        (Level::County, true) => 16,
        (Level::County, false) => 6,
        (_, true) => 48,
        (_, false) => 24,
    }
}

/// The district of an officer of the prefecture, of whom every third serves everywhere; in a county all serve everywhere.
fn beat(office: Office, number: usize) -> Option<&'static str> {
    if office.level() == Level::County || number.is_multiple_of(3) {
        return None;
    }
    let districts = DIVISIONS.iter().map(|division| division.0);
    districts.cycle().nth(number)
}
