//! Sign-in with a passkey, from the request of the application to its tokens.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::{
    authenticator::Authenticator,
    figures::Figures,
    load::throughput,
    support::{Browser, RelyingParty, World},
};

/// People who sign in at once.
const PEOPLE: usize = 16;

pub async fn measure(world: &'static World, figures: &mut Figures) {
    let mut people = Vec::new();
    for number in 0..PEOPLE {
        let (mut browser, _) =
            RelyingParty::register(world, &format!("key{number}@example.test")).await;
        let mut authenticator = Authenticator::new(format!("key {number}").as_bytes());
        browser.add_passkey(&mut authenticator, "").await;
        people.push(Arc::new(Mutex::new(authenticator)));
    }
    let signed_in = throughput(PEOPLE, move |number| {
        let authenticator = people[number].clone();
        async move {
            let mut authenticator = authenticator.lock().await;
            let mut browser = Browser::new(world, "eu").at_home_in("eu");
            browser.open(&RelyingParty::authorize_url(&[])).await;
            let answer = browser.show_passkey(&mut authenticator).await;
            let code = answer.parameter("code").expect("a code");
            RelyingParty::exchange_well(world, "eu", &code).await;
        }
    })
    .await;
    figures.add("passkey-sign-in", signed_in, "1/s", None);
}
