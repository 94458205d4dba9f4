//! Form of the results of a search.

nearsite_domain::vocabulary!(
    /// Form of the results of a search.
    SearchView, "view", "full compact" {
        /// Results with the whole card of a site and the components of its price.
        Full = "full",
        /// Results with the names and figures of a list.
        Compact = "compact",
    }
);
