//! How people sign in, as the bundle says it.

use std::collections::BTreeMap;

use domicile_api::{
    external_issuer::ExternalIssuer as WrittenIssuer,
    membership_link::MembershipLink as WrittenLink,
    passkey::Passkeys,
    password::{Argon2id, PasswordPolicy as Policy},
    profile_schema::Title,
    sign_in::SignIn as Written,
    sms::Sms as WrittenSms,
    social_sign_in::{
        ProvidedClaim as WrittenClaim, ProviderAuthentication, SocialProvider as WrittenProvider,
    },
};
use domicile_bundle::{
    ExternalIssuer, KeepSignedIn, MembershipLink, MembershipQuestion, OAuth2Provider, PasskeyMaker,
    PasswordPolicy, ProvidedClaim, ProviderProtocol, SignIn, Sms, SmsLimits, SocialProvider,
};

use domicile_policy::Reference;

use super::words::InBundle;

/// `namespace` is the tenant's, where brands without one of their own are.
pub(super) fn sign_in(written: &Written, namespace: &str) -> SignIn {
    let links = written.membership_links.iter();
    SignIn {
        methods: written
            .methods()
            .into_iter()
            .map(InBundle::in_bundle)
            .collect(),
        social: written.social.iter().map(provider).collect(),
        external: written.external.as_ref().map(external),
        membership_links: links.map(|written| link(written, namespace)).collect(),
        passkey_makers: written.passkeys.iter().flat_map(makers).collect(),
        keep_signed_in: written.keep_signed_in.as_ref().map(|kept| KeepSignedIn {
            idle_seconds: kept.idle().seconds(),
            absolute_seconds: kept.absolute().seconds(),
        }),
        password: password(written.password.as_ref()),
        leaked_passwords_range_url: leaked_passwords_range_url(written.password.as_ref()),
        code_lifetime_seconds: written.code_lifetime().seconds(),
        code_attempts: written.code_attempts(),
        session_idle_seconds: written.session_idle().seconds(),
        session_absolute_seconds: written.session_absolute().seconds(),
        token_lifetime_seconds: written.token_lifetime().seconds(),
        refresh_token_idle_seconds: written.refresh_token_idle().seconds(),
        refresh_token_absolute_seconds: written.refresh_token_absolute().seconds(),
        second_factor: written.second_factor().in_bundle(),
    }
}

fn makers(written: &Passkeys) -> impl Iterator<Item = PasskeyMaker> {
    written.makers.iter().map(|maker| PasskeyMaker {
        certificate: maker.certificate.clone(),
        models: maker.models.clone(),
    })
}

/// The schema allows no numbers out of range; what is left out is as recommended.
fn password(written: Option<&Policy>) -> PasswordPolicy {
    let recommended = PasswordPolicy::RECOMMENDED;
    let number = |written: Option<i32>, otherwise| {
        written
            .and_then(|number| u32::try_from(number).ok())
            .unwrap_or(otherwise)
    };
    let hash: Option<&Argon2id> = written.and_then(|policy| policy.argon2id.as_ref());
    PasswordPolicy {
        minimum_length: number(
            written.and_then(|policy| policy.minimum_length),
            recommended.minimum_length,
        ),
        memory_kibibytes: number(
            hash.map(|hash| hash.memory_kib),
            recommended.memory_kibibytes,
        ),
        iterations: number(hash.map(|hash| hash.iterations), recommended.iterations),
        parallelism: number(
            hash.and_then(|hash| hash.parallelism),
            recommended.parallelism,
        ),
    }
}

fn leaked_passwords_range_url(written: Option<&Policy>) -> Option<String> {
    let service = written?.leaked_passwords.as_ref()?;
    Some(service.range_url.clone())
}

fn provider(written: &WrittenProvider) -> SocialProvider {
    SocialProvider {
        name: written.name.clone(),
        display_name: written.display_name.clone(),
        protocol: protocol(written),
        client_id: written.client_id.clone(),
        has_secret: written.client_secret_ref.is_some(),
        scopes: written.scopes.clone(),
        claims: claims(&written.claims),
    }
}

fn external(written: &WrittenIssuer) -> ExternalIssuer {
    ExternalIssuer {
        provider: SocialProvider {
            name: ExternalIssuer::NAME.to_owned(),
            display_name: written.display_name.clone(),
            protocol: ProviderProtocol::OpenIdConnect(written.issuer.clone()),
            client_id: written.client_id.clone(),
            has_secret: written.client_secret_ref.is_some(),
            scopes: written.scopes.clone(),
            claims: claims(&written.claims),
        },
        authoritative_for_email: written.authoritative_for_email == Some(true),
        residence_claim: written.residence_claim.clone(),
    }
}

fn link(written: &WrittenLink, namespace: &str) -> MembershipLink {
    let questions = written.questions.iter().map(|question| MembershipQuestion {
        name: question.name.clone(),
        titles: titles(&question.titles),
        hidden: question.hidden == Some(true),
    });
    let mut brands: Vec<String> = written
        .brands
        .iter()
        .map(|brand| Reference::new(brand.namespace_from(namespace), &brand.name).to_string())
        .collect();
    brands.sort();
    MembershipLink {
        name: written.name.clone(),
        titles: titles(&written.titles),
        attribute: written.attribute.clone(),
        purpose: written.purpose.clone(),
        verification_url: written.verify.url.clone(),
        questions: questions.collect(),
        brands,
    }
}

/// What is left out is as recommended.
pub(super) fn sms(written: &WrittenSms) -> Sms {
    let limits = written.hourly_limits.clone().unwrap_or_default();
    let recommended = SmsLimits::RECOMMENDED;
    Sms {
        url: written.url.clone(),
        countries: written.countries.clone(),
        attribute: written.attribute.clone(),
        purpose: written.purpose.clone(),
        second_factor: written.second_factor == Some(true),
        limits: SmsLimits {
            per_number: limits.per_number.unwrap_or(recommended.per_number),
            per_network: limits.per_network.unwrap_or(recommended.per_network),
            per_country: limits.per_country.unwrap_or(recommended.per_country),
            in_all: limits.in_all.unwrap_or(recommended.in_all),
        },
    }
}

fn titles(written: &[Title]) -> BTreeMap<String, String> {
    let titles = written.iter();
    titles
        .map(|title| (title.language.clone(), title.text.clone()))
        .collect()
}

fn claims(written: &[WrittenClaim]) -> Vec<ProvidedClaim> {
    let claims = written.iter().map(|claim| ProvidedClaim {
        attribute: claim.attribute.clone(),
        claim: claim.claim.clone(),
        purpose: claim.purpose.clone(),
    });
    claims.collect()
}

/// The schema allows one of the two and nothing else.
fn protocol(written: &WrittenProvider) -> ProviderProtocol {
    let Some(endpoints) = &written.oauth2 else {
        return ProviderProtocol::OpenIdConnect(written.issuer.clone().unwrap_or_default());
    };
    ProviderProtocol::OAuth2(OAuth2Provider {
        issuer: endpoints.issuer.clone(),
        authorization_endpoint: endpoints.authorization_endpoint.clone(),
        token_endpoint: endpoints.token_endpoint.clone(),
        user_endpoint: endpoints.user_endpoint.clone(),
        secret_in_body: endpoints.client_authentication == Some(ProviderAuthentication::Post),
        subject: endpoints.subject.clone(),
        email: endpoints.email.clone(),
    })
}
