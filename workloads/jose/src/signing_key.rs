//! The private half: one key of one region, parsed once.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    rand::SystemRandom,
    signature::{
        ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair, RSA_PKCS1_SHA256,
        RSA_PSS_SHA256, RsaKeyPair, RsaPublicKeyComponents,
    },
};
use rustls_pki_types::{PrivatePkcs8KeyDer, pem::PemObject};
use serde::Serialize;
use serde_json::{Value, json};

use crate::{Algorithm, JoseError, PublicKey};

/// RFC 7518, sections 3.3 and 3.5: 2048 bits or more.
const LEAST_MODULUS_BYTES: usize = 256;

/// A key that signs with one algorithm. `Debug` shows the algorithm and the key's identifier only.
pub struct SigningKey {
    pair: Pair,
    algorithm: Algorithm,
    key_id: String,
    public_jwk: Value,
}

enum Pair {
    Ecdsa(EcdsaKeyPair),
    Ed25519(Ed25519KeyPair),
    Rsa(Box<RsaKeyPair>),
}

#[derive(Serialize)]
struct WireHeader<'a> {
    alg: &'static str,
    typ: &'a str,
    kid: &'a str,
}

impl SigningKey {
    /// Reads an EC P-256 private key as PKCS#8 PEM, for ES256.
    ///
    /// # Errors
    /// When it is something else.
    pub fn from_pkcs8_pem(pem: &str) -> Result<Self, JoseError> {
        Self::of_algorithm(Algorithm::ES256, pem)
    }

    /// Reads a private key as PKCS#8 PEM, for one algorithm.
    ///
    /// # Errors
    /// When it is not a key of the algorithm, or an RSA key of less than 2048 bits.
    pub fn of_algorithm(algorithm: Algorithm, pem: &str) -> Result<Self, JoseError> {
        let document = PrivatePkcs8KeyDer::from_pem_slice(pem.as_bytes())
            .map_err(|_| JoseError::PrivateKey)?;
        let (pair, public) = parsed(algorithm, document.secret_pkcs8_der())?;
        let key_id = public.thumbprint();
        let mut public_jwk = public.jwk();
        public_jwk.insert("kid".to_owned(), json!(key_id));
        public_jwk.insert("use".to_owned(), json!("sig"));
        public_jwk.insert("alg".to_owned(), json!(algorithm));
        Ok(Self {
            pair,
            algorithm,
            key_id,
            public_jwk: Value::Object(public_jwk),
        })
    }

    /// The algorithm that it signs with.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// `kid`: the RFC 7638 thumbprint.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The public JSON Web Key (RFC 7517), with `kid`, `use` and `alg`.
    pub fn public_jwk(&self) -> &Value {
        &self.public_jwk
    }

    /// Signs claims as a token of a type (`typ` of the header).
    ///
    /// # Errors
    /// When the claims have no JSON form or the signature fails.
    pub fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        let header = WireHeader {
            alg: self.algorithm.name(),
            typ: token_type,
            kid: &self.key_id,
        };
        let mut token = encoded(&header)?;
        token.push('.');
        token.push_str(&encoded(claims)?);
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        token.push_str(&Base64UrlUnpadded::encode_string(&signature));
        Ok(token)
    }

    /// The signature of a message, as RFC 7518 and RFC 8037 shape it.
    ///
    /// # Errors
    /// When the system's random source fails.
    pub fn signature(&self, message: &[u8]) -> Result<Vec<u8>, JoseError> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ecdsa(pair) => pair
                .sign(&random, message)
                .map(|signature| signature.as_ref().to_vec()),
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                let padding: &dyn ring::signature::RsaEncoding =
                    if self.algorithm == Algorithm::PS256 {
                        &RSA_PSS_SHA256
                    } else {
                        &RSA_PKCS1_SHA256
                    };
                pair.sign(padding, &random, message, &mut signature)
                    .map(|()| signature)
            }
        }
        .map_err(|_| JoseError::Signing)
    }
}

/// What signs tokens: one key, or whichever key of several it is the turn of.
pub trait Sign {
    /// Signs claims as a token of a type (`typ` of the header).
    ///
    /// # Errors
    /// When the claims have no JSON form or the signature fails.
    fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError>;
}

impl Sign for SigningKey {
    fn sign<T: Serialize>(&self, token_type: &str, claims: &T) -> Result<String, JoseError> {
        Self::sign(self, token_type, claims)
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("SigningKey")
            .field(&self.algorithm)
            .field(&self.key_id)
            .finish()
    }
}

fn parsed(algorithm: Algorithm, document: &[u8]) -> Result<(Pair, PublicKey), JoseError> {
    let refused = |_| JoseError::PrivateKey;
    match algorithm {
        Algorithm::ES256 => {
            let curve = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let pair =
                EcdsaKeyPair::from_pkcs8(curve, document, &SystemRandom::new()).map_err(refused)?;
            let public = PublicKey::p256(pair.public_key().as_ref());
            Ok((Pair::Ecdsa(pair), public))
        }
        Algorithm::EdDSA => {
            let pair = Ed25519KeyPair::from_pkcs8_maybe_unchecked(document).map_err(refused)?;
            let public = PublicKey::ed25519(pair.public_key().as_ref());
            Ok((Pair::Ed25519(pair), public))
        }
        Algorithm::PS256 | Algorithm::RS256 => {
            let pair = RsaKeyPair::from_pkcs8(document).map_err(refused)?;
            if pair.public().modulus_len() < LEAST_MODULUS_BYTES {
                return Err(JoseError::PrivateKey);
            }
            let numbers = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public());
            let public = PublicKey::rsa(numbers.n, numbers.e);
            Ok((Pair::Rsa(Box::new(pair)), public))
        }
    }
}

fn encoded<T: Serialize>(value: &T) -> Result<String, JoseError> {
    let json = serde_json::to_vec(value).map_err(|_| JoseError::Signing)?;
    Ok(Base64UrlUnpadded::encode_string(&json))
}
