//! Names of objects and of things inside them.

use kube::core::Rule;

use super::{each, format};

/// Names of objects become parts of host names, paths and identifiers: an RFC 1123 label.
pub fn object_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "metadata.name must be at most 63 lower-case letters, digits and hyphens, and begin and end with a letter or digit",
    )
}

/// The name begins the names of all children, which the API server limits to 63 characters.
pub fn tenant_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,22}[a-z0-9])?$')",
        "metadata.name of an IdentityTenant must be at most 24 lower-case letters, digits and hyphens, beginning with a letter",
    )
}

/// `<tenant>-<region>` begins the names of all children in a region, of which the longest must stay a DNS label.
pub fn regional_names() -> Rule {
    format(
        "self.spec.regions.all(region, self.metadata.name.size() + 1 + region.size() <= 34)",
        "the name of the tenant, a hyphen and the name of each region must be at most 34 characters together: pods and Services are named after them",
    )
}

/// The name is the first label of regional hosts and the prefix of authorization codes.
pub fn region_name() -> Rule {
    format(
        "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,13}[a-z0-9])?$')",
        "metadata.name of a Region must be at most 15 lower-case letters, digits and hyphens, beginning with a letter",
    )
}

/// An RFC 1123 label.
pub fn label() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "must be a name of at most 63 lower-case letters, digits and hyphens",
    )
}

/// Each item is an RFC 1123 label.
pub fn labels() -> Rule {
    each(
        "item.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$')",
        "each item must be a name of at most 63 lower-case letters, digits and hyphens",
    )
}

/// An RFC 1123 subdomain.
pub fn secret_name() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$')",
        "must be the name of a Secret: lower-case letters, digits, hyphens and dots",
    )
}

/// The name of an object of another kind, such as a StorageClass: an RFC 1123 subdomain.
pub fn object_reference_name() -> Rule {
    format(
        "self.matches('^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$')",
        "must be the name of an object: lower-case letters, digits, hyphens and dots",
    )
}

/// A word that code can use: attributes, claims, event properties.
pub fn identifier() -> Rule {
    format(
        "self.matches('^[A-Za-z][A-Za-z0-9_]{0,62}$')",
        "must begin with a letter and hold at most 63 letters, digits and underscores, for example seatPreference",
    )
}

/// Name of a claim: such a word, or a member of the claim `address` (OpenID Connect Core, section 5.1.1).
pub fn claim_name() -> Rule {
    format(
        "self.matches('^([A-Za-z][A-Za-z0-9_]{0,62}|address[.](formatted|street_address|locality|region|postal_code|country))$')",
        "must begin with a letter and hold at most 63 letters, digits and underscores, for example given_name, or be a member of address, for example address.locality",
    )
}

/// Each item is such a word.
pub fn identifiers() -> Rule {
    each(
        "item.matches('^[A-Za-z][A-Za-z0-9_]{0,62}$')",
        "each item must begin with a letter and hold at most 63 letters, digits and underscores",
    )
}

/// Name of an event, as in Segment's `event`.
pub fn event_name() -> Rule {
    format(
        "self.matches('^[^ [:cntrl:]]([^[:cntrl:]]*[^ [:cntrl:]])?$')",
        EVENT_NAME,
    )
}

/// Each item is the name of an event.
pub fn event_names() -> Rule {
    each(
        "item.matches('^[^ [:cntrl:]]([^[:cntrl:]]*[^ [:cntrl:]])?$')",
        EVENT_NAME,
    )
}

const EVENT_NAME: &str =
    "the name of an event must not be empty, begin or end with a space, or hold control characters";

/// Key of a Secret.
pub fn secret_key() -> Rule {
    format(
        "self.matches('^[-._a-zA-Z0-9]+$')",
        "must be the key of a Secret: letters, digits, hyphens, dots and underscores",
    )
}

/// Labels that are not the operator's own.
pub fn foreign_labels() -> Rule {
    format(
        "self.all(key, key.size() <= 317 && self[key].size() <= 63 && !key.startsWith('domicile.dev/') && !key.startsWith('app.kubernetes.io/'))",
        "labels must not begin with domicile.dev/ or app.kubernetes.io/, which are the operator's own, and values have at most 63 characters",
    )
}

/// A claim in a document of somebody else: its name, or a JSON pointer.
pub fn claim_path() -> Rule {
    format(
        r"self.matches('^([^/~[:cntrl:]][^[:cntrl:]]*|(/([^~[:cntrl:]]|~[01])*)+)$')",
        "must be the name of a claim, or a JSON pointer that begins with /, for example given_name or /name/first",
    )
}

/// Each item is a scope (RFC 6749, section 3.3) of somebody else's.
pub fn scopes_of_others() -> Rule {
    each(
        r"item.matches('^[!#-\\[\\]-~]+$')",
        "each scope must be of printable ASCII characters without space, quotation mark and backslash",
    )
}
