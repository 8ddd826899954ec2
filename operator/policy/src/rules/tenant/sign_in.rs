//! Limits of sign-in that agree with each other.

use crate::{model::TenantSettings, proof::Facts, rules::Violation};

/// A code, a session or a token that is good for no time at all is good for nothing.
pub(super) fn nothing_ends_at_once(_: &Facts<'_>, tenant: &TenantSettings) -> Vec<Violation> {
    let limits = &tenant.sign_in;
    let zero = [
        (
            limits.code_lifetime_seconds,
            "codeLifetime",
            "a person could not type the code from the mail before it ends; write 1m or more",
        ),
        (
            limits.code_attempts,
            "codeAttempts",
            "a person could not type the code from the mail even once; write 1 or more",
        ),
        (
            limits.session_idle_seconds,
            "sessionIdle",
            "a person who has signed in would be signed out at the next click; write 1m or more",
        ),
        (
            limits.session_absolute_seconds,
            "sessionAbsolute",
            "a person who has signed in would be signed out at once; write 1m or more",
        ),
        (
            limits.token_lifetime_seconds,
            "tokenLifetime",
            "a person who has signed in would be nobody to the application, because the token ends before it is read; \
             write 1m or more",
        ),
        (
            limits.refresh_token_idle_seconds,
            "refreshTokenIdle",
            "an application could not keep a person signed in even once: its refresh token ends before it is used; \
             write 1m or more",
        ),
        (
            limits.refresh_token_absolute_seconds,
            "refreshTokenAbsolute",
            "an application could not keep a person signed in even once: its refresh token ends before it is used; \
             write 1m or more",
        ),
    ];
    zero.into_iter()
        .filter(|(limit, _, _)| *limit == 0)
        .map(|(_, field, message)| Violation::new(format!("spec.signIn.{field}"), message))
        .collect()
}

/// A session that ends for good before it may end for being unused makes the second limit mean nothing.
pub(super) fn sessions_last_as_long_as_they_may_rest(
    _: &Facts<'_>,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let limits = &tenant.sign_in;
    let (idle, absolute) = (limits.session_idle_seconds, limits.session_absolute_seconds);
    if absolute >= idle || absolute == 0 {
        return Vec::new();
    }
    let (idle, absolute) = (written(idle), written(absolute));
    let message = format!(
        "a person who comes back after {absolute} would be signed out, although sessionIdle lets a session rest for \
         {idle}; make sessionAbsolute {idle} or more, or sessionIdle {absolute} or less"
    );
    vec![Violation::new("spec.signIn.sessionAbsolute", message)]
}

/// The same of refresh tokens.
pub(super) fn refresh_tokens_last_as_long_as_they_may_rest(
    _: &Facts<'_>,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let limits = &tenant.sign_in;
    let (idle, absolute) = (
        limits.refresh_token_idle_seconds,
        limits.refresh_token_absolute_seconds,
    );
    if absolute >= idle || absolute == 0 {
        return Vec::new();
    }
    let (idle, absolute) = (written(idle), written(absolute));
    let message = format!(
        "an application that comes back after {absolute} would have to sign its person in again, although \
         refreshTokenIdle lets a refresh token rest for {idle}; make refreshTokenAbsolute {idle} or more, or \
         refreshTokenIdle {absolute} or less"
    );
    vec![Violation::new("spec.signIn.refreshTokenAbsolute", message)]
}

/// A refresh token rests while the tokens that came with it are good: one that ends before them is never used.
pub(super) fn refresh_tokens_outlast_what_they_refresh(
    _: &Facts<'_>,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let limits = &tenant.sign_in;
    let (idle, lifetime) = (
        limits.refresh_token_idle_seconds,
        limits.token_lifetime_seconds,
    );
    if idle >= lifetime || idle == 0 {
        return Vec::new();
    }
    let (idle, lifetime) = (written(idle), written(lifetime));
    let message = format!(
        "an application that refreshes its token when that ends, after {lifetime}, would have to sign its person in \
         again, because the refresh token may rest for {idle} only; make refreshTokenIdle {lifetime} or more, or \
         tokenLifetime {idle} or less"
    );
    vec![Violation::new("spec.signIn.refreshTokenIdle", message)]
}

/// The same for people who chose to stay signed in; and staying signed in means longer, not shorter.
pub(super) fn staying_signed_in_lasts_longer(
    _: &Facts<'_>,
    tenant: &TenantSettings,
) -> Vec<Violation> {
    let limits = &tenant.sign_in;
    let Some(kept) = limits.keep_signed_in else {
        return Vec::new();
    };
    let mut violations = Vec::new();
    if kept.idle_seconds < limits.session_idle_seconds {
        let (idle, kept) = (
            written(limits.session_idle_seconds),
            written(kept.idle_seconds),
        );
        let message = format!(
            "a person who chose to stay signed in would be signed out after {kept}, one who did not after {idle}; \
             make keepSignedIn.idle {idle} or more"
        );
        violations.push(Violation::new("spec.signIn.keepSignedIn.idle", message));
    }
    if kept.absolute_seconds < kept.idle_seconds {
        let (idle, absolute) = (written(kept.idle_seconds), written(kept.absolute_seconds));
        let message = format!(
            "a person who comes back after {absolute} would be signed out, although keepSignedIn.idle lets a session \
             rest for {idle}; make keepSignedIn.absolute {idle} or more"
        );
        violations.push(Violation::new("spec.signIn.keepSignedIn.absolute", message));
    }
    violations
}

/// Seconds as people write them in a resource.
fn written(seconds: u32) -> String {
    [(86_400, 'd'), (3_600, 'h'), (60, 'm')]
        .into_iter()
        .find(|(unit, _)| seconds.is_multiple_of(*unit))
        .map_or_else(
            || format!("{seconds}s"),
            |(unit, letter)| format!("{}{letter}", seconds / unit),
        )
}
