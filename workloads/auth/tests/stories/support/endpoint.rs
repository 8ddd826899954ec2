//! An application's server that posts forms to the provider's endpoints.

use axum::{
    body::Body,
    http::{Request, header},
};
use base64ct::{Base64, Encoding};
use tower::ServiceExt;
use url::Url;

use super::{Answer, World};
use crate::example::SHOP_SECRET;

/// A client that proves itself by its secret, or a public one.
#[derive(Clone, Copy)]
pub struct Client(pub &'static str);

pub const SHOP: Client = Client("aurora.shop");
pub const BOOKINGS: Client = Client("aurora.bookings");
pub const NIGHTLY: Client = Client("aurora.nightly");
pub const APP: Client = Client("aurora.app");
pub const KIOSK: Client = Client("aurora.kiosk");

impl Client {
    fn is_public(self) -> bool {
        [APP.0, KIOSK.0].contains(&self.0)
    }

    /// Posts a form to an endpoint of a region's public address.
    pub async fn post(
        self,
        world: &World,
        region: &str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        self.post_with(world, region, path, fields, &[]).await
    }

    /// The same with further headers.
    pub async fn post_with(
        self,
        world: &World,
        region: &str,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let mut fields = fields.to_vec();
        if self.is_public() {
            fields.push(("client_id", self.0));
        }
        let mut request = Request::post(path)
            .header(header::HOST, "login.aurora.localhost:8443")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        if !self.is_public() {
            let basic = Base64::encode_string(format!("{}:{SHOP_SECRET}", self.0).as_bytes());
            request = request.header(header::AUTHORIZATION, format!("Basic {basic}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let form = domicile_auth::web::parameters::encode(fields);
        let request = request.body(Body::from(form)).unwrap();
        let response = world.region(region).public.clone().oneshot(request).await;
        let url = format!("https://login.aurora.localhost:8443{path}");
        Answer::of(response.unwrap(), Url::parse(&url).unwrap()).await
    }

    pub async fn token(self, world: &World, region: &str, fields: &[(&str, &str)]) -> Answer {
        self.post(world, region, "/token", fields).await
    }

    pub async fn refresh(self, world: &World, region: &str, refresh_token: &str) -> Answer {
        let fields = [
            ("grant_type", "refresh_token"),
            ("refresh_token", refresh_token),
        ];
        self.token(world, region, &fields).await
    }

    pub async fn introspect(self, world: &World, region: &str, token: &str) -> serde_json::Value {
        let answer = self
            .post(world, region, "/introspect", &[("token", token)])
            .await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }
}

/// A text of a JSON answer.
pub fn text(answer: &Answer, name: &str) -> String {
    answer.json()[name]
        .as_str()
        .unwrap_or_else(|| panic!("no {name}: {}", answer.body))
        .to_owned()
}
