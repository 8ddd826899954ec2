//! Where a sign-in stands, and which pages may be shown there.

use domicile_jose::now;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    factors::number_enrolment,
    federation::{LINKING, SET_OUT},
    legal_documents::acceptance,
    membership, progressive_profile,
    registration::name::PersonName,
};

/// How long the first proof waits for the second.
const PATIENCE_SECONDS: i64 = 600;

/// Where a sign-in stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    /// The country of residence is asked for.
    Residence {
        /// The address, if it is proven already: somebody signed in with an address that nobody has.
        verified: Option<Verified>,
    },
    /// Name and address, or the address alone, are asked for.
    Details {
        /// Which of the two.
        intent: Intent,
    },
    /// One of the ways to prove that it is this person is asked for.
    Proof {
        /// Address that was typed.
        email: String,
    },
    /// The e-mailed code or link is asked for.
    Code(Applicant),
    /// Only the name is missing: the address is proven.
    Name {
        /// The address.
        verified: Verified,
    },
    /// The person proved who they are; a second factor is asked for.
    Factor(Pending),
    /// The person proved who they are; a second factor is set up.
    Enrolment(Pending),
    /// A second factor was set up; recovery codes are shown.
    Kept(Pending),
    /// The person is signed in, and a provider knows them; whether the provider shall sign them in is asked for.
    Link {
        /// In this session alone.
        session: Uuid,
    },
    /// Somebody is signed in; whether to go on with that account is asked for.
    Account,
    /// The person is signed in; documents of the brand are to be accepted.
    Documents {
        /// In this session alone.
        session: Uuid,
        /// The application that waits for it.
        client_id: String,
    },
    /// The person is signed in; purposes are asked for.
    Consent {
        /// In this session alone: a flow that was kept answers for no other one.
        session: Uuid,
    },
    /// Purposes are decided; what the application wants to know besides is asked for.
    Profile {
        /// In this session alone.
        session: Uuid,
    },
    /// A membership that the application wants to know is asked for.
    Membership {
        /// In this session alone.
        session: Uuid,
    },
    /// For whom the person acts is asked for.
    Organization {
        /// In this session alone.
        session: Uuid,
    },
    /// Purposes are decided; whether the application may have what it asks for is asked for.
    Permission {
        /// In this session alone.
        session: Uuid,
    },
}

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Intent {
    /// A new account.
    Register,
    /// The account that is there.
    SignIn,
}

/// Somebody who was mailed a code.
#[derive(Clone, Serialize, Deserialize)]
pub struct Applicant {
    /// Handle of the challenge.
    pub challenge: String,
    /// Address that the code went to.
    pub email: String,
    /// Name, where it was asked for.
    pub name: Option<PersonName>,
}

/// An address that is proven to be this person's.
#[derive(Clone, Serialize, Deserialize)]
pub struct Verified {
    /// Handle of the challenge.
    pub challenge: String,
    /// The address.
    pub email: String,
}

/// Somebody who proved who they are, but not enough. No session is open for it yet, or a weaker one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    /// Who it is.
    pub sub: String,
    /// What was proven (RFC 8176 `amr` values).
    pub methods: Vec<String>,
    /// Whether only a passkey will do.
    pub passkey: bool,
    /// Seconds since 1970 when the second factor was first asked for.
    pub proven_at: i64,
    /// Handle of the challenge whose code was sent by SMS.
    #[serde(default)]
    pub texted: Option<String>,
}

impl std::fmt::Debug for Applicant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Applicant(…)")
    }
}

impl std::fmt::Debug for Verified {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Verified(…)")
    }
}

impl Step {
    /// The page that asks for it.
    pub const fn path(&self) -> &'static str {
        match self {
            Self::Residence { .. } => "/residence",
            Self::Details { .. } | Self::Name { .. } => "/register",
            Self::Proof { .. } => "/sign-in",
            Self::Code(_) => "/code",
            Self::Factor(_) => "/factor",
            Self::Enrolment(_) => "/enrolment",
            Self::Kept(_) => "/recovery-codes",
            Self::Account => "/select-account",
            Self::Link { .. } => LINKING,
            Self::Documents { .. } => acceptance::PATH,
            Self::Consent { .. } => "/consent",
            Self::Profile { .. } => progressive_profile::step::PATH,
            Self::Membership { .. } => membership::step::PATH,
            Self::Organization { .. } => "/organization",
            Self::Permission { .. } => "/permission",
        }
    }

    /// Who waits for a second factor.
    pub const fn pending(&self) -> Option<&Pending> {
        match self {
            Self::Factor(pending) | Self::Enrolment(pending) | Self::Kept(pending) => Some(pending),
            _ => None,
        }
    }

    /// The session that it was asked for in, where that is open.
    pub const fn session(&self) -> Option<Uuid> {
        match self {
            Self::Link { session }
            | Self::Documents { session, .. }
            | Self::Consent { session }
            | Self::Profile { session }
            | Self::Membership { session }
            | Self::Organization { session }
            | Self::Permission { session } => Some(*session),
            _ => None,
        }
    }

    /// Whether it is asked only of somebody who has accepted what the brand's documents demand.
    pub const fn follows_documents(&self) -> bool {
        matches!(
            self,
            Self::Consent { .. }
                | Self::Profile { .. }
                | Self::Membership { .. }
                | Self::Organization { .. }
                | Self::Permission { .. }
        )
    }

    /// Whether somebody waited too long for the second proof.
    pub(super) fn is_too_late(&self) -> bool {
        self.pending()
            .is_some_and(|pending| now() - pending.proven_at > PATIENCE_SECONDS)
    }

    /// Whether a page may be shown in this step: its own, and those before it that can be gone back to.
    pub fn allows(&self, path: &str) -> bool {
        if path.starts_with(SET_OUT) {
            return matches!(
                self,
                Self::Details { .. } | Self::Proof { .. } | Self::Code(_)
            );
        }
        match self {
            Self::Details { .. } => matches!(path, "/residence" | "/register" | "/passkey"),
            Self::Proof { .. } => {
                matches!(path, "/residence" | "/register" | "/sign-in" | "/passkey")
            }
            Self::Code(_) => {
                matches!(
                    path,
                    "/residence" | "/register" | "/code" | "/link" | "/passkey"
                )
            }
            Self::Residence { .. } => matches!(path, "/residence" | "/passkey"),
            Self::Factor(_) => matches!(path, "/factor" | "/passkey"),
            Self::Enrolment(_) => matches!(
                path,
                "/enrolment" | number_enrolment::NUMBER | number_enrolment::CODE
            ),
            Self::Name { .. }
            | Self::Kept(_)
            | Self::Account
            | Self::Link { .. }
            | Self::Documents { .. }
            | Self::Consent { .. }
            | Self::Profile { .. }
            | Self::Membership { .. }
            | Self::Organization { .. }
            | Self::Permission { .. } => path == self.path(),
        }
    }
}
