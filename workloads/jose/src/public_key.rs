//! A public JSON Web Key (RFC 7517, section 4), parsed and judged once.

use base64ct::{Base64UrlUnpadded, Encoding};
use ring::{
    digest::{SHA256, digest},
    signature::{
        ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256,
        RsaPublicKeyComponents, UnparsedPublicKey,
    },
};
use serde_json::{Map, Value, json};

use crate::{Algorithm, JoseError, compact};

/// Members that no public key has (RFC 7518, sections 6.2.2, 6.3.2 and 6.4; RFC 8037, section 2).
const PRIVATE_MEMBERS: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// Bytes of a coordinate of P-256, and of an Ed25519 key.
const COORDINATE_BYTES: usize = 32;
/// RFC 7518, sections 3.3 and 3.5: 2048 bits or more. ring takes up to 8192.
const MODULUS_BYTES: std::ops::RangeInclusive<usize> = 256..=1024;
/// ring takes exponents up to 33 bits.
const EXPONENT_BYTES: std::ops::RangeInclusive<usize> = 1..=5;

/// A key that proves signatures, with the algorithms that it may be used with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    material: Material,
    /// `alg`, when the key is for one algorithm only.
    algorithm: Option<Algorithm>,
    key_id: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Material {
    /// `0x04`, x, y.
    P256(Vec<u8>),
    Ed25519(Vec<u8>),
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
}

impl PublicKey {
    /// Reads a public key.
    ///
    /// # Errors
    /// When it has private or symmetric members, is malformed or too weak, or is for encryption or another
    /// algorithm than ours.
    pub fn from_jwk(jwk: &Value) -> Result<Self, JoseError> {
        let members = jwk.as_object().ok_or(JoseError::PublicKey)?;
        if PRIVATE_MEMBERS
            .iter()
            .any(|name| members.contains_key(*name))
        {
            return Err(JoseError::PrivateMembers);
        }
        if !is_for_signatures(members) {
            return Err(JoseError::PublicKey);
        }
        let material = Material::of(members)?;
        let algorithm = match members.get("alg") {
            None => None,
            Some(name) => Some(
                name.as_str()
                    .and_then(|name| name.parse().ok())
                    .filter(|algorithm| material.fits(*algorithm))
                    .ok_or(JoseError::PublicKey)?,
            ),
        };
        let key_id = match members.get("kid") {
            None => None,
            Some(key_id) => Some(key_id.as_str().ok_or(JoseError::PublicKey)?.to_owned()),
        };
        Ok(Self {
            material,
            algorithm,
            key_id,
        })
    }

    /// An EC P-256 key from its uncompressed point.
    pub(crate) fn p256(point: &[u8]) -> Self {
        Self::of_material(Material::P256(point.to_vec()))
    }

    /// An Ed25519 key.
    pub(crate) fn ed25519(bytes: &[u8]) -> Self {
        Self::of_material(Material::Ed25519(bytes.to_vec()))
    }

    /// An RSA key from big-endian numbers.
    pub(crate) fn rsa(modulus: Vec<u8>, exponent: Vec<u8>) -> Self {
        Self::of_material(Material::Rsa { modulus, exponent })
    }

    fn of_material(material: Material) -> Self {
        Self {
            material,
            algorithm: None,
            key_id: None,
        }
    }

    /// `kid`, when the key has one.
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// Whether the key may be used with an algorithm: it fits the key's type, and is the one that the key names.
    pub fn allows(&self, algorithm: Algorithm) -> bool {
        self.material.fits(algorithm) && self.algorithm.is_none_or(|own| own == algorithm)
    }

    /// RFC 7638: SHA-256 of the required members in lexical order without white space, as base64url.
    pub fn thumbprint(&self) -> String {
        // The members are written down in lexical order, and neither names nor values need an escape.
        let canonical = Value::Object(self.material.members()).to_string();
        Base64UrlUnpadded::encode_string(digest(&SHA256, canonical.as_bytes()).as_ref())
    }

    /// The key's required members as a JSON Web Key, nothing else.
    pub fn jwk(&self) -> Map<String, Value> {
        self.material.members()
    }

