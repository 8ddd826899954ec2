//! PATCH (RFC 7644, section 3.5.2): every operation or none.

use serde_json::{Map, Value};

use super::{
    error::ScimError,
    filter::{Filter, Operator},
    path::{AttributePath, Path},
    resource::{self, conform, get, one_primary},
    schema::{Attribute, Kind, Mutability, ResourceType},
};

/// Schema of the body.
pub const SCHEMA: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// Most operations of one request.
const MOST_OPERATIONS: usize = 100;

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Add,
    Remove,
    Replace,
}

/// Applies a request to a normalised resource and gives the resource as it would be, normalised.
///
/// # Errors
/// With a keyword of RFC 7644, table 9.
pub fn apply(
    resource: &Map<String, Value>,
    body: &Value,
    kind: &ResourceType,
) -> Result<Map<String, Value>, ScimError> {
    let mut changed = resource.clone();
    for operation in operations(body)? {
        one(&mut changed, operation, kind)?;
    }
    let mut whole = resource::normalised(&Value::Object(changed.clone()), kind)?;
    // What clients cannot set is no part of the normal form, and stays as it was.
    for (name, value) in &changed {
        if let Some(attribute) = kind.attribute(None, name)
            && attribute.mutability == Mutability::ReadOnly
        {
            whole.insert(attribute.name.to_owned(), value.clone());
        }
    }
    Ok(whole)
}

fn operations(body: &Value) -> Result<&[Value], ScimError> {
    let names_schema = body
        .get("schemas")
        .and_then(Value::as_array)
        .is_some_and(|schemas| schemas.iter().any(|schema| schema == SCHEMA));
    if !names_schema {
        return Err(ScimError::syntax(format!("`schemas` names `{SCHEMA}`")));
    }
    match body.get("Operations").and_then(Value::as_array) {
        Some(operations) if (1..=MOST_OPERATIONS).contains(&operations.len()) => Ok(operations),
        _ => Err(ScimError::syntax(format!(
            "`Operations` is an array of 1 to {MOST_OPERATIONS} operations"
        ))),
    }
}

fn one(
    resource: &mut Map<String, Value>,
    operation: &Value,
    kind: &ResourceType,
) -> Result<(), ScimError> {
    let verb = match operation.get("op").and_then(Value::as_str) {
        // Some directories write `Add`.
        Some(op) if op.eq_ignore_ascii_case("add") => Verb::Add,
        Some(op) if op.eq_ignore_ascii_case("remove") => Verb::Remove,
        Some(op) if op.eq_ignore_ascii_case("replace") => Verb::Replace,
        _ => return Err(ScimError::syntax("`op` is `add`, `remove` or `replace`")),
    };
    let value = operation.get("value");
    match operation.get("path") {
        Some(Value::String(path)) => at(resource, verb, &Path::parse(path)?, value, kind),
        None | Some(Value::Null) => whole(resource, verb, value, kind),
        Some(_) => Err(ScimError::path("`path` is a text")),
    }
}

/// Without a path, the value is a piece of a resource; some directories use paths as its names.
fn whole(
    resource: &mut Map<String, Value>,
    verb: Verb,
    value: Option<&Value>,
    kind: &ResourceType,
) -> Result<(), ScimError> {
    if verb == Verb::Remove {
        return Err(ScimError::bad("noTarget", "`remove` needs a `path`"));
    }
    let Some(Value::Object(pieces)) = value else {
        return Err(ScimError::value("without a `path`, `value` is an object"));
    };
    for (name, value) in pieces {
        // As with a whole resource, what the schema does not name is left out.
        let Ok(path) = Path::parse(name) else {
            continue;
        };
        let whole_extension = path.attribute.attribute.is_empty();
        let known = whole_extension
            || kind
                .attribute(path.attribute.schema.as_deref(), &path.attribute.attribute)
                .is_some_and(|attribute| attribute.mutability != Mutability::ReadOnly);
        if known {
            at(resource, verb, &path, Some(value), kind)?;
        }
    }
    Ok(())
}

