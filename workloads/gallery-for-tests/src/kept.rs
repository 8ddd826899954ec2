//! Where pages are kept, and what every one of them is held to.

use std::{
    cell::RefCell,
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use domicile_pages::assets;

/// Where the galleries of all workloads lie, with what their pages load.
const GALLERIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/gallery");

/// What was kept.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    names: RefCell<BTreeSet<String>>,
}

impl Kept {
    /// Empties the gallery of that name, and puts the stylesheet beside it.
    pub fn open(name: &str) -> Self {
        let galleries = Path::new(GALLERIES);
        let folder = galleries.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        let stylesheet = galleries.join(assets::stylesheet_path().trim_start_matches('/'));
        fs::create_dir_all(stylesheet.parent().unwrap()).unwrap();
        fs::write(stylesheet, assets::STYLESHEET).unwrap();
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

    /// Fails where a template has no page here: the first words of a page's name are those of its template.
    pub fn has_a_page_of_every_template(&self, templates: &Path, folders: &[&str]) {
        let names = self.names.borrow();
        let forgotten: Vec<String> = folders
            .iter()
            .flat_map(|folder| fs::read_dir(templates.join(folder)).unwrap())
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.is_file() && fs::read_to_string(path).unwrap().contains("{% extends")
            })
            .map(|path| {
                let own = path.strip_prefix(templates).unwrap().with_extension("");
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
