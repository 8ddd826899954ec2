//! What is compiled for a region.

use domicile_bundle::{
    AssuranceLevel, LegalBasis, ResourceServer, ResponseSigning, SecondFactor, SecurityProfile,
    SigningAlgorithms, canonical_json, parts,
};
use domicile_jose::Algorithm;
use domicile_policy::{BasisRule, CompileError, Input, WantedSigning, compile, prove};
use insta::{assert_json_snapshot, assert_snapshot};

use crate::fixture::airline::{airline, texts};

fn bundle(region: &str) -> domicile_bundle::Bundle {
    compile(&prove(&airline()).accepted, region).unwrap()
}

#[test]
fn a_target_gets_exactly_what_it_and_its_purposes_name() {
    assert_json_snapshot!(bundle("us").targets.iter().map(|target| (&target.name, &target.flows)).collect::<Vec<_>>(), @r#"
    [
      [
        "aurora/crm",
        [
          {
            "purpose": "marketing",
            "attributes": [
              "email",
              "loyaltyTier"
            ],
            "events": [
              "Order Completed"
            ]
          },
          {
            "purpose": "service",
            "attributes": [
              "email",
              "givenName"
            ],
            "events": [
              "Order Completed"
            ]
          }
        ]
      ],
      [
        "aurora/newsletter-tool",
        [
          {
            "purpose": "newsletter",
            "attributes": [
              "email",
              "givenName"
            ],
            "events": [
              "Order Completed"
            ]
          }
        ]
      ],
      [
        "aurora/us-ads",
        [
          {
            "purpose": "marketing",
            "attributes": [
              "email",
              "loyaltyTier"
            ],
            "events": [
              "Order Completed"
            ]
          }
        ]
      ]
    ]
    "#);
}

#[test]
fn a_target_that_may_take_nothing_is_there_with_the_reason() {
    let bundle = bundle("eu");
    let target = bundle
        .targets
        .iter()
        .find(|target| target.name == "aurora/us-ads")
        .unwrap();
    assert!(target.flows.is_empty());
    assert_snapshot!(target.refusal.as_deref().unwrap(), @"ActivationTarget aurora/us-ads takes from us only, and Region eu names no basis for a transfer to US");
}

#[test]
fn a_target_that_takes_only_elsewhere_says_so_where_it_would_be_lawful() {
    let mut input = airline();
    input.targets[0].regions = Some(texts(&["us", "jp"]));
    let bundle = compile(&prove(&input).accepted, "eu").unwrap();
    assert_snapshot!(bundle.targets[0].refusal.as_deref().unwrap(), @"ActivationTarget aurora/crm takes from jp, us only, not from eu");
}

#[test]
fn the_portal_is_a_client_with_a_redirect_for_every_region() {
    let bundle = bundle("jp");
    assert_json_snapshot!(bundle.application("domicile-portal").unwrap(), @r#"
    {
      "clientId": "domicile-portal",
      "displayName": "Portal",
      "brand": "aurora/aurora",
      "applicationType": "Web",
      "redirectUris": [
        "https://eu.my.aurora.localhost:8443/callback",
        "https://jp.my.aurora.localhost:8443/callback",
        "https://us.my.aurora.localhost:8443/callback"
      ],
      "postLogoutRedirectUris": [
        "https://eu.my.aurora.localhost:8443/",
        "https://jp.my.aurora.localhost:8443/",
        "https://my.aurora.localhost:8443/",
        "https://us.my.aurora.localhost:8443/"
      ],
      "grantTypes": [
        "AuthorizationCode"
      ],
      "scopes": [
        "openid"
      ],
      "claims": [],
      "secretDigests": [
        "bb"
      ],
      "authorization": {
        "requiresPkce": true,
        "requiresPushedRequests": false,
        "requiresSignedRequests": false,
        "requestUris": [],
        "defaultMaxAgeSeconds": null,
        "securityProfile": "None",
        "subject": "public"
      },
      "resources": [],
      "resourceServer": null,
      "dpopBoundAccessTokens": false,
      "tlsClientCertificateBoundAccessTokens": false,
      "authenticationMethods": [
        "client_secret_basic"
      ],
      "keys": null,
      "certificateSubject": null,
      "backchannelLogout": null,
      "signing": {
        "idToken": "ES256",
        "authorization": "ES256"
      }
    }
    "#);
}

#[test]
fn applications_have_a_client_id_and_the_name_of_their_brand() {
    let bundle = bundle("jp");
    let shop = bundle.application("aurora.shop").unwrap();
    assert_eq!(shop.brand, "aurora/aurora");
    assert!(bundle.brand(&shop.brand).is_some());
}

#[test]
fn applications_know_their_resources_and_what_their_tokens_and_sign_ins_have_to_be() {
    let bookings = "https://bookings.aurora.localhost/";
    let miles = "https://a-miles.aurora.localhost/";
    let unasked = "https://c-crew.aurora.localhost/";
    let mut input = airline();
    for (identifier, scopes) in [
        (miles, &["miles_spend", "miles_read"]),
        (unasked, &["b", "a"]),
    ] {
        input.tenant.resource_servers.push(ResourceServer {
            identifier: identifier.to_owned(),
            scopes: texts(scopes),
            access_token_signing_alg: (identifier == miles).then_some(Algorithm::EdDSA),
        });
    }
    input.tenant.sign_in.second_factor = SecondFactor::Required;
    let shop = &mut input.applications[0];
    shop.resources = texts(&[bookings, miles, bookings]);
    shop.resource_server = Some(bookings.to_owned());
    shop.minimum_acr = Some(AssuranceLevel::MultiFactor);
    shop.dpop_bound_access_tokens = true;
    shop.token_endpoint_auth_signing_alg = Some(Algorithm::PS256);
    shop.authorization.request_object_signing_alg = Some(Algorithm::EdDSA);
    let proof = prove(&input);
    assert_eq!(proof.rejections, []);
    let bundle = compile(&proof.accepted, "eu").unwrap();
    assert_eq!(bundle.sign_in, input.tenant.sign_in);
    let shop = bundle.application("aurora.shop").unwrap();
    let server = |identifier: &str, scopes: &[&str]| ResourceServer {
        identifier: identifier.to_owned(),
        scopes: texts(scopes),
        access_token_signing_alg: (identifier == miles).then_some(Algorithm::EdDSA),
    };
    assert_eq!(
        shop.resources,
        [
            server(miles, &["miles_read", "miles_spend"]),
            server(bookings, &["bookings_read", "bookings_write"]),
        ]
    );
    assert_eq!(shop.resource_server.as_deref(), Some(bookings));
    assert_eq!(shop.minimum_acr, Some(AssuranceLevel::MultiFactor));
    assert!(shop.dpop_bound_access_tokens);
    assert_eq!(shop.token_endpoint_auth_signing_alg, Some(Algorithm::PS256));
    let requests = &shop.authorization.request_object_signing_alg;
    assert_eq!(*requests, Some(Algorithm::EdDSA));
}

#[test]
fn what_an_application_leaves_open_is_signed_as_the_tenant_prefers_and_its_profile_allows() {
    let mut input = airline();
    input.tenant.signing_algorithms =
        SigningAlgorithms::of([Algorithm::RS256, Algorithm::PS256, Algorithm::ES256]);
    let signing = |input: &Input| {
        let proof = prove(input);
        assert_eq!(proof.rejections, []);
        let bundle = compile(&proof.accepted, "eu").unwrap();
        assert_eq!(
            bundle.openid.signing_algorithms,
            input.tenant.signing_algorithms
        );
        let signing = |client: &str| bundle.application(client).unwrap().signing;
        // The portal is ours: nothing about it depends on what old clients need.
        assert_eq!(signing("domicile-portal"), ResponseSigning::default());
        signing("aurora.shop")
    };
    let of = |id_token, authorization, userinfo| ResponseSigning {
        id_token,
        authorization,
        userinfo,
    };
    assert_eq!(
        signing(&input),
        of(Algorithm::RS256, Algorithm::RS256, None)
    );
    input.applications[0].authorization.security_profile = SecurityProfile::Fapi2;
    assert_eq!(
        signing(&input),
        of(Algorithm::PS256, Algorithm::PS256, None)
    );
    input.applications[0].signing = WantedSigning {
        id_token: Some(Algorithm::ES256),
        authorization: Some(Algorithm::PS256),
        userinfo: Some(Algorithm::ES256),
    };
    let wanted = of(Algorithm::ES256, Algorithm::PS256, Some(Algorithm::ES256));
    assert_eq!(signing(&input), wanted);
}

#[test]
fn the_legal_basis_is_that_of_the_region() {
    let mut input = airline();
    input.policies[0].purposes[2].legal_basis.push(BasisRule {
        jurisdictions: texts(&["US"]),
        basis: LegalBasis::LegitimateInterest,
    });
    let accepted = prove(&input).accepted;
    let basis = |region: &str| {
        let purpose = compile(&accepted, region)
            .unwrap()
            .purpose("marketing")
            .unwrap()
            .clone();
        (purpose.legal_basis, purpose.asked_at_registration)
    };
    assert_eq!(basis("eu"), (LegalBasis::Consent, true));
    assert_eq!(basis("us"), (LegalBasis::LegitimateInterest, false));
}

#[test]
fn the_issuer_carries_the_port_unless_it_is_the_usual_one() {
    assert_eq!(bundle("eu").issuer, "https://login.aurora.localhost:8443");
    let mut input = airline();
    input.tenant.port = 443;
    assert_eq!(
        compile(&prove(&input).accepted, "eu").unwrap().issuer,
        "https://login.aurora.localhost"
    );
}

#[test]
fn every_region_knows_the_others() {
    let bundle = bundle("eu");
    let names: Vec<_> = bundle
        .regions
        .iter()
        .map(|region| region.name.as_str())
        .collect();
    assert_eq!(names, ["eu", "jp", "us"]);
    assert_eq!(bundle.home_of("FR").unwrap().name, "eu");
    assert_eq!(bundle.home_of("BR").unwrap().name, "us");
}

#[test]
fn another_region_is_an_error() {
    let problem = compile(&prove(&airline()).accepted, "uk").unwrap_err();
    assert_snapshot!(problem, @"the tenant has no region `uk`; it has eu, jp, us");
}

#[test]
fn a_refused_tenant_is_an_error() {
    let mut input = airline();
    input.tenant.regions.clear();
    assert_eq!(
        compile(&prove(&input).accepted, "eu"),
        Err(CompileError::TenantNotAccepted)
    );
}

#[test]
fn the_whole_bundle_of_the_airline() {
    let text = canonical_json::to_string(&bundle("eu")).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_json_snapshot!("airline_eu", value);
}

#[test]
fn regions_differ_in_their_revision() {
    let revision = |region: &str| parts::encode(&bundle(region)).unwrap().index.revision;
    assert_ne!(revision("eu"), revision("us"));
    assert_eq!(revision("eu"), revision("eu"));
}
