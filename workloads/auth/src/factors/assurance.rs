//! What a sign-in misses: what policy, application, request and the person's own factors demand, and what was proven.

use domicile_bundle::{Application, SecondFactor};

use super::{
    demand::{Demand, Missing, Offered, missing, missing_at_issuer, of_a_change},
    level::Level,
    relying_party,
};
use crate::{
    error::AuthError,
    external,
    openid::{
        authorization_request::{AuthorizationRequest, ClaimsParameter},
        clients,
    },
    registration::flow::Destination,
    store::{
        second_factors::{self, Held},
        sessions::Session,
    },
    web::Visit,
};

/// When it is asked whether a sign-in is sure enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Somebody has just proven who they are: whoever has set up an app, or a number that gets codes, is asked for one.
    Proven,
    /// After a second factor: wishes are not asked for twice.
    SecondFactorProven,
    /// A session is open: it is asked for what is missing only.
    Session,
}

/// Somebody whose sign-in is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Proven<'a> {
    /// Who it is.
    pub sub: &'a str,
    /// What was proven (RFC 8176 `amr` values).
    pub methods: &'a [&'a str],
    /// When it is asked.
    pub moment: Moment,
}

/// What a person can prove themselves by: a telephone number only where the tenant sends codes as a second factor.
///
/// # Errors
/// When the database fails.
pub async fn held_by(visit: &Visit, sub: &str) -> Result<Held, AuthError> {
    let held = second_factors::held_by(visit.app.pool(), sub).await?;
    let by_sms = visit.bundle().sms_as_second_factor().is_some();
    Ok(Held {
        phone: held.phone && by_sms,
        ..held
    })
}

/// What a sign-in misses for where it leads.
///
/// # Errors
/// When the database fails or the application cannot be found out.
pub async fn missing_of(
    visit: &Visit,
    destination: &Destination,
    proven: Proven<'_>,
) -> Result<Missing, AuthError> {
    let request = destination.request();
    let application = match request {
        Some(request) => clients::find(&visit.app, visit.bundle(), &request.client_id).await?,
        None => None,
    };
    missing_for(visit, application.as_deref(), request, proven).await
}

/// What a sign-in misses for an application, which need not have sent the browser: a device has another way.
///
/// # Errors
/// When the database fails.
pub async fn missing_for(
    visit: &Visit,
    application: Option<&Application>,
    request: Option<&AuthorizationRequest>,
    proven: Proven<'_>,
) -> Result<Missing, AuthError> {
    let reached = Level::reached_by(proven.methods.iter().copied());
    let policy = visit.bundle().sign_in.second_factor;
    let Some(demand) = demand_of(policy, application, request) else {
        return Ok(Missing::Unmet);
    };
    if external::of(visit.bundle()).is_some() {
        let has_been_there = proven.moment != Moment::Session;
        return Ok(missing_at_issuer(reached, demand, has_been_there));
    }
    // What the person has is looked up only where it can make a difference: a session that is sure enough goes on.
    if reached >= most_asked_for(proven.moment, demand) {
        return Ok(Missing::Nothing);
    }
    let held = held_by(visit, proven.sub).await?;
    let demand = at(proven.moment, demand, policy, held);
    Ok(missing(reached, demand, held, offered(visit, policy)))
}

/// What a sign-in misses that an issuer vouches for. Where it is an organisation's own, whoever has set up a
/// second factor or a passkey is asked for it, whatever the issuer says of the proof: the organisation speaks for its members' addresses,
/// not for what they keep in their accounts.
///
/// # Errors
/// When the database fails or the application cannot be found out.
pub async fn missing_of_vouched(
    visit: &Visit,
    destination: &Destination,
    proven: Proven<'_>,
) -> Result<Missing, AuthError> {
    if external::of(visit.bundle()).is_none() {
        let held = held_by(visit, proven.sub).await?;
        let offered = offered(visit, visit.bundle().sign_in.second_factor);
        let own = of_a_change(held, offered);
        match missing(Level::SingleFactor, own, held, offered) {
            Missing::Nothing => {}
            missing => return Ok(missing),
        }
    }
    missing_of(visit, destination, proven).await
}

/// What a session misses to change how its person signs in: whoever reads a mailbox does not add a factor to an
/// account that has one, nor remove it.
///
/// # Errors
/// When the database fails.
pub async fn missing_for_change(visit: &Visit, session: &Session) -> Result<Missing, AuthError> {
    let reached = Level::reached_by(session.methods.iter().map(String::as_str));
    let held = held_by(visit, &session.sub).await?;
    let offered = offered(visit, visit.bundle().sign_in.second_factor);
    Ok(missing(reached, of_a_change(held, offered), held, offered))
}

