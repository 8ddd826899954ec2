//! How people sign in, as the bundle says it.

use domicile_api::{
    password::{Argon2id, PasswordPolicy as Policy},
    sign_in::SignIn as Written,
};
use domicile_bundle::{KeepSignedIn, PasswordPolicy, SignIn};

use super::words::InBundle;

pub(super) fn sign_in(written: &Written) -> SignIn {
    SignIn {
        methods: written
            .methods()
            .into_iter()
            .map(InBundle::in_bundle)
            .collect(),
        keep_signed_in: written.keep_signed_in.as_ref().map(|kept| KeepSignedIn {
            idle_seconds: kept.idle().seconds(),
            absolute_seconds: kept.absolute().seconds(),
        }),
        password: password(written.password.as_ref()),
        code_lifetime_seconds: written.code_lifetime().seconds(),
        code_attempts: written.code_attempts(),
        session_idle_seconds: written.session_idle().seconds(),
        session_absolute_seconds: written.session_absolute().seconds(),
        token_lifetime_seconds: written.token_lifetime().seconds(),
        refresh_token_idle_seconds: written.refresh_token_idle().seconds(),
        refresh_token_absolute_seconds: written.refresh_token_absolute().seconds(),
        second_factor: written.second_factor().in_bundle(),
    }
}

/// The schema allows no numbers out of range; what is left out is as recommended.
fn password(written: Option<&Policy>) -> PasswordPolicy {
    let recommended = PasswordPolicy::RECOMMENDED;
    let number = |written: Option<i32>, otherwise| {
        written
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(otherwise)
    };
    let hash: Option<&Argon2id> = written.and_then(|policy| policy.argon2id.as_ref());
    PasswordPolicy {
        minimum_length: number(
            written.and_then(|policy| policy.minimum_length),
            recommended.minimum_length,
        ),
        memory_kibibytes: number(
            hash.map(|hash| hash.memory_kib),
            recommended.memory_kibibytes,
        ),
        iterations: number(hash.map(|hash| hash.iterations), recommended.iterations),
        parallelism: number(
            hash.and_then(|hash| hash.parallelism),
            recommended.parallelism,
        ),
    }
}
