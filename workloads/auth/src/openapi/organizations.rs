//! What is told of organisations.

use utoipa::ToSchema;

use crate::organizations::own_issuer::ClaimNames;

/// An organisation.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Organization {
    /// `<region>.<random>`.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub country: String,
    /// When it was opened.
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Who is to manage it; told once, when it is opened.
    #[serde(default)]
    pub invitation: Invited,
}

/// Something that was done.
#[derive(ToSchema)]
pub struct Event {
    /// Counts up.
    pub id: i64,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Who did it.
    pub actor: String,
    /// What.
    pub action: String,
    /// To whom or what.
    pub target: Option<String>,
    /// With which roles.
    pub roles: Option<Vec<String>>,
}

/// Some of what was done.
#[derive(ToSchema)]
pub struct Events {
    /// The newest first.
    pub events: Vec<Event>,
}

/// A member.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Member {
    /// `<region>.<random>`.
    pub id: String,
    /// Whether the member may act.
    pub state: String,
    /// What the member may do.
    pub roles: Vec<String>,
    /// As the organisation's directory has it, or the invitation.
    pub email: Option<String>,
    /// As the directory has it.
    pub given_name: Option<String>,
    /// As the directory has it.
    pub family_name: Option<String>,
    /// The directory's own name.
    pub external_id: Option<String>,
    /// Since when.
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// All members.
#[derive(ToSchema)]
pub struct Members {
    /// Of all regions, or of those that answer.
    pub members: Vec<Member>,
    /// Regions that did not answer; only where a part of the list was asked for.
    pub unanswered: Option<Vec<String>>,
}

/// A new invitation.
#[derive(ToSchema)]
pub struct Invited {
    /// Its name.
    pub id: String,
    /// Roles of the new member.
    pub roles: Vec<String>,
}

/// An invitation; the address is not kept.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct Invitation {
    /// Its name.
    pub id: String,
    /// Roles of the new member.
    pub roles: Vec<String>,
    /// Whether it is still open.
    pub state: String,
    /// Until when it is.
    #[schema(format = DateTime)]
    pub expires_at: String,
}

/// All invitations.
#[derive(ToSchema)]
pub struct Invitations {
    /// The newest first.
    pub invitations: Vec<Invitation>,
}

/// A mail domain.
#[derive(ToSchema)]
pub struct Domain {
    /// Its name.
    pub domain: String,
    /// Whether the organisation has proven it.
    pub proven: bool,
}

/// A mail domain that was named.
#[derive(ToSchema)]
pub struct NamedDomain {
    /// Its name.
    pub domain: String,
}

/// All domains.
#[derive(ToSchema)]
pub struct Domains {
    /// Proven or not.
    pub domains: Vec<Domain>,
}

/// A token of a directory, without itself.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct DirectoryToken {
    /// Its name.
    pub id: String,
    /// Since when.
    #[schema(format = DateTime)]
    pub created_at: String,
}

/// All of them.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct DirectoryTokens {
    /// The newest first.
    pub directory_tokens: Vec<DirectoryToken>,
}

/// A new token of a directory.
#[derive(ToSchema)]
pub struct NewDirectoryToken {
    /// Its name.
    pub id: String,
    /// The token itself.
    pub token: String,
    /// Where the directory calls.
    pub address: String,
}

/// An own `OpenID` Connect issuer, without the client's secret.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct OwnIssuer {
    /// Issuer identifier.
    pub issuer: String,
    /// The client that is registered there.
    pub client_id: String,
    /// How the client proves itself: `client_secret` or `private_key_jwt`.
    pub authentication: String,
    /// Scopes beside `openid`.
    pub scopes: Vec<String>,
    /// Where its documents say what.
    pub claims: ClaimNames,
    /// Membership of whoever comes by it, if it makes members.
    pub just_in_time_membership: Option<JustInTime>,
    /// Mail domains whose addresses lead to it.
    pub domains: Vec<String>,
    /// To be registered at the issuer: where people come back to after signing in.
    pub redirect_uri: String,
    /// To be registered at the issuer: where people come back to after signing out.
    pub post_logout_redirect_uri: String,
    /// To be registered at the issuer: where it says that a session has ended there.
    pub backchannel_logout_uri: String,
    /// Keys that the client's assertions are signed with.
    pub jwks_uri: String,
}

/// Membership of whoever comes by an organisation's issuer.
#[derive(ToSchema)]
pub struct JustInTime {
    /// Role of new members.
    pub role: String,
}
