//! Parameters of a query or a form (`application/x-www-form-urlencoded`), read as OAuth wants them read: a
//! parameter that is sent twice is an error, one without a value counts as not sent (RFC 6749, section 3.1).

use url::form_urlencoded;

/// Parameters in the order in which they were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

/// A parameter was sent more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` was sent more than once")]
pub struct Repeated(pub &'static str);

impl Parameters {
    /// Reads a query or a form. Bytes that are no UTF-8 become U+FFFD, as the URL Standard has it.
    pub fn parse(text: impl AsRef<[u8]>) -> Self {
        Self(form_urlencoded::parse(text.as_ref()).into_owned().collect())
    }

    /// The value of a parameter.
    ///
    /// # Errors
    /// When it was sent more than once.
    pub fn single(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self
            .0
            .iter()
            .filter(|(own, _)| own == name)
            .map(|(_, value)| value.as_str());
        let first = values.next();
        if values.next().is_some() {
            return Err(Repeated(name));
        }
        Ok(first.filter(|value| !value.is_empty()))
    }

    /// The value of a field of a form of ours: sent twice counts as not sent.
    pub fn field(&self, name: &str) -> &str {
        let mut values = self.0.iter().filter(|(own, _)| own == name);
        match (values.next(), values.next()) {
            (Some((_, value)), None) => value,
            _ => "",
        }
    }

    /// The parameters with one that is set to a value, unless it is there.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !self.has(name) {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// The parameters without one of them.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(own, _)| own != name);
        self
    }

    /// Names and values as they were sent.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// All values of a parameter that may be sent more than once.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(own, value)| own == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The parameters again, as a query.
    pub fn to_query(&self) -> String {
        encode(self.pairs())
    }

    /// Whether a parameter was sent at all.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own == name)
    }
}

impl From<Vec<(String, String)>> for Parameters {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// Encodes parameters for a query or a form.
pub fn encode<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// Adds parameters to an address that may have a query of its own, leaving every byte of it as registered.
pub fn appended<'a>(uri: &str, pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let separator = if uri.contains('?') { '&' } else { '?' };
    format!("{uri}{separator}{}", encode(pairs))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Parameters, Repeated, appended, encode};

    #[test]
    fn a_parameter_sent_twice_is_an_error_and_an_empty_one_counts_as_not_sent() {
        let parameters = Parameters::parse("a=1&b=&a=2&c=%2B+x");
        assert_eq!(parameters.single("a"), Err(Repeated("a")));
        assert_eq!(parameters.single("b"), Ok(None));
        assert_eq!(parameters.single("c"), Ok(Some("+ x")));
        assert_eq!(parameters.field("a"), "");
    }

    #[test]
    fn an_address_keeps_its_own_query() {
        assert_eq!(appended("https://a/b", [("c", "d e")]), "https://a/b?c=d+e");
        assert_eq!(
            appended("https://a/b?x=1", [("c", "&")]),
            "https://a/b?x=1&c=%26"
        );
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_read_back(name in "\\PC{1,20}", value in "\\PC{1,20}") {
            let parameters = Parameters::parse(encode([(name.as_str(), value.as_str())]));
            prop_assert_eq!(parameters.field(&name), value);
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in "\\PC{0,80}") {
            let _ = Parameters::parse(&text).single("a");
        }
    }
}
