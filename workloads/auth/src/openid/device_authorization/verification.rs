//! `/device`: the person types the code, sees which application asks, and says yes or no, at home.

use axum::response::Response;
use domicile_bundle::{Application, GrantType};

use super::{mesh, user_code::UserCode};
use crate::{
    account::member::{self, Entrance, Member},
    error::AuthError,
    factors::{
        assurance::{Moment, Proven, missing_for},
        demand::Missing,
        level::Level,
        second_factor::step_up,
    },
    legal_documents::{acceptance, outstanding},
    openid::clients,
    pages::{self, device::Problem},
    registration::flow::Destination,
    store::{
        device_authorizations::{self, LIFETIME_SECONDS, Waiting},
        grants::{self, NewGrant},
    },
    web::{Visit, form::Form, parameters::Parameters, throttle},
};

/// The page.
pub const PATH: &str = "/device";

/// `GET /device`. The code may come with the address (`verification_uri_complete`); it is shown, never taken as a yes.
pub async fn show(visit: Visit) -> Response {
    let outcome = match enter(&visit, visit.query.field("user_code")).await {
        Entrance::Member(member) => {
            pages::device::ask_for_code(&visit, &member, visit.query.field("user_code"), None)
        }
        Entrance::Instead(instead) => instead,
    };
    visit.answer(outcome)
}

/// `POST /device`.
pub async fn submit(visit: Visit, Form(form): Form) -> Response {
    let outcome = step(&visit, &form).await;
    visit.answer(outcome)
}

async fn enter(visit: &Visit, typed: &str) -> Entrance {
    // Only what can be a code goes along.
    let user_code = UserCode::parse(typed).map(|code| code.shown());
    member::enter(visit, Destination::Device { user_code }).await
}

async fn step(visit: &Visit, form: &Parameters) -> Result<Response, AuthError> {
    let typed = form.field("user_code");
    let member = match enter(visit, typed).await {
        Entrance::Member(member) => member,
        Entrance::Instead(instead) => return instead,
    };
    if !member.is_form_of(visit, form) {
        return pages::error::foreign_form(visit);
    }
    let again = |problem| pages::device::ask_for_code(visit, &member, typed, Some(problem));
    let Some(user_code) = UserCode::parse(typed) else {
        return again(Problem::Shape);
    };
    if let Err(too_many) =
        throttle::admit_user_code(&visit.app, &member.session.sub, visit.network).await?
    {
        return pages::error::too_many(visit, None, too_many);
    }
    let Some(waiting) = mesh::waiting(&visit.app, visit.bundle(), &user_code).await? else {
        return again(Problem::Unknown);
    };
    let decided = match form.field("action") {
        "approve" => match approve(visit, &member, &user_code, &waiting).await? {
            Approval::Decided(decided) => decided,
            Approval::Instead(instead) => return Ok(instead),
        },
        "deny" => mesh::tell(&visit.app, visit.bundle(), &user_code, false).await?,
        _ => return ask(visit, &member, &user_code, &waiting).await,
    };
    if !decided {
        return again(Problem::Unknown);
    }
    pages::device::done(visit, form.field("action") == "approve")
}

async fn ask(
    visit: &Visit,
    member: &Member,
    user_code: &UserCode,
    waiting: &Waiting,
) -> Result<Response, AuthError> {
    match clients::find(&visit.app, visit.bundle(), &waiting.client_id).await? {
        Some(application) => {
            pages::device::confirm(visit, member, user_code, &application.display_name)
        }
        None => pages::device::ask_for_code(visit, member, "", Some(Problem::Unknown)),
    }
}

/// What came of a yes.
enum Approval {
    /// The device was told; false when it waits no longer.
    Decided(bool),
    /// The sign-in is not sure enough for the application, or its documents are not accepted: this asks for it.
    Instead(Response),
}

/// Keeps the grant here, then tells the region where the device waits. A grant that is never told of ends by itself.
async fn approve(
    visit: &Visit,
    member: &Member,
    user_code: &UserCode,
    waiting: &Waiting,
) -> Result<Approval, AuthError> {
    let application = clients::find(&visit.app, visit.bundle(), &waiting.client_id).await?;
    let still_allowed = |application: &Application| {
        application.grant_types.contains(&GrantType::DeviceCode)
            && waiting
                .scopes
                .iter()
                .all(|scope| application.scopes.contains(scope))
    };
    let Some(application) = application.filter(|application| still_allowed(application)) else {
        return Ok(Approval::Decided(false));
    };
    let session = &member.session;
    let methods: Vec<&str> = session.methods.iter().map(String::as_str).collect();
    let proven = Proven {
        sub: &session.sub,
        methods: &methods,
        moment: Moment::Session,
    };
    let missing = missing_for(visit, Some(&application), None, proven).await?;
    let destination = Destination::Device {
        user_code: Some(user_code.shown()),
    };
    if missing != Missing::Nothing {
        let asked = step_up(visit, destination, session, missing).await?;
        return Ok(Approval::Instead(asked));
    }
    let (client_id, brand) = (&application.client_id, &application.brand);
    if outstanding::of(visit, client_id, brand, &session.sub)
        .await?
        .is_some()
    {
        let asked = acceptance::ask(visit, destination, session, client_id)?;
        return Ok(Approval::Instead(asked));
    }
    let token_lifetime = visit.bundle().sign_in.token_lifetime_seconds;
    let new = NewGrant {
        sub: &session.sub,
        client_id: &waiting.client_id,
        scopes: &waiting.scopes,
        // The device stays signed in when the person's browser does not.
        session_id: None,
        methods: &session.methods,
        acr: session
            .stated_acr()
            .or_else(|| Some(Level::reached_by(methods).acr())),
        authenticated_at: session.authenticated_at,
        claims: None,
        resources: &waiting.resources,
        lifetime_seconds: f64::from(LIFETIME_SECONDS + token_lifetime),
        membership: None,
    };
    let mut transaction = visit.app.pool().begin().await?;
    let grant = grants::insert(&mut *transaction, new).await?;
    if !device_authorizations::approve(&mut transaction, &waiting.digest, grant).await? {
        return Ok(Approval::Decided(false));
    }
    transaction.commit().await?;
    let told = mesh::tell(&visit.app, visit.bundle(), user_code, true).await?;
    Ok(Approval::Decided(told))
}