/// The most that can be asked for, whatever the person has.
fn most_asked_for(moment: Moment, demand: Demand) -> Level {
    match moment {
        // A code of what the person has set up may be.
        Moment::Proven => Level::PhishingResistant,
        Moment::SecondFactorProven => demand.required,
        Moment::Session => demand.required.max(demand.wished),
    }
}

fn offered(visit: &Visit, policy: SecondFactor) -> Offered {
    Offered {
        app: policy != SecondFactor::Disabled,
        passkeys: relying_party::is_offered(visit),
    }
}

fn at(moment: Moment, demand: Demand, policy: SecondFactor, held: Held) -> Demand {
    match moment {
        Moment::SecondFactorProven => Demand {
            wished: demand.required,
            ..demand
        },
        Moment::Proven if policy != SecondFactor::Disabled && (held.app || held.phone) => Demand {
            wished: demand.wished.max(Level::MultiFactor),
            ..demand
        },
        Moment::Proven | Moment::Session => demand,
    }
}

/// What policy, application and request demand; nothing when the request asks for what we do not know
/// (`OpenID` Connect Core, section 5.5.1.1).
fn demand_of(
    policy: SecondFactor,
    application: Option<&Application>,
    request: Option<&AuthorizationRequest>,
) -> Option<Demand> {
    let of_policy = match policy {
        SecondFactor::Required => Level::MultiFactor,
        SecondFactor::Disabled | SecondFactor::Optional => Level::SingleFactor,
    };
    let of_application = application
        .and_then(|application| application.minimum_acr)
        .map_or(Level::SingleFactor, Level::from);
    let mut demand = Demand {
        required: of_policy.max(of_application),
        wished: Level::SingleFactor,
    };
    let Some(request) = request else {
        return Some(demand);
    };
    let (values, essential) = claimed(request);
    if essential && !values.is_empty() {
        let least = Level::least_of(values.iter().map(String::as_str))?;
        demand.required = demand.required.max(least);
    }
    let mut wishes = request.acr_values.iter().chain(&values);
    demand.wished = wishes
        .find_map(|value| Level::of_acr(value))
        .unwrap_or(Level::SingleFactor);
    Some(demand)
}

/// The `acr` values of the `claims` parameter, and whether one of them is a must.
pub(crate) fn claimed(request: &AuthorizationRequest) -> (Vec<String>, bool) {
    request
        .claims
        .as_ref()
        .map(ClaimsParameter::authentication_context)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domicile_bundle::{AssuranceLevel, SecondFactor};

    use super::{Moment, demand_of, most_asked_for};
    use crate::{
        example::bundle,
        factors::{demand::Demand, level::Level},
        openid::authorization_request::tests::request,
    };

    const ESSENTIAL: &str = "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22phr%22%5D%7D%7D%7D";
    const UNKNOWN: &str = "&claims=%7B%22id_token%22%3A%7B%22acr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22x%22%5D%7D%7D%7D";

    #[test]
    fn what_is_demanded_is_the_most_of_policy_application_and_request() {
        use Level::{MultiFactor as Multi, PhishingResistant as Phr, SingleFactor as Single};
        let demand = |required, wished| Some(Demand { required, wished });
        for (policy, minimum, extra, expected) in [
            (SecondFactor::Optional, None, "", demand(Single, Single)),
            (SecondFactor::Required, None, "", demand(Multi, Single)),
            (
                SecondFactor::Optional,
                Some(AssuranceLevel::PhishingResistant),
                "",
                demand(Phr, Single),
            ),
            (
                SecondFactor::Optional,
                None,
                "&acr_values=urn%3Ax+phr+urn%3Adomicile%3Aacr%3Amulti-factor",
                demand(Single, Phr),
            ),
            (SecondFactor::Required, None, ESSENTIAL, demand(Phr, Phr)),
            (SecondFactor::Optional, None, UNKNOWN, None),
        ] {
            let mut application = bundle("eu").application("aurora.shop").unwrap().clone();
            application.minimum_acr = minimum;
            let found = demand_of(policy, Some(&application), Some(&request(extra)));
            assert_eq!(found, expected, "{policy:?} {minimum:?} {extra}");
        }
    }

    #[test]
    fn a_session_that_is_sure_enough_needs_no_look_at_what_its_person_has() {
        use Level::{MultiFactor as Multi, PhishingResistant as Phr, SingleFactor as Single};
        let most = |moment, required, wished| most_asked_for(moment, Demand { required, wished });
        assert_eq!(most(Moment::Session, Single, Single), Single);
        assert_eq!(most(Moment::Session, Single, Multi), Multi);
        assert_eq!(most(Moment::SecondFactorProven, Multi, Phr), Multi);
        assert_eq!(most(Moment::Proven, Single, Single), Phr);
    }
}