    /// Proves a signature over a message.
    ///
    /// # Errors
    /// When the key does not allow the algorithm or the signature does not fit.
    pub fn verify(
        &self,
        algorithm: Algorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), JoseError> {
        if !self.allows(algorithm) {
            return Err(JoseError::Algorithm);
        }
        match &self.material {
            Material::P256(point) => {
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, signature)
            }
            Material::Ed25519(key) => {
                UnparsedPublicKey::new(&ED25519, key).verify(message, signature)
            }
            Material::Rsa { modulus, exponent } => RsaPublicKeyComponents {
                n: modulus,
                e: exponent,
            }
            .verify(
                if algorithm == Algorithm::PS256 {
                    &RSA_PSS_2048_8192_SHA256
                } else {
                    &RSA_PKCS1_2048_8192_SHA256
                },
                message,
                signature,
            ),
        }
        .map_err(|_| JoseError::Signature)
    }
}

impl Material {
    fn of(members: &Map<String, Value>) -> Result<Self, JoseError> {
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let bytes = |name: &str, length: std::ops::RangeInclusive<usize>| {
            let decoded = compact::decoded(text(name).ok_or(JoseError::PublicKey)?)
                .map_err(|_| JoseError::PublicKey)?;
            length
                .contains(&decoded.len())
                .then_some(decoded)
                .ok_or(JoseError::PublicKey)
        };
        let coordinate = |name: &str| bytes(name, COORDINATE_BYTES..=COORDINATE_BYTES);
        match (text("kty"), text("crv")) {
            (Some("EC"), Some("P-256")) => Ok(Self::P256(
                [vec![0x04], coordinate("x")?, coordinate("y")?].concat(),
            )),
            (Some("OKP"), Some("Ed25519")) => Ok(Self::Ed25519(coordinate("x")?)),
            (Some("RSA"), _) => {
                let number = |name: &str, length| {
                    // RFC 7518, section 2: a Base64urlUInt has no leading zero; else one key had two thumbprints.
                    bytes(name, length).and_then(|number| {
                        (number.first() != Some(&0))
                            .then_some(number)
                            .ok_or(JoseError::PublicKey)
                    })
                };
                let (modulus, exponent) =
                    (number("n", MODULUS_BYTES)?, number("e", EXPONENT_BYTES)?);
                // 2048 bits means that the first bit of 256 bytes is set.
                if modulus.len() == *MODULUS_BYTES.start() && modulus[0] < 0x80 {
                    return Err(JoseError::PublicKey);
                }
                Ok(Self::Rsa { modulus, exponent })
            }
            _ => Err(JoseError::PublicKey),
        }
    }

    fn fits(&self, algorithm: Algorithm) -> bool {
        match self {
            Self::P256(_) => algorithm == Algorithm::ES256,
            Self::Ed25519(_) => algorithm == Algorithm::EdDSA,
            Self::Rsa { .. } => matches!(algorithm, Algorithm::PS256 | Algorithm::RS256),
        }
    }

    fn members(&self) -> Map<String, Value> {
        let encoded = Base64UrlUnpadded::encode_string;
        let members = match self {
            Self::P256(point) => {
                let (x, y) = point[1..].split_at(COORDINATE_BYTES);
                json!({ "crv": "P-256", "kty": "EC", "x": encoded(x), "y": encoded(y) })
            }
            Self::Ed25519(key) => json!({ "crv": "Ed25519", "kty": "OKP", "x": encoded(key) }),
            Self::Rsa { modulus, exponent } => {
                json!({ "e": encoded(exponent), "kty": "RSA", "n": encoded(modulus) })
            }
        };
        match members {
            Value::Object(members) => members,
            _ => Map::new(),
        }
    }
}

/// RFC 7517, sections 4.2 and 4.3.
fn is_for_signatures(members: &Map<String, Value>) -> bool {
    let used_for = members.get("use").is_none_or(|value| value == "sig");
    let may_verify = members.get("key_ops").is_none_or(|operations| {
        operations
            .as_array()
            .is_some_and(|list| list.iter().any(|operation| operation == "verify"))
    });
    used_for && may_verify
}
