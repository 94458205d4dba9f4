//! Seeded random numbers for tests, benchmarks and synthetic data.
//!
//! The same seed gives the same sequence on every machine and in every release, because committed files depend on it.
//! [`SplitMix64`] serves tests, benchmarks and the replay of the fuzz corpus. [`Xoshiro256StarStar`] serves the synthetic
//! nation, whose shipped sample was drawn with it. Neither is fit for secrets. The package has no dependencies.

mod splitmix64;
mod xoshiro256;

pub use splitmix64::{SplitMix64, mix64};
pub use xoshiro256::Xoshiro256StarStar;
