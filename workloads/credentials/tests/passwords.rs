//! What a hasher promises.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use domicile_credentials::password::{
    Capacity, Hasher, Parameters, Password, PasswordError, Verdict,
};
use proptest::prelude::*;

const ONE: Capacity = Capacity {
    threads: 1,
    waiting: 4,
};

fn light() -> Parameters {
    Parameters::new(7_168, 5, 1).unwrap()
}

#[tokio::test]
async fn the_right_password_is_right_and_any_other_is_wrong() {
    let hasher = Hasher::start(ONE).unwrap();
    let kept = hasher
        .hash(&Password::typed("pässword"), light())
        .await
        .unwrap();
    assert!(kept.starts_with("$argon2id$v=19$m=7168,t=5,p=1$"), "{kept}");
    let verify = |text: &'static str| {
        let (hasher, kept) = (hasher.clone(), kept.clone());
        async move {
            hasher
                .verify(&Password::typed(text), &kept, light())
                .await
                .unwrap()
        }
    };
    assert_eq!(verify("pässword").await, Verdict::Right { rehash: false });
    assert_eq!(
        verify("pa\u{308}ssword").await,
        Verdict::Right { rehash: false }
    );
    for wrong in ["", "password", "Pässword", "pässword "] {
        assert_eq!(verify(wrong).await, Verdict::Wrong);
    }
}

#[tokio::test]
async fn the_same_password_is_kept_under_another_salt_each_time() {
    let hasher = Hasher::start(ONE).unwrap();
    let password = Password::typed("twice");
    let once = hasher.hash(&password, light()).await.unwrap();
    assert_ne!(once, hasher.hash(&password, light()).await.unwrap());
}

#[tokio::test]
async fn a_hash_of_other_parameters_is_right_and_made_anew() {
    let hasher = Hasher::start(ONE).unwrap();
    let password = Password::typed("older");
    let kept = hasher.hash(&password, light()).await.unwrap();
    let verdict = hasher
        .verify(&password, &kept, Parameters::RECOMMENDED)
        .await;
    assert_eq!(verdict.unwrap(), Verdict::Right { rehash: true });
}

#[tokio::test]
async fn a_hash_made_elsewhere_is_verified() {
    // Made by the reference implementation: argon2 somesalt -id -t 2 -m 16 -p 1 (its test vectors, version 0x13).
    let kept =
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    let hasher = Hasher::start(ONE).unwrap();
    let verdict = hasher
        .verify(&Password::typed("password"), kept, light())
        .await;
    assert_eq!(verdict.unwrap(), Verdict::Right { rehash: true });
    let verdict = hasher
        .verify(&Password::typed("passwort"), kept, light())
        .await;
    assert_eq!(verdict.unwrap(), Verdict::Wrong);
}

#[tokio::test]
async fn what_asks_for_too_much_or_is_no_argon2id_is_not_computed() {
    let hasher = Hasher::start(ONE).unwrap();
    for kept in [
        "",
        "password",
        "$2b$12$abcdefghijklmnopqrstuv",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ",
        "$argon2id$v=19$m=65536,t=2,p=1,keyid=AAAA$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ] {
        let verdict = hasher
            .verify(&Password::typed("password"), kept, light())
            .await;
        assert_eq!(verdict, Err(PasswordError::Malformed), "{kept}");
    }
}

// On one thread: all forty ask before the first of them is waited for.
#[tokio::test(flavor = "current_thread")]
async fn beyond_its_capacity_it_turns_away_at_once_and_recovers() {
    let hasher = Hasher::start(ONE).unwrap();
    let heavy = Parameters::new(65_536, 3, 1).unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let hasher = hasher.clone();
        tasks.spawn(async move { hasher.verify_nobody(&Password::typed("flood"), heavy).await });
    }
    let outcomes = tasks.join_all().await;
    let is_busy = |outcome: &Result<Verdict, PasswordError>| {
        matches!(
            outcome,
            Err(PasswordError::Busy {
                retry_after_seconds: 1..
            })
        )
    };
    let busy = outcomes.iter().filter(|outcome| is_busy(outcome)).count();
    assert!(busy >= 20, "{busy} of 40 were turned away");
    for served in outcomes.iter().filter(|outcome| !is_busy(outcome)) {
        assert_eq!(*served, Ok(Verdict::Wrong));
    }
    assert_eq!(
        hasher
            .verify_nobody(&Password::typed("later"), light())
            .await,
        Ok(Verdict::Wrong)
    );
}

#[test]
fn memory_is_that_of_one_hash_per_thread() {
    let parameters = Parameters::RECOMMENDED;
    let capacity = Capacity::within(40 << 20, parameters);
    assert!(capacity.threads <= 2, "{capacity:?}");
    assert_eq!(Capacity::within(1, parameters).threads, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_was_kept_is_compared_or_refused_but_never_right(kept in "\\$argon2id\\$v=19\\$m=[0-9]{1,4},t=[0-9],p=[0-9]\\$[A-Za-z0-9+/]{8,24}\\$[A-Za-z0-9+/]{10,60}|.{0,80}") {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let verdict = runtime.block_on(async {
            Hasher::start(ONE).unwrap().verify(&Password::typed("x"), &kept, light()).await
        });
        prop_assert!(matches!(verdict, Ok(Verdict::Wrong) | Err(PasswordError::Malformed)), "{:?}", verdict);
    }
}
