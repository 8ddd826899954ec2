//! Users: members of the organisation.

use axum::http::StatusCode;
use domicile_bundle::Bundle;
use domicile_organizations::{
    MembershipId,
    authority::Action,
    domain::MailDomain,
    membership::MembershipState,
    scim::{
        error::ScimError,
        etag,
        list::Choice,
        patch, resource,
        schema::{ENTERPRISE_SCHEMA, USER, USER_SCHEMA},
        user::User,
    },
};
use domicile_residency::EmailAddress;
use serde_json::{Map, Value, json};

use super::{
    Directory, Request,
    answer::{self, Answer},
    unknown_home,
};
use crate::{
    organizations::{
        api::{self, Refusal},
        members::{self, Known, Member},
        questions::{Change, Provision, Question},
        regions,
    },
    store::{organization_domains, organizations},
};

/// Attributes that this service says, not the directory.
const OURS: [&str; 5] = ["id", "schemas", "meta", "groups", "active"];

impl Directory<'_> {
    /// Members of all regions as users; who only asked to join is not among them.
    pub(super) async fn users(&self) -> Result<Vec<Map<String, Value>>, ScimError> {
        let members = self.members().await?;
        Ok(members.iter().map(|member| self.user(member)).collect())
    }

    /// Members of all regions.
    pub(super) async fn members(&self) -> Result<Vec<Member>, ScimError> {
        let members = api::everywhere(&self.call, &self.id)
            .await
            .map_err(answer::of)?;
        Ok(members
            .into_iter()
            .filter(|member| member.state() != MembershipState::Requested)
            .collect())
    }

    fn user(&self, member: &Member) -> Map<String, Value> {
        let mut user = member.record.clone();
        let location = format!("{}/Users/{}", self.base, member.id);
        let schemas = if user.contains_key(ENTERPRISE_SCHEMA) {
            json!([USER_SCHEMA, ENTERPRISE_SCHEMA])
        } else {
            json!([USER_SCHEMA])
        };
        let groups: Vec<Value> = member
            .roles
            .iter()
            .map(|role| json!({ "value": role, "display": role, "$ref": format!("{}/Groups/{role}", self.base) }))
            .collect();
        user.insert("schemas".to_owned(), schemas);
        user.insert("id".to_owned(), member.id.as_str().into());
        user.insert(
            "active".to_owned(),
            (member.state() == MembershipState::Active).into(),
        );
        if !groups.is_empty() {
            user.insert("groups".to_owned(), groups.into());
        }
        let meta = json!({
            "resourceType": USER.name,
            "created": member.created_at.to_string(),
            "lastModified": member.changed_at.to_string(),
            "location": location,
            "version": etag::entity_tag(member.version),
        });
        user.insert("meta".to_owned(), meta);
        user
    }

    pub(super) async fn make_user(&self, body: &Value) -> Result<Answer, ScimError> {
        let mut record = resource::normalised(body, &USER)?;
        self.call
            .allows(Some(&self.id), Action::Give { roles: &[] })
            .map_err(answer::of)?;
        let user = User::of(&record);
        let address = self.address(user).await?;
        let organization = self.organization().await?;
        let country = user
            .country()
            .unwrap_or_else(|| organization.country.clone());
        let home = self.home(user.user_name(), &address, &country).await?;
        let provision = Provision {
            organization: self.id.to_string(),
            organization_name: organization.name,
            email: address.written().to_owned(),
            given_name: user.given_name().unwrap_or_default().to_owned(),
            family_name: user.family_name().map(str::to_owned),
            country,
            language: language(self.call.bundle, user),
            active: user.active(),
            record: {
                record.retain(|name, _| !OURS.contains(&name.as_str()));
                record
            },
        };
        let question = Question::Provision(Box::new(provision));
        let made: Option<Member> = regions::ask(self.call.app, self.call.bundle, &home, question)
            .await
            .map_err(|error| answer::fault(&error))?;
        let member = made.ok_or_else(|| answer::of(Refusal::Taken))?;
        self.record("member.provision", &member.id).await?;
        let user = Value::Object(self.user(&member));
        Ok(Answer::resource(StatusCode::CREATED, user))
    }

    /// The address to sign in by. Only domains that the organisation has proven: whoever runs a directory must not make
    /// members, or find out about people, of somebody else's.
    async fn address(&self, user: User<'_>) -> Result<EmailAddress, ScimError> {
        let address = user
            .email()
            .and_then(|text| EmailAddress::parse(text).ok())
            .ok_or_else(|| ScimError::value("`emails` holds an address to sign in by"))?;
        let domains = organization_domains::of_organization(self.call.app.pool(), &self.id)
            .await
            .map_err(|error| answer::fault(&error.into()))?;
        let proven = domains
            .iter()
            .filter(|domain| domain.proven)
            .filter_map(|domain| MailDomain::parse(&domain.domain).ok())
            .any(|domain| domain.has(address.normalised()));
        proven.then_some(address).ok_or_else(|| {
            ScimError::value("the address is not of a domain that the organisation has proven")
        })
    }

    async fn organization(&self) -> Result<organizations::Organization, ScimError> {
        organizations::find(self.call.app.pool(), &self.id)
            .await
            .map_err(|error| answer::fault(&error.into()))?
            .ok_or_else(ScimError::not_found)
    }

    /// Where the person lives: where they are known already, else where their country is homed.
    async fn home(
        &self,
        user_name: &str,
        address: &EmailAddress,
        country: &str,
    ) -> Result<String, ScimError> {
        let app = self.call.app;
        let known = self
            .locate(user_name, &app.digest_of(address).to_hex())
            .await?;
        if known.iter().any(|(_, known)| known.user_name) {
            return Err(answer::of(Refusal::Taken));
        }
        if let Some((region, _)) = known.iter().find(|(_, known)| known.person) {
            return Ok(region.clone());
        }
        self.call
            .bundle
            .home_of(country)
            .map(|region| region.name.clone())
            .ok_or_else(unknown_home)
    }

    async fn locate(
        &self,
        user_name: &str,
        identifier: &str,
    ) -> Result<Vec<(String, Known)>, ScimError> {
        let app = self.call.app;
        let digest = members::user_name_digest(app, &self.id, user_name).unwrap_or_default();
        let question = Question::Locate {
            organization: self.id.to_string(),
            identifier: identifier.to_owned(),
            user_name: domicile_service::keys::hexadecimal(&digest),
        };
        regions::ask_all(app, self.call.bundle, &question)
            .await
            .map_err(|error| answer::fault(&error))
    }

    pub(super) async fn show_user(&self, id: &str, request: &Request) -> Result<Answer, ScimError> {
        let member = self.member(id).await?;
        let choice = Choice::parse(
            Some(request.query.field("attributes")),
            Some(request.query.field("excludedAttributes")),
        )?;
        let user = self.user(&member);
        let whole = Answer::resource(StatusCode::OK, Value::Object(user.clone()));
        Ok(Answer {
            body: Value::Object(choice.of(user)),
            ..whole
        })
    }

    pub(super) async fn replace_user(
        &self,
        id: &str,
        request: &Request,
    ) -> Result<Answer, ScimError> {
        let member = self.member(id).await?;
        let record = resource::normalised(&request.body, &USER)?;
        self.write(&member, record, request).await
    }

    pub(super) async fn patch_user(
        &self,
        id: &str,
        request: &Request,
    ) -> Result<Answer, ScimError> {
        let member = self.member(id).await?;
        let record = patch::apply(&self.user(&member), &request.body, &USER)?;
        self.write(&member, record, request).await
    }

    /// Only what changes `active` changes the state, so that nothing else wakes up who is suspended.
    async fn write(
        &self,
        member: &Member,
        mut record: Map<String, Value>,
        request: &Request,
    ) -> Result<Answer, ScimError> {
        let expected = expected(member, request)?;
        let user = User::of(&record);
        let was_active = member.state() == MembershipState::Active;
        let active = (user.active() != was_active).then_some(user.active());
        if !user
            .user_name()
            .eq_ignore_ascii_case(User::of(&member.record).user_name())
        {
            let known = self.locate(user.user_name(), "").await?;
            if known.iter().any(|(_, known)| known.user_name) {
                return Err(answer::of(Refusal::Taken));
            }
        }
        record.retain(|name, _| !OURS.contains(&name.as_str()));
        let change = Change {
            record: Some(record),
            active,
            ..Change::default()
        };
        let id = membership(&member.id)?;
        let after = api::change_member(&self.call, &self.id, &id, change, Some(expected))
            .await
            .map_err(answer::of)?;
        let user = Value::Object(self.user(&after));
        Ok(Answer::resource(StatusCode::OK, user))
    }

    pub(super) async fn remove_user(
        &self,
        id: &str,
        request: &Request,
    ) -> Result<Answer, ScimError> {
        let member = self.member(id).await?;
        let expected = expected(&member, request)?;
        let id = membership(&member.id)?;
        api::remove_member(&self.call, &self.id, &id, Some(expected))
            .await
            .map_err(answer::of)?;
        Ok(Answer::nothing())
    }

    /// A member of this organisation.
    async fn member(&self, id: &str) -> Result<Member, ScimError> {
        let id = membership(id)?;
        let member = api::member(&self.call, &self.id, &id)
            .await
            .map_err(answer::of)?;
        Some(member)
            .filter(|member| member.state() != MembershipState::Requested)
            .ok_or_else(ScimError::not_found)
    }

    pub(super) async fn record(&self, action: &str, target: &str) -> Result<(), ScimError> {
        self.call
            .record(&self.id, action, Some(target), None)
            .await
            .map_err(|error| answer::fault(&error))
    }
}

pub(super) fn membership(id: &str) -> Result<MembershipId, ScimError> {
    MembershipId::parse(id).map_err(|_| ScimError::not_found())
}

/// The version that is to be changed; what `If-Match` asks for must be it (RFC 7644, section 3.14).
fn expected(member: &Member, request: &Request) -> Result<i64, ScimError> {
    let fits = request
        .if_match
        .as_deref()
        .is_none_or(|header| etag::matches(header, member.version));
    fits.then_some(member.version)
        .ok_or_else(|| answer::of(Refusal::Changed))
}

/// A language that the tenant's pages have, else the first of them.
fn language(bundle: &Bundle, user: User<'_>) -> String {
    let offered = bundle
        .brand(&bundle.default_brand)
        .map(|brand| brand.languages.as_slice())
        .unwrap_or_default();
    let primary = |tag: &str| {
        tag.split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase()
    };
    let wished = user.language().map(primary);
    offered
        .iter()
        .find(|own| Some(primary(own)) == wished)
        .or_else(|| offered.first())
        .map_or("en", String::as_str)
        .to_owned()
}
