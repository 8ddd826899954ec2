//! How often mail may be sent, and codes and passwords may be typed: per address, per network and in all, with waits
//! that double and have a longest. A browser in which the person signed in before has tries of its own, so that nobody
//! can be locked out by strangers. What is counted is hidden behind a keyed hash.

mod membership;
mod sms;

use std::net::IpAddr;

use domicile_residency::Digest;
use sqlx::PgConnection;

use crate::{
    app::App,
    store::{
        backoffs::{self, Schedule},
        throttles::{Allowance, count},
    },
    web::{Visit, known_device::KnownDevice},
};

pub use membership::admit_membership;
pub use sms::admit_sms;

/// Mails to one address that browsers ask for in which nobody of that address signed in before: a mailbox is not
/// flooded, and with the tries per code this bounds guessing. A wait is half an hour at most: nobody is kept out.
const MAIL_PER_ADDRESS: Schedule = Schedule {
    free: 5,
    first_seconds: 60,
    longest_seconds: 1800,
    forgotten_after_seconds: 3600,
};
/// The same from one network: a stranger uses up their own mails before those of everybody.
const MAIL_PER_ADDRESS_AND_NETWORK: Schedule = Schedule {
    free: 3,
    first_seconds: 60,
    longest_seconds: 7200,
    forgotten_after_seconds: 86_400,
};
/// Mails that a browser asks for in which the person signed in before.
const MAIL_PER_DEVICE: Schedule = Schedule {
    free: 5,
    first_seconds: 60,
    longest_seconds: 1800,
    forgotten_after_seconds: 3600,
};
/// Passwords typed for one address in browsers that do not know the person.
const PASSWORDS_PER_ADDRESS: Schedule = Schedule {
    free: 20,
    first_seconds: 30,
    longest_seconds: 900,
    forgotten_after_seconds: 3600,
};
/// The same from one network.
const PASSWORDS_PER_ADDRESS_AND_NETWORK: Schedule = Schedule {
    free: 5,
    first_seconds: 30,
    longest_seconds: 3600,
    forgotten_after_seconds: 86_400,
};
/// Passwords typed in a browser in which the person signed in before.
const PASSWORDS_PER_DEVICE: Schedule = Schedule {
    free: 5,
    first_seconds: 30,
    longest_seconds: 900,
    forgotten_after_seconds: 3600,
};
/// Passwords typed from one network for whatever addresses: lists of stolen passwords are long.
const PASSWORDS_PER_NETWORK: Allowance = Allowance {
    most: 100,
    window_seconds: 600,
};
/// Passwords typed in this region in browsers that do not know the person: beyond this, a list is being tried from
/// many networks. Browsers that know the person are not counted and not held up.
const PASSWORDS_IN_ALL: Allowance = Allowance {
    most: 20_000,
    window_seconds: 600,
};
/// Codes asked for from one network: offices and mobile carriers share addresses.
const MAIL_PER_NETWORK: Allowance = Allowance {
    most: 120,
    window_seconds: 600,
};
/// Codes mailed by this region: beyond this, something is wrong with the world.
const MAIL_IN_ALL: Allowance = Allowance {
    most: 20_000,
    window_seconds: 600,
};
/// Codes typed from one network.
const TRIES_PER_NETWORK: Allowance = Allowance {
    most: 300,
    window_seconds: 600,
};

/// Codes of devices that one person types: nobody has that many devices, and guessing needs a million times more.
const USER_CODES_PER_PERSON: Allowance = Allowance {
    most: 30,
    window_seconds: 600,
};

/// What clients that prove nothing make us keep from one network: devices that wait, pushed requests, proofs of keys.
/// Offices share addresses, and each person needs two or three.
const UNPROVEN_PER_NETWORK: Allowance = Allowance {
    most: 1200,
    window_seconds: 600,
};
/// Devices that begin to wait in this region: the user codes of more would be too easy to hit.
const DEVICES_IN_ALL: Allowance = Allowance {
    most: 20_000,
    window_seconds: 600,
};

/// Codes of an app and recovery codes typed for one person: at three good codes in a million, ten tries in ten minutes
/// are a chance of one in 33,000, and the day's limit bounds guessing for good. A passkey is not held up by it.
const FACTORS_PER_PERSON: Allowance = Allowance {
    most: 10,
    window_seconds: 600,
};
/// The same in a day.
const FACTORS_PER_PERSON_A_DAY: Allowance = Allowance {
    most: 60,
    window_seconds: 86_400,
};

/// More than allowed: when to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Seconds until it may be tried again.
    pub retry_after_seconds: u64,
}

type Admission = Result<Result<(), TooMany>, sqlx::Error>;

/// Something that was counted by waiting longer and longer.
type Bucket = [u8; 32];

