//! What can be asked for, read without asking anybody.

use axum::http::Method;
use domicile_bundle::Bundle;
use domicile_organizations::{MembershipId, OrganizationId, domain::MailDomain};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::ToSchema;
use uuid::Uuid;

use super::Refusal;
use crate::organizations::{carried::Carried, own_issuer::ClaimNames};

/// An operation on an organisation, or on all of them.
#[derive(Clone, Debug)]
pub enum Operation {
    /// `POST /organizations`
    Open(NewOrganization),
    /// `GET /organizations/{id}`
    Show,
    /// `DELETE /organizations/{id}`
    Close,
    /// `GET /organizations/{id}/events`
    Events {
        /// Older than this entry.
        before: Option<i64>,
    },
    /// `GET /organizations/{id}/members`
    Members {
        /// Whether the members of the regions that answer will do.
        partial: bool,
    },
    /// `PATCH /organizations/{id}/members/{member}`
    ChangeMember {
        /// Membership.
        member: MembershipId,
        /// What.
        change: MemberChange,
    },
    /// `DELETE /organizations/{id}/members/{member}`
    RemoveMember {
        /// Membership.
        member: MembershipId,
    },
    /// `POST /organizations/{id}/invitations`
    Invite(NewInvitation),
    /// `GET /organizations/{id}/invitations`
    Invitations,
    /// `DELETE /organizations/{id}/invitations/{invitation}`
    Revoke {
        /// Invitation.
        invitation: Uuid,
    },
    /// `GET /organizations/{id}/domains`
    Domains,
    /// `PUT /organizations/{id}/domains/{domain}`
    NameDomain {
        /// Domain.
        domain: MailDomain,
    },
    /// `POST /organizations/{id}/domains/{domain}/code`
    MailDomainCode {
        /// Domain.
        domain: MailDomain,
        /// Which mailbox of who runs the domain.
        mailbox: String,
    },
    /// `POST /organizations/{id}/domains/{domain}/proof`
    ProveDomain {
        /// Domain.
        domain: MailDomain,
        /// The code.
        code: String,
    },
    /// `DELETE /organizations/{id}/domains/{domain}`
    DropDomain {
        /// Domain.
        domain: MailDomain,
    },
    /// `GET /organizations/{id}/issuer`
    Issuer,
    /// `PUT /organizations/{id}/issuer`
    SetIssuer(Box<NewIssuer>),
    /// `POST /organizations/{id}/issuer/check`
    CheckIssuer,
    /// `DELETE /organizations/{id}/issuer`
    RemoveIssuer,
    /// `GET /organizations/{id}/directory-tokens`
    DirectoryTokens,
    /// `POST /organizations/{id}/directory-tokens`
    MakeDirectoryToken,
    /// `DELETE /organizations/{id}/directory-tokens/{token}`
    EndDirectoryToken {
        /// Token.
        token: Uuid,
    },
}

/// An organisation to be opened.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewOrganization {
    /// What it is called.
    pub name: String,
    /// Where it is; decides which region keeps it.
    pub country: String,
    /// Who is to manage it.
    pub administrator: Option<NewInvitation>,
}

/// Somebody to be invited.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewInvitation {
    /// Address; it is not kept.
    pub email: String,
    /// Roles of the new member.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Language of the letter.
    pub language: Option<String>,
}

impl std::fmt::Debug for NewInvitation {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NewInvitation({:?})", self.roles)
    }
}

/// A change of a member; what is not named stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MemberChange {
    /// Roles.
    pub roles: Option<Vec<String>>,
    /// Whether the member may act.
    pub active: Option<bool>,
    /// A request to join is approved.
    #[serde(default)]
    pub approved: bool,
}

/// An own `OpenID` Connect issuer.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewIssuer {
    /// Issuer identifier, letter by letter as its metadata have it.
    pub issuer: String,
    /// The client that is registered there.
    pub client_id: String,
    /// Its secret. Left out, the client proves itself by `private_key_jwt` with the keys at `jwksUri`.
    pub client_secret: Option<String>,
    /// Scopes beside `openid`; `email` and `profile` when left out.
    pub scopes: Option<Vec<String>>,
    /// Where its documents say what.
    pub claims: Option<ClaimNames>,
    /// Whoever comes by it and is no member becomes one. Left out, members are invited or come by the directory.
    pub just_in_time_membership: Option<JustInTimeMembership>,
}

/// Membership of whoever comes by the organisation's issuer.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JustInTimeMembership {
    /// Role of new members; one that does not administer.
    pub role: String,
}

impl std::fmt::Debug for NewIssuer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "NewIssuer({:?})", self.issuer)
    }
}

/// Where a code goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Mailbox {
    /// The part before the `@`, of those who run a domain.
    #[schema(example = "postmaster")]
    mailbox: String,
}

/// What came by mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    /// The code.
    code: String,
}

impl Operation {
    /// Reads a request.
    ///
    /// # Errors
    /// When there is no such operation, or its body cannot be read.
    pub fn parse(request: &Carried) -> Result<(Option<OrganizationId>, Self), Refusal> {
        let (path, query) = request
            .path
            .split_once('?')
            .unwrap_or((request.path.as_str(), ""));
        let rest = path
            .strip_prefix("/organizations/v1/organizations")
            .ok_or(Refusal::NotFound)?;
        let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
        let Some((id, parts)) = parts.split_first() else {
            return match request.method {
                Method::POST => Ok((None, Self::Open(body(request)?))),
                _ => Err(Refusal::NotFound),
            };
        };
        let id = OrganizationId::parse(id).map_err(|_| Refusal::NotFound)?;
        Self::of_one(request, query, parts).map(|operation| (Some(id), operation))
    }

