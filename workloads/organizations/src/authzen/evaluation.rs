//! Questions and answers (`AuthZEN` 1.0, sections 6 and 7).

use serde_json::{Map, Value, json};

/// Most questions of one request.
const MOST_EVALUATIONS: usize = 100;
/// Longest text of a question.
const MOST_CHARACTERS: usize = 256;

/// Why a question cannot be read; told to the application with status 400.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Malformed(String);

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Type of the subject; `user` is known.
    pub subject_type: String,
    /// Identifier of the subject: `sub` of tokens.
    pub subject: String,
    /// Name of the action.
    pub action: String,
    /// Type of the resource.
    pub resource_type: String,
    /// Identifier of the resource.
    pub resource: String,
    /// Organisation that the resource belongs to.
    pub organization: Option<String>,
}

/// Several questions, or one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Evaluations {
    /// One: answered as at the other endpoint.
    One(Evaluation),
    /// Several; one that cannot be read is answered by itself.
    Several {
        /// Questions in their order.
        questions: Vec<Result<Evaluation, Malformed>>,
        /// Which answers are given.
        semantic: Semantic,
    },
}

/// When to stop (`evaluations_semantic`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Semantic {
    /// Never.
    ExecuteAll,
    /// After the first no.
    DenyOnFirstDeny,
    /// After the first yes.
    PermitOnFirstPermit,
}

impl Semantic {
    /// Whether an answer is the last.
    pub const fn ends_with(self, decision: bool) -> bool {
        match self {
            Self::ExecuteAll => false,
            Self::DenyOnFirstDeny => !decision,
            Self::PermitOnFirstPermit => decision,
        }
    }
}

impl Evaluation {
    /// Reads one question.
    ///
    /// # Errors
    /// What is missing.
    pub fn parse(body: &Value) -> Result<Self, Malformed> {
        let body = object(body, "the request")?;
        let subject = object(part(body, "subject")?, "subject")?;
        let action = object(part(body, "action")?, "action")?;
        let resource = object(part(body, "resource")?, "resource")?;
        Ok(Self {
            subject_type: text(subject, "type", "subject.type")?,
            subject: text(subject, "id", "subject.id")?,
            action: text(action, "name", "action.name")?,
            resource_type: text(resource, "type", "resource.type")?,
            resource: text(resource, "id", "resource.id")?,
            organization: organization(resource, body.get("context"))?,
        })
    }
}

impl Evaluations {
    /// Reads several questions. What stands beside `evaluations` is the default of each of them.
    ///
    /// # Errors
    /// When the request as a whole cannot be read.
    pub fn parse(body: &Value) -> Result<Self, Malformed> {
        let defaults = object(body, "the request")?;
        let questions = match defaults.get("evaluations") {
            None => &[][..],
            Some(Value::Array(questions)) => questions.as_slice(),
            Some(_) => return Err(Malformed("`evaluations` is an array".to_owned())),
        };
        if questions.is_empty() {
            return Evaluation::parse(body).map(Self::One);
        }
        if questions.len() > MOST_EVALUATIONS {
            return Err(Malformed(format!(
                "at most {MOST_EVALUATIONS} evaluations are answered at once"
            )));
        }
        let whole = |question: &Value| {
            let mut whole = defaults.clone();
            whole.extend(object(question, "an evaluation")?.clone());
            Evaluation::parse(&Value::Object(whole))
        };
        Ok(Self::Several {
            questions: questions.iter().map(whole).collect(),
            semantic: semantic(defaults.get("options"))?,
        })
    }
}

fn semantic(options: Option<&Value>) -> Result<Semantic, Malformed> {
    match options.and_then(|options| options.get("evaluations_semantic")) {
        None => Ok(Semantic::ExecuteAll),
        Some(Value::String(text)) if text == "execute_all" => Ok(Semantic::ExecuteAll),
        Some(Value::String(text)) if text == "deny_on_first_deny" => Ok(Semantic::DenyOnFirstDeny),
        Some(Value::String(text)) if text == "permit_on_first_permit" => Ok(Semantic::PermitOnFirstPermit),
        Some(_) => Err(Malformed(
            "`evaluations_semantic` is `execute_all`, `deny_on_first_deny` or `permit_on_first_permit`".to_owned(),
        )),
    }
}

fn object<'a>(value: &'a Value, name: &str) -> Result<&'a Map<String, Value>, Malformed> {
    value
        .as_object()
        .ok_or_else(|| Malformed(format!("{name} is a JSON object")))
}

