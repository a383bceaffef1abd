//! Whether a plan may ask what it asks.

use super::{day, parts};
use double_random::department::Departments;
use double_random::item::{Catalogue, CatalogueBuilder, Category, ItemDraft, Method as Way};
use double_random::region::Level;
use double_random::visits::{Method, Participant, Parts, PlanTask, PlanTaskFault, Window};

const WAYS: [Way; 5] = [
    Way::Written,
    Way::OnSite,
    Way::Network,
    Way::SamplingTest,
    Way::Professional,
];

/// An item of the county's health department, inspected in these ways.
fn item(code: &str, ways: &[Way]) -> ItemDraft {
    let (code, title) = (code.parse().unwrap(), code.parse().unwrap());
    ItemDraft::new(code, title, "532301-health".parse().unwrap(), Category::Key)
        .in_force(day("2025-01-10"), day("2025-02-01"))
        .until(day("2025-06-30"))
        .at([Level::County])
        .by(ways.iter().copied())
        .resting_on("《传染病防治法》".parse().unwrap())
}

fn catalogue(items: impl IntoIterator<Item = ItemDraft>) -> Catalogue {
    let builder = Catalogue::builder("清单".parse().unwrap());
    let builder = items.into_iter().fold(builder, CatalogueBuilder::item);
    builder.build().unwrap()
}

fn task(who: &str, first: &str, last: &str) -> PlanTask {
    let window = Window::new(day(first), day(last)).unwrap();
    PlanTask::new("p".parse().unwrap(), parts(who), window)
}

/// Against every set of ways that there is.
#[test]
fn dr_46_what_can_be_inspected_off_site_is_not_inspected_on_site() {
    for set in 1..32_u32 {
        let ways = (0..).zip(WAYS).filter(|(bit, _)| set >> bit & 1 == 1);
        let ways: Vec<Way> = ways.map(|(_, way)| way).collect();
        let catalogue = catalogue([item("hygiene", &ways), item("kitchen", &[Way::OnSite])]);
        let has = |way: Way| ways.contains(&way);
        let off_site = has(Way::Written) || has(Way::Network);
        for (method, is_its_own) in [
            (Method::OnSite, has(Way::OnSite) || has(Way::SamplingTest)),
            (Method::Written, has(Way::Written)),
            (Method::Network, has(Way::Network)),
        ] {
            let done = |who: &str| {
                let task = task(who, "2025-03-01", "2025-05-31").done(method);
                let faults = task.check(&catalogue).err();
                faults.map_or(vec![], |faults| faults.faults().to_vec())
            };
            let alone = done("county health: hygiene");
            let other = matches!(alone.first(), Some(PlanTaskFault::OtherMethod { .. }));
            assert_eq!(other, !is_its_own && !has(Way::Professional), "{ways:?}");
            let needless = alone.contains(&PlanTaskFault::OffSite);
            assert_eq!(needless, method == Method::OnSite && off_site, "{ways:?}");
            // with an item that needs officers it is merged and not split
            if method == Method::OnSite {
                let both = done("county health: hygiene kitchen");
                assert_eq!(both.is_empty(), !other, "{ways:?}");
            }
        }
    }
}

#[test]
fn dr_02_a_plan_has_items_in_force_of_its_own_departments_and_hears_all_its_faults() {
    let catalogue = catalogue([
        item("hygiene", &[Way::OnSite]),
        item("papers", &[Way::Written]),
    ]);
    let told = |who: &str, first: &str, last: &str| -> Vec<String> {
        let faults = task(who, first, last).check(&catalogue).unwrap_err();
        faults.faults().iter().map(ToString::to_string).collect()
    };
    let fits = task("county health: hygiene", "2025-02-01", "2025-06-30");
    assert_eq!(fits.check(&catalogue), Ok(()));
    let none = "no item, no inspection: ";
    assert_eq!(
        told("county health: hygiene", "2025-01-31", "2025-03-01"),
        [format!(
            "{none}`hygiene` is valid from 2025-02-01 on, found an inspection on 2025-01-31"
        )]
    );
    assert_eq!(
        told("county health: hygiene", "2025-06-30", "2025-07-01"),
        [format!(
            "{none}`hygiene` is valid until 2025-06-30, found an inspection on 2025-07-01"
        )]
    );
    assert_eq!(
        told(
            "county health: exits papers; county market: hygiene; prefecture health: hygiene",
            "2025-03-01",
            "2025-03-31"
        ),
        [
            format!(
                "{none}`hygiene` is carried out at the level of county, found an inspection by the prefecture"
            ),
            format!("{none}an item of the catalogue is wanted, found `exits`"),
            "`papers` is inspected written, found a plan that is done on site".to_owned(),
            "`hygiene` is carried out by `532301-health`, found `532301-market`".to_owned(),
        ]
    );
}

#[test]
fn dr_43_a_department_counts_at_the_level_of_its_table() {
    let table = r#"{"form": "double-random/departments/1", "source": "made up", "departments": [
        {"id": "532301-health", "division": "532301", "chinese": "楚雄市卫生健康局"},
        {"id": "532300-health", "division": "532300", "chinese": "楚雄州卫生健康委员会"}]}"#;
    let departments = Departments::parse(table).unwrap();
    let both = parts("county health: hygiene; prefecture health: hygiene");
    assert_eq!(both.check(&departments), Ok(()));
    let claimed = |id: &str, level| {
        let items: [double_random::id::ItemId; 1] = ["hygiene".parse().unwrap()];
        (Participant::new(id.parse().unwrap(), level), items)
    };
    let parts = Parts::new([
        claimed("532301-health", Level::Prefecture),
        claimed("532300-health", Level::Prefecture),
        claimed("532301-fire", Level::County),
    ]);
    assert_eq!(
        parts.unwrap().check(&departments).unwrap_err().to_string(),
        "a department of the table is wanted, found `532301-fire`; `532301-health` is of county level, found prefecture"
    );
}
