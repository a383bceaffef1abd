//! A registry of businesses, and what a frame takes from each.

use double_random::frame::Unit;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// The columns of a registry's table.
pub(crate) const COLUMNS: [&str; 5] = ["code", "name", "district", "class", "status"];

/// The credit-risk classes, from low risk to high.
pub(crate) const CLASSES: [&str; 4] = ["A", "B", "C", "D"];

/// The ten divisions of the prefecture: code, name, the name that businesses carry, and how many in a thousand are there.
pub(crate) const DIVISIONS: [(&str, &str, &str, u64); 10] = [
    ("532301", "楚雄市", "楚雄", 402),
    ("532302", "禄丰市", "禄丰", 148),
    ("532322", "双柏县", "双柏", 42),
    ("532323", "牟定县", "牟定", 52),
    ("532324", "南华县", "南华", 71),
    ("532325", "姚安县", "姚安", 55),
    ("532326", "大姚县", "大姚", 72),
    ("532327", "永仁县", "永仁", 37),
    ("532328", "元谋县", "元谋", 62),
    ("532329", "武定县", "武定", 59),
];

/// A business.
#[derive(Clone, Debug)]
pub(crate) struct Business {
    /// Its unified social credit code.
    pub(crate) code: String,
    /// Its name.
    pub(crate) name: String,
    /// The division in which it is: six digits, which need not be those in its code.
    pub(crate) district: String,
    /// Its credit-risk class.
    pub(crate) class: Class,
    /// Whether it can be drawn.
    pub(crate) status: Status,
}

/// A credit-risk class (信用风险分类), from low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    A,
    B,
    C,
    D,
}

/// Whether a business trades.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// 存续, 在业.
    Active,
    /// 歇业.
    Dormant,
    /// 吊销, 注销.
    StruckOff,
}

impl Business {
    /// The label under which it stands in the frame.
    pub(crate) fn stratum(&self) -> String {
        match self.status {
            Status::Active => format!("{}/{}", self.class, self.district),
            status @ (Status::Dormant | Status::StruckOff) => format!("-{status}"),
        }
    }

    /// The unit with this label.
    pub(crate) fn unit<'a>(&'a self, stratum: &'a str) -> Unit<'a> {
        Unit::new(&self.code, stratum).district(&self.district)
    }
}

/// The table of a registry.
pub(crate) fn table(registry: &[Business]) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut table = csv::Writer::from_writer(vec![]);
    table.write_record(COLUMNS)?;
    for business in registry {
        let Business {
            code,
            name,
            district,
            class,
            status,
        } = business;
        table.write_record([
            code,
            name,
            district,
            &class.to_string(),
            &status.to_string(),
        ])?;
    }
    Ok(table.into_inner()?)
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl FromStr for Class {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "A" => Ok(Self::A),
            "B" => Ok(Self::B),
            "C" => Ok(Self::C),
            "D" => Ok(Self::D),
            _ => Err(format!(
                "a class is A, B, C or D, found `{}`",
                text.escape_debug()
            )),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::StruckOff => "struck-off",
        })
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "active" | "存续" | "在业" => Ok(Self::Active),
            "dormant" | "歇业" => Ok(Self::Dormant),
            "struck-off" | "吊销" | "注销" => Ok(Self::StruckOff),
            _ => Err(format!(
                "a status is active (存续, 在业), dormant (歇业) or struck-off (吊销, 注销), found `{}`",
                text.escape_debug()
            )),
        }
    }
}
