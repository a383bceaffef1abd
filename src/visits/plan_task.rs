//! What a plan asks of every business that it draws.

use super::{Kind, Parts};
use crate::calendar::Day;
use crate::id::PlanId;
use std::fmt;

/// What a plan asks of every business that it draws (计划任务). A campaign has its own: `Campaign::task_at`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanTask {
    /// The plan.
    pub plan: PlanId,
    /// Why officers come: of the annual plan, or of a special one.
    pub kind: Kind,
    /// How it is done.
    pub method: Method,
    /// Who takes part, with which items.
    pub parts: Parts,
    /// When.
    pub window: Window,
}

impl PlanTask {
    /// A task of the annual plan, done on site.
    #[must_use]
    pub const fn new(plan: PlanId, parts: Parts, window: Window) -> Self {
        Self {
            plan,
            kind: Kind::Planned,
            method: Method::OnSite,
            parts,
            window,
        }
    }

    /// A task of another kind.
    #[must_use]
    pub const fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    /// A task done in another way.
    #[must_use]
    pub const fn done(mut self, method: Method) -> Self {
        self.method = method;
        self
    }
}

/// How a task is done (检查方式). What can be done off site is not done on site. How an item may be inspected is an
/// [`item::Method`](crate::item::Method).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "whoever adds one must say whether it counts"
)]
pub enum Method {
    /// On site (实地检查): the only one that counts against caps.
    OnSite,
    /// In writing (书面检查).
    Written,
    /// On the network (网络监测).
    Network,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OnSite => "on site",
            Self::Written => "written",
            Self::Network => "network",
        })
    }
}

/// The days between which a task is done (检查起止时间), both included.
///
/// ```
/// use double_random::visits::Window;
/// let [spring, may]: [Window; 2] = [Window::new("2025-03-01".parse()?, "2025-05-31".parse()?)?,
///     Window::new("2025-05-01".parse()?, "2025-05-31".parse()?)?];
/// assert_eq!(spring.meet(may), Some(may));
/// assert!(Window::new("2025-05-31".parse()?, "2025-03-01".parse()?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    first: Day,
    last: Day,
}

/// A window that is over before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a window from a day to the same or a later one is wanted, found {first} to {last}")]
pub struct WindowError {
    first: Day,
    last: Day,
}

impl Window {
    /// From this day to that one.
    ///
    /// # Errors
    /// A last day before the first.
    pub fn new(first: Day, last: Day) -> Result<Self, WindowError> {
        if last < first {
            Err(WindowError { first, last })
        } else {
            Ok(Self { first, last })
        }
    }

    /// The first day.
    #[must_use]
    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day.
    #[must_use]
    pub const fn last(self) -> Day {
        self.last
    }

    /// The days that two windows share; none if they do not meet.
    #[must_use]
    pub fn meet(self, other: Self) -> Option<Self> {
        Self::new(self.first.max(other.first), self.last.min(other.last)).ok()
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} to {}", self.first, self.last)
    }
}
