//! How often mail may be sent and codes may be typed. What is counted is hidden behind a keyed hash.

use std::net::IpAddr;

use domicile_residency::Digest;

use crate::{
    app::App,
    store::throttles::{Allowance, count},
};

/// Codes mailed to one address: a person who mistypes has enough, a mailbox is not flooded.
const MAIL_PER_ADDRESS: Allowance = Allowance {
    most: 5,
    window_seconds: 600,
};
/// Codes mailed to one address in a day: with the tries per code this bounds guessing for good.
const MAIL_PER_ADDRESS_A_DAY: Allowance = Allowance {
    most: 30,
    window_seconds: 86_400,
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

/// Counts one mail to an address, whether or not anyone is known by it.
pub async fn admit_mail(app: &App, address: &Digest, network: Option<IpAddr>) -> Admission {
    let address = address.to_hex();
    admit(
        app,
        &[
            (
                "mail-network",
                network.and_then(network_of),
                MAIL_PER_NETWORK,
            ),
            ("mail-address", Some(address.clone()), MAIL_PER_ADDRESS),
            ("mail-address-day", Some(address), MAIL_PER_ADDRESS_A_DAY),
            ("mail-all", Some(String::new()), MAIL_IN_ALL),
        ],
    )
    .await
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
    for (kind, value, allowance) in counted {
        let Some(value) = value else { continue };
        let bucket = app
            .keys()
            .pseudonym
            .hmac_sha256(format!("throttle:{kind}:{value}").as_bytes());
        if let Err(retry_after_seconds) = count(app.pool(), &bucket, *allowance).await? {
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
