//! Where pages are kept, and what every one of them is held to.

use std::{cell::RefCell, collections::BTreeSet, fs, path::PathBuf};

use domicile_pages::assets;

/// What was kept.
pub struct Kept {
    folder: PathBuf,
    names: RefCell<BTreeSet<String>>,
}

impl Kept {
    /// Empties the folder and puts the stylesheet there.
    pub fn open() -> Self {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery/auth");
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(folder.join("assets")).unwrap();
        let name = assets::stylesheet_path();
        fs::write(
            folder.join(name.trim_start_matches('/')),
            assets::STYLESHEET,
        )
        .unwrap();
        Self {
            folder,
            names: RefCell::default(),
        }
    }

    /// One page: kept, and held to the rules.
    pub fn page(&self, brand: &str, language: &str, name: &str, html: &str) {
        let file = format!("{brand}-{language}-{name}.html");
        fs::write(self.folder.join(file), html).unwrap();
        self.names.borrow_mut().insert(name.to_owned());
        readable(brand, language, name, html);
    }

    /// Fails where a template has no page here.
    pub fn has_a_page_of_every_template(&self) {
        let templates = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates");
        let names = self.names.borrow();
        let forgotten: Vec<String> = [".", "account", "organizations"]
            .into_iter()
            .flat_map(|folder| fs::read_dir(templates.join(folder)).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.is_file() && fs::read_to_string(path).unwrap().contains("{% extends")
            })
            .map(|path| {
                let own = path.strip_prefix(&templates).unwrap().with_extension("");
                own.to_str().unwrap().replace(['/', '_'], "-")
            })
            .filter(|template| !names.iter().any(|name| name.starts_with(template)))
            .collect();
        assert!(forgotten.is_empty(), "no page of {forgotten:?}");
    }
}

fn readable(brand: &str, language: &str, name: &str, html: &str) {
    let page = format!("{name} in {language} of {brand}");
    assert!(
        html.contains(&format!("<html lang=\"{language}\">")),
        "{page} says its language"
    );
    assert_eq!(html.matches("<h1").count(), 1, "{page} has one heading");
    let ids: Vec<&str> = values(html, " id=\"").collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "{page} has an id twice: {ids:?}");
    for attribute in [
        " aria-describedby=\"",
        " aria-labelledby=\"",
        " for=\"",
        " href=\"#",
    ] {
        for reference in values(html, attribute).flat_map(str::split_ascii_whitespace) {
            assert!(
                known.contains(reference),
                "{page} refers to #{reference}, which is not there"
            );
        }
    }
    assert!(
        !html.contains("style=\"") && !html.contains("onclick"),
        "{page} has nothing inline"
    );
    for address in values(html, " src=\"").chain(values(html, " srcset=\"")) {
        assert!(
            address.starts_with("data:image/") || address.starts_with('/'),
            "{page} loads {address}"
        );
    }
}

fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(attribute)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}