fn at(
    resource: &mut Map<String, Value>,
    verb: Verb,
    path: &Path,
    value: Option<&Value>,
    kind: &ResourceType,
) -> Result<(), ScimError> {
    let AttributePath {
        schema,
        attribute,
        sub,
    } = &path.attribute;
    let extension = schema.as_deref().and_then(|id| kind.extension(id));
    if attribute.is_empty() {
        let extension = extension.ok_or_else(unknown)?;
        return whole_extension(resource, verb, extension.id, value, kind);
    }
    let attribute = kind
        .attribute(schema.as_deref(), attribute)
        .ok_or_else(unknown)?;
    let part = match sub {
        Some(sub) => Some(attribute.sub(sub).ok_or_else(unknown)?),
        None => None,
    };
    let change = |object: &mut Map<String, Value>| {
        changeable(object, attribute, verb, value)?;
        attribute_of(object, verb, path, (attribute, part), value, kind)
    };
    match extension {
        Some(extension) => within(resource, extension.id, change),
        None => change(resource),
    }
}

fn attribute_of(
    object: &mut Map<String, Value>,
    verb: Verb,
    path: &Path,
    (attribute, part): (&'static Attribute, Option<&'static Attribute>),
    value: Option<&Value>,
    kind: &ResourceType,
) -> Result<(), ScimError> {
    match (&path.filter, attribute.multi_valued, part) {
        (Some(filter), true, part) => {
            let target = Target {
                attribute,
                part,
                filter,
                path: &path.attribute,
                kind,
            };
            selected(object, verb, &target, value)
        }
        (Some(_), false, _) => Err(ScimError::path("the attribute has one value only")),
        (None, true, None) => several(object, verb, attribute, value),
        (None, true, Some(part)) => every(object, verb, attribute, part, value),
        (None, false, Some(part)) => within(object, attribute.name, |whole| {
            set(whole, verb, part, value)
        }),
        (None, false, None) => set(object, verb, attribute, value),
    }
}

fn unknown() -> ScimError {
    ScimError::path("the path names an attribute that is not known here")
}

fn whole_extension(
    resource: &mut Map<String, Value>,
    verb: Verb,
    id: &'static str,
    value: Option<&Value>,
    kind: &ResourceType,
) -> Result<(), ScimError> {
    if verb == Verb::Remove {
        resource.remove(id);
        return Ok(());
    }
    let Some(Value::Object(pieces)) = value else {
        return Err(ScimError::value("the value of an extension is an object"));
    };
    for (name, value) in pieces {
        let Ok(path) = Path::parse(&format!("{id}:{name}")) else {
            continue;
        };
        if kind
            .attribute(Some(id), &path.attribute.attribute)
            .is_some()
        {
            at(resource, verb, &path, Some(value), kind)?;
        }
    }
    Ok(())
}

/// Nobody changes what is read-only; what is immutable may be sent as it is.
fn changeable(
    object: &Map<String, Value>,
    attribute: &Attribute,
    verb: Verb,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    let same = || verb != Verb::Remove && value == get(object, attribute.name);
    match attribute.mutability {
        Mutability::ReadWrite => Ok(()),
        Mutability::Immutable if same() => Ok(()),
        _ => Err(ScimError::mutability(attribute.name)),
    }
}

/// Changes the object under a name, which is made when it is not there, and goes when nothing is left of it.
fn within<T>(
    object: &mut Map<String, Value>,
    name: &str,
    change: impl FnOnce(&mut Map<String, Value>) -> Result<T, ScimError>,
) -> Result<T, ScimError> {
    let mut inner = match object.remove(name) {
        Some(Value::Object(inner)) => inner,
        _ => Map::new(),
    };
    let changed = change(&mut inner);
    if !inner.is_empty() {
        object.insert(name.to_owned(), Value::Object(inner));
    }
    changed
}

fn wanted(value: Option<&Value>, attribute: &Attribute) -> Result<Option<Value>, ScimError> {
    let value = value
        .ok_or_else(|| ScimError::value(format!("`value` for `{}` is missing", attribute.name)))?;
    conform(value, attribute)
}

/// One value. A complex one is merged: what is not mentioned stays.
fn set(
    object: &mut Map<String, Value>,
    verb: Verb,
    attribute: &'static Attribute,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    if verb == Verb::Remove {
        if attribute.required {
            return Err(ScimError::mutability(attribute.name));
        }
        object.remove(attribute.name);
        return Ok(());
    }
    match (wanted(value, attribute)?, attribute.kind) {
        (None, _) => {
            object.remove(attribute.name);
        }
        (Some(Value::Object(pieces)), Kind::Complex(_)) => {
            within(object, attribute.name, |own| {
                own.extend(pieces);
                Ok(())
            })?;
        }
        (Some(value), _) => {
            object.insert(attribute.name.to_owned(), value);
        }
    }
    Ok(())
}

fn values_of(object: &Map<String, Value>, attribute: &Attribute) -> Vec<Value> {
    match object.get(attribute.name) {
        Some(Value::Array(values)) => values.clone(),
        _ => vec![],
    }
}

