//! Types of counties, by which network adequacy rules set how far a patient may be sent.

use crate::vocabulary;

vocabulary!(
    /// Type of a county by residents and density, as network adequacy rules sort them \[HSD-MD].
    CountyType, "county type", "large_metro metro micro rural ceac" {
        /// Large metro.
        LargeMetro = "large_metro",
        /// Metro.
        Metro = "metro",
        /// Micro.
        Micro = "micro",
        /// Rural.
        Rural = "rural",
        /// County with extreme access considerations: fewer than ten residents a square mile.
        Ceac = "ceac",
    }
);
