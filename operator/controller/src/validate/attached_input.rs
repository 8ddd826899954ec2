//! Attached objects as the proof sees them.

use super::{input::created_at, words::InBundle};
use crate::{
    dereference::AttachedKind,
    material::signing_secret,
    provision::{Provisioned, time_of},
};
use domicile_api::{
    ActivationTarget, Application, ApplicationSpec, Brand, ConsentPolicy, Duration, ProfileSchema,
    ProfileSource, application, brand, client_authentication::TlsClientAuth, consent_policy,
    profile_schema, progressive_profile,
};
use domicile_bundle::{
    Acceptance, Attribute, Authorization, BackchannelLogout, CertificateSubject, Claim, ClientKeys,
    Corners, Font, LegalDocument, LegalText, Look, PurposeDocument, SecurityProfile, SubjectType,
    Transport, WantedAttribute,
};
use domicile_policy::{
    ApplicationInput, BasisRule, BrandInput, EventInput, PolicyInput, PropertyInput, PurposeInput,
    Reference, SchemaInput, SourceInput, TargetInput, WantedSigning, host_of,
};
use time::OffsetDateTime;

pub(super) fn schema(schema: &ProfileSchema) -> SchemaInput {
    let property = |property: &profile_schema::EventProperty| PropertyInput {
        name: property.name.clone(),
        property_type: property.property_type.in_bundle(),
    };
    SchemaInput {
        key: schema.object_key(),
        created_at: created_at(&schema.metadata),
        attributes: schema.spec.attributes.iter().map(attribute).collect(),
        events: schema
            .spec
            .events
            .iter()
            .map(|event| EventInput {
                name: event.name.clone(),
                properties: event.properties.iter().map(property).collect(),
            })
            .collect(),
    }
}

fn attribute(attribute: &profile_schema::Attribute) -> Attribute {
    Attribute {
        name: attribute.name.clone(),
        titles: attribute
            .titles
            .iter()
            .map(|title| (title.language.clone(), title.text.clone()))
            .collect(),
        attribute_type: attribute.attribute_type.in_bundle(),
        classification: attribute.classification.in_bundle(),
        merge: attribute.merge().in_bundle(),
        identifier: attribute.identifier.map(InBundle::in_bundle),
    }
}

pub(super) fn policy(policy: &ConsentPolicy) -> PolicyInput {
    PolicyInput {
        key: policy.object_key(),
        created_at: created_at(&policy.metadata),
        purposes: policy.spec.purposes.iter().map(purpose).collect(),
    }
}

fn purpose(purpose: &consent_policy::Purpose) -> PurposeInput {
    PurposeInput {
        name: purpose.name.clone(),
        legal_basis: purpose
            .legal_basis
            .iter()
            .map(|rule| BasisRule {
                jurisdictions: rule.jurisdictions.clone(),
                basis: rule.basis.in_bundle(),
            })
            .collect(),
        attributes: purpose.attributes.clone(),
        events: purpose.events.clone(),
        asked_at_registration: purpose.asked_at_registration.unwrap_or(false),
        documents: purpose
            .documents
            .iter()
            .map(|document| PurposeDocument {
                language: document.language.clone(),
                version: document.version.clone(),
                title: document.title.clone(),
                text: document.text.clone(),
            })
            .collect(),
        minimum_age: purpose.minimum_age.and_then(|age| u32::try_from(age).ok()),
        retention_seconds: purpose
            .retention
            .as_ref()
            .map(|retention| i64::from(retention.seconds())),
    }
}

fn wanted(wanted: &progressive_profile::WantedAttribute) -> WantedAttribute {
    let when = wanted.when.as_ref();
    WantedAttribute {
        attribute: wanted.attribute.clone(),
        purpose: wanted.purpose.clone(),
        sign_ins: when
            .and_then(|when| u32::try_from(when.sign_ins?).ok())
            .unwrap_or(1),
        scope: when.and_then(|when| when.scope.clone()),
        required: wanted.required.unwrap_or(false),
        ask_again_seconds: wanted.ask_again_after().seconds(),
    }
}

