//! The offices: the prefecture's and those of its ten counties and cities, each with its departments.

use crate::registry::DIVISIONS;
use double_random::id::{DepartmentId, NameError};
use double_random::region::{Division, DivisionError, Level};

/// What departments do (职能部门), without the place whose they are.
pub(crate) const DEPARTMENTS: [&str; 17] = [
    "市场监督管理局",
    "公安局",
    "消防救援支队",
    "卫生健康委员会",
    "教育体育局",
    "人力资源和社会保障局",
    "商务局",
    "文化和旅游局",
    "应急管理局",
    "生态环境局",
    "农业农村局",
    "交通运输局",
    "林业和草原局",
    "税务局",
    "委宣传部",
    "住房和城乡建设局",
    "自然资源和规划局",
];

/// An office that plans and draws for itself and the departments of its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Office {
    /// The code of its division.
    pub(crate) code: &'static str,
    /// The name of its division.
    pub(crate) name: &'static str,
}

impl Office {
    /// The prefecture's.
    pub(crate) const PREFECTURE: Self = Self {
        code: "532300",
        name: "州",
    };

    /// The prefecture's and the ten others.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let counties = DIVISIONS.iter().map(|division| Self {
            code: division.0,
            name: division.1,
        });
        [Self::PREFECTURE].into_iter().chain(counties)
    }

    /// Its division.
    pub(crate) fn division(self) -> Result<Division, DivisionError> {
        self.code.parse()
    }

    /// Its level.
    pub(crate) fn level(self) -> Level {
        match self {
            Self::PREFECTURE => Level::Prefecture,
            _ => Level::County,
        }
    }

    /// The department of this office that does so. A county's fire brigade is a battalion (大队).
    pub(crate) fn department(self, function: &str) -> Result<DepartmentId, NameError> {
        let function = if self.level() == Level::County {
            function.replace("支队", "大队")
        } else {
            function.to_owned()
        };
        format!("{}{function}", self.name).parse()
    }
}
