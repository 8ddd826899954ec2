//! Which addresses belong to the public Internet.
//!
//! The ranges are those of the IANA special-purpose address registries (RFC 6890) that are not globally reachable,
//! and every form in which IPv6 carries an address of IPv4: behind it may be a private one.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Ranges of IPv4 where no public host is.
const SPECIAL_V4: [(Ipv4Addr, u32); 15] = [
    // "This network" (RFC 791).
    (Ipv4Addr::UNSPECIFIED, 8),
    // Private use (RFC 1918).
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    // Shared by a carrier's customers (RFC 6598).
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    // Loopback (RFC 1122).
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Link-local (RFC 3927), where clouds keep the credentials of machines.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    // IETF protocol assignments (RFC 6890).
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    // Documentation (RFC 5737).
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // Relays of 6to4 (RFC 7526).
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    // Benchmarking (RFC 2544).
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    // Multicast (RFC 5771).
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    // Reserved, and limited broadcast (RFC 1112, RFC 919).
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

/// The only range of IPv6 that is given out to public hosts (RFC 4291). Loopback, unique local, link-local and
/// multicast are outside, and so are mapped addresses (`::ffff:0:0/96`) and those of NAT64 (`64:ff9b::/96`).
const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// Ranges within it where no public host is.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    // IETF protocol assignments (RFC 2928): Teredo, benchmarking, ORCHID.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    // Documentation (RFC 3849, RFC 9637).
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // 6to4 (RFC 3056): carries an address of IPv4.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
];

/// Whether an address can be that of a public host.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !SPECIAL_V4.iter().any(|range| contains_v4(*range, address)),
        IpAddr::V6(address) => {
            contains_v6(GLOBAL_V6, address)
                && !SPECIAL_V6.iter().any(|range| contains_v6(*range, address))
        }
    }
}

fn contains_v4((network, bits): (Ipv4Addr, u32), address: Ipv4Addr) -> bool {
    let rest = u32::BITS - bits;
    network.to_bits() >> rest == address.to_bits() >> rest
}

fn contains_v6((network, bits): (Ipv6Addr, u32), address: Ipv6Addr) -> bool {
    let rest = u128::BITS - bits;
    network.to_bits() >> rest == address.to_bits() >> rest
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

    use proptest::prelude::*;

    use super::is_public;

    #[test]
    fn the_edges_of_every_range_are_where_the_registries_have_them() {
        for text in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.0",
            "192.0.3.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2606:4700:4700::1111",
            "2a00:1450::1",
            "2003::1",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
        for text in [
            "0.0.0.0",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.0",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.0",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.255.255",
            "198.18.0.0",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:808:808::1",
            "3fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_form_of_ipv6_smuggles_an_address_of_ipv4(bits: u32, low: u128) {
            let [a, b, c, d] = Ipv4Addr::from_bits(bits).octets();
            let (high, rest) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            let within = |prefix: u128, shift: u32| Ipv6Addr::from_bits(prefix | u128::from(bits) << shift);
            let smuggled = [
                Ipv4Addr::from_bits(bits).to_ipv6_mapped(),
                Ipv4Addr::from_bits(bits).to_ipv6_compatible(),
                // NAT64 (RFC 6052), well known and local.
                Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, rest),
                Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, rest),
                // 6to4 (RFC 3056), whatever follows the address.
                within(0x2002 << 112 | (low >> 48), 80),
                // Teredo (RFC 4380): the client's address, complemented, is at the end.
                within(0x2001 << 112, 0),
            ];
            for address in smuggled {
                prop_assert!(!is_public(IpAddr::V6(address)), "{}", address);
            }
        }

        #[test]
        fn what_the_standard_library_calls_special_is_not_public(bits: u32, long: u128) {
            let short = Ipv4Addr::from_bits(bits);
            let special = short.is_private() || short.is_loopback() || short.is_link_local() || short.is_broadcast()
                || short.is_documentation() || short.is_multicast() || short.is_unspecified();
            prop_assert!(!(special && is_public(IpAddr::V4(short))));
            let long = Ipv6Addr::from_bits(long);
            let special = long.is_loopback() || long.is_multicast() || long.is_unspecified()
                || long.is_unique_local() || long.is_unicast_link_local();
            prop_assert!(!(special && is_public(IpAddr::V6(long))));
        }
    }
}
