//! draft
#![forbid(unsafe_code)]

pub mod id;
pub mod rate;
pub mod calendar;
pub mod digest;
pub mod chance;
pub mod sampling;
pub mod frame;
pub mod plan;
pub mod draw;
pub mod embed;
