//! Inspection items and the catalogue that publishes them: no item, no inspection (无清单、不检查; rule DR-02).
//!
//! "One list, two libraries, one set of rules" (一单两库一细则, 国发〔2019〕5号): this is the list. Only what a published item
//! names may be inspected (国办发〔2015〕58号; 国办发〔2024〕54号), so whoever inspects asks for it by
//! [`Catalogue::item_on`]. The industries of "one industry, one inspection" (一业一查, rule OI-01) stand in the same document: who leads,
//! who cooperates, and by which items they come together.
//!
//! ```
//! use double_random::item::{Catalogue, Category, IndustryDraft, ItemDraft, Method, NoItem};
//! use double_random::region::Level;
//! let fire: double_random::id::DepartmentId = "消防救援支队".parse()?;
//! let ratio = Category::General { maximum_ratio: "5%".parse()? };
//! let item = ItemDraft::new("XF-01".parse()?, "消防安全检查".parse()?, fire.clone(), ratio)
//!     .in_force("2024-01-10".parse()?, "2024-02-01".parse()?)
//!     .at([Level::Prefecture, Level::County])
//!     .by([Method::OnSite])
//!     .resting_on("《中华人民共和国消防法》".parse()?);
//! let hotels = IndustryDraft::new("hotel".parse()?, "宾馆、旅店".parse()?, fire).item("XF-01".parse()?);
//! let catalogue = Catalogue::builder("一业一查事项清单(第一版)".parse()?).item(item).industry(hotels).build()?;
//!
//! let (code, day) = ("XF-01".parse()?, "2024-03-05".parse()?);
//! assert_eq!(catalogue.item_on(&code, Level::County, day)?.title().as_str(), "消防安全检查");
//! assert!(matches!(catalogue.item_on(&code, Level::Province, day), Err(NoItem::NotAtLevel { .. })));
//! assert_eq!(Catalogue::parse(catalogue.to_json())?, catalogue);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod kind;
mod form;
mod fault;
mod entry;
mod industry;
mod check;
mod refusal;
mod catalogue;
mod changes;
mod coverage;

pub use catalogue::{Catalogue, CatalogueBuilder};
pub use changes::{Change, Changes, FieldChange, SuccessionError};
pub use coverage::{Coverage, Covered, Planned};
pub use entry::Item;
pub use fault::{CatalogueError, CatalogueFault, CatalogueFaults};
pub use form::{IndustryDraft, ItemDraft};
pub use industry::Industry;
pub use kind::{Category, Method, TargetKind};
pub use refusal::NoItem;
