//! How often numbers of memberships may be typed.

use super::{Admission, admit_on, bucket, network_of, wait};
use crate::{
    store::{backoffs::Schedule, throttles::Allowance},
    web::Visit,
};

/// Numbers of memberships typed in one account. The brand's system may limit them too; this one does in any case.
const MEMBERSHIPS_PER_PERSON: Schedule = Schedule {
    free: 5,
    first_seconds: 60,
    longest_seconds: 3600,
    forgotten_after_seconds: 86_400,
};
/// One number, in whatever accounts: its PIN is not guessed from many of them. Its owner waits an hour at most.
const MEMBERSHIPS_PER_NUMBER: Schedule = Schedule {
    free: 5,
    first_seconds: 60,
    longest_seconds: 3600,
    forgotten_after_seconds: 86_400,
};
/// Numbers typed from one network.
const MEMBERSHIPS_PER_NETWORK: Allowance = Allowance {
    most: 60,
    window_seconds: 600,
};
/// Numbers typed in this region: the brand's system answers no more than this.
const MEMBERSHIPS_IN_ALL: Allowance = Allowance {
    most: 6_000,
    window_seconds: 600,
};

/// Counts one number of a membership that a person typed; `number` is its keyed digest.
pub async fn admit_membership(visit: &Visit, sub: &str, number: &[u8; 32]) -> Admission {
    let app = &visit.app;
    let connection = &mut *app.pool().acquire().await?;
    let network = visit.network.and_then(network_of);
    let counted = [
        ("membership-network", network, MEMBERSHIPS_PER_NETWORK),
        ("membership-all", Some(String::new()), MEMBERSHIPS_IN_ALL),
    ];
    if let refused @ Err(_) = admit_on(app, connection, &counted).await? {
        return Ok(refused);
    }
    let person = bucket(app, "membership-person", sub);
    let kind = "membership-person";
    if let refused @ Err(_) = wait(app, connection, kind, &person, MEMBERSHIPS_PER_PERSON).await? {
        return Ok(refused);
    }
    let kind = "membership-number";
    let number = bucket(app, kind, &domicile_service::keys::hexadecimal(number));
    wait(app, connection, kind, &number, MEMBERSHIPS_PER_NUMBER).await
}
