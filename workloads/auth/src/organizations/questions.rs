//! What regions ask each other about organisations, over the mesh. Every question may be repeated.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use domicile_bundle::status::Workload;
use domicile_service::{Problem, mesh::PeerIdentity};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{caller, invitations, members, own_issuer, pages};
use crate::{app::App, error::AuthError};

/// A question.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    deny_unknown_fields
)]
pub enum Question {
    /// Members of an organisation who live with you: [`Vec`] of [`Member`](members::Member).
    Members {
        /// Organisation.
        organization: String,
    },
    /// A member: [`Option`] of [`Member`](members::Member).
    Member {
        /// Membership.
        membership: String,
    },
    /// Make a member: [`Option`] of [`Member`](members::Member), nothing when there is one already.
    Provision(Box<Provision>),
    /// Change a member: [`Changed`](members::Changed).
    Change {
        /// Membership.
        membership: String,
        /// What.
        change: Change,
    },
    /// End a membership: [`Changed`](members::Changed).
    Remove {
        /// Membership.
        membership: String,
        /// Version that the member must have.
        expected: i64,
    },
    /// An organisation closes: end its memberships with you.
    Close {
        /// Organisation.
        organization: String,
    },
    /// Whether somebody is known to you: [`Known`](members::Known).
    Locate {
        /// Organisation.
        organization: String,
        /// Keyed digest of an e-mail address.
        identifier: String,
        /// Keyed digest of a name in the organisation's directory.
        user_name: String,
    },
    /// What a person is in an organisation: [`Option`] of [`Standing`](members::Standing).
    Standing {
        /// Subject.
        sub: String,
        /// Organisation.
        organization: String,
    },
    /// Who presents this access token of yours: [`Option`] of [`Caller`](caller::Caller).
    Caller {
        /// The token.
        token: String,
        /// Organisation that it is presented for.
        organization: Option<String>,
    },
    /// What a link invites to: [`Option`] of [`Invited`](invitations::Invited).
    Invitation {
        /// SHA-256 of the link's handle, hexadecimal.
        digest: String,
    },
    /// Somebody who lives with me has joined by an invitation: `bool`.
    Accepted {
        /// Invitation.
        invitation: Uuid,
        /// New membership.
        membership: String,
    },
    /// An organisation's own issuer is another one, or none: [`Outcome`](own_issuer::copies::Outcome).
    ChangeIssuer {
        /// What becomes of it.
        change: own_issuer::copies::Change,
        /// Which change of that organisation's it is.
        version: i64,
    },
    /// Somebody who lives with me comes by your organisation's issuer and becomes a member: `bool`.
    JoinedByIssuer {
        /// Organisation.
        organization: String,
        /// New membership.
        membership: String,
        /// Its role.
        role: String,
    },
    /// A member of mine is erased: give up the seat.
    Vacate {
        /// Organisation.
        organization: String,
        /// Membership.
        membership: String,
    },
    /// A member of mine wants this done in an organisation of yours: [`Performed`](pages::Performed).
    Perform {
        /// Organisation.
        organization: String,
        /// Membership.
        membership: String,
        /// Method, as at the API.
        method: String,
        /// Path below the organisation, as at the API.
        path: String,
        /// Body, as at the API.
        body: Value,
    },
}

/// A member to be made.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Provision {
    /// Organisation.
    pub organization: String,
    /// What it is called.
    pub organization_name: String,
    /// Address to sign in by.
    pub email: String,
    /// Given name, where it is known.
    pub given_name: String,
    /// Family name.
    pub family_name: Option<String>,
    /// Country of residence.
    pub country: String,
    /// Language.
    pub language: String,
    /// Whether the member may act.
    pub active: bool,
    /// What the directory says.
    pub record: Map<String, Value>,
}

impl std::fmt::Debug for Provision {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Provision({})", self.organization)
    }
}

/// A change of a member; what is not named stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// Version that the member must have.
    pub expected: Option<i64>,
    /// Roles.
    pub roles: Option<Vec<String>>,
    /// A request to join is approved.
    #[serde(default)]
    pub approved: bool,
    /// Whether the member may act.
    pub active: Option<bool>,
    /// What the directory says.
    pub record: Option<Map<String, Value>>,
}

/// `POST /mesh/v1/organizations/questions`, for auth of every region.
pub async fn endpoint(
    State(app): State<App>,
    peer: PeerIdentity,
    Json(question): Json<Question>,
) -> Response {
    if let Err(problem) = peer.require(Workload::Auth) {
        return problem.into_response();
    }
    match answer(&app, question).await {
        Ok(value) => Json(value).into_response(),
        Err(error) => {
            tracing::error!(%error, "a question of another region could not be answered");
            Problem::internal().into_response()
        }
    }
}

/// Answers a question about what this region keeps.
pub(super) async fn answer(app: &App, question: Question) -> Result<Value, AuthError> {
    let value = match question {
        Question::Members { organization } => {
            serde_json::to_value(members::all(app, &organization).await?)
        }
        Question::Member { membership } => {
            serde_json::to_value(members::find(app, &membership).await?)
        }
        Question::Provision(provision) => {
            serde_json::to_value(members::provision(app, &provision).await?)
        }
        Question::Change { membership, change } => {
            serde_json::to_value(members::change(app, &membership, change).await?)
        }
        Question::Remove {
            membership,
            expected,
        } => serde_json::to_value(members::remove(app, &membership, expected).await?),
        Question::Close { organization } => {
            serde_json::to_value(members::close(app, &organization).await?)
        }
        Question::Locate {
            organization,
            identifier,
            user_name,
        } => serde_json::to_value(
            members::locate(app, &organization, &identifier, &user_name).await?,
        ),
        Question::Standing { sub, organization } => {
            serde_json::to_value(members::standing(app, &sub, &organization).await?)
        }
        Question::Caller {
            token,
            organization,
        } => serde_json::to_value(caller::at_home(app, &token, organization.as_deref()).await?),
        Question::Invitation { digest } => {
            serde_json::to_value(invitations::of_link(app, &digest).await?)
        }
        Question::Accepted {
            invitation,
            membership,
        } => serde_json::to_value(invitations::accepted(app, invitation, &membership).await?),
        Question::ChangeIssuer { change, version } => {
            serde_json::to_value(own_issuer::copies::carry_out(app, &change, version).await?)
        }
        Question::JoinedByIssuer {
            organization,
            membership,
            role,
        } => serde_json::to_value(
            own_issuer::join::noted(app, &organization, &membership, &role).await?,
        ),
        Question::Vacate {
            organization,
            membership,
        } => serde_json::to_value(invitations::vacate(app, &organization, &membership).await?),
        Question::Perform {
            organization,
            membership,
            method,
            path,
            body,
        } => serde_json::to_value(
            pages::perform(app, &organization, &membership, &method, &path, &body).await?,
        ),
    };
    value.map_err(|_| AuthError::Cryptography)
}
