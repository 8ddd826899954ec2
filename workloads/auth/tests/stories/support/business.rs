//! Business customers: an application of the tenant that opens organisations, and people who manage them.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64ct::{Base64, Encoding};
use domicile_auth::{
    openid::{
        access_token::{AccessToken, Times},
        resource::Audience,
    },
    organizations::members,
    store::{grants, organizations},
};
use domicile_organizations::{MembershipId, OrganizationId, membership::MembershipState};
use domicile_residency::subject;
use serde_json::{Value, json};
use tower::ServiceExt;
use url::Url;
use uuid::Uuid;

use super::{Answer, World, endpoint::NIGHTLY};
use crate::example::SHOP_SECRET;

/// Sends what business customers send.
pub struct Business;

/// A person with a role, and the token of their application.
pub struct Manager {
    pub sub: String,
    pub membership: MembershipId,
    pub token: String,
}

impl Business {
    /// A request to a public address of a region, with a token.
    pub async fn send(
        world: &World,
        region: &str,
        (method, path): (&str, &str),
        token: &str,
        body: &Value,
    ) -> Answer {
        Self::send_with(world, region, (method, path), token, &[], body).await
    }

    pub async fn send_with(
        world: &World,
        region: &str,
        (method, path): (&str, &str),
        token: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::AUTHORIZATION, format!("Bearer {token}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            Body::from(body.to_string())
        };
        let response = world
            .region(region)
            .public
            .clone()
            .oneshot(request.body(body).unwrap())
            .await
            .unwrap();
        let url = Url::parse(&format!("https://login.aurora.localhost:8443{path}")).unwrap();
        Answer::of(response, url).await
    }

    /// An access token of a grant that is there.
    pub async fn token(world: &World, region: &str, sub: &str, scope: &str) -> String {
        let own = world.region(region);
        let scopes: Vec<String> = scope.split(' ').map(str::to_owned).collect();
        let client_id = "aurora.shop";
        let mut connection = own.pool.acquire().await.unwrap();
        let grant = grants::insert(
            &mut *connection,
            grants::NewGrant {
                sub,
                client_id,
                scopes: &scopes,
                authenticated_at: jiff::Timestamp::now(),
                lifetime_seconds: 600.0,
                session_id: None,
                methods: &[],
                acr: None,
                claims: None,
                resources: &[],
                membership: None,
            },
        )
        .await
        .unwrap();
        let issuer = own.app.bundle().bundle.issuer.clone();
        let times = Times::lasting(600);
        let token = AccessToken {
            iss: issuer.clone(),
            sub: sub.to_owned(),
            aud: Audience::One(issuer),
            auth_time: None,
            acr: None,
            amr: vec![],
            cnf: None,
            act: None,
            client_id: client_id.to_owned(),
            scope: scope.to_owned(),
            iat: times.issued,
            exp: times.expires,
            jti: Uuid::now_v7(),
            region: region.to_owned(),
            organization: None,
            domicile_grant: Some(grant),
        };
        token.sign(&own.app.keys().signing).unwrap()
    }

    /// A token of an application for itself.
    pub async fn application(world: &World, region: &str) -> String {
        let fields = [
            ("grant_type", "client_credentials"),
            ("scope", "organizations"),
        ];
        let answer = NIGHTLY.token(world, region, &fields).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()["access_token"].as_str().unwrap().to_owned()
    }

    /// Opens an organisation of a country; its administrator is invited by mail.
    pub async fn open(world: &World, country: &str) -> OrganizationId {
        let token = Self::application(world, "eu").await;
        let body = json!({ "name": "Contoso Travel", "country": country, "administrator": { "email": "boss@contoso.example" } });
        let path = ("POST", "/organizations/v1/organizations");
        let answer = Self::send(world, "eu", path, &token, &body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let mail = world.mailbox.next().await;
        assert_eq!(mail.to, "boss@contoso.example");
        OrganizationId::parse(answer.json()["id"].as_str().unwrap()).unwrap()
    }

    /// A member as if they had joined, with a token to manage by.
    pub async fn member(
        world: &World,
        region: &str,
        organization: &OrganizationId,
        role: &str,
    ) -> Manager {
        let own = world.region(region);
        let sub = subject().unwrap();
        let record = json!({ "userName": format!("{sub}@contoso.example") });
        let member = members::insert(
            &own.app,
            organization,
            "Contoso Travel",
            &sub,
            MembershipState::Active,
            &[role.to_owned()],
            record.as_object().unwrap(),
        )
        .await
        .unwrap()
        .unwrap();
        let membership = MembershipId::parse(&member.id).unwrap();
        if role == "administrator" {
            let home = world.region(organization.region());
            organizations::take_seat(&home.pool, organization, &membership)
                .await
                .unwrap();
        }
        let token = Self::token(world, region, &sub, "openid organizations").await;
        Manager {
            sub,
            membership,
            token,
        }
    }

    /// Asks the decision API as the shop.
    pub async fn decide(world: &World, region: &str, path: &str, body: &Value) -> Answer {
        let basic = Base64::encode_string(format!("aurora.shop:{SHOP_SECRET}").as_bytes());
        let request = Request::post(path)
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::AUTHORIZATION, format!("Basic {basic}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("x-request-id", "the-id")
            .body(Body::from(body.to_string()))
            .unwrap();
        let response = world
            .region(region)
            .public
            .clone()
            .oneshot(request)
            .await
            .unwrap();
        let url = Url::parse(&format!("https://login.aurora.localhost:8443{path}")).unwrap();
        Answer::of(response, url).await
    }
}
