//! Passwords: part of how people sign in.

use kube::KubeSchema;
use serde::{Deserialize, Serialize};

use crate::rule;

/// What a password has to be, and how it is kept. Passwords are kept as Argon2id hashes (RFC 9106). One that is in the
/// shipped list of leaked passwords, or easy to guess for somebody who knows the person, is refused whatever its
/// length.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordPolicy {
    /// Fewest characters, from 8 to 64; 8 when left out. Up to 256 characters are always accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 8, max = 64))]
    pub minimum_length: Option<i32>,
    /// How much work one hash is; OWASP's recommendation when left out. After a change, each password is hashed anew
    /// when its person signs in with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub argon2id: Option<Argon2id>,
    /// A service that knows more leaked passwords than the shipped list; nothing is asked of anybody when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaked_passwords: Option<LeakedPasswords>,
}

/// A service that knows leaked passwords, in the form of the range search of Have I Been Pwned. It is asked when somebody
/// chooses a password, and learns five hexadecimal digits of its SHA-1, which hundreds of leaked ones share: neither the
/// password nor whose it is. While it does not answer, the shipped list decides alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeakedPasswords {
    /// Address that the five digits are appended to, for example `https://api.pwnedpasswords.com/range/`. A host with a
    /// private address is named under `openid.trustedOutbound`.
    #[schemars(length(max = 500))]
    #[x_kube(validation = rule::https_endpoint())]
    pub range_url: String,
}

/// Parameters of Argon2id. At least as strong as one of OWASP's choices: 46 MiB and 1 pass, 19 MiB and 2, 12 MiB and
/// 3, 9 MiB and 4, or 7 MiB and 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, KubeSchema)]
#[serde(rename_all = "camelCase")]
#[x_kube(validation = ("(self.iterations >= 5 && self.memoryKiB >= 7168) || (self.iterations >= 4 && self.memoryKiB >= 9216) \
    || (self.iterations >= 3 && self.memoryKiB >= 12288) || (self.iterations >= 2 && self.memoryKiB >= 19456) \
    || self.memoryKiB >= 47104",
    "is weaker than OWASP's minimum: use 19456 KiB and 2 iterations, or 47104 and 1, 12288 and 3, 9216 and 4, 7168 and 5"))]
pub struct Argon2id {
    /// Memory of one hash in KiB, from 7168 to 262144. Each sign-in under way takes so much memory of the pod.
    #[serde(rename = "memoryKiB")]
    #[schemars(range(min = 7168, max = 262_144))]
    pub memory_kib: i32,
    /// Passes over the memory, from 1 to 20.
    #[schemars(range(min = 1, max = 20))]
    pub iterations: i32,
    /// Lanes, from 1 to 8; 1 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 8))]
    pub parallelism: Option<i32>,
}
