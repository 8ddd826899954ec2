//! Members: their roles, whether they may act, their leaving. The last administrator stays.

use axum::http::StatusCode;
use domicile_organizations::{
    MembershipId, OrganizationId, administrators::Release, authority::Action,
    membership::MembershipState,
};
use domicile_service::openapi::Misdirected;
use serde_json::{Map, Value, json};

use super::{Call, Outcome, Refusal, operation::MemberChange};
use crate::{
    openapi::{
        answers::OrganizationRefused,
        organizations::{Member as ShownMember, Members},
    },
    organizations::{
        members::{Changed, Member},
        questions::{Change, Question},
        regions,
    },
    store::organizations,
};

/// Lists members of all regions; while one does not answer, there is no list unless a part of it is asked for.
#[utoipa::path(
    get, path = "/organizations/v1/organizations/{organization}/members", tag = "Organisations", params(("organization" = String, Path), ("partial" = Option<bool>, Query, description = "Whether the members of the regions that answer will do; `unanswered` names the others.")),
    responses((status = 200, description = "Members.", body = Members), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn all(call: &Call<'_>, id: &OrganizationId, partial: bool) -> Outcome {
    call.allows(Some(id), Action::Read)?;
    call.organization(id).await?;
    if partial {
        return Ok((StatusCode::OK, of_answering(call, id).await));
    }
    let members = everywhere(call, id).await?;
    let shown: Vec<Value> = members.iter().map(json).collect();
    Ok((StatusCode::OK, json!({ "members": shown })))
}

/// Members of the regions that answer, and the names of those that do not.
async fn of_answering(call: &Call<'_>, id: &OrganizationId) -> Value {
    let question = Question::Members {
        organization: id.to_string(),
    };
    let (mut shown, mut unanswered) = (Vec::new(), Vec::new());
    for (region, answer) in regions::ask_each::<Vec<Member>>(call.app, call.bundle, &question).await
    {
        match answer {
            Ok(members) => shown.extend(members.iter().map(json)),
            Err(error) => {
                tracing::warn!(%error, "a list of members is shown without those of a region");
                unanswered.push(region);
            }
        }
    }
    json!({ "members": shown, "unanswered": unanswered })
}

/// Members of all regions, asked for now and kept nowhere.
pub async fn everywhere(call: &Call<'_>, id: &OrganizationId) -> Result<Vec<Member>, Refusal> {
    let question = Question::Members {
        organization: id.to_string(),
    };
    let answers: Vec<(String, Vec<Member>)> =
        regions::ask_all(call.app, call.bundle, &question).await?;
    Ok(answers
        .into_iter()
        .flat_map(|(_, members)| members)
        .collect())
}

/// Changes roles or state of a member, or approves who asked to join.
#[utoipa::path(
    patch, path = "/organizations/v1/organizations/{organization}/members/{member}", tag = "Organisations", params(("organization" = String, Path), ("member" = String, Path)), request_body = MemberChange,
    responses((status = 200, description = "The member as it is now.", body = ShownMember), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn change(
    call: &Call<'_>,
    id: &OrganizationId,
    member: &MembershipId,
    change: MemberChange,
) -> Outcome {
    let change = Change {
        roles: change.roles,
        active: change.active,
        approved: change.approved,
        ..Change::default()
    };
    let member = changed(call, id, member, change, None).await?;
    Ok((StatusCode::OK, json(&member)))
}

/// Changes a member. `expected` is the version that the caller has seen.
///
/// # Errors
/// Why not.
pub async fn changed(
    call: &Call<'_>,
    id: &OrganizationId,
    member: &MembershipId,
    mut change: Change,
    expected: Option<i64>,
) -> Result<Member, Refusal> {
    call.allows(Some(id), Action::Read)?;
    let before = find(call, id, member).await?;
    if expected.is_some_and(|version| version != before.version) {
        return Err(Refusal::Changed);
    }
    let roles = change.roles.clone().unwrap_or_else(|| before.roles.clone());
    call.allows(
        Some(id),
        Action::Change {
            from: &before.roles,
            to: &roles,
        },
    )?;
    if change.active.is_some() {
        call.allows(Some(id), Action::Remove)?;
    }
    if change.approved {
        call.allows(Some(id), Action::Give { roles: &roles })?;
    }
    let will_act = match (change.approved, change.active, before.state()) {
        (_, Some(active), _) => active,
        (true, None, MembershipState::Requested) | (_, None, MembershipState::Active) => true,
        _ => false,
    };
    let is_administrator = administers(call, &before);
    let stays = will_act && call.configuration.administers(&roles);
    if is_administrator && !stays {
        release(call, id, member).await?;
    }
    change.expected = Some(before.version);
    let question = Question::Change {
        membership: member.to_string(),
        change,
    };
    let outcome: Changed = regions::ask(call.app, call.bundle, member.region(), question).await?;
    let after = match outcome {
        Changed::Done(after) => *after,
        refused => {
            if is_administrator {
                organizations::take_seat(call.app.pool(), id, member).await?;
            }
            return Err(match refused {
                Changed::OutOfOrder => {
                    Refusal::Conflict("This cannot happen to a membership in its present state.")
                }
                Changed::Missing => Refusal::NotFound,
                Changed::Taken => Refusal::Taken,
                Changed::Done(_) | Changed::Version => Refusal::Changed,
            });
        }
    };
    if stays {
        organizations::take_seat(call.app.pool(), id, member).await?;
    }
    call.record(
        id,
        "member.change",
        Some(member.as_str()),
        Some(&after.roles),
    )
    .await?;
    Ok(after)
}

/// Ends a membership.
#[utoipa::path(
    delete, path = "/organizations/v1/organizations/{organization}/members/{member}", tag = "Organisations", params(("organization" = String, Path), ("member" = String, Path)),
    responses((status = 204, description = "It is no more."), OrganizationRefused, Misdirected), security(("accessToken" = []))
)]
pub(super) async fn remove(call: &Call<'_>, id: &OrganizationId, member: &MembershipId) -> Outcome {
    removed(call, id, member, None).await?;
    Ok((StatusCode::NO_CONTENT, Value::Null))
}

