//! Which attributes there are (RFC 7643, sections 4 and 7).

/// Schema of users.
pub const USER_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// Schema of groups.
pub const GROUP_SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// Extension for employees.
pub const ENTERPRISE_SCHEMA: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// Type of an attribute (RFC 7643, section 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// RFC 3339.
    DateTime,
    /// An address of a resource.
    Reference,
    /// Sub-attributes.
    Complex(&'static [Attribute]),
}

/// Who may change it (RFC 7643, section 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutability {
    /// Anyone who may write the resource.
    ReadWrite,
    /// Nobody from outside.
    ReadOnly,
    /// It may be sent, and stays as it is.
    Immutable,
}

/// One attribute.
#[allow(clippy::struct_excessive_bools)] // Each is a characteristic of RFC 7643, section 2.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Type.
    pub kind: Kind,
    /// Whether there may be several values.
    pub multi_valued: bool,
    /// Whether it must be there.
    pub required: bool,
    /// Whether upper and lower case differ.
    pub case_exact: bool,
    /// Who may change it.
    pub mutability: Mutability,
    /// Whether no two resources of an organisation have the same value.
    pub unique: bool,
}

/// A schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its URN.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Its attributes.
    pub attributes: &'static [Attribute],
}

/// A type of resource (RFC 7643, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResourceType {
    /// Its name.
    pub name: &'static str,
    /// Its path below `/scim/v2/<organisation>`.
    pub endpoint: &'static str,
    /// What it is for.
    pub description: &'static str,
    /// Its schema.
    pub schema: &'static Schema,
    /// What may be added to it.
    pub extensions: &'static [&'static Schema],
}

const fn text(name: &'static str, description: &'static str) -> Attribute {
    Attribute {
        name,
        description,
        kind: Kind::String,
        multi_valued: false,
        required: false,
        case_exact: false,
        mutability: Mutability::ReadWrite,
        unique: false,
    }
}

const fn of_kind(name: &'static str, description: &'static str, kind: Kind) -> Attribute {
    Attribute {
        kind,
        ..text(name, description)
    }
}

const fn several(
    name: &'static str,
    description: &'static str,
    values: &'static [Attribute],
) -> Attribute {
    Attribute {
        multi_valued: true,
        ..of_kind(name, description, Kind::Complex(values))
    }
}

const fn read_only(attribute: Attribute) -> Attribute {
    Attribute {
        mutability: Mutability::ReadOnly,
        ..attribute
    }
}

const VALUE: Attribute = text("value", "The value.");
const TYPE: Attribute = text("type", "What kind of value it is, for example `work`.");
const DISPLAY: Attribute = text("display", "The value as it is shown to people.");
const PRIMARY: Attribute = of_kind("primary", "Whether it is the preferred one.", Kind::Boolean);
const REFERENCE: Attribute = of_kind("$ref", "Address of the resource.", Kind::Reference);
const PLURAL: &[Attribute] = &[VALUE, DISPLAY, TYPE, PRIMARY];

/// Attributes that every resource has (RFC 7643, section 3.1).
pub const COMMON: &[Attribute] = &[
    read_only(Attribute {
        case_exact: true,
        unique: true,
        ..text("id", "Identifier that this service gave.")
    }),
    Attribute {
        case_exact: true,
        ..text("externalId", "Identifier that the directory gave.")
    },
    read_only(of_kind(
        "meta",
        "About the resource itself.",
        Kind::Complex(&[
            text("resourceType", "Type."),
            of_kind("created", "When it was made.", Kind::DateTime),
            of_kind("lastModified", "When it was changed last.", Kind::DateTime),
            of_kind("location", "Address.", Kind::Reference),
            Attribute {
                case_exact: true,
                ..text("version", "Entity tag.")
            },
        ]),
    )),
];

