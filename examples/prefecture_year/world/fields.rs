//! What is inspected by whom, where: fields of a random inspection list (随机抽查事项清单), invented after lists that are published.

/// A field of one department: an item of its list, and the industries in which it is inspected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) title: &'static str,
    /// What the department does.
    pub(crate) department: &'static str,
    /// The industries; none for all of the register.
    pub(crate) industries: &'static [&'static str],
    /// The greatest share that may be drawn; none for a key item.
    pub(crate) maximum: Option<&'static str>,
}

/// What departments inspect together: the fields of each, in the industries of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Together {
    pub(crate) title: &'static str,
    /// The titles of the fields, the leading department's first; each of another department.
    pub(crate) fields: &'static [&'static str],
    pub(crate) industries: &'static [&'static str],
}

const fn field(
    title: &'static str,
    department: &'static str,
    industries: &'static [&'static str],
    maximum: Option<&'static str>,
) -> Field {
    Field {
        title,
        department,
        industries,
        maximum,
    }
}

const MARKET: &str = "市场监督管理局";
const POLICE: &str = "公安局";
const FIRE: &str = "消防救援支队";
const HEALTH: &str = "卫生健康委员会";
const SCHOOLS: &str = "教育体育局";
const LABOUR: &str = "人力资源和社会保障局";
const TRADE: &str = "商务局";
const CULTURE: &str = "文化和旅游局";
const SAFETY: &str = "应急管理局";
const ECOLOGY: &str = "生态环境局";
const FARMS: &str = "农业农村局";
const TRAFFIC: &str = "交通运输局";
const FORESTS: &str = "林业和草原局";
const TAX: &str = "税务局";
const PRESS: &str = "委宣传部";
const HOUSING: &str = "住房和城乡建设局";
const LAND: &str = "自然资源和规划局";

/// The fields, in the order in which a year's plan takes them up.
pub(crate) const FIELDS: [Field; 36] = [
    field("企业公示信息抽查", MARKET, &[], Some("3%")),
    field("食品经营安全", MARKET, &["H62", "F522"], None),
    field("旅馆业治安管理", POLICE, &["H61"], Some("20%")),
    field("消防安全监督", FIRE, &[], None),
    field("公共场所卫生", HEALTH, &["H61", "R90"], Some("20%")),
    field("校外培训", SCHOOLS, &["P83"], Some("20%")),
    field("劳动用工与工资支付", LABOUR, &[], Some("5%")),
    field("成品油经营", TRADE, &["F5265"], None),
    field("文化市场经营", CULTURE, &["R87", "R90"], Some("20%")),
    field("工贸企业安全生产", SAFETY, &["C"], None),
    field("排污单位", ECOLOGY, &["B", "C", "D"], None),
    field("食品生产", MARKET, &["C13", "C14", "C15"], None),
    field("农业投入品", FARMS, &["A01", "A03", "A05"], None),
    field("道路运输", TRAFFIC, &["G54"], None),
    field("木材采伐与加工", FORESTS, &["A02", "C20"], Some("20%")),
    field("发票与税收", TAX, &[], Some("3%")),
    field("印刷复制", PRESS, &["C23"], Some("20%")),
    field("建筑市场", HOUSING, &["E"], None),
    field("测绘与矿产", LAND, &["B", "M744"], Some("20%")),
    field("登记事项", MARKET, &[], Some("5%")),
    field("药品零售", MARKET, &["F5251"], None),
    field("特种设备使用", MARKET, &["C26", "H61", "K70"], None),
    field("保安服务", POLICE, &["L727"], Some("20%")),
    field("人员密集场所消防", FIRE, &["H", "P", "R"], None),
    field("医疗机构", HEALTH, &["Q84"], None),
    field("人力资源服务", LABOUR, &["L726"], Some("20%")),
    field("商贸企业备案", TRADE, &["F51", "F52"], Some("5%")),
    field("旅行社", CULTURE, &["L7291", "N786"], Some("20%")),
    field("非煤矿山与危险化学品", SAFETY, &["B", "C26"], None),
    field("环境检验检测", ECOLOGY, &["M74", "N77"], Some("20%")),
    field("计量与价格", MARKET, &["F"], Some("10%")),
    field("广告经营", MARKET, &["L725"], Some("20%")),
    field("工业产品质量", MARKET, &["C"], Some("10%")),
    field("物流安全", TRAFFIC, &["G59"], Some("20%")),
    field("物业与房地产中介", HOUSING, &["K70"], Some("20%")),
    field("运输企业交通安全源头", POLICE, &["G54", "G59"], None),
];

