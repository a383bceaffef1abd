//! Approvals: who allowed what must not happen silently.

use crate::calendar::Moment;
use crate::id::{Approver, Ground};
use serde::{Deserialize, Serialize};

/// That somebody allowed something, when, and on which ground (审批). A step that needs one takes it as an argument.
///
/// ```
/// use double_random::approval::Approval;
/// let approval = Approval::new("市局信用监管科".parse()?, "the business asked for its own case".parse()?,
///     "2024-12-20T09:00:00+08:00".parse()?);
/// assert_eq!(approval.approver.as_str(), "市局信用监管科");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Approval {
    /// Who allowed it.
    pub approver: Approver,
    /// When.
    pub at: Moment,
    /// Why.
    pub ground: Ground,
}

impl Approval {
    /// The approval of this approver, on this ground, at this moment.
    #[must_use]
    pub const fn new(approver: Approver, ground: Ground, at: Moment) -> Self {
        Self {
            approver,
            at,
            ground,
        }
    }
}
