//! County types, on which network adequacy rules base travel limits.

use crate::vocabulary;

vocabulary!(
    /// Type of a county by population and density, as in network adequacy rules \[HSD-MD].
    CountyType, "county type", "large_metro metro micro rural ceac" {
        /// Large metro.
        LargeMetro = "large_metro",
        /// Metro.
        Metro = "metro",
        /// Micro.
        Micro = "micro",
        /// Rural.
        Rural = "rural",
        /// County with extreme access considerations: fewer than ten residents per square mile.
        Ceac = "ceac",
    }
);
