//! A membership that can be linked, as a form shows it: on the account as on the way of a sign-in.

use std::collections::BTreeMap;

use domicile_bundle::MembershipLink;
use domicile_pages::language;

use crate::web::parameters::Parameters;

/// A membership that can be linked.
pub struct Offer {
    /// Its name in the configuration.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The number, as it was typed.
    pub number: String,
    /// What its system asks beside it.
    pub questions: Vec<Question>,
    /// Why the number was not linked.
    pub problem: Option<String>,
}

/// What its system asks.
pub struct Question {
    /// Its name in the configuration.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Whether what is typed is hidden.
    pub hidden: bool,
    /// What was typed, where that is shown.
    pub answer: String,
}

impl Offer {
    /// One of which nothing was typed yet.
    pub fn of(link: &MembershipLink, language: &str) -> Self {
        let questions = link.questions.iter().map(|question| Question {
            title: title(&question.titles, language, &question.name),
            name: question.name.clone(),
            hidden: question.hidden,
            answer: String::new(),
        });
        Self {
            title: title(&link.titles, language, &link.name),
            name: link.name.clone(),
            number: String::new(),
            questions: questions.collect(),
            problem: None,
        }
    }

    /// Element id of the number's field.
    pub fn field(&self) -> String {
        format!("membership-{}", self.name)
    }

    /// Shows what was typed again, but for what is hidden.
    pub fn take_typed(&mut self, form: &Parameters) {
        form.field("number").clone_into(&mut self.number);
        for question in self.questions.iter_mut().filter(|own| !own.hidden) {
            form.field(&answer_field(&question.name))
                .clone_into(&mut question.answer);
        }
    }
}

impl Question {
    /// Name of its field in the form.
    pub fn field(&self) -> String {
        answer_field(&self.name)
    }
}

/// The field in which an answer is typed.
pub(super) fn answer_field(question: &str) -> String {
    format!("answer-{question}")
}

/// A title in a language; the name where there is none.
pub fn title(titles: &BTreeMap<String, String>, language: &str, name: &str) -> String {
    language::title(titles, language).map_or_else(|| name.to_owned(), Clone::clone)
}