/// What departments inspect together, in the order in which a year's plan takes it up.
pub(crate) const TOGETHER: [Together; 16] = [
    Together {
        title: "宾馆旅店联合检查",
        fields: &["旅馆业治安管理", "公共场所卫生", "人员密集场所消防"],
        industries: &["H61"],
    },
    Together {
        title: "餐饮场所联合检查",
        fields: &["食品经营安全", "人员密集场所消防"],
        industries: &["H62"],
    },
    Together {
        title: "商场超市联合检查",
        fields: &["计量与价格", "消防安全监督"],
        industries: &["F521"],
    },
    Together {
        title: "建筑施工联合检查",
        fields: &["建筑市场", "劳动用工与工资支付"],
        industries: &["E"],
    },
    Together {
        title: "人力资源服务联合检查",
        fields: &["人力资源服务", "广告经营"],
        industries: &["L72"],
    },
    Together {
        title: "道路运输联合检查",
        fields: &["道路运输", "运输企业交通安全源头"],
        industries: &["G54"],
    },
    Together {
        title: "加油站联合检查",
        fields: &["成品油经营", "非煤矿山与危险化学品", "计量与价格"],
        industries: &["F5265"],
    },
    Together {
        title: "工业企业联合检查",
        fields: &["工贸企业安全生产", "排污单位", "消防安全监督"],
        industries: &["C"],
    },
    Together {
        title: "矿山联合检查",
        fields: &["非煤矿山与危险化学品", "测绘与矿产", "排污单位"],
        industries: &["B"],
    },
    Together {
        title: "农资打假联合检查",
        fields: &["农业投入品", "登记事项"],
        industries: &["A"],
    },
    Together {
        title: "娱乐场所联合检查",
        fields: &["文化市场经营", "人员密集场所消防", "公共场所卫生"],
        industries: &["R"],
    },
    Together {
        title: "校外培训联合检查",
        fields: &["校外培训", "人员密集场所消防"],
        industries: &["P83"],
    },
    Together {
        title: "印刷企业联合检查",
        fields: &["印刷复制", "排污单位"],
        industries: &["C23"],
    },
    Together {
        title: "企业年报联合检查",
        fields: &["企业公示信息抽查", "劳动用工与工资支付", "发票与税收"],
        industries: &[],
    },
    Together {
        title: "物业服务联合检查",
        fields: &["物业与房地产中介", "特种设备使用", "消防安全监督"],
        industries: &["K70"],
    },
    Together {
        title: "木材加工联合检查",
        fields: &["木材采伐与加工", "消防安全监督"],
        industries: &["A02", "C20"],
    },
];

/// Where the industries of the list of one inspection (一业一查) are found in the register: the id in the list, and their classes; none
/// for all of the register.
pub(crate) const ONE_INSPECTION: [(&str, &[&str]); 30] = [
    ("hotel", &["H61"]),
    ("school", &["P832", "P833"]),
    ("training", &["P8399"]),
    ("cinema", &["R8760"]),
    ("ktv", &["R9011"]),
    ("pool", &["R8930"]),
    ("supermarket", &["F521"]),
    ("printing", &["C23"]),
    ("emission", &["M7452"]),
    ("security", &["L727"]),
    ("annual-report", &[]),
    ("fuel", &["F5265"]),
    ("construction", &["E"]),
    ("estate-agency", &["K7030"]),
    ("driving-school", &["P8391"]),
    ("dangerous-freight", &["G5435"]),
    ("pharmacy", &["F5251"]),
    ("clinic", &["Q8425"]),
    ("veterinary", &["A0532"]),
    ("seed", &["A0511"]),
    ("timber", &["C20"]),
    ("mine", &["B"]),
    ("survey", &["M7441"]),
    ("travel-agency", &["L7291"]),
    ("internet-cafe", &["R9013"]),
    ("labour-agency", &["L7262"]),
    ("auction", &["F518"]),
    ("used-car", &["F526"]),
    ("fry", &["A0412"]),
    ("gym", &["R8921"]),
];