pub(super) fn brand(brand: &Brand) -> BrandInput {
    let spec = &brand.spec;
    BrandInput {
        key: brand.object_key(),
        created_at: created_at(&brand.metadata),
        display_name: spec.display_name.clone(),
        hosts: spec.hosts.clone(),
        look: look(&spec.look),
        languages: spec.languages.clone(),
        documents: spec.documents.iter().map(legal_document).collect(),
        support_email: spec.support_email.clone(),
    }
}

fn legal_document(document: &brand::LegalDocument) -> LegalDocument {
    let seconds =
        |written: &Option<String>| time_of(written.as_deref()).map(OffsetDateTime::unix_timestamp);
    LegalDocument {
        name: document.name.clone(),
        version: document.version.clone(),
        acceptance: document
            .acceptance
            .map_or_else(Acceptance::default, InBundle::in_bundle),
        effective_at: seconds(&document.effective_at),
        reconsent_before: seconds(&document.reconsent_before),
        texts: document
            .texts
            .iter()
            .map(|text| LegalText {
                language: text.language.clone(),
                title: text.title.clone(),
                url: text.url.clone(),
                changes: text.changes.clone(),
            })
            .collect(),
    }
}

fn look(look: &brand::Look) -> Look {
    Look {
        primary_color: look.primary_color.clone(),
        background_color: look.background_color.clone(),
        gradient_color: look.gradient_color.clone(),
        logo_svg: look.logo_svg.clone(),
        logo_dark_svg: look.logo_dark_svg.clone(),
        illustration_svg: look.illustration_svg.clone(),
        font: look.font.map_or_else(Font::default, InBundle::in_bundle),
        corners: look
            .corners
            .map_or_else(Corners::default, InBundle::in_bundle),
        custom_css: look.custom_css.clone(),
    }
}

pub(super) fn application(
    application: &Application,
    default_brand: &Reference,
    provisioned: &Provisioned,
) -> Option<ApplicationInput> {
    let key = application.object_key();
    let credentials = provisioned.applications.get(&key)?;
    let spec = &application.spec;
    let brand = spec.brand_ref.as_ref();
    let brand =
        brand.map(|brand| Reference::new(brand.namespace_from(&key.namespace), &brand.name));
    Some(ApplicationInput {
        created_at: created_at(&application.metadata),
        brand: brand.unwrap_or_else(|| default_brand.clone()),
        display_name: spec.display_name.clone(),
        application_type: spec.application_type.in_bundle(),
        redirect_uris: spec.redirect_uris.clone(),
        post_logout_redirect_uris: spec.post_logout_redirect_uris.clone(),
        grant_types: spec
            .grant_types()
            .into_iter()
            .map(InBundle::in_bundle)
            .collect(),
        scopes: spec.scopes.clone(),
        claims: spec
            .claims
            .iter()
            .map(|claim| Claim {
                claim: claim.claim.clone(),
                scope: claim.scope.clone(),
                attribute: claim.attribute.clone(),
                purpose: claim.purpose.clone(),
            })
            .collect(),
        progressive_profile: spec.progressive_profile.iter().map(wanted).collect(),
        resources: spec.resources.clone(),
        resource_server: spec.resource_server.clone(),
        dpop_bound_access_tokens: spec.dpop_bound_access_tokens.unwrap_or(false),
        tls_client_certificate_bound_access_tokens: spec
            .tls_client_certificate_bound_access_tokens
            .unwrap_or(false),
        authorization: authorization(spec),
        organization: spec.organization.map(InBundle::in_bundle),
        secret_name: spec.secret_name.clone(),
        minimum_acr: spec.minimum_acr.map(InBundle::in_bundle),
        secret_digests: credentials.digests.clone(),
        authentication_methods: spec
            .token_endpoint_auth_methods()
            .into_iter()
            .map(InBundle::in_bundle)
            .collect(),
        token_endpoint_auth_signing_alg: spec
            .token_endpoint_auth_signing_alg
            .map(InBundle::in_bundle),
        keys: client_keys(spec),
        certificate_subject: spec.tls_client_auth.as_ref().and_then(certificate_subject),
        backchannel_logout: spec
            .backchannel_logout_uri
            .clone()
            .map(|uri| BackchannelLogout {
                uri,
                session_required: spec.backchannel_logout_session_required.unwrap_or(false),
            }),
        signing: WantedSigning {
            id_token: spec.id_token_signed_response_alg.map(InBundle::in_bundle),
            authorization: spec
                .authorization_signed_response_alg
                .map(InBundle::in_bundle),
            userinfo: spec.userinfo_signed_response_alg.map(InBundle::in_bundle),
        },
        key,
    })
}