/// A password that may be checked, and what has to be told how it went.
#[must_use]
pub struct Admitted {
    own: Bucket,
    shared: Option<Bucket>,
}

impl Admitted {
    /// It was right: the person's own tries are forgotten.
    pub async fn was_right(self, app: &App) -> Result<(), sqlx::Error> {
        let shared = self.shared.as_ref().map(<[u8; 32]>::as_slice);
        backoffs::forgive(app.pool(), &self.own, shared).await
    }

    /// It was not checked: the workload was too busy.
    pub async fn was_not_made(self, app: &App) -> Result<(), sqlx::Error> {
        let counted = [Some(&self.own), self.shared.as_ref()];
        let counted: Vec<&[u8]> = counted
            .into_iter()
            .flatten()
            .map(<[u8; 32]>::as_slice)
            .collect();
        backoffs::take_back(app.pool(), &counted).await
    }
}

/// Counts one mail to an address. `owner` is whoever is known by it: a browser in which they signed in before has
/// mails of its own, so that strangers who ask for mails cannot keep the owner out.
pub async fn admit_mail(visit: &Visit, address: &Digest, owner: Option<&str>) -> Admission {
    let app = &visit.app;
    let connection = &mut *app.pool().acquire().await?;
    let address = address.to_hex();
    if let Some(device) = KnownDevice::known_to(visit, owner) {
        let bucket = bucket(app, "mail-device", &format!("{device}:{address}"));
        return wait(app, connection, "mail-device", &bucket, MAIL_PER_DEVICE).await;
    }
    let network = visit.network.and_then(network_of);
    let counted = [
        ("mail-network", network.clone(), MAIL_PER_NETWORK),
        ("mail-all", Some(String::new()), MAIL_IN_ALL),
    ];
    if let refused @ Err(_) = admit_on(app, connection, &counted).await? {
        return Ok(refused);
    }
    if let Some(network) = network {
        let kind = "mail-address-network";
        let bucket = bucket(app, kind, &format!("{network}:{address}"));
        if let refused @ Err(_) =
            wait(app, connection, kind, &bucket, MAIL_PER_ADDRESS_AND_NETWORK).await?
        {
            return Ok(refused);
        }
    }
    let bucket = bucket(app, "mail-address", &address);
    wait(app, connection, "mail-address", &bucket, MAIL_PER_ADDRESS).await
}

/// Counts one mail that an organisation's administrator has sent to somebody, over an API: there is no browser.
pub async fn admit_mail_of_organization(app: &App, address: &Digest) -> Admission {
    let connection = &mut *app.pool().acquire().await?;
    let counted = [("mail-all", Some(String::new()), MAIL_IN_ALL)];
    if let refused @ Err(_) = admit_on(app, connection, &counted).await? {
        return Ok(refused);
    }
    let kind = "mail-address-organization";
    let bucket = bucket(app, kind, &address.to_hex());
    wait(app, connection, kind, &bucket, MAIL_PER_ADDRESS).await
}

/// Counts one typed password before it is checked, whether or not anyone is known by the address.
pub async fn admit_password(
    visit: &Visit,
    connection: &mut PgConnection,
    address: &Digest,
    owner: Option<&str>,
) -> Result<Result<Admitted, TooMany>, sqlx::Error> {
    let app = &visit.app;
    let address = address.to_hex();
    if let Some(device) = KnownDevice::known_to(visit, owner) {
        let own = bucket(app, "password-device", &format!("{device}:{address}"));
        let waited = wait(
            app,
            connection,
            "password-device",
            &own,
            PASSWORDS_PER_DEVICE,
        )
        .await?;
        return Ok(waited.map(|()| Admitted { own, shared: None }));
    }
    let network = visit.network.and_then(network_of);
    let counted = [
        ("password-network", network.clone(), PASSWORDS_PER_NETWORK),
        ("password-all", Some(String::new()), PASSWORDS_IN_ALL),
    ];
    if let Err(too_many) = admit_on(app, connection, &counted).await? {
        return Ok(Err(too_many));
    }
    // Behind a proxy that hides where people come from, everybody is one network.
    let kind = "password-address-network";
    let from = network.unwrap_or_default();
    let own = bucket(app, kind, &format!("{from}:{address}"));
    if let Err(too_many) = wait(
        app,
        connection,
        kind,
        &own,
        PASSWORDS_PER_ADDRESS_AND_NETWORK,
    )
    .await?
    {
        return Ok(Err(too_many));
    }
    let kind = "password-address";
    let shared = bucket(app, kind, &address);
    let waited = wait(app, connection, kind, &shared, PASSWORDS_PER_ADDRESS).await?;
    Ok(waited.map(|()| Admitted {
        own,
        shared: Some(shared),
    }))
}

