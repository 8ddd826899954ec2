//! The words of the resources in the words of the bundle: every enum is written in both, so that neither crate needs
//! the other, and a word that is added to one does not compile until it is added here.

use domicile_api::{
    activation_target, application, brand, client_authentication, consent_policy, identity_tenant,
    organizations, profile_schema, profile_source, region, sign_in, signing,
};
use domicile_bundle as bundle;
use domicile_jose as jose;
use domicile_policy as policy;

/// A value in the words of the bundle.
pub(crate) trait InBundle<T> {
    /// The same word.
    fn in_bundle(self) -> T;
}

macro_rules! same_words {
    ($($from:path => $to:path { $($word:ident),* })*) => {$(
        impl InBundle<$to> for $from {
            fn in_bundle(self) -> $to {
                use $from as From;
                use $to as To;
                // The other way round, so that a word of theirs that is missing here does not compile either.
                const fn _every_word_is_known(word: To) -> From {
                    match word {
                        $(To::$word => From::$word,)*
                    }
                }
                match self {
                    $(From::$word => To::$word,)*
                }
            }
        }
    )*};
}

same_words! {
    profile_schema::AttributeType => bundle::AttributeType { String, Integer, Number, Boolean, Date, DateTime }
    profile_schema::Classification => bundle::Classification { Personal, SpecialCategory, Pseudonymous }
    profile_schema::MergeRule => bundle::MergeRule { MostRecent, SourcePrecedence, FirstKnown }
    profile_schema::IdentifierKind => bundle::IdentifierKind { Email, Phone, External }
    consent_policy::LegalBasis => bundle::LegalBasis { Consent, Contract, LegalObligation, LegitimateInterest }
    application::ApplicationType => bundle::ApplicationType { Web, SinglePage, Native }
    application::GrantType => bundle::GrantType {
        AuthorizationCode, RefreshToken, ClientCredentials, DeviceCode, TokenExchange
    }
    application::AssuranceLevel => bundle::AssuranceLevel { SingleFactor, MultiFactor, PhishingResistant }
    sign_in::SecondFactor => bundle::SecondFactor { Disabled, Optional, Required }
    client_authentication::TokenEndpointAuthMethod => bundle::ClientAuthenticationMethod {
        None, ClientSecretBasic, ClientSecretPost, PrivateKeyJwt, TlsClientAuth, SelfSignedTlsClientAuth
    }
    brand::Font => bundle::Font { System, Humanist, Geometric, Rounded, Serif, Slab }
    brand::Acceptance => bundle::Acceptance { Required, Shown }
    brand::Corners => bundle::Corners { Square, Soft, Round }
    organizations::OrganizationRequirement => bundle::OrganizationRequirement { Optional, Required }
    profile_source::SourceKind => bundle::SourceKind { Segment }
    identity_tenant::SmtpEncryption => bundle::SmtpEncryption { ImplicitTls, StartTls, None }
    sign_in::SignInMethod => bundle::SignInMethod { EmailCode, EmailLink, Password }
    signing::SigningAlgorithm => jose::Algorithm { ES256, EdDSA, PS256, RS256 }
    region::TransferBasis => policy::TransferBasis {
        AdequacyDecision, StandardContractualClauses, BindingCorporateRules, DataPrivacyFramework, Unrestricted
    }
}

/// A value in the words of the resources.
pub(crate) trait InResource<T> {
    /// The same word.
    fn in_resource(self) -> T;
}

impl InResource<signing::SigningAlgorithm> for jose::Algorithm {
    fn in_resource(self) -> signing::SigningAlgorithm {
        match self {
            Self::ES256 => signing::SigningAlgorithm::ES256,
            Self::EdDSA => signing::SigningAlgorithm::EdDSA,
            Self::PS256 => signing::SigningAlgorithm::PS256,
            Self::RS256 => signing::SigningAlgorithm::RS256,
        }
    }
}

impl InBundle<bundle::Delivery> for activation_target::Delivery {
    fn in_bundle(self) -> bundle::Delivery {
        let milliseconds =
            |duration: domicile_api::Duration| duration.seconds().saturating_mul(1_000);
        bundle::Delivery {
            timeout_milliseconds: milliseconds(self.timeout()),
            attempts: self.attempts(),
            initial_backoff_milliseconds: milliseconds(self.initial_backoff()),
            maximum_backoff_milliseconds: milliseconds(self.maximum_backoff()),
        }
    }
}
