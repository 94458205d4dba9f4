//! Version of the template that a file follows.

/// Template by major version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TemplateVersion {
    /// 2.x. The rules are those of data dictionary 2.2, the newest.
    V2,
    /// 3.x.
    V3,
}

/// Number of fields in a file that exist in one version only.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct VersionEvidence {
    pub(super) v2: usize,
    pub(super) v3: usize,
}

impl VersionEvidence {
    /// Counts a field of a version.
    pub(super) const fn add(&mut self, template: TemplateVersion) {
        match template {
            TemplateVersion::V2 => self.v2 += 1,
            TemplateVersion::V3 => self.v3 += 1,
        }
    }
}

impl TemplateVersion {
    /// Returns the template of a version string, or `None` if it is neither 2.x nor 3.x.
    pub(super) fn of_version(version: &str) -> Option<Self> {
        match version.get(..2) {
            Some("2.") => Some(Self::V2),
            Some("3.") => Some(Self::V3),
            _ => None,
        }
    }

    /// Returns the template that a file follows. If all its version-specific fields belong to one
    /// version, it is that one. Otherwise it is the stated version, or the version with more fields
    /// if none is stated.
    pub(super) fn detect(version: Option<&str>, evidence: VersionEvidence) -> Self {
        let by_most = if evidence.v3 > evidence.v2 {
            Self::V3
        } else {
            Self::V2
        };
        let is_of_one = (evidence.v2 > 0) != (evidence.v3 > 0);
        let stated = version.and_then(Self::of_version);
        stated.filter(|_| !is_of_one).unwrap_or(by_most)
    }
}

#[cfg(test)]
mod tests {
    use super::{TemplateVersion, VersionEvidence};

    #[test]
    fn fields_of_one_version_outweigh_the_stated_version() {
        for (version, v2, v3, expected) in [
            (Some("2.0.0"), 0, 1, TemplateVersion::V3),
            (Some("3.0.0"), 2, 0, TemplateVersion::V2),
            (Some("3.0.0"), 2, 1, TemplateVersion::V3),
            (Some("2.2.1"), 1, 2, TemplateVersion::V2),
            (Some("1.0.0"), 1, 2, TemplateVersion::V3),
            (Some("3.1"), 0, 0, TemplateVersion::V3),
            (Some("3"), 0, 0, TemplateVersion::V2),
            (Some("é"), 0, 0, TemplateVersion::V2),
            (None, 1, 1, TemplateVersion::V2),
        ] {
            let evidence = VersionEvidence { v2, v3 };
            assert_eq!(
                TemplateVersion::detect(version, evidence),
                expected,
                "{version:?}"
            );
        }
    }
}