/// Ends a membership; grants that were given for the organisation end with it.
///
/// # Errors
/// Why not.
pub async fn removed(
    call: &Call<'_>,
    id: &OrganizationId,
    member: &MembershipId,
    expected: Option<i64>,
) -> Result<(), Refusal> {
    call.allows(Some(id), Action::Remove)?;
    let before = find(call, id, member).await?;
    if expected.is_some_and(|version| version != before.version) {
        return Err(Refusal::Changed);
    }
    let is_administrator = administers(call, &before);
    if is_administrator {
        release(call, id, member).await?;
    }
    let question = Question::Remove {
        membership: member.to_string(),
        expected: before.version,
    };
    let outcome: Changed = regions::ask(call.app, call.bundle, member.region(), question).await?;
    if !matches!(outcome, Changed::Done(_) | Changed::Missing) {
        if is_administrator {
            organizations::take_seat(call.app.pool(), id, member).await?;
        }
        return Err(Refusal::Changed);
    }
    call.record(id, "member.remove", Some(member.as_str()), None)
        .await?;
    Ok(())
}

/// A member of the organisation, as the region knows them where they live.
///
/// # Errors
/// When there is none of that name in this organisation.
pub async fn find(
    call: &Call<'_>,
    id: &OrganizationId,
    member: &MembershipId,
) -> Result<Member, Refusal> {
    if call.bundle.region_named(member.region()).is_none() {
        return Err(Refusal::NotFound);
    }
    let question = Question::Member {
        membership: member.to_string(),
    };
    let found: Option<Member> =
        regions::ask(call.app, call.bundle, member.region(), question).await?;
    found
        .filter(|found| found.organization == id.as_str())
        .ok_or(Refusal::NotFound)
}

fn administers(call: &Call<'_>, member: &Member) -> bool {
    member.state() == MembershipState::Active && call.configuration.administers(&member.roles)
}

async fn release(
    call: &Call<'_>,
    id: &OrganizationId,
    member: &MembershipId,
) -> Result<(), Refusal> {
    match organizations::release_seat(call.app.pool(), id, member).await? {
        Release::Last => Err(Refusal::LastAdministrator),
        Release::Free | Release::NotSeated => Ok(()),
    }
}

/// A member as the API shows one.
fn json(member: &Member) -> Value {
    let text = |object: &Map<String, Value>, name: &str| object.get(name).cloned();
    let user = domicile_organizations::scim::user::User::of(&member.record);
    json!({
        "id": member.id,
        "state": member.state,
        "roles": member.roles,
        "email": user.email(),
        "givenName": user.given_name(),
        "familyName": user.family_name(),
        "externalId": text(&member.record, "externalId"),
        "createdAt": member.created_at.to_string(),
    })
}