fn put(object: &mut Map<String, Value>, attribute: &Attribute, mut values: Vec<Value>) {
    values.retain(|value| !value.as_object().is_some_and(Map::is_empty));
    if values.is_empty() {
        object.remove(attribute.name);
    } else {
        one_primary(&mut values);
        object.insert(attribute.name.to_owned(), Value::Array(values));
    }
}

/// All values of an attribute.
fn several(
    object: &mut Map<String, Value>,
    verb: Verb,
    attribute: &'static Attribute,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    let mut values = values_of(object, attribute);
    let given = match (verb, value) {
        (Verb::Remove, None | Some(Value::Null)) => {
            put(object, attribute, vec![]);
            return Ok(());
        }
        _ => match wanted(value, attribute)? {
            Some(Value::Array(given)) => given,
            _ => vec![],
        },
    };
    match verb {
        Verb::Replace => values = given,
        // A widely used directory names the values to remove in `value`.
        Verb::Remove => values.retain(|own| !given.iter().any(|gone| same_value(own, gone))),
        Verb::Add => {
            // The last primary one counts, wherever it came from.
            for new in given {
                match values.iter_mut().find(|own| same_value(own, &new)) {
                    Some(own) => *own = new,
                    None => values.push(new),
                }
            }
        }
    }
    put(object, attribute, values);
    Ok(())
}

/// The same value of the same type is the same.
fn same_value(one: &Value, other: &Value) -> bool {
    let fits = |name| match (one.get(name), other.get(name)) {
        (Some(one), Some(other)) => one == other,
        (one, other) => name == "type" || one == other,
    };
    one == other || (one.get("value").is_some() && fits("value") && fits("type"))
}

/// One part of every value.
fn every(
    object: &mut Map<String, Value>,
    verb: Verb,
    attribute: &'static Attribute,
    part: &'static Attribute,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    let mut values = values_of(object, attribute);
    for own in values.iter_mut().filter_map(Value::as_object_mut) {
        set(own, verb, part, value)?;
    }
    put(object, attribute, values);
    Ok(())
}

struct Target<'a> {
    attribute: &'static Attribute,
    part: Option<&'static Attribute>,
    filter: &'a Filter,
    path: &'a AttributePath,
    kind: &'a ResourceType,
}

/// Values that a filter selects.
fn selected(
    object: &mut Map<String, Value>,
    verb: Verb,
    target: &Target<'_>,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    let mut values = values_of(object, target.attribute);
    let fits = |own: &Value| {
        own.as_object()
            .is_some_and(|own| target.filter.matches_value(own, target.kind, target.path))
    };
    if !values.iter().any(fits) {
        if verb != Verb::Add {
            return Err(ScimError::bad(
                "noTarget",
                "no value fits the filter of the path",
            ));
        }
        values.push(described_by(target.filter)?);
    }
    let gone = verb == Verb::Remove && target.part.is_none();
    if gone {
        values.retain(|own| !fits(own));
    } else {
        for own in values.iter_mut().filter(|own| fits(own)) {
            let Value::Object(own) = own else { continue };
            match (target.part, value) {
                (Some(part), value) => set(own, verb, part, value)?,
                (None, Some(Value::Object(_))) => merge(own, target.attribute, value)?,
                (None, _) => return Err(ScimError::value("the value is an object")),
            }
        }
    }
    put(object, target.attribute, values);
    Ok(())
}

fn merge(
    own: &mut Map<String, Value>,
    attribute: &'static Attribute,
    value: Option<&Value>,
) -> Result<(), ScimError> {
    if let Some(Value::Array(values)) = wanted(value, attribute)? {
        for pieces in values {
            if let Value::Object(pieces) = pieces {
                own.extend(pieces);
            }
        }
    }
    Ok(())
}

/// `emails[type eq "work"].value` may be added to where there is no work address yet: it is made of what the filter
/// says.
fn described_by(filter: &Filter) -> Result<Value, ScimError> {
    let mut described = Map::new();
    let terms = match filter {
        Filter::And(terms) => terms.as_slice(),
        one => std::slice::from_ref(one),
    };
    for term in terms {
        match term {
            Filter::Compare(path, Operator::Equal, value) if path.sub.is_none() => {
                described.insert(path.attribute.clone(), value.clone());
            }
            _ => {
                return Err(ScimError::bad(
                    "noTarget",
                    "no value fits the filter of the path",
                ));
            }
        }
    }
    Ok(Value::Object(described))
}

#[cfg(test)]
mod tests;
