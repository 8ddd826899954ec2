//! A system of the brand that confirms mileage numbers: it checks the signature, the number and the PIN.

use std::sync::{Arc, Mutex};

use axum::{
    Json, Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::post,
};
use domicile_bundle::{Bundle, MembershipLink, MembershipQuestion};
use serde_json::{Value, json};
use standardwebhooks::Webhook;

use super::local_server::LocalServer;

/// What calls are signed with.
pub const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// A number as the system writes it.
pub const NUMBER: &str = "AU 1234 5678";
/// Its PIN.
pub const PIN: &str = "4711";

/// A system at `https://localhost:<port>`.
pub struct MembershipSystem {
    pub port: u16,
    /// The authority of its certificate.
    pub authority: String,
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    calls: Vec<Value>,
    answer: Option<(StatusCode, String)>,
}

impl MembershipSystem {
    pub async fn start() -> Self {
        let known = Arc::<Mutex<Known>>::default();
        let router = Router::new()
            .route("/verify", post(verify))
            .with_state(Arc::clone(&known));
        let LocalServer { port, authority } = LocalServer::serving(router).await;
        Self {
            port,
            authority,
            known,
        }
    }

    /// Lets people link their mileage number.
    pub fn offered_by(&self, bundle: &mut Bundle, purpose: &str) {
        let host = format!("localhost:{}", self.port);
        bundle.openid.trusted_hosts.push(host);
        let mut attribute = bundle.attributes[1].clone();
        "mileageNumber".clone_into(&mut attribute.name);
        attribute.identifier = None;
        let covers = bundle.purposes.iter_mut().find(|own| own.name == purpose);
        covers.unwrap().attributes.push(attribute.name.clone());
        bundle.attributes.push(attribute);
        let titles = |text: &str| [("en".to_owned(), text.to_owned())].into();
        bundle.sign_in.membership_links = vec![MembershipLink {
            name: "miles".to_owned(),
            titles: titles("Aurora Miles"),
            attribute: "mileageNumber".to_owned(),
            purpose: purpose.to_owned(),
            verification_url: format!("https://localhost:{}/verify", self.port),
            questions: vec![MembershipQuestion {
                name: "pin".to_owned(),
                titles: titles("PIN of your card"),
                hidden: true,
            }],
            brands: Vec::new(),
        }];
    }

    /// What it was asked.
    pub fn calls(&self) -> Vec<Value> {
        self.known.lock().unwrap().calls.clone()
    }

    /// Answers so from now on, or as it should again.
    pub fn answer_with(&self, answer: Option<(StatusCode, &str)>) {
        let answer = answer.map(|(status, body)| (status, body.to_owned()));
        self.known.lock().unwrap().answer = answer;
    }
}

async fn verify(
    State(known): State<Arc<Mutex<Known>>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = Webhook::new(SECRET).unwrap().verify(&body, &headers);
    if signed.is_err() {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let call: Value = serde_json::from_slice(&body).unwrap();
    let mut known = known.lock().unwrap();
    known.calls.push(call.clone());
    if let Some((status, body)) = known.answer.clone() {
        return (status, body).into_response();
    }
    let bare = call["number"].as_str().unwrap().replace(' ', "");
    let confirmed = bare.eq_ignore_ascii_case("AU12345678") && call["answers"]["pin"] == PIN;
    Json(if confirmed {
        json!({ "confirmed": true, "number": NUMBER })
    } else {
        json!({ "confirmed": false })
    })
    .into_response()
}
