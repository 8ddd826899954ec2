//! Joining an organisation, managing it, and acting for it.

use serde_json::json;

use domicile_auth::store::organization_issuers::{self, IssuerRow};

use super::Guest;
use crate::support::Business;

pub async fn visit(guest: &Guest<'_>) {
    let email = guest.email("organizations");
    let mut browser = guest.registered(&email).await;
    let id = Business::open(guest.world, "FR").await;
    let token = Business::application(guest.world, "eu").await;
    let path = format!("/organizations/v1/organizations/{id}/invitations");
    let invitation = json!({ "email": email, "roles": ["administrator"] });
    let sent = Business::send(guest.world, "eu", ("POST", &path), &token, &invitation).await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let link = guest.world.mailbox.next().await.link();
    let invitation = link.split_once('?').unwrap().1;
    let join = guest.at_home(&format!("/organizations/join?{invitation}"));
    let mut other = guest.registered(&guest.email("stranger")).await;
    let page = other.open(&join).await;
    guest.keep("organizations-join-other-address", &page);
    let page = browser.open(&join).await;
    guest.keep("organizations-join", &page);
    let (csrf, invitation) = (
        page.value_of("csrf").unwrap(),
        page.value_of("invitation").unwrap(),
    );
    let fields = [
        ("csrf", csrf.as_str()),
        ("invitation", invitation.as_str()),
        ("action", "join"),
    ];
    let answer = browser.post("/organizations/join", &fields).await;
    let page = browser.follow(answer).await;
    guest.keep("organizations-overview", &page);
    let manage = guest.at_home(&format!("/organizations/manage?organization={id}"));
    let page = browser.open(&manage).await;
    guest.keep("organizations-manage", &page);
    own_login(guest, id.as_str(), &email).await;
    let page = browser.open(&manage).await;
    guest.keep("organizations-manage-own-login", &page);
    organization_issuers::remove(&guest.world.eu().pool, id.as_str())
        .await
        .unwrap();
    browser.open(&guest.authorize_url(&[])).await;
    let answers = [
        ("purpose-newsletter", "denied"),
        ("purpose-marketing", "denied"),
    ];
    let page = browser.submit(&answers).await;
    guest.keep("organization-choice", &page);
    let page = browser.submit(&[("action", "continue")]).await;
    guest.keep("organization-choice-problem", &page);
}

/// The organisation has a login of its own, for a domain that no other guest's organisation has.
async fn own_login(guest: &Guest<'_>, organization: &str, email: &str) {
    let domain = email.replace('@', ".");
    let own = IssuerRow {
        organization_id: organization.to_owned(),
        organization_name: "Contoso Travel".to_owned(),
        issuer: "https://id.contoso.example/realms/staff".to_owned(),
        client_id: "domicile".to_owned(),
        client_secret: None,
        scopes: vec!["email".to_owned()],
        given_name_claim: None,
        family_name_claim: None,
        residence_claim: None,
        just_in_time_role: Some("traveller".to_owned()),
        domains: vec![domain],
    };
    let mut connection = guest.world.eu().pool.acquire().await.unwrap();
    assert!(
        organization_issuers::put(&mut connection, &own)
            .await
            .unwrap()
    );
}