fn part<'a>(object: &'a Map<String, Value>, name: &str) -> Result<&'a Value, Malformed> {
    object
        .get(name)
        .ok_or_else(|| Malformed(format!("`{name}` is missing")))
}

fn text(object: &Map<String, Value>, name: &str, path: &str) -> Result<String, Malformed> {
    match object.get(name).and_then(Value::as_str) {
        Some(text)
            if !text.is_empty()
                && text.chars().count() <= MOST_CHARACTERS
                && !text.chars().any(char::is_control) =>
        {
            Ok(text.to_owned())
        }
        _ => Err(Malformed(format!(
            "`{path}` is a text of 1 to {MOST_CHARACTERS} characters, none of which is a control character"
        ))),
    }
}

/// The organisation of a question. Two that differ are refused: a no would hide the mistake.
fn organization(
    resource: &Map<String, Value>,
    context: Option<&Value>,
) -> Result<Option<String>, Malformed> {
    let named = |object: Option<&Value>| {
        object
            .and_then(|object| object.get("organization"))
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    match (named(resource.get("properties")), named(context)) {
        (Some(one), Some(other)) if one != other => Err(Malformed(
            "`resource.properties.organization` and `context.organization` differ".to_owned(),
        )),
        (one, other) => Ok(one.or(other)),
    }
}

/// The answer to one question that could not be read, among others (section 7.2).
pub fn malformed_answer(malformed: &Malformed) -> Value {
    json!({ "decision": false, "context": { "error": { "status": 400, "message": malformed.to_string() } } })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{Evaluation, Evaluations, Semantic};

    fn question() -> Value {
        json!({
            "subject": { "type": "user", "id": "AbC" },
            "action": { "name": "read" },
            "resource": { "type": "invoice", "id": "42", "properties": { "organization": "eu.x" } },
        })
    }

    #[test]
    fn a_question_needs_subject_action_and_resource() {
        assert_eq!(
            Evaluation::parse(&question())
                .unwrap()
                .organization
                .as_deref(),
            Some("eu.x")
        );
        for missing in ["subject", "action", "resource"] {
            let mut question = question();
            question.as_object_mut().unwrap().remove(missing);
            assert!(
                Evaluation::parse(&question)
                    .unwrap_err()
                    .to_string()
                    .contains(missing)
            );
        }
        let mut control = question();
        control["subject"]["id"] = json!("AbC\0");
        assert!(Evaluation::parse(&control).is_err());
        let mut two = question();
        two["context"] = json!({ "organization": "eu.y" });
        assert!(Evaluation::parse(&two).is_err());
    }

    #[test]
    fn what_stands_beside_the_questions_is_their_default() {
        let mut body = question();
        body["evaluations"] = json!([{}, { "action": { "name": "pay" } }, { "action": {} }]);
        body["options"] = json!({ "evaluations_semantic": "deny_on_first_deny" });
        let Evaluations::Several {
            questions,
            semantic,
        } = Evaluations::parse(&body).unwrap()
        else {
            panic!("several");
        };
        assert_eq!(semantic, Semantic::DenyOnFirstDeny);
        assert_eq!(questions[0].as_ref().unwrap().action, "read");
        assert_eq!(questions[1].as_ref().unwrap().action, "pay");
        assert!(questions[2].is_err());
        body["evaluations"] = json!([]);
        assert!(matches!(Evaluations::parse(&body), Ok(Evaluations::One(_))));
        body["evaluations"] = json!(vec![json!({}); 101]);
        assert!(Evaluations::parse(&body).is_err());
    }

    #[test]
    fn a_semantic_ends_where_it_says() {
        for (semantic, after_no, after_yes) in [
            (Semantic::ExecuteAll, false, false),
            (Semantic::DenyOnFirstDeny, true, false),
            (Semantic::PermitOnFirstPermit, false, true),
        ] {
            assert_eq!(
                (semantic.ends_with(false), semantic.ends_with(true)),
                (after_no, after_yes)
            );
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_the_parser_panic(text in "\\PC{0,40}", name in "(subject|action|resource|evaluations|options|context)") {
            for value in [json!(text), json!([text]), json!({ "id": text, "type": [], "name": {} }), json!(null)] {
                let mut body = question();
                body[name.as_str()] = value;
                let _ = Evaluation::parse(&body);
                let _ = Evaluations::parse(&body);
            }
        }
    }
}
