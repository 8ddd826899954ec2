//! What clients read before they begin (RFC 7643, sections 5 to 7): made of the tables of [`schema`](super::schema).

use serde_json::{Value, json};

use super::{
    bulk, list,
    schema::{Attribute, GROUP, Kind, Mutability, ResourceType, Schema, USER},
};

const CONFIGURATION: &str = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
const RESOURCE_TYPE: &str = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
const SCHEMA: &str = "urn:ietf:params:scim:schemas:core:2.0:Schema";

/// `ServiceProviderConfig`; `base` is the address below which the endpoints are.
pub fn service_provider_configuration(base: &str) -> Value {
    json!({
        "schemas": [CONFIGURATION],
        "patch": { "supported": true },
        "bulk": { "supported": true, "maxOperations": bulk::MOST_OPERATIONS, "maxPayloadSize": bulk::MOST_BYTES },
        "filter": { "supported": true, "maxResults": list::MOST_RESULTS },
        "changePassword": { "supported": false },
        "sort": { "supported": true },
        "etag": { "supported": true },
        "authenticationSchemes": [{
            "type": "oauthbearertoken",
            "name": "Bearer token",
            "description": "A token that an administrator of the organisation makes",
            "specUri": "https://www.rfc-editor.org/info/rfc6750",
            "primary": true,
        }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig") },
    })
}

/// All resource types.
pub fn resource_types(base: &str) -> Vec<Value> {
    [&USER, &GROUP]
        .into_iter()
        .map(|kind| resource_type(kind, base))
        .collect()
}

fn resource_type(kind: &ResourceType, base: &str) -> Value {
    let extensions: Vec<Value> = kind
        .extensions
        .iter()
        .map(|extension| json!({ "schema": extension.id, "required": false }))
        .collect();
    json!({
        "schemas": [RESOURCE_TYPE],
        "id": kind.name,
        "name": kind.name,
        "endpoint": kind.endpoint,
        "description": kind.description,
        "schema": kind.schema.id,
        "schemaExtensions": extensions,
        "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{}", kind.name) },
    })
}

/// All schemas.
pub fn schemas(base: &str) -> Vec<Value> {
    [&USER, &GROUP]
        .into_iter()
        .flat_map(|kind| std::iter::once(kind.schema).chain(kind.extensions.iter().copied()))
        .map(|schema| schema_document(schema, base))
        .collect()
}

fn schema_document(schema: &Schema, base: &str) -> Value {
    let attributes: Vec<Value> = schema.attributes.iter().map(attribute).collect();
    json!({
        "schemas": [SCHEMA],
        "id": schema.id,
        "name": schema.name,
        "description": schema.description,
        "attributes": attributes,
        "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{}", schema.id) },
    })
}

fn attribute(attribute: &Attribute) -> Value {
    let mut document = json!({
        "name": attribute.name,
        "description": attribute.description,
        "multiValued": attribute.multi_valued,
        "required": attribute.required,
        "mutability": match attribute.mutability {
            Mutability::ReadWrite => "readWrite",
            Mutability::ReadOnly => "readOnly",
            Mutability::Immutable => "immutable",
        },
        "returned": "default",
        "type": match attribute.kind {
            Kind::String => "string",
            Kind::Boolean => "boolean",
            Kind::DateTime => "dateTime",
            Kind::Reference => "reference",
            Kind::Complex(_) => "complex",
        },
    });
    match attribute.kind {
        Kind::Complex(parts) => {
            document["subAttributes"] = parts.iter().map(self::attribute).collect();
        }
        Kind::Reference => document["referenceTypes"] = json!(["uri"]),
        _ => {}
    }
    if !matches!(attribute.kind, Kind::Complex(_) | Kind::Boolean) {
        document["caseExact"] = attribute.case_exact.into();
        document["uniqueness"] = if attribute.unique { "server" } else { "none" }.into();
    }
    document
}

#[cfg(test)]
mod tests {
    use super::{resource_types, schemas, service_provider_configuration};

    #[test]
    fn the_documents_name_each_other() {
        let base = "https://login.a.example/scim/v2/eu.x";
        let ids: Vec<String> = schemas(base)
            .iter()
            .map(|schema| schema["id"].as_str().unwrap().to_owned())
            .collect();
        for kind in resource_types(base) {
            assert!(ids.contains(&kind["schema"].as_str().unwrap().to_owned()));
        }
        assert_eq!(ids.len(), 3);
        let names = |index: usize| {
            schemas(base)[index]["attributes"]
                .as_array()
                .unwrap()
                .iter()
                .map(|own| own["name"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        // A service that has no passwords by this way must not say that it has.
        assert!(!names(0).contains(&"password".to_owned()));
        assert_eq!(names(2), ["displayName", "members"]);
        assert_eq!(
            service_provider_configuration(base)["patch"]["supported"],
            true
        );
    }
}
