//! Tables of departments.

use super::fault::DepartmentFault;
use super::form::{DepartmentForm, FORM, TableForm};
use super::{DepartmentFaults, DepartmentsError};
use crate::digest;
use crate::id::{self, DepartmentId, NameKind};
use crate::region::{Division, Level};
use std::collections::BTreeMap;

/// A department (部门) with the names that people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Department {
    id: DepartmentId,
    division: Division,
    chinese: String,
    english: Option<String>,
    source: String,
}

/// Departments by their ids (部门名录), from JSON tables.
///
/// ```
/// use double_random::department::{CHUXIONG, Departments};
/// use double_random::region::Level;
/// let departments = Departments::of(CHUXIONG)?;
/// let department = departments.department(&"532300-market-regulation".parse()?).ok_or("unknown")?;
/// assert_eq!((department.chinese(), department.level()), ("楚雄州市场监督管理局", Level::Prefecture));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Another table has the same shape:
///
/// ```
/// use double_random::department::Departments;
/// let mine = r#"{"form": "double-random/departments/1", "source": "list of powers 2024", "departments": [
///     {"id": "532301-market-regulation", "division": "532301", "chinese": "楚雄市市场监督管理局"}
/// ]}"#;
/// assert_eq!(Departments::parse(mine)?.departments().count(), 1);
/// # Ok::<(), double_random::department::DepartmentsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departments(BTreeMap<DepartmentId, Department>);

impl Department {
    /// The id.
    #[must_use]
    pub const fn id(&self) -> &DepartmentId {
        &self.id
    }

    /// The division for which it is responsible.
    #[must_use]
    pub const fn division(&self) -> Division {
        self.division
    }

    /// The level at which it stands: that of its division.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.division.level()
    }

    /// The name in Chinese.
    #[must_use]
    pub fn chinese(&self) -> &str {
        &self.chinese
    }

    /// The name in English.
    #[must_use]
    pub fn english(&self) -> Option<&str> {
        self.english.as_deref()
    }

    /// Where the table has it from.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }
}

impl Departments {
    /// Reads one table.
    ///
    /// # Errors
    /// A text that is no table; every fault of a table, not the first.
    pub fn parse(text: &str) -> Result<Self, DepartmentsError> {
        Self::of([text])
    }

    /// Reads several tables as one: a department stands in one of them.
    ///
    /// # Errors
    /// A text that is no table; every fault of all tables, not the first.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Result<Self, DepartmentsError> {
        let forms = texts.into_iter().map(digest::table::<TableForm>);
        let forms: Vec<TableForm> = forms.collect::<Result<_, _>>()?;
        let (mut known, mut faults) = (BTreeMap::new(), vec![]);
        for form in forms {
            let TableForm {
                form,
                source,
                departments,
            } = form;
            if form != FORM {
                faults.push(DepartmentFault::Form { found: form });
            }
            let found = id::check_line(NameKind::Citation, &source).err();
            faults.extend(found.map(DepartmentFault::Source));
            for department in departments {
                let Some(department) = read(department, &source, &mut faults) else {
                    continue;
                };
                let id = department.id.clone();
                if known.insert(id.clone(), department).is_some() {
                    faults.push(DepartmentFault::Twice { department: id });
                }
            }
        }
        names(known.values(), &mut faults);
        Ok(DepartmentFaults::of(faults).map_or(Ok(Self(known)), Err)?)
    }

    /// The department of this id.
    #[must_use]
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.0.get(id)
    }

    /// All departments, in the order of their ids.
    pub fn departments(&self) -> impl Iterator<Item = &Department> {
        self.0.values()
    }
}

/// A row of a table; none if its id or division is none.
fn read(
    form: DepartmentForm,
    source: &str,
    faults: &mut Vec<DepartmentFault>,
) -> Option<Department> {
    let id: Result<DepartmentId, _> = form.id.parse();
    let id = id
        .map_err(|found| faults.push(DepartmentFault::Id(found)))
        .ok()?;
    let names = [Some(&form.chinese), form.english.as_ref()];
    for name in names.into_iter().flatten() {
        let found = id::check(NameKind::DisplayName, name).err();
        let department = id.clone();
        faults.extend(found.map(|found| DepartmentFault::Name { department, found }));
    }
    let division: Result<Division, _> = form.division.parse();
    let division = division.map_err(|found| {
        let department = id.clone();
        faults.push(DepartmentFault::Division { department, found });
    });
    Some(Department {
        id,
        division: division.ok()?,
        chinese: form.chinese,
        english: form.english,
        source: source.to_owned(),
    })
}

/// Names in Chinese that two departments of one division have.
fn names<'a>(departments: impl Iterator<Item = &'a Department>, faults: &mut Vec<DepartmentFault>) {
    let mut named = BTreeMap::new();
    for department in departments {
        let (division, chinese) = (department.division, &department.chinese);
        if let Some(first) = named.insert((division, chinese), &department.id) {
            faults.push(DepartmentFault::OneName {
                division,
                chinese: chinese.clone(),
                first: first.clone(),
                second: department.id.clone(),
            });
        }
    }
}
