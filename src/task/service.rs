//! Service of documents: from when on clocks run.

use crate::calendar::{Calendar, CountError, Day, Term};
use crate::digest::Digest;
use crate::id::{Citation, DisplayName};
use serde::{Deserialize, Serialize};

/// That a document was served on a target (送达). Terms for objections, corrections and payments run from [`Service::served_on`].
///
/// By the Administrative Penalty Law (行政处罚法) art. 61 a decision is served as the Civil Procedure Law (民事诉讼法) says: so are
/// other documents here.
///
/// ```
/// use double_random::calendar::Calendar;
/// use double_random::digest::Digest;
/// use double_random::task::{Channel, Service};
/// let receipt = Digest::of(b"the receipt, signed");
/// let direct = Service::new("责令改正通知书".parse()?, Channel::Direct, "2025-06-03".parse()?, receipt);
/// assert_eq!(direct.served_on(Calendar::national())?.to_string(), "2025-06-03");
///
/// // How long an announcement stands the caller says, with the law that says so.
/// let announced = Channel::Announcement { stands: "30 days".parse()?, basis: "《民事诉讼法》（2023年修正）第九十五条".parse()? };
/// let announced = Service::new("责令改正通知书".parse()?, announced, "2025-06-03".parse()?, Digest::of(b"the page"));
/// assert_eq!(announced.served_on(Calendar::national())?.to_string(), "2025-07-03");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Service {
    /// What was served.
    pub document: DisplayName,
    /// How.
    pub channel: Channel,
    /// The day that its proof shows: see [`Channel`].
    pub on: Day,
    /// The digest of the proof (送达回证).
    pub proof: Digest,
}

/// How a document is served (送达方式), and what day its proof shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Channel {
    /// Handed over (直接送达): the day on which the receipt was signed.
    Direct,
    /// Left where the party would not take it (留置送达): the day on which it was left, before witnesses or on film.
    Left,
    /// By registered mail (邮寄送达): the day on the return receipt.
    Mail,
    /// By electronic means that the party agreed to (电子送达): the day on which it arrived at the party's system.
    Electronic,
    /// Through another office that was asked (委托送达): the day on which the receipt was signed.
    Entrusted,
    /// By a public announcement (公告送达), where the party cannot be found or no other way is left: the day of the announcement. It is
    /// served once the announcement has stood so long.
    Announcement {
        /// How long it stands.
        stands: Term,
        /// The provision that says so, as in force on that day.
        basis: Citation,
    },
}

impl Service {
    /// A document that was served so, on the day that this proof shows.
    #[must_use]
    pub const fn new(document: DisplayName, channel: Channel, on: Day, proof: Digest) -> Self {
        Self {
            document,
            channel,
            on,
            proof,
        }
    }

    /// The day on which it is served: terms run from the next day on (Civil Code, 民法典, art. 201).
    ///
    /// # Errors
    /// An announcement that stands into a year without a holiday notice, if it is counted in working days, or past the calendar.
    pub fn served_on(&self, calendar: &Calendar) -> Result<Day, CountError> {
        match &self.channel {
            Channel::Announcement { stands, .. } => calendar.due(self.on, *stands),
            Channel::Direct
            | Channel::Left
            | Channel::Mail
            | Channel::Electronic
            | Channel::Entrusted => Ok(self.on),
        }
    }
}
