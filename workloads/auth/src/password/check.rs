//! "Is this the person's password?" Known and unknown addresses, accounts with and without a password cost the same
//! statements and the same hash.

use domicile_credentials::{
    password::{Password, PasswordError, Verdict},
    password_quality::LONGEST,
};
use domicile_residency::EmailAddress;

use super::parameters;
use crate::{
    error::AuthError,
    store::passwords::{self, Found},
    web::{
        Visit,
        throttle::{self, TooMany},
    },
};

/// What came of it.
pub enum Checked {
    /// It is this person.
    Right {
        /// Who.
        sub: String,
    },
    /// It is not, or there is nobody, or they have no password: all the same to who asks.
    Wrong,
    /// It was not checked.
    Later(TooMany),
}

/// Checks a password that was typed for an address.
pub async fn check(
    visit: &Visit,
    address: &EmailAddress,
    typed: &str,
) -> Result<Checked, AuthError> {
    let app = &visit.app;
    let digest = app.digest_of(address);
    let mut connection = app.pool().acquire().await?;
    let found = passwords::of_identifier(&mut *connection, &digest).await?;
    let owner = found.as_ref().map(|found| found.sub.as_str());
    let admitted = throttle::admit_password(visit, &mut connection, &digest, owner).await?;
    // A hash takes long: nobody waits for the connection meanwhile.
    connection.release();
    let admitted = match admitted {
        Ok(admitted) => admitted,
        Err(too_many) => return Ok(Checked::Later(too_many)),
    };
    match compare(visit, found, typed).await {
        Ok(Some(sub)) => {
            admitted.was_right(app).await?;
            Ok(Checked::Right { sub })
        }
        Ok(None) => {
            app.measures().passwords_refused.inc();
            Ok(Checked::Wrong)
        }
        Err(AuthError::Password(PasswordError::Busy {
            retry_after_seconds,
        })) => {
            admitted.was_not_made(app).await?;
            app.measures().passwords_shed.inc();
            Ok(Checked::Later(TooMany {
                retry_after_seconds,
            }))
        }
        Err(error) => Err(error),
    }
}

/// Whose password it is, if it is anybody's. One hash is computed whatever was found.
async fn compare(
    visit: &Visit,
    found: Option<Found>,
    typed: &str,
) -> Result<Option<String>, AuthError> {
    let (app, today) = (&visit.app, parameters(visit.bundle())?);
    let password = Password::typed(typed);
    let kept = found.and_then(|Found { sub, hash }| Some((sub, hash?)));
    // What cannot be a password is nobody's.
    let kept = kept.filter(|_| password.characters() <= LONGEST);
    let Some((sub, hash)) = kept else {
        app.hasher().verify_nobody(&password, today).await?;
        app.measures().password_hashes.inc();
        return Ok(None);
    };
    let verdict = app.hasher().verify(&password, &hash, today).await?;
    app.measures().password_hashes.inc();
    match verdict {
        Verdict::Wrong => return Ok(None),
        Verdict::Right { rehash: false } => {}
        Verdict::Right { rehash: true } => {
            let anew = app.hasher().hash(&password, today).await?;
            app.measures().password_hashes.inc();
            passwords::rehash(app.pool(), &sub, &hash, &anew).await?;
        }
    }
    Ok(Some(sub))
}