const USER_ATTRIBUTES: &[Attribute] = &[
    Attribute {
        required: true,
        unique: true,
        ..text("userName", "Name of the account in the directory.")
    },
    of_kind(
        "name",
        "The name, in parts.",
        Kind::Complex(&[
            text("formatted", "The whole name as it is shown."),
            text("familyName", "Family name."),
            text("givenName", "Given name."),
            text("middleName", "Middle names."),
            text("honorificPrefix", "Title before the name."),
            text("honorificSuffix", "Suffix after the name."),
        ]),
    ),
    text("displayName", "Name as it is shown to people."),
    text("nickName", "Casual name."),
    text("title", "Job title."),
    text("userType", "For example `Employee` or `Contractor`."),
    text("preferredLanguage", "Preferred written language."),
    text(
        "locale",
        "BCP 47 tag; its region is the country of residence where no address says it.",
    ),
    text("timezone", "Time zone of the IANA database."),
    of_kind(
        "active",
        "Whether the person may act for the organisation.",
        Kind::Boolean,
    ),
    several(
        "emails",
        "E-mail addresses, of domains that the organisation has proven.",
        PLURAL,
    ),
    several("phoneNumbers", "Telephone numbers.", PLURAL),
    several(
        "addresses",
        "Postal addresses; the country of the primary one is the country of residence.",
        &[
            text("formatted", "The whole address."),
            text("streetAddress", "Street and number."),
            text("locality", "Town."),
            text("region", "State or province."),
            text("postalCode", "Postal code."),
            text("country", "Country (ISO 3166-1 alpha-2)."),
            TYPE,
            PRIMARY,
        ],
    ),
    read_only(several(
        "groups",
        "Roles of the member; changed through groups.",
        &[VALUE, REFERENCE, DISPLAY, TYPE],
    )),
];

const ENTERPRISE_ATTRIBUTES: &[Attribute] = &[
    text("employeeNumber", "Number of the employee."),
    text("costCenter", "Cost centre."),
    text("organization", "Name of the organisation."),
    text("division", "Division."),
    text("department", "Department."),
    of_kind(
        "manager",
        "The manager.",
        Kind::Complex(&[
            VALUE,
            REFERENCE,
            text("displayName", "Name of the manager."),
        ]),
    ),
];

const GROUP_ATTRIBUTES: &[Attribute] = &[
    Attribute {
        required: true,
        unique: true,
        mutability: Mutability::Immutable,
        ..text("displayName", "Name of the role.")
    },
    several(
        "members",
        "Who has the role.",
        &[
            Attribute {
                case_exact: true,
                ..text("value", "Identifier of the user.")
            },
            REFERENCE,
            DISPLAY,
            TYPE,
        ],
    ),
];

static USERS: Schema = Schema {
    id: USER_SCHEMA,
    name: "User",
    description: "A member of the organisation.",
    attributes: USER_ATTRIBUTES,
};

static ENTERPRISE: Schema = Schema {
    id: ENTERPRISE_SCHEMA,
    name: "EnterpriseUser",
    description: "A member as employee.",
    attributes: ENTERPRISE_ATTRIBUTES,
};

static GROUPS: Schema = Schema {
    id: GROUP_SCHEMA,
    name: "Group",
    description: "A role of the organisation. Roles are configured, not made here.",
    attributes: GROUP_ATTRIBUTES,
};

/// Users: members of the organisation.
pub static USER: ResourceType = ResourceType {
    name: "User",
    endpoint: "/Users",
    description: "Members of the organisation",
    schema: &USERS,
    extensions: &[&ENTERPRISE],
};

/// Groups: roles of the organisation.
pub static GROUP: ResourceType = ResourceType {
    name: "Group",
    endpoint: "/Groups",
    description: "Roles of the organisation",
    schema: &GROUPS,
    extensions: &[],
};

impl Attribute {
    /// The sub-attribute of that name, upper and lower case being the same.
    pub fn sub(&self, name: &str) -> Option<&'static Attribute> {
        match self.kind {
            Kind::Complex(parts) => named(parts, name),
            _ => None,
        }
    }
}

impl ResourceType {
    /// The attribute of that name in the schema, or in the extension that is named.
    pub fn attribute(&self, schema: Option<&str>, name: &str) -> Option<&'static Attribute> {
        match schema {
            Some(id) if !id.eq_ignore_ascii_case(self.schema.id) => {
                named(self.extension(id)?.attributes, name)
            }
            _ => named(self.schema.attributes, name).or_else(|| named(COMMON, name)),
        }
    }

    /// The extension of that URN.
    pub fn extension(&self, id: &str) -> Option<&'static Schema> {
        self.extensions
            .iter()
            .find(|extension| extension.id.eq_ignore_ascii_case(id))
            .copied()
    }
}

/// The attribute of that name, upper and lower case being the same.
pub fn named(attributes: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    attributes
        .iter()
        .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}
