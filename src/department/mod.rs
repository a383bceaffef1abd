//! Departments by name: what stands behind a [`DepartmentId`](crate::id::DepartmentId).

mod fault;
mod form;
mod register;

pub use fault::DepartmentFault;
pub use fault::DepartmentFaults;
pub use fault::DepartmentsError;
pub use register::Department;
pub use register::Departments;

/// Departments at the level of Chuxiong Prefecture (楚雄州), for [`Departments::parse`] or as the first of several for
/// [`Departments::of`].
///
/// Its report of 2024 names two; the other rows are functions that lists of joint inspections name elsewhere, under general names.
/// It is no list of the 17 departments of the prefecture's own list, which is not public.
pub const CHUXIONG: [&str; 2] = [
    include_str!("chuxiong.json"),
    include_str!("functions.json"),
];