    fn of_one(request: &Carried, query: &str, parts: &[&str]) -> Result<Self, Refusal> {
        let number = |text: &str| text.parse::<Uuid>().map_err(|_| Refusal::NotFound);
        let member = |text: &str| MembershipId::parse(text).map_err(|_| Refusal::NotFound);
        let domain = |text: &str| {
            MailDomain::parse(text)
                .map_err(|_| Refusal::Malformed("A domain looks like `example.com`."))
        };
        Ok(match (request.method.as_str(), parts) {
            ("GET", []) => Self::Show,
            ("DELETE", []) => Self::Close,
            ("GET", ["events"]) => Self::Events {
                before: query
                    .strip_prefix("before=")
                    .and_then(|before| before.parse().ok()),
            },
            ("GET", ["members"]) => Self::Members {
                partial: query == "partial=true",
            },
            ("PATCH", ["members", id]) => Self::ChangeMember {
                member: member(id)?,
                change: body(request)?,
            },
            ("DELETE", ["members", id]) => Self::RemoveMember {
                member: member(id)?,
            },
            ("GET", ["invitations"]) => Self::Invitations,
            ("POST", ["invitations"]) => Self::Invite(body(request)?),
            ("DELETE", ["invitations", id]) => Self::Revoke {
                invitation: number(id)?,
            },
            ("GET", ["domains"]) => Self::Domains,
            ("PUT", ["domains", name]) => Self::NameDomain {
                domain: domain(name)?,
            },
            ("DELETE", ["domains", name]) => Self::DropDomain {
                domain: domain(name)?,
            },
            ("POST", ["domains", name, "code"]) => Self::MailDomainCode {
                domain: domain(name)?,
                mailbox: body::<Mailbox>(request)?.mailbox,
            },
            ("POST", ["domains", name, "proof"]) => Self::ProveDomain {
                domain: domain(name)?,
                code: body::<Code>(request)?.code,
            },
            ("GET", ["issuer"]) => Self::Issuer,
            ("PUT", ["issuer"]) => Self::SetIssuer(body(request)?),
            ("POST", ["issuer", "check"]) => Self::CheckIssuer,
            ("DELETE", ["issuer"]) => Self::RemoveIssuer,
            ("GET", ["directory-tokens"]) => Self::DirectoryTokens,
            ("POST", ["directory-tokens"]) => Self::MakeDirectoryToken,
            ("DELETE", ["directory-tokens", id]) => Self::EndDirectoryToken { token: number(id)? },
            _ => return Err(Refusal::NotFound),
        })
    }

    /// The region that alone can do it; nothing when any can.
    pub fn home(&self, bundle: &Bundle, organization: Option<&OrganizationId>) -> Option<String> {
        match (organization, self) {
            (Some(id), _) => Some(id.region().to_owned()),
            (None, Self::Open(new)) => bundle
                .home_of(&new.country)
                .map(|region| region.name.clone()),
            (None, _) => None,
        }
    }
}

fn body<T: DeserializeOwned>(request: &Carried) -> Result<T, Refusal> {
    serde_json::from_str(&request.body).map_err(|_| {
        Refusal::Malformed("The body is not the JSON object that this operation takes.")
    })
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Method};
    use proptest::prelude::*;

    use super::{Operation, Refusal};
    use crate::organizations::carried::Carried;

    fn parsed(method: &str, path: &str, body: &str) -> bool {
        let request = Carried {
            method: Method::from_bytes(method.as_bytes()).unwrap_or(Method::GET),
            path: format!("/organizations/v1/{path}"),
            headers: HeaderMap::new(),
            body: body.to_owned(),
        };
        Operation::parse(&request).is_ok()
    }

    #[test]
    fn only_what_there_is_can_be_asked_for() {
        let id = "organizations/eu.AAAAAAAAAAAAAAAAAAAAAA";
        assert!(parsed("GET", id, ""));
        assert!(parsed("GET", &format!("{id}/members"), ""));
        assert!(parsed(
            "PATCH",
            &format!("{id}/members/us.AAAAAAAAAAAAAAAAAAAAAA"),
            r#"{"roles":["a"]}"#
        ));
        assert!(!parsed(
            "PATCH",
            &format!("{id}/members/us.AAAAAAAAAAAAAAAAAAAAAA"),
            r#"{"role":"a"}"#
        ));
        assert!(!parsed("GET", "organizations/../..", ""));
        assert!(!parsed("POST", &format!("{id}/members"), "{}"));
    }

    #[test]
    fn every_described_operation_is_there() {
        for (path, item) in crate::organizations::api::description().paths.paths {
            let path = path
                .replace("{organization}", "eu.AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{member}", "us.AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{domain}", "example.com");
            let path = ["{invitation}", "{token}"].iter().fold(path, |path, id| {
                path.replace(id, "00000000-0000-0000-0000-000000000000")
            });
            for (method, described) in [
                ("GET", item.get),
                ("PUT", item.put),
                ("POST", item.post),
                ("PATCH", item.patch),
                ("DELETE", item.delete),
            ] {
                let request = Carried {
                    method: method.parse().unwrap(),
                    path: path.clone(),
                    headers: HeaderMap::new(),
                    body: String::new(),
                };
                let unknown = matches!(Operation::parse(&request), Err(Refusal::NotFound));
                assert_eq!(described.is_none(), unknown, "{method} {path}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_request_makes_the_parser_panic(method in "(GET|POST|PUT|PATCH|DELETE)", path in "[a-zA-Z0-9./?=%-]{0,80}", body in "\\PC{0,40}") {
            let _ = parsed(&method, &path, &body);
            let _ = parsed(&method, &format!("organizations/eu.AAAAAAAAAAAAAAAAAAAAAA/{path}"), &body);
        }
    }
}
