//! Whether an open session answers a request (`OpenID` Connect Core, section 3.1.2.3). Pure: the table is tested.

use crate::openid::authorization_request::{AuthorizationRequest, Problem, Prompt};

/// What is known of an open session.
#[derive(Clone, Debug)]
pub struct Facts {
    /// How long ago the person proved who they are.
    pub age_seconds: i64,
    /// The person, as the client knows them.
    pub subject: String,
}

/// What happens with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// The session is enough: the application is answered.
    Answer,
    /// The person says whether to go on with the account that is open.
    ChooseAccount,
    /// The person has to prove who they are.
    SignIn,
    /// The application is told why not.
    Refuse(Problem),
}

/// Decides.
pub fn next(request: &AuthorizationRequest, session: Option<&Facts>) -> Next {
    let enough = session.is_some_and(|session| {
        let young = request
            .max_age
            .is_none_or(|most| session.age_seconds <= i64::from(most));
        young && is_expected(request, &session.subject)
    });
    if request.is_silent() {
        return if enough {
            Next::Answer
        } else {
            Next::Refuse(Problem::new(
                "login_required",
                "nobody is signed in who answers the request, and nothing may be shown",
            ))
        };
    }
    if request.prompts(Prompt::Create) || request.prompts(Prompt::Login) {
        return Next::SignIn;
    }
    match session {
        Some(_) if request.prompts(Prompt::SelectAccount) => Next::ChooseAccount,
        Some(_) if enough => Next::Answer,
        _ => Next::SignIn,
    }
}

/// Whether the person is the one that the application speaks of, where it speaks of one.
pub fn is_expected(request: &AuthorizationRequest, subject: &str) -> bool {
    request
        .subject
        .as_deref()
        .is_none_or(|expected| expected == subject)
}

#[cfg(test)]
mod tests {
    use super::{Facts, Next, next};
    use crate::openid::authorization_request::tests::request;

    #[test]
    fn the_table_of_what_a_session_is_enough_for() {
        let session = |age_seconds, subject: &str| {
            Some(Facts {
                age_seconds,
                subject: subject.to_owned(),
            })
        };
        for (extra, session, expected) in [
            ("", None, "SignIn"),
            ("", session(10, "camille"), "Answer"),
            ("&max_age=10", session(10, "camille"), "Answer"),
            ("&max_age=10", session(11, "camille"), "SignIn"),
            ("&max_age=0", session(1, "camille"), "SignIn"),
            (
                "&max_age=10&prompt=none",
                session(11, "camille"),
                "login_required",
            ),
            ("&prompt=none", None, "login_required"),
            ("&prompt=none", session(10, "camille"), "Answer"),
            ("&prompt=login", session(10, "camille"), "SignIn"),
            ("&prompt=create", session(10, "camille"), "SignIn"),
            ("&prompt=consent", session(10, "camille"), "Answer"),
            ("&prompt=consent", None, "SignIn"),
            (
                "&prompt=select_account",
                session(10, "camille"),
                "ChooseAccount",
            ),
            ("&prompt=select_account", None, "SignIn"),
            (
                "&prompt=select_account+login",
                session(10, "camille"),
                "SignIn",
            ),
            (
                "&claims=%7B%22id_token%22%3A%7B%22sub%22%3A%7B%22value%22%3A%22alex%22%7D%7D%7D",
                session(10, "camille"),
                "SignIn",
            ),
            (
                "&prompt=none&claims=%7B%22id_token%22%3A%7B%22sub%22%3A%7B%22value%22%3A%22alex%22%7D%7D%7D",
                session(10, "camille"),
                "login_required",
            ),
        ] {
            let found = match next(&request(extra), session.as_ref()) {
                Next::Refuse(problem) => problem.error.to_owned(),
                other => format!("{other:?}"),
            };
            assert_eq!(found, expected, "{extra} with {session:?}");
        }
    }
}