fn authorization(spec: &ApplicationSpec) -> Authorization {
    let subject = match spec.subject_type.unwrap_or_default() {
        application::SubjectType::Public => SubjectType::Public,
        application::SubjectType::Pairwise => SubjectType::Pairwise {
            sector: sector(spec),
        },
    };
    Authorization {
        requires_pkce: spec.require_pkce.unwrap_or(true),
        requires_pushed_requests: spec.require_pushed_authorization_requests.unwrap_or(false),
        requires_signed_requests: spec.require_signed_request_object.unwrap_or(false),
        request_uris: spec.request_uris.clone(),
        request_object_signing_alg: spec.request_object_signing_alg.map(InBundle::in_bundle),
        security_profile: match spec.security_profile {
            Some(application::SecurityProfile::Fapi2) => SecurityProfile::Fapi2,
            None => SecurityProfile::None,
        },
        default_max_age_seconds: spec.default_max_age.as_ref().map(Duration::seconds),
        subject,
        ..Authorization::default()
    }
}

/// The host of the first redirect URI; the policy sees to it that it is that of all.
fn sector(spec: &ApplicationSpec) -> String {
    let first = spec.redirect_uris.first().map_or("", String::as_str);
    host_of(first).unwrap_or_default().to_owned()
}

fn client_keys(spec: &ApplicationSpec) -> Option<ClientKeys> {
    if let Some(uri) = &spec.jwks_uri {
        return Some(ClientKeys::JwksUri(uri.clone()));
    }
    let keys = spec.jwks.as_ref()?.keys.iter();
    // A key is plain data, which always has a JSON form.
    let keys = keys.filter_map(|key| serde_json::to_value(key).ok());
    Some(ClientKeys::Jwks(keys.collect()))
}

fn certificate_subject(wished: &TlsClientAuth) -> Option<CertificateSubject> {
    let TlsClientAuth {
        subject_dn,
        san_dns,
        san_uri,
        san_ip,
        san_email,
    } = wished.clone();
    // The schema allows exactly one.
    let dn = subject_dn.map(CertificateSubject::Dn);
    dn.or_else(|| san_dns.map(CertificateSubject::SanDns))
        .or_else(|| san_uri.map(CertificateSubject::SanUri))
        .or_else(|| san_ip.map(CertificateSubject::SanIp))
        .or_else(|| san_email.map(CertificateSubject::SanEmail))
}

pub(super) fn source(source: &ProfileSource, provisioned: &Provisioned) -> Option<SourceInput> {
    let key = source.object_key();
    let write_key = provisioned.write_keys.get(&key)?;
    let spec = &source.spec;
    Some(SourceInput {
        key,
        created_at: created_at(&source.metadata),
        kind: spec.kind.in_bundle(),
        purpose: spec.purpose.clone(),
        attributes: spec.attributes.clone(),
        precedence: spec.precedence(),
        write_key_secret_name: spec.write_key_secret_name.clone(),
        write_key_digests: vec![write_key.digest.clone()],
    })
}

pub(super) fn target(target: &ActivationTarget, provisioned: &Provisioned) -> Option<TargetInput> {
    let key = target.object_key();
    provisioned.signing_secrets.get(&key)?;
    let spec = &target.spec;
    let secret_file = signing_secret::file_name(&key.namespace, &key.name);
    Some(TargetInput {
        created_at: created_at(&target.metadata),
        display_name: spec.display_name.clone(),
        transport: Transport::Webhook {
            url: spec.webhook.url.clone(),
            secret_file,
        },
        signing_secret_name: spec.webhook.signing_secret_name.clone(),
        jurisdiction: spec.jurisdiction.clone(),
        regions: (!spec.regions.is_empty()).then(|| spec.regions.clone()),
        purposes: spec.purposes.clone(),
        attributes: spec.attributes.clone(),
        events: spec.events.clone(),
        filter: spec.filter.clone(),
        delivery: spec.delivery().in_bundle(),
        key,
    })
}
