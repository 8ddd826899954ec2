//! Groups: roles of the organisation. Their members change; they themselves are configured.

use axum::http::StatusCode;
use domicile_organizations::{
    authority::Action,
    scim::{
        error::ScimError,
        list::Choice,
        patch, resource,
        schema::{GROUP, GROUP_SCHEMA},
    },
};
use serde_json::{Map, Value, json};

use super::{
    Directory, Request,
    answer::{self, Answer},
    users::membership,
};
use crate::organizations::{api, members::Member, questions::Change};

impl Directory<'_> {
    /// Every role with its members.
    pub(super) async fn groups(&self) -> Result<Vec<Map<String, Value>>, ScimError> {
        let members = self.members().await?;
        Ok(self
            .call
            .configuration
            .roles
            .iter()
            .map(|role| self.group(&role.name, &members))
            .collect())
    }

    fn group(&self, role: &str, members: &[Member]) -> Map<String, Value> {
        let members: Vec<Value> = members
            .iter()
            .filter(|member| member.roles.iter().any(|own| own == role))
            .map(|member| json!({ "value": member.id, "type": "User", "$ref": format!("{}/Users/{}", self.base, member.id) }))
            .collect();
        let mut group = Map::new();
        group.insert("schemas".to_owned(), json!([GROUP_SCHEMA]));
        group.insert("id".to_owned(), role.into());
        group.insert("displayName".to_owned(), role.into());
        if !members.is_empty() {
            group.insert("members".to_owned(), members.into());
        }
        let meta = json!({ "resourceType": GROUP.name, "location": format!("{}/Groups/{role}", self.base) });
        group.insert("meta".to_owned(), meta);
        group
    }

    pub(super) async fn show_group(
        &self,
        role: &str,
        request: &Request,
    ) -> Result<Answer, ScimError> {
        self.known(role)?;
        let choice = Choice::parse(
            Some(request.query.field("attributes")),
            Some(request.query.field("excludedAttributes")),
        )?;
        let group = self.group(role, &self.members().await?);
        Ok(Answer::ok(Value::Object(choice.of(group))))
    }

    pub(super) async fn replace_group(
        &self,
        role: &str,
        body: &Value,
    ) -> Result<Answer, ScimError> {
        self.known(role)?;
        let wanted = resource::normalised(body, &GROUP)?;
        if wanted.get("displayName").and_then(Value::as_str) != Some(role) {
            return Err(ScimError::mutability("displayName"));
        }
        self.set_members(role, &wanted).await
    }

    pub(super) async fn patch_group(&self, role: &str, body: &Value) -> Result<Answer, ScimError> {
        self.known(role)?;
        let present = self.group(role, &self.members().await?);
        let wanted = patch::apply(&present, body, &GROUP)?;
        self.set_members(role, &wanted).await
    }

    fn known(&self, role: &str) -> Result<(), ScimError> {
        let known = self.call.configuration.role(role);
        known.map(drop).ok_or_else(ScimError::not_found)
    }

    /// Gives and takes the role. Everything is looked at before anything is changed.
    async fn set_members(
        &self,
        role: &str,
        wanted: &Map<String, Value>,
    ) -> Result<Answer, ScimError> {
        let wanted: Vec<&str> = wanted
            .get("members")
            .and_then(Value::as_array)
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .filter_map(|member| member.get("value").and_then(Value::as_str))
            .collect();
        let members = self.members().await?;
        if !wanted
            .iter()
            .all(|id| members.iter().any(|member| member.id == *id))
        {
            return Err(ScimError::value(
                "`members` names no user of this organisation",
            ));
        }
        let changes: Vec<(&Member, Vec<String>)> = members
            .iter()
            .filter_map(|member| {
                Some((
                    member,
                    changed(member, role, wanted.contains(&member.id.as_str()))?,
                ))
            })
            .collect();
        for (member, roles) in &changes {
            let action = Action::Change {
                from: &member.roles,
                to: roles,
            };
            self.call
                .allows(Some(&self.id), action)
                .map_err(answer::of)?;
        }
        for (member, roles) in changes {
            let change = Change {
                roles: Some(roles),
                ..Change::default()
            };
            let id = membership(&member.id)?;
            api::change_member(&self.call, &self.id, &id, change, Some(member.version))
                .await
                .map_err(answer::of)?;
        }
        let group = self.group(role, &self.members().await?);
        Ok(Answer {
            status: StatusCode::OK,
            ..Answer::ok(Value::Object(group))
        })
    }
}

/// Roles with or without one of them; nothing when that changes nothing.
fn changed(member: &Member, role: &str, wanted: bool) -> Option<Vec<String>> {
    let has = member.roles.iter().any(|own| own == role);
    if has == wanted {
        return None;
    }
    let mut roles = member.roles.clone();
    if wanted {
        roles.push(role.to_owned());
        roles.sort();
    } else {
        roles.retain(|own| own != role);
    }
    Some(roles)
}
