//! Examples as YAML: the documentation of the function that made an object above it, and, where a kind comes first,
//! one sentence above each field of its spec.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;
use serde::Serialize;
use serde_json::Value;

use super::{GenerateError, NOTICE};
use crate::{definition, examples::airline};

/// Width that comments and lists keep to.
const WIDTH: usize = 110;

/// One object and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Manifest {
    /// What the object is for.
    pub comment: &'static str,
    /// The object, its fields in the order of the Rust type.
    pub yaml: serde_yaml::Value,
    /// The object as JSON.
    pub object: Value,
}

impl Manifest {
    /// The object as it is, with its comment.
    ///
    /// # Errors
    /// When the object has no JSON form.
    pub fn new<T: Serialize>(comment: &'static str, object: &T) -> Result<Self, serde_json::Error> {
        let yaml = serde_yaml::to_value(object).map_err(serde::ser::Error::custom)?;
        Ok(Self {
            comment,
            yaml,
            object: serde_json::to_value(object)?,
        })
    }

    fn kind(&self) -> &str {
        self.object["kind"].as_str().unwrap_or_default()
    }
}

/// Every file of every example.
pub(super) fn files() -> Result<BTreeMap<String, String>, GenerateError> {
    let descriptions = descriptions()?;
    let mut explained = BTreeSet::new();
    let mut files = BTreeMap::new();
    let mut names = Vec::new();
    for (name, manifests) in airline::files()? {
        let mut documents = Vec::new();
        for manifest in &manifests {
            let first = explained.insert(manifest.kind().to_owned());
            let fields = descriptions.get(manifest.kind()).filter(|_| first);
            documents.push(document(manifest, fields)?);
        }
        files.insert(
            format!("{}/{name}", airline::FOLDER),
            format!("{NOTICE}{}", documents.concat()),
        );
        names.push(name);
    }
    files.insert(
        format!("{}/kustomization.yaml", airline::FOLDER),
        kustomization(&names),
    );
    Ok(files)
}

fn kustomization(names: &[&str]) -> String {
    let mut text = format!(
        "{NOTICE}apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n"
    );
    for name in names {
        let _ = writeln!(text, "- {name}");
    }
    text
}

type Fields = BTreeMap<String, String>;

/// The first sentence of each field of `spec`, by kind.
fn descriptions() -> Result<BTreeMap<String, Fields>, GenerateError> {
    Ok(definition::all()?
        .into_iter()
        .map(|definition| {
            (
                definition.spec.names.kind.clone(),
                spec_fields(&definition.spec.versions),
            )
        })
        .collect())
}

fn spec_fields(
    versions: &[k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::CustomResourceDefinitionVersion],
) -> Fields {
    let properties = |schema: &JSONSchemaProps| schema.properties.clone().unwrap_or_default();
    let schema = versions
        .first()
        .and_then(|version| version.schema.as_ref()?.open_api_v3_schema.clone());
    let spec = schema.and_then(|schema| properties(&schema).remove("spec"));
    spec.map(|spec| properties(&spec))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(name, field)| Some((name, first_sentence(&field.description?).to_owned())))
        .collect()
}

/// Up to the first full stop that ends a sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    text.match_indices(". ")
        .find(|(end, _)| {
            text[end + 2..].starts_with(char::is_uppercase) && !text[..*end].ends_with("Art")
        })
        .map_or(text, |(end, _)| &text[..=end])
}

