//! Numbers, as people write them and as E.164 does.

use std::fmt;

use phonenumber::{Mode, Type, country, metadata::DATABASE};
use unicode_normalization::UnicodeNormalization;

/// Most characters that are looked at.
const LONGEST: usize = 32;

/// A telephone number that exists as far as the numbering plan of its country tells.
#[derive(Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    e164: String,
    written: String,
    /// ISO 3166-1 alpha-2.
    country: String,
    takes_messages: bool,
}

/// Why a number gets no messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is of a country that the tenant sends none to.
    Country,
    /// It is no mobile number: it rings somewhere, or costs whoever speaks to it.
    Kind,
}

impl PhoneNumber {
    /// Reads what a person typed: with `+` and the country's code, or as it is written in the country of residence
    /// (ISO 3166-1 alpha-2).
    pub fn parse(typed: &str, residence: Option<&str>) -> Option<Self> {
        // Wide digits and signs are as good as narrow ones.
        let typed: String = typed.nfkc().take(LONGEST + 1).collect();
        let typed = typed.trim();
        let fits = typed.chars().count() <= LONGEST && typed.chars().all(is_written_in_numbers);
        // The library takes a country on trust, and wants one that it knows.
        let residence = residence.filter(|country| DATABASE.by_id(*country).is_some());
        let residence = residence.and_then(|country| country.parse::<country::Id>().ok());
        if !fits || (residence.is_none() && !typed.starts_with('+')) {
            return None;
        }
        let parsed = phonenumber::parse(residence, typed).ok()?;
        // Only a valid number can be written: its country has a plan.
        if !parsed.is_valid() || parsed.extension().is_some() {
            return None;
        }
        let kind = parsed.number_type(&DATABASE);
        Some(Self {
            e164: parsed.format().mode(Mode::E164).to_string(),
            written: parsed.format().mode(Mode::International).to_string(),
            country: parsed.country().id()?.as_ref().to_owned(),
            takes_messages: matches!(kind, Type::Mobile | Type::FixedLineOrMobile),
        })
    }

    /// Why it gets no messages of a tenant that sends them to these countries; none when it does.
    pub fn unfit_for(&self, countries: &[String]) -> Option<Unfit> {
        if !countries.contains(&self.country) {
            return Some(Unfit::Country);
        }
        (!self.takes_messages).then_some(Unfit::Kind)
    }

    /// As E.164 writes it: `+33612345678`.
    pub fn as_e164(&self) -> &str {
        &self.e164
    }

    /// As people abroad write it: `+33 6 12 34 56 78`.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Its country (ISO 3166-1 alpha-2).
    pub fn country(&self) -> &str {
        &self.country
    }

    /// Enough of it for its owner to know it, and too little for anybody else.
    pub fn ending(&self) -> &str {
        let digits = self.e164.len().saturating_sub(2);
        self.e164.get(digits..).unwrap_or_default()
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("PhoneNumber(…)")
    }
}

/// Digits, and what people put between them. Letters are left out, which some read as digits, and with them the
/// parameters of RFC 3966.
fn is_written_in_numbers(sign: char) -> bool {
    sign.is_ascii_digit() || " +-.()/\u{2010}".contains(sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PhoneNumber, Unfit};

    fn e164(typed: &str, residence: Option<&str>) -> Option<String> {
        Some(PhoneNumber::parse(typed, residence)?.as_e164().to_owned())
    }

    #[test]
    fn spellings_of_one_number_are_one_number() {
        for (typed, residence) in [
            ("+33 6 12 34 56 78", None),
            ("+33 6 12 34 56 78", Some("DE")),
            ("06 12 34 56 78", Some("FR")),
            ("06.12.34.56.78", Some("FR")),
            (" (06) 12-34-56-78 ", Some("FR")),
            ("0033 6 12 34 56 78", Some("DE")),
            ("+33 (0)6 12 34 56 78", None),
            ("\u{ff0b}\u{ff13}\u{ff13} \u{ff16}12345678", Some("JP")),
        ] {
            let found = e164(typed, residence);
            assert_eq!(
                found.as_deref(),
                Some("+33612345678"),
                "{typed} {residence:?}"
            );
        }
        let number = PhoneNumber::parse("0612345678", Some("FR")).unwrap();
        assert_eq!(number.written(), "+33 6 12 34 56 78");
        assert_eq!((number.country(), number.ending()), ("FR", "78"));
        assert_eq!(format!("{number:?}"), "PhoneNumber(…)");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for (typed, residence) in [
            ("", Some("FR")),
            ("0612345678", None),
            ("0612345678", Some("AQ")),
            ("0612345678", Some("XX")),
            ("12", Some("FR")),
            ("+999 1234567", None),
            ("+33 6 12 34 56 78 ext. 5", None),
            ("+33612345678;phone-context=+44", None),
            ("tel:+33612345678", None),
            ("+33 6 12 34 56 78\u{0}", None),
            ("+3361234567800000000000000000000000000000", None),
        ] {
            assert_eq!(e164(typed, residence), None, "{typed:?} {residence:?}");
        }
    }

    #[test]
    fn messages_go_to_mobile_numbers_of_named_countries_alone() {
        let countries = ["FR", "US", "GB"].map(str::to_owned);
        for (typed, unfit) in [
            ("+33 6 12 34 56 78", None),
            ("+44 7400 123456", None),
            ("+1 202 555 0123", None),
            // One calling code, another country.
            ("+1 345 949 2311", Some(Unfit::Country)),
            ("+1 876 555 0123", Some(Unfit::Country)),
            ("+49 1511 2345678", Some(Unfit::Country)),
            // Satellites and networks of no country.
            ("+883 510 012345678", Some(Unfit::Country)),
            // It rings at home.
            ("+33 1 99 00 12 34", Some(Unfit::Kind)),
            // It costs extra.
            ("+33 8 99 12 34 56", Some(Unfit::Kind)),
            ("+44 9098790000", Some(Unfit::Kind)),
            // It costs the called, who is charged in both directions.
            ("+44 70 1234 5678", Some(Unfit::Kind)),
            ("+1 900 555 0123", Some(Unfit::Kind)),
            ("+1 800 234 5678", Some(Unfit::Kind)),
        ] {
            // What is no number for the library gets no message either.
            let Some(number) = PhoneNumber::parse(typed, None) else {
                assert!(unfit.is_some(), "{typed}");
                continue;
            };
            assert_eq!(number.unfit_for(&countries), unfit, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_it(typed in ".{0,40}", country in "[A-Z]{2}") {
            let _ = PhoneNumber::parse(&typed, None);
            let _ = PhoneNumber::parse(&typed, Some(&country));
        }

        #[test]
        fn a_number_is_read_as_it_is_written(typed in "[+0-9][-+0-9 ().]{2,30}", country in "[A-Z]{2}") {
            if let Some(number) = PhoneNumber::parse(&typed, Some(&country)) {
                let again = PhoneNumber::parse(number.as_e164(), None);
                prop_assert_eq!(again, Some(number));
            }
        }
    }
}
