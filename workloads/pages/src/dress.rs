//! What a brand's look comes to on every page: colours derived, drawings and custom CSS read and written anew. That takes
//! longer than all the rest of a page, so it is done once for each look.

use std::sync::{Arc, Mutex, PoisonError};

use base64ct::{Base64, Encoding};
use domicile_bundle::Look;
use sha2::{Digest, Sha256};

use crate::look;

/// Looks that are kept. A tenant has as many as brands, and a changed one takes the place of the oldest.
const MOST: usize = 32;

/// The parts of a page that a look decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dress {
    /// Text of the style element.
    pub theme: String,
    /// SHA-256 of it as base64, which lets it through the content security policy.
    pub theme_digest: String,
    /// `data:` address of the logo. As an image, an SVG can run no script and load nothing.
    pub logo: Option<String>,
    /// `data:` address of the logo for dark pages.
    pub logo_dark: Option<String>,
    /// Whether the brand has a picture beside the form.
    pub illustrated: bool,
}

static MADE: Mutex<Vec<(Look, Arc<Dress>)>> = Mutex::new(Vec::new());

impl Dress {
    /// What a look comes to.
    pub fn of(look: &Look) -> Arc<Self> {
        // Entries are whole before they are pushed: a poisoned lock holds nothing half made.
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, dress)) = made.iter().find(|(own, _)| own == look) {
            return dress.clone();
        }
        let dress = Arc::new(Self::made(look));
        if made.len() >= MOST {
            made.remove(0);
        }
        made.push((look.clone(), dress.clone()));
        dress
    }

    fn made(look: &Look) -> Self {
        let drawing = |svg: &Option<String>| svg.as_deref().and_then(look::drawing);
        let theme = look::stylesheet(look);
        Self {
            theme_digest: Base64::encode_string(&Sha256::digest(theme.as_bytes())),
            theme,
            logo: drawing(&look.logo_svg),
            logo_dark: drawing(&look.logo_dark_svg),
            illustrated: drawing(&look.illustration_svg).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_made_once_and_a_changed_one_anew() {
        let look = Look::plain("#123456", "#ffffff");
        let first = Dress::of(&look);
        assert!(Arc::ptr_eq(&first, &Dress::of(&look)));
        let changed = Look::plain("#654321", "#ffffff");
        assert_ne!(first.theme, Dress::of(&changed).theme);
    }

    #[test]
    fn no_more_looks_are_kept_than_brands_are_likely() {
        for number in 0..3 * MOST {
            Dress::of(&Look::plain(&format!("#0000{number:02x}"), "#ffffff"));
        }
        assert!(MADE.lock().unwrap().len() <= MOST);
    }
}
