//! What the first two characters of a code say.

/// The department that registers (登记管理部门): the first character of a code (GB 32100-2015).
///
/// The standard began with `1`, `5`, `9` and `Y`. The others came with later amendments, whose text was not at hand: what is
/// listed here is likely, and their categories are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RegisteringDepartment {
    /// `1`, the staffing office (机构编制).
    Staffing,
    /// `2`, foreign affairs (外交).
    ForeignAffairs,
    /// `3`, justice (司法行政).
    Justice,
    /// `4`, culture (文化).
    Culture,
    /// `5`, civil affairs (民政).
    CivilAffairs,
    /// `6`, tourism (旅游).
    Tourism,
    /// `7`, religion (宗教).
    Religion,
    /// `8`, trade unions (工会).
    TradeUnions,
    /// `9`, market regulation (市场监管, in the standard still 工商).
    MarketRegulation,
    /// `A`, the armed forces (军队).
    Military,
    /// `N`, agriculture (农业).
    Agriculture,
    /// `Y`, others (其他).
    Other,
}

/// The kind of entity (机构类别): the first two characters of a code (GB 32100-2015).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityCategory {
    /// `11`, a government organ (机关).
    Organ,
    /// `12`, a public institution (事业单位).
    PublicInstitution,
    /// `13`, a mass organisation whose staff the staffing office manages (群众团体).
    MassOrganisation,
    /// `19`, another of the staffing office (其他).
    OtherOfStaffing,
    /// `51`, a social organisation (社会团体).
    SocialOrganisation,
    /// `52`, a private non-enterprise unit (民办非企业单位).
    PrivateNonEnterprise,
    /// `53`, a foundation (基金会).
    Foundation,
    /// `59`, another of civil affairs (其他).
    OtherOfCivilAffairs,
    /// `91`, an enterprise (企业).
    Enterprise,
    /// `92`, an individual business (个体工商户).
    IndividualBusiness,
    /// `93`, a farmers' cooperative (农民专业合作社).
    Cooperative,
    /// `99`, another of market regulation (其他).
    OtherOfMarketRegulation,
    /// `Y1`, another (其他).
    Other,
}

impl RegisteringDepartment {
    /// All that are listed, in the order of their characters.
    pub const ALL: [Self; 12] = [
        Self::Staffing,
        Self::ForeignAffairs,
        Self::Justice,
        Self::Culture,
        Self::CivilAffairs,
        Self::Tourism,
        Self::Religion,
        Self::TradeUnions,
        Self::MarketRegulation,
        Self::Military,
        Self::Agriculture,
        Self::Other,
    ];

    const fn row(self) -> (char, &'static str, &'static str) {
        match self {
            Self::Staffing => ('1', "机构编制", "staffing office"),
            Self::ForeignAffairs => ('2', "外交", "foreign affairs"),
            Self::Justice => ('3', "司法行政", "justice"),
            Self::Culture => ('4', "文化", "culture"),
            Self::CivilAffairs => ('5', "民政", "civil affairs"),
            Self::Tourism => ('6', "旅游", "tourism"),
            Self::Religion => ('7', "宗教", "religion"),
            Self::TradeUnions => ('8', "工会", "trade unions"),
            Self::MarketRegulation => ('9', "市场监管", "market regulation"),
            Self::Military => ('A', "军队", "armed forces"),
            Self::Agriculture => ('N', "农业", "agriculture"),
            Self::Other => ('Y', "其他", "others"),
        }
    }

    /// The department of this character.
    #[must_use]
    pub fn of(character: char) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == character)
    }

    /// Its character.
    #[must_use]
    pub const fn code(self) -> char {
        self.row().0
    }

    /// Its name in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        self.row().1
    }

    /// Its name in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.row().2
    }

    /// Whether the categories of this department are listed in [`EntityCategory`].
    pub(super) const fn has_listed_categories(self) -> bool {
        matches!(
            self,
            Self::Staffing | Self::CivilAffairs | Self::MarketRegulation | Self::Other
        )
    }
}

impl EntityCategory {
    /// All that are listed, in the order of their characters.
    pub const ALL: [Self; 13] = [
        Self::Organ,
        Self::PublicInstitution,
        Self::MassOrganisation,
        Self::OtherOfStaffing,
        Self::SocialOrganisation,
        Self::PrivateNonEnterprise,
        Self::Foundation,
        Self::OtherOfCivilAffairs,
        Self::Enterprise,
        Self::IndividualBusiness,
        Self::Cooperative,
        Self::OtherOfMarketRegulation,
        Self::Other,
    ];

    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Organ => ("11", "机关", "government organ"),
            Self::PublicInstitution => ("12", "事业单位", "public institution"),
            Self::MassOrganisation => ("13", "群众团体", "mass organisation"),
            Self::OtherOfStaffing => ("19", "其他", "other of the staffing office"),
            Self::SocialOrganisation => ("51", "社会团体", "social organisation"),
            Self::PrivateNonEnterprise => ("52", "民办非企业单位", "private non-enterprise unit"),
            Self::Foundation => ("53", "基金会", "foundation"),
            Self::OtherOfCivilAffairs => ("59", "其他", "other of civil affairs"),
            Self::Enterprise => ("91", "企业", "enterprise"),
            Self::IndividualBusiness => ("92", "个体工商户", "individual business"),
            Self::Cooperative => ("93", "农民专业合作社", "farmers' cooperative"),
            Self::OtherOfMarketRegulation => ("99", "其他", "other of market regulation"),
            Self::Other => ("Y1", "其他", "other"),
        }
    }

    /// The category of these two characters.
    #[must_use]
    pub fn of(characters: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == characters)
    }

    /// Its two characters, the department's first.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// Its name in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        self.row().1
    }

    /// Its name in English.
    #[must_use]
    pub const fn english(self) -> &'static str {
        self.row().2
    }
}
