//! Approvals: who allowed what must not happen silently.

use crate::calendar::Moment;
use crate::id::{Approver, Ground};
use serde::{Deserialize, Serialize};
use std::fmt;

/// That somebody allowed something, when, and on which ground (审批). With what was allowed it is an [`Approved`].
///
/// ```
/// use double_random::approval::Approval;
/// let approval = Approval::new("市局信用监管科".parse()?, "the business asked for its own case".parse()?,
///     "2024-12-20T09:00:00+08:00".parse()?);
/// assert_eq!(approval.approver.as_str(), "市局信用监管科");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// Who and why are not everyone's: it prints its moment.
impl fmt::Debug for Approval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Approval({})", self.at)
    }
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

    /// That something which happened at this moment was allowed no later.
    ///
    /// # Errors
    /// An approval that came later.
    pub fn precedes(&self, at: &Moment) -> Result<(), ApprovedLate> {
        if at.is_before(&self.at) {
            let (approved, at) = (self.at.clone(), at.clone());
            return Err(ApprovedLate { approved, at });
        }
        Ok(())
    }
}

/// Something that was allowed, with its approval (经批准的事项): a step that must not happen silently takes one of what it does.
/// It is made of both and of nothing less.
///
/// ```
/// use double_random::approval::{Approval, Approved};
/// use double_random::journal::Matter;
/// # let (approver, ground) = ("市局信用监管科".parse()?, "struck off the register".parse()?);
/// let approval = Approval::new(approver, ground, "2024-12-20T09:00:00+08:00".parse()?);
/// let reserve = Matter::Reserve { leaves: "91532301MA6K00014Y".parse()?, comes: None };
/// let approved: Approved<Matter> = Approved::new(reserve, approval);
/// assert!(approved.approval().precedes(&"2024-12-20T09:00:00+08:00".parse()?).is_ok());
/// assert!(approved.approval().precedes(&"2024-12-19T17:00:00+08:00".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approved<T> {
    what: T,
    approval: Approval,
}

/// An approval that comes after what it allows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an approval before {at} is wanted, found one at {approved}")]
#[non_exhaustive]
pub struct ApprovedLate {
    /// The moment of the approval.
    pub approved: Moment,
    /// The moment at which it happened.
    pub at: Moment,
}

impl<T> Approved<T> {
    /// What was allowed by this approval.
    #[must_use]
    pub const fn new(what: T, approval: Approval) -> Self {
        Self { what, approval }
    }

    /// What was allowed.
    #[must_use]
    pub const fn what(&self) -> &T {
        &self.what
    }

    /// Who allowed it, when and why.
    #[must_use]
    pub const fn approval(&self) -> &Approval {
        &self.approval
    }

    /// Both parts.
    #[must_use]
    pub fn into_parts(self) -> (T, Approval) {
        (self.what, self.approval)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    fn approval() -> Approval {
        let at = moment("2024-06-03T09:00:00+08:00");
        Approval::new("the office".parse().unwrap(), "asked".parse().unwrap(), at)
    }

    #[test]
    fn what_is_allowed_is_allowed_before_it_is_done_wherever_both_were_written() {
        for at in ["2024-06-03T09:00:00+08:00", "2024-06-03T01:00:00+00:00"] {
            assert_eq!(approval().precedes(&moment(at)), Ok(()), "{at}");
        }
        let late = approval().precedes(&moment("2024-06-03T00:59:59+00:00"));
        assert_eq!(
            late.unwrap_err().to_string(),
            "an approval before 2024-06-03T00:59:59+00:00 is wanted, found one at 2024-06-03T09:00:00+08:00"
        );
    }

    #[test]
    fn what_was_allowed_stays_with_its_approval() {
        let visit = Approved::new("a visit", approval());
        assert_eq!((*visit.what(), visit.approval()), ("a visit", &approval()));
        assert_eq!(visit.into_parts(), ("a visit", approval()));
    }
}
