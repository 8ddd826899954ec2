//! How fast tokens are signed and verified, beside ring alone on the same machine.
//!
//! `cargo run --release -p domicile-jose --example speed`

#![allow(clippy::unwrap_used, reason = "an example may panic")]

use std::{hint::black_box, time::Instant};

use domicile_jose::{Algorithm, Expected, PublicKey, SigningKey, VerifyingKeys, now};
use serde_json::{Value, json};

const RSA: &str = include_str!("../tests/data/rfc7515-a2.pem");

/// Runs for about a second; gives operations per second.
fn rate(mut operation: impl FnMut()) -> f64 {
    let (begun, mut count) = (Instant::now(), 0_u32);
    while begun.elapsed().as_millis() < 1000 {
        for _ in 0..10 {
            operation();
        }
        count += 10;
    }
    f64::from(count) / begun.elapsed().as_secs_f64()
}

fn main() {
    println!("alg    token signed/s  ring signed/s  token verified/s  ring verified/s");
    for algorithm in Algorithm::ALL {
        let pem = match algorithm {
            Algorithm::ES256 => rcgen::KeyPair::generate().unwrap().serialize_pem(),
            Algorithm::EdDSA => rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519)
                .unwrap()
                .serialize_pem(),
            Algorithm::PS256 | Algorithm::RS256 => RSA.to_owned(),
        };
        let key = SigningKey::of_algorithm(algorithm, &pem).unwrap();
        let claims = json!({
            "iss": "https://login.example", "sub": "eu.3q2-7w0bVvqJ8yXc", "aud": "https://login.example",
            "client_id": "shop", "scope": "openid profile email", "iat": now(), "exp": now() + 600,
        });
        let token = key.sign("at+jwt", &claims).unwrap();
        let (input, _) = token.rsplit_once('.').unwrap();
        let signature = key.signature(input.as_bytes()).unwrap();
        let public = PublicKey::from_jwk(key.public_jwk()).unwrap();
        let keys = VerifyingKeys::of([(None, key.public_jwk().clone())]);
        let expected = Expected {
            token_type: "at+jwt",
            issuer: Some("https://login.example"),
            audience: Some("https://login.example"),
            leeway_seconds: 0,
        };
        println!(
            "{algorithm}  {:>14.0} {:>14.0} {:>17.0} {:>16.0}",
            rate(|| drop(black_box(key.sign("at+jwt", &claims).unwrap()))),
            rate(|| drop(black_box(key.signature(input.as_bytes()).unwrap()))),
            rate(|| drop(black_box(keys.verify::<Value>(&token, &expected).unwrap()))),
            rate(|| public
                .verify(algorithm, input.as_bytes(), &signature)
                .unwrap()),
        );
    }
}
