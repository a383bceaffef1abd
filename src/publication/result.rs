//! What everyone sees of a result.

use crate::calendar::Day;
use crate::digest::{Digest, Document, DocumentError};
use crate::finding::ResultCategory;
use crate::id::{DepartmentId, DisplayName, ItemId, PlanId, UnitId};
use serde::{Deserialize, Serialize};

/// A result as everyone sees it (检查结果公示信息), the document `double-random/public-result/1`: whom, by whom, in which plan, by
/// which item, on which day, with which result (rule DR-63). No officer, no class of credit risk and no proof has a place in it.
///
/// ```
/// use double_random::finding::{Finding, Findings, ResultCategory};
/// use double_random::publication::{Check, DrawType, Entity, PublicResult};
/// let entity = Entity::new("91532301MA6K00014Y".parse()?, "某酒店".parse()?);
/// let check = Check::new("532300-market-regulation".parse()?, "2024-food-01".parse()?, "餐饮抽查".parse()?,
///     DrawType::Directed, "SP-01".parse()?, "2024-06-12".parse()?);
/// let result = PublicResult::new(entity, check, ResultCategory::Findings(Findings::new([Finding::NoProblem])?));
/// let text = result.document()?.canonical().to_owned();
/// assert_eq!(PublicResult::parse(&text)?, result);
///
/// let named = text.replace(r#""draw":"#, r#""officers":["017"],"draw":"#);
/// assert!(PublicResult::parse(&named).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublicResult {
    form: Form,
    entity: Entity,
    check: Check,
    result: ResultCategory,
}

/// The name of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Form {
    #[serde(rename = "double-random/public-result/1")]
    PublicResult,
}

/// Who was inspected (检查对象).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entity {
    /// The unified social credit code (统一社会信用代码), or another id of the unit.
    pub id: UnitId,
    /// The name in the register.
    pub name: DisplayName,
}

/// The check (检查).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Check {
    /// The department that checked: it enters and publishes (检查实施机关; 国发〔2019〕5号, rule OS-05: 谁检查、谁录入、谁公开).
    pub department: DepartmentId,
    /// The number of the plan (抽查计划编号).
    pub plan: PlanId,
    /// Its name (抽查计划名称).
    pub plan_title: DisplayName,
    /// How it was drawn.
    pub draw: DrawType,
    /// The item (抽查事项).
    pub item: ItemId,
    /// The day on which the department's inspection of the target ended (检查完成日期).
    pub day: Day,
}

/// How the targets of a plan were drawn (抽查类型; Measures on the spot check of published information (企业公示信息抽查办法) art. 5):
/// by lottery in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "the measures know two")]
pub enum DrawType {
    /// From all of the register (不定向抽查).
    Undirected,
    /// From those who meet conditions (定向抽查).
    Directed,
}

impl Entity {
    /// Whoever has this id and this name.
    #[must_use]
    pub const fn new(id: UnitId, name: DisplayName) -> Self {
        Self { id, name }
    }
}

impl Check {
    /// The check by this department, in a plan of this number and name that was drawn so, by an item, on a day.
    #[must_use]
    pub const fn new(
        department: DepartmentId,
        plan: PlanId,
        plan_title: DisplayName,
        draw: DrawType,
        item: ItemId,
        day: Day,
    ) -> Self {
        Self {
            department,
            plan,
            plan_title,
            draw,
            item,
            day,
        }
    }
}

impl PublicResult {
    /// What this check found there.
    #[must_use]
    pub const fn new(entity: Entity, check: Check, result: ResultCategory) -> Self {
        let form = Form::PublicResult;
        Self {
            form,
            entity,
            check,
            result,
        }
    }

    /// Reads the document.
    ///
    /// # Errors
    /// A text that is no such document, or has a field that is none of its own.
    pub fn parse(text: &str) -> Result<Self, DocumentError> {
        Document::parse(text)?.read()
    }

    /// The document.
    ///
    /// # Errors
    /// None: it holds no number.
    pub fn document(&self) -> Result<Document, DocumentError> {
        Document::of(self)
    }

    /// `doc` of it.
    ///
    /// # Errors
    /// As for [`document`](Self::document).
    pub fn digest(&self) -> Result<Digest, DocumentError> {
        self.document().map(|document| document.digest())
    }

    /// Who was inspected.
    #[must_use]
    pub const fn entity(&self) -> &Entity {
        &self.entity
    }

    /// The check.
    #[must_use]
    pub const fn check(&self) -> &Check {
        &self.check
    }

    /// The result.
    #[must_use]
    pub const fn result(&self) -> &ResultCategory {
        &self.result
    }

    /// Whether both tell of one department's check of one item at one target in one plan.
    #[must_use]
    pub fn is_of_the_same_check(&self, other: &Self) -> bool {
        let check = |result: &Self| {
            let Check {
                department,
                plan,
                item,
                ..
            } = result.check.clone();
            (result.entity.id.clone(), department, plan, item)
        };
        check(self) == check(other)
    }
}
