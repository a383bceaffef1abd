//! Values that are one of a few words.

use super::value::{Value, ValueError};
use std::fmt;
use std::str::FromStr;

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$meaning:meta])* $word:ident = $text:literal,)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$meaning])* $word,)+
        }

        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, ValueError> {
                match text {
                    $($text => Ok(Self::$word),)+
                    _ => Err(ValueError { wanted: Self::KIND, found: text.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$word => $text,)+
                })
            }
        }
    )+};
}

words! {
    /// Whether what a rule says is so (适用与否).
    Condition {
        /// It is.
        Holds = "holds",
        /// It is not.
        DoesNotHold = "does not hold",
    }
    /// The day from which a term of publicity counts (公示期起算).
    PublicityFrom {
        /// The day on which the penalty was published (公示之日).
        Publication = "publication",
        /// The day of the document that determined the fact (认定文书之日).
        Determination = "determination",
    }
    /// The number by which the lottery of the check of published information draws (摇号依据).
    DrawnBy {
        /// The registration number (注册号).
        RegistrationNumber = "registration number",
        /// The unified social credit code (统一社会信用代码).
        CreditCode = "credit code",
    }
    /// Measures of credit repair (信用修复管理办法), of which every authority has its own.
    RepairMeasures {
        /// Of the market regulators, 国市监信规〔2021〕3号 with Order 45: two kinds of terms.
        Samr2021 = "samr 2021",
        /// Of the market regulators, the departmental rule of 2025: three classes of severity.
        Samr2025 = "samr 2025",
        /// Of Credit China (信用中国), NDRC Order 58.
        Ndrc58 = "ndrc 58",
        /// Of Credit China, NDRC Order 36.
        Ndrc36 = "ndrc 36",
    }
}

impl Condition {
    /// Whether it holds.
    #[must_use]
    pub const fn holds(self) -> bool {
        matches!(self, Self::Holds)
    }
}
