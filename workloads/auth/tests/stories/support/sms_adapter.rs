//! The company's adapter that sends text messages: it checks the signature, and keeps what it is asked to send.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use domicile_bundle::{Bundle, Sms, SmsLimits};
use serde_json::Value;
use standardwebhooks::Webhook;

use super::{Answer, Browser, World, local_server::LocalServer};

/// What calls are signed with.
pub const SECRET: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
/// A French mobile number, as every form shows it.
pub const NUMBER: &str = "+33612345678";
/// Where one is typed.
pub const NEW: &str = "https://eu.login.aurora.localhost:8443/account/phone/new";

/// An adapter at `https://localhost:<port>`.
pub struct SmsAdapter {
    port: u16,
    /// The authority of its certificate.
    pub authority: String,
    known: Arc<Mutex<Known>>,
}

#[derive(Default)]
struct Known {
    calls: Vec<Value>,
    answer: Option<StatusCode>,
}

impl SmsAdapter {
    pub async fn start() -> Self {
        let known = Arc::<Mutex<Known>>::default();
        let router = Router::new()
            .route("/send", post(send))
            .with_state(Arc::clone(&known));
        let LocalServer { port, authority } = LocalServer::serving(router).await;
        Self {
            port,
            authority,
            known,
        }
    }

    /// An adapter, and a tenant of one region that sends by it.
    pub async fn with_world(change: impl Fn(&mut Bundle, &mut Sms)) -> (Self, World) {
        let adapter = Self::start().await;
        let world = World::trusting(&["eu"], Some(&adapter.authority), |bundle| {
            adapter.offered_by(bundle, &change);
        })
        .await;
        (adapter, world)
    }

    /// Sends messages to France and the United States; a number is kept for the service.
    pub fn offered_by(&self, bundle: &mut Bundle, change: impl Fn(&mut Bundle, &mut Sms)) {
        let host = format!("localhost:{}", self.port);
        bundle.openid.trusted_hosts.push(host);
        let mut attribute = bundle.attributes[1].clone();
        "phoneNumber".clone_into(&mut attribute.name);
        attribute.identifier = None;
        for purpose in &mut bundle.purposes {
            purpose.attributes.push(attribute.name.clone());
        }
        bundle.attributes.push(attribute);
        let mut sms = Sms {
            url: format!("https://localhost:{}/send", self.port),
            countries: vec!["FR".to_owned(), "US".to_owned()],
            attribute: "phoneNumber".to_owned(),
            purpose: "service".to_owned(),
            second_factor: false,
            limits: SmsLimits::RECOMMENDED,
        };
        change(bundle, &mut sms);
        bundle.sms = Some(sms);
    }

    /// What it was asked to send.
    pub fn calls(&self) -> Vec<Value> {
        self.known.lock().unwrap().calls.clone()
    }

    /// The code in the message that came last.
    pub fn code(&self) -> String {
        let text = self.calls().last().expect("a message")["text"]
            .as_str()
            .unwrap()
            .to_owned();
        let (_, code) = text.rsplit_once('#').expect("a line for the browser");
        assert_eq!(text.matches(code).count(), 2, "{text}");
        code.to_owned()
    }

    /// Answers so from now on, or as it should again.
    pub fn answer_with(&self, answer: Option<StatusCode>) {
        self.known.lock().unwrap().answer = answer;
    }
}

async fn send(
    State(known): State<Arc<Mutex<Known>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let signed = Webhook::new(SECRET).unwrap().verify(&body, &headers);
    if signed.is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let mut known = known.lock().unwrap();
    if let Some(answer) = known.answer {
        return answer;
    }
    known.calls.push(serde_json::from_slice(&body).unwrap());
    StatusCode::ACCEPTED
}

impl Browser<'_> {
    /// Types a number on the account that is signed in.
    pub async fn type_number(&mut self, number: &str) -> Answer {
        let page = self.open(NEW).await;
        assert_eq!(page.url.path(), "/account/phone/new", "{}", page.body);
        self.submit(&[("number", number)]).await
    }

    /// Types a code on the page that asks for that of a number.
    pub async fn type_code_of(&mut self, page: &Answer, code: &str) -> Answer {
        let (csrf, pending) = (
            page.value_of("csrf").unwrap(),
            page.value_of("pending").expect("the page of the code"),
        );
        let fields = [
            ("csrf", csrf.as_str()),
            ("pending", pending.as_str()),
            ("code", code),
        ];
        let (before, _) = page.body.split_once("name=\"pending\"").unwrap();
        let (_, form) = before.rsplit_once("action=\"").unwrap();
        let (action, _) = form.split_once('"').unwrap();
        let answer = self.post(action, &fields).await;
        self.follow(answer).await
    }

    /// Proves a number on the account that is signed in.
    pub async fn add_number(&mut self, adapter: &SmsAdapter, number: &str) -> Answer {
        let page = self.type_number(number).await;
        assert_eq!(page.title(), "Type the code we sent you", "{}", page.body);
        self.type_code_of(&page, &adapter.code()).await
    }
}