async fn wait(
    app: &App,
    connection: &mut PgConnection,
    kind: &str,
    bucket: &Bucket,
    schedule: Schedule,
) -> Admission {
    let tried = backoffs::attempt(connection, bucket, schedule).await?;
    Ok(tried.map_err(|retry_after_seconds| {
        app.measures().throttled.inc();
        tracing::warn!(kind, "throttled");
        TooMany {
            retry_after_seconds,
        }
    }))
}

fn bucket(app: &App, kind: &str, value: &str) -> Bucket {
    let message = format!("throttle:{kind}:{value}");
    app.keys().pseudonym.hmac_sha256(message.as_bytes())
}

/// Counts one typed code.
pub async fn admit_try(app: &App, network: Option<IpAddr>) -> Admission {
    admit(
        app,
        &[(
            "try-network",
            network.and_then(network_of),
            TRIES_PER_NETWORK,
        )],
    )
    .await
}

/// Counts one code of a device that a person typed (RFC 8628, section 5.1).
pub async fn admit_user_code(app: &App, sub: &str, network: Option<IpAddr>) -> Admission {
    admit(
        app,
        &[
            (
                "try-network",
                network.and_then(network_of),
                TRIES_PER_NETWORK,
            ),
            (
                "user-code-person",
                Some(sub.to_owned()),
                USER_CODES_PER_PERSON,
            ),
        ],
    )
    .await
}

/// Counts one thing that a client which proves nothing makes us keep.
pub async fn admit_unproven(app: &App, network: Option<IpAddr>) -> Admission {
    admit(
        app,
        &[(
            "unproven-network",
            network.and_then(network_of),
            UNPROVEN_PER_NETWORK,
        )],
    )
    .await
}

/// Counts one device that begins to wait, whichever client it is of.
pub async fn admit_device(app: &App, network: Option<IpAddr>) -> Admission {
    admit(
        app,
        &[
            (
                "unproven-network",
                network.and_then(network_of),
                UNPROVEN_PER_NETWORK,
            ),
            ("device", Some(String::new()), DEVICES_IN_ALL),
        ],
    )
    .await
}

/// Counts one code of an app, or recovery code, typed for a person.
pub async fn admit_factor(app: &App, sub: &str, network: Option<IpAddr>) -> Admission {
    let sub = sub.to_owned();
    admit(
        app,
        &[
            (
                "try-network",
                network.and_then(network_of),
                TRIES_PER_NETWORK,
            ),
            ("factor-person", Some(sub.clone()), FACTORS_PER_PERSON),
            ("factor-person-day", Some(sub), FACTORS_PER_PERSON_A_DAY),
        ],
    )
    .await
}

async fn admit(app: &App, counted: &[(&str, Option<String>, Allowance)]) -> Admission {
    let mut connection = app.pool().acquire().await?;
    let admission = admit_on(app, &mut connection, counted).await?;
    connection.release();
    Ok(admission)
}

/// Where more is asked of the database: a connection is tried each time that it goes back to the others.
async fn admit_on(
    app: &App,
    connection: &mut PgConnection,
    counted: &[(&str, Option<String>, Allowance)],
) -> Admission {
    for (kind, value, allowance) in counted {
        let Some(value) = value else { continue };
        let bucket = bucket(app, kind, value);
        if let Err(retry_after_seconds) = count(&mut *connection, &bucket, *allowance).await? {
            app.measures().throttled.inc();
            tracing::warn!(kind, "throttled");
            return Ok(Err(TooMany {
                retry_after_seconds,
            }));
        }
    }
    Ok(Ok(()))
}

/// The network of an address: one subscriber gets a /64 of IPv6, and a single address of IPv4.
///
/// Private addresses are those of a load balancer or proxy in front of us, which stands for everybody: nothing is
/// counted by them, and the limits per address and in all remain.
fn network_of(address: IpAddr) -> Option<String> {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            let shared = first == 100 && (64..128).contains(&second);
            let ours =
                address.is_private() || address.is_loopback() || address.is_link_local() || shared;
            (!ours).then(|| address.to_string())
        }
        IpAddr::V6(address) => {
            let ours = address.is_unique_local()
                || address.is_loopback()
                || address.is_unicast_link_local();
            let [a, b, c, d, ..] = address.segments();
            (!ours).then(|| format!("{a:x}:{b:x}:{c:x}:{d:x}::/64"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::network_of;

    #[test]
    fn addresses_of_one_subscriber_count_together() {
        let network = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.2"), network("192.0.2.1"));
    }

    #[test]
    fn a_load_balancer_is_nobodys_network() {
        for address in [
            "10.1.2.3",
            "127.0.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "169.254.1.1",
            "fd00::1",
            "::1",
            "fe80::1",
        ] {
            assert_eq!(network_of(address.parse().unwrap()), None, "{address}");
        }
    }
}
