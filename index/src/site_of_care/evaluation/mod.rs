//! Evaluation: one order against the policy in force.

mod evaluate;
mod result;

pub use result::Evaluation;