fn document(manifest: &Manifest, fields: Option<&Fields>) -> Result<String, GenerateError> {
    let mut text = String::from("---\n");
    comment(&mut text, "", manifest.comment);
    // `kubectl` asks for `apiVersion` first; Kubernetes' own types give `kind` after it in any case.
    let body = serde_yaml::to_string(&manifest.yaml)?;
    let mut section = "";
    for line in joined_lists(&body) {
        if let Some(name) = field_name(&line, 0) {
            section = if name == "spec" { "spec" } else { "" };
        }
        let explained = field_name(&line, 2).filter(|_| section == "spec");
        if let Some(sentence) = explained.and_then(|name| fields?.get(name)) {
            comment(&mut text, "  ", sentence);
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}

/// The name of the field that begins on a line with this indentation.
fn field_name(line: &str, indentation: usize) -> Option<&str> {
    let rest = line.strip_prefix(&" ".repeat(indentation))?;
    let (name, _) = rest.split_once(':')?;
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(name)
}

fn comment(text: &mut String, indentation: &str, words: &str) {
    for line in wrapped(words.split_whitespace(), " ", WIDTH - indentation.len() - 2) {
        let _ = writeln!(text, "{indentation}# {line}");
    }
}

/// Lines of at most `width` characters.
fn wrapped<'a>(words: impl Iterator<Item = &'a str>, separator: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line)
                if line.chars().count() + separator.len() + word.chars().count() <= width =>
            {
                line.push_str(separator);
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Puts lists of plain words on one line: `regions: [eu, us, jp]`.
fn joined_lists(body: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut source = body.lines().peekable();
    while let Some(line) = source.next() {
        let indentation = line.len() - line.trim_start_matches([' ', '-']).len();
        let own = line.len() - line.trim_start().len();
        let prefixes = [own, indentation].map(|columns| format!("{}- ", " ".repeat(columns)));
        let mut items = Vec::new();
        let mut ahead = source.clone();
        while let Some(item) = ahead
            .peek()
            .and_then(|next| prefixes.iter().find_map(|prefix| next.strip_prefix(prefix)))
        {
            items.push(item);
            ahead.next();
        }
        if line.ends_with(':') && !items.is_empty() && items.iter().all(|item| is_plain(item)) {
            source = ahead;
            let items: Vec<String> = items.into_iter().map(quoted).collect();
            lines.extend(one_list(line, &items, indentation));
        } else {
            lines.push(line.to_owned());
        }
    }
    lines
}

/// YAML 1.1, which `kubectl` reads, takes more words for booleans than YAML 1.2, which is written here.
fn quoted(item: &str) -> String {
    let boolean = ["y", "yes", "n", "no", "on", "off"]
        .iter()
        .any(|word| item.eq_ignore_ascii_case(word));
    if boolean {
        format!("\"{item}\"")
    } else {
        item.to_owned()
    }
}

fn one_list(line: &str, items: &[String], indentation: usize) -> Vec<String> {
    let whole = format!("{line} [{}]", items.join(", "));
    if whole.len() <= WIDTH {
        return vec![whole];
    }
    let inner = " ".repeat(indentation + 2);
    let rows = wrapped(
        items.iter().map(String::as_str),
        ", ",
        WIDTH - inner.len() - 1,
    );
    let last = rows.len().saturating_sub(1);
    let ended = |(number, row): (usize, &String)| {
        format!("{inner}{row}{}", if number == last { "" } else { "," })
    };
    let mut lines = vec![format!("{line} [")];
    lines.extend(rows.iter().enumerate().map(ended));
    lines.push(format!("{}]", " ".repeat(indentation)));
    lines
}

/// A word that means the same in a list on one line.
fn is_plain(item: &str) -> bool {
    let word = item
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''))
        .unwrap_or(item);
    !word.is_empty()
        && word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._ /".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_yaml_reads_back_as_the_values() {
        let files = files().unwrap();
        for (name, manifests) in airline::files().unwrap() {
            let text = &files[&format!("{}/{name}", airline::FOLDER)];
            let read: Vec<Value> = serde_yaml::Deserializer::from_str(text)
                .map(|document| serde::Deserialize::deserialize(document).unwrap())
                .collect();
            let meant: Vec<Value> = manifests
                .into_iter()
                .map(|manifest| manifest.object)
                .collect();
            assert_eq!(read, meant, "{name}");
        }
    }

    #[test]
    fn norway_is_a_country_and_not_false() {
        let text = &files().unwrap()["examples/airline/regions.yaml"];
        assert!(
            text.contains("'NO'") || text.contains("\"NO\""),
            "YAML 1.1 reads NO as false"
        );
    }

    #[test]
    fn nothing_is_written_that_the_server_would_drop() {
        fn check(path: &str, value: &Value) {
            match value {
                Value::Null => panic!("{path} is null"),
                Value::Array(items) => {
                    assert!(!items.is_empty(), "{path} is empty");
                    for item in items {
                        check(path, item);
                    }
                }
                Value::Object(fields) => {
                    assert!(!fields.is_empty(), "{path} is empty");
                    fields
                        .iter()
                        .for_each(|(name, field)| check(&format!("{path}.{name}"), field));
                }
                _ => {}
            }
        }
        for (name, manifests) in airline::files().unwrap() {
            for manifest in manifests {
                assert!(manifest.object["status"].is_null(), "{name}");
                check(name, &manifest.object);
            }
        }
    }

    #[test]
    fn a_sentence_ends_where_the_next_begins() {
        assert_eq!(first_sentence("One, e.g. this. Two."), "One, e.g. this.");
        assert_eq!(
            first_sentence("Basis (GDPR, Art. 45). More."),
            "Basis (GDPR, Art. 45)."
        );
        assert_eq!(first_sentence("Only one."), "Only one.");
    }

    #[test]
    fn lists_of_words_take_one_line() {
        let lines = joined_lists("a:\n- x\n- NO\nb:\n- c: 1\n  d:\n  - v\ne: z");
        assert_eq!(
            lines,
            ["a: [x, \"NO\"]", "b:", "- c: 1", "  d: [v]", "e: z"]
        );
    }
}
