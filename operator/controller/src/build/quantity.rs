//! Quantities as the API server writes them back.
//!
//! It keeps `1024Mi` as `1Gi`. Written in another form than it keeps, an object would look changed at every pass.

use std::fmt::Write as _;

/// Suffixes and their factors, the greatest of each kind first.
const BINARY: [(&str, u128); 6] = [
    ("Ei", 1 << 60),
    ("Pi", 1 << 50),
    ("Ti", 1 << 40),
    ("Gi", 1 << 30),
    ("Mi", 1 << 20),
    ("Ki", 1 << 10),
];
const DECIMAL: [(&str, u128); 7] = [
    ("E", 10_u128.pow(18)),
    ("P", 10_u128.pow(15)),
    ("T", 10_u128.pow(12)),
    ("G", 10_u128.pow(9)),
    ("M", 10_u128.pow(6)),
    ("k", 10_u128.pow(3)),
    ("", 1),
];

/// The canonical form of a size in bytes: the greatest suffix that leaves a whole number. What is in another form
/// (exponents, fractions of a byte) comes back as it is.
pub fn canonical(text: &str) -> String {
    let found = find(&BINARY, text).or_else(|| find(&DECIMAL, text));
    let Some((suffixes, suffix, factor)) = found else {
        return text.to_owned();
    };
    let number = text.strip_suffix(suffix).unwrap_or(text);
    let Some(bytes) = bytes(number, factor) else {
        return text.to_owned();
    };
    // Below one Ki there is no binary form.
    let suffixes = if bytes < 1024 { &DECIMAL[..] } else { suffixes };
    let fits = suffixes
        .iter()
        .chain([&("", 1)])
        .find(|(_, factor)| bytes % factor == 0);
    let mut canonical = String::new();
    if let Some((suffix, factor)) = fits {
        let _ = write!(canonical, "{}{suffix}", bytes / factor);
    }
    canonical
}

type Found<'a> = (&'a [(&'static str, u128)], &'static str, u128);

fn find<'a>(suffixes: &'a [(&'static str, u128)], text: &str) -> Option<Found<'a>> {
    let found = suffixes.iter().find(|(suffix, _)| text.ends_with(suffix));
    found.map(|&(suffix, factor)| (suffixes, suffix, factor))
}

/// The number times the factor, when it is a whole number of bytes above zero.
fn bytes(number: &str, factor: u128) -> Option<u128> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = format!("{whole}{fraction}");
    if digits.is_empty() || digits.len() > 18 || !digits.bytes().all(|digit| digit.is_ascii_digit())
    {
        return None;
    }
    let scale = 10_u128.pow(u32::try_from(fraction.len()).ok()?);
    let product = digits.parse::<u128>().ok()?.checked_mul(factor)?;
    (product > 0 && product.is_multiple_of(scale)).then(|| product / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_written_as_the_api_server_keeps_it() {
        for (written, kept) in [
            ("1Gi", "1Gi"),
            ("1024Mi", "1Gi"),
            ("1536Mi", "1536Mi"),
            ("1.5Gi", "1536Mi"),
            ("0.5Ki", "512"),
            ("1000M", "1G"),
            ("1024", "1024"),
            ("1073741824", "1073741824"),
            ("1000000", "1M"),
            ("20G", "20G"),
            ("1e3", "1e3"),
            ("500m", "500m"),
        ] {
            assert_eq!(canonical(written), kept, "{written}");
        }
    }
}
