//! Entity tags (RFC 7644, section 3.14; RFC 9110, section 8.8.3): the number of the row's version, as a weak tag.

/// The entity tag of a version.
pub fn entity_tag(version: i64) -> String {
    format!("W/\"{version}\"")
}

/// Whether what an `If-Match` header asks for is this version. Weak tags are compared as SCIM's examples do.
pub fn matches(if_match: &str, version: i64) -> bool {
    let own = version.to_string();
    if_match.split(',').map(str::trim).any(|tag| {
        tag == "*"
            || tag
                .strip_prefix("W/")
                .unwrap_or(tag)
                .strip_prefix('"')
                .and_then(|tag| tag.strip_suffix('"'))
                == Some(own.as_str())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{entity_tag, matches};

    #[test]
    fn a_tag_fits_its_own_version_and_no_other() {
        for (header, fits) in [
            ("W/\"7\"", true),
            ("\"7\"", true),
            ("\"1\", W/\"7\"", true),
            ("*", true),
            ("W/\"77\"", false),
            ("7", false),
            ("", false),
        ] {
            assert_eq!(matches(header, 7), fits, "{header}");
        }
    }

    proptest! {
        #[test]
        fn every_tag_fits_what_it_was_made_of(version in any::<i64>(), text in "\\PC{0,30}") {
            prop_assert!(matches(&entity_tag(version), version));
            let _ = matches(&text, version);
        }
    }
}
