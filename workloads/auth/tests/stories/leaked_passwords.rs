//! A service of leaked passwords that the tenant names: it knows more than the shipped list, and learns nothing.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::get,
};

use crate::support::{
    RelyingParty, World,
    local_server::LocalServer,
    passwords::{ACCOUNT, EMAIL, PASSWORD, set_password},
    world::offer_all,
};

/// No list has it, but for the service's.
const LEAKED: &str = "nine otters under Bergen";
/// SHA-1 of [`LEAKED`]: what goes out, and what comes back.
const OF_LEAKED: (&str, &str) = ("E93C5", "EA298946C4D76FEFAE53ED75F1C2545CBB2");

/// What it was asked, and what it answers.
#[derive(Default)]
struct Known {
    asked: Vec<(String, Option<String>)>,
    answer: Option<(StatusCode, &'static str)>,
}

type Service = Arc<Mutex<Known>>;

async fn range(
    State(service): State<Service>,
    Path(prefix): Path<String>,
    headers: HeaderMap,
) -> Response {
    let padding = headers.get("add-padding");
    let padding = padding
        .and_then(|value| value.to_str().ok())
        .map(str::to_owned);
    let mut known = service.lock().unwrap();
    known.asked.push((prefix.clone(), padding));
    if let Some(answer) = known.answer {
        return answer.into_response();
    }
    let other = "0018A45C4D1DEF81644B54AB7F969B88D65:12";
    if prefix == OF_LEAKED.0 {
        return format!("{other}\r\n{}:2\r\n", OF_LEAKED.1).into_response();
    }
    other.into_response()
}

async fn world() -> (Service, World) {
    let service = Service::default();
    let router = Router::new()
        .route("/range/{prefix}", get(range))
        .with_state(Arc::clone(&service));
    let LocalServer { port, authority } = LocalServer::serving(router).await;
    let world = World::trusting(&["eu"], Some(&authority), |bundle| {
        offer_all(bundle);
        let host = format!("localhost:{port}");
        bundle.sign_in.leaked_passwords_range_url = Some(format!("https://{host}/range/"));
        bundle.openid.trusted_hosts.push(host);
    })
    .await;
    (service, world)
}

#[tokio::test]
async fn a_password_that_the_service_knows_is_refused_and_the_service_learns_five_digits() {
    let (service, world) = world().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    browser.open(ACCOUNT).await;
    let page = set_password(&mut browser, LEAKED).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.body.contains("lists of stolen passwords"),
        "{}",
        page.body
    );
    let padded = Some("true".to_owned());
    assert_eq!(
        service.lock().unwrap().asked,
        [(OF_LEAKED.0.to_owned(), padded)]
    );
    browser.open(ACCOUNT).await;
    let page = set_password(&mut browser, PASSWORD).await;
    assert!(page.body.contains("Your password is set."), "{}", page.body);
}

#[tokio::test]
async fn while_the_service_does_not_answer_as_agreed_the_shipped_list_decides_alone() {
    let (service, world) = world().await;
    let (mut browser, _) = RelyingParty::register(&world, EMAIL).await;
    for answer in [
        (StatusCode::INTERNAL_SERVER_ERROR, ""),
        (StatusCode::FOUND, "EA298946C4D76FEFAE53ED75F1C2545CBB2:1"),
        (StatusCode::OK, "<html>"),
    ] {
        service.lock().unwrap().answer = Some(answer);
        browser.open(ACCOUNT).await;
        let page = set_password(&mut browser, LEAKED).await;
        assert!(
            page.body.contains("Your password is set."),
            "{answer:?} {}",
            page.body
        );
    }
    browser.open(ACCOUNT).await;
    let page = set_password(&mut browser, "password1").await;
    assert!(
        page.body.contains("lists of stolen passwords"),
        "{}",
        page.body
    );
}
