//! `prompt` (`OpenID` Connect Core, section 3.1.2.1; Initiating User Registration 1.0).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Problem;

/// What an application wants shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// Nothing.
    None,
    /// Sign in again.
    Login,
    /// What the application gets, and whether the person agrees.
    Consent,
    /// Which account.
    SelectAccount,
    /// Begin with registration.
    Create,
}

impl Prompt {
    /// All of them, as discovery names them.
    pub const SUPPORTED: [(&'static str, Self); 5] = [
        ("none", Self::None),
        ("login", Self::Login),
        ("consent", Self::Consent),
        ("select_account", Self::SelectAccount),
        ("create", Self::Create),
    ];
}

/// Reads a list separated by spaces.
pub(super) fn parse(text: &str) -> Result<BTreeSet<Prompt>, Problem> {
    let mut prompts = BTreeSet::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let known = Prompt::SUPPORTED.iter().find(|(name, _)| *name == word);
        let (_, prompt) = known.ok_or_else(|| {
            Problem::invalid(
                "`prompt` has a value that is not supported: use none, login, consent, select_account or create",
            )
        })?;
        prompts.insert(*prompt);
    }
    if prompts.contains(&Prompt::None) && prompts.len() > 1 {
        return Err(Problem::invalid(
            "`prompt=none` cannot be combined with other values",
        ));
    }
    Ok(prompts)
}
