//! PostgreSQL for the local cluster, from Debian's packages. Elsewhere the chart names a public image.

use std::process::Command;

use anyhow::{Context, Result};

use super::archive::{self, Configuration};
use super::{Image, content_tag};
use crate::command;
use crate::layout::Layout;

const NAME: &str = "domicile-postgresql";
const SUITE: &str = "bookworm";
const PACKAGE: &str = "postgresql-15";

/// The user is made before the package is installed: the public image has the same number, and volumes outlive images.
const MAKE_USER: &str = "\
echo 'postgres:x:999:' >> \"$1/etc/group\" && \
echo 'postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/bash' >> \"$1/etc/passwd\" && \
mkdir -p \"$1/etc/postgresql-common\" && \
echo 'create_main_cluster = false' > \"$1/etc/postgresql-common/createcluster.conf\"";

const TRIM: &str = "\
rm -rf \"$1\"/usr/share/doc/* \"$1\"/usr/share/man/* \"$1\"/usr/share/locale/* \"$1\"/usr/share/info/* \
\"$1\"/var/cache/* \"$1\"/var/lib/apt/lists/* \"$1\"/var/log/*";

/// Finds the image in the cache or makes it; its content changes only with this recipe.
pub fn image(layout: &Layout) -> Result<Image> {
    let tag = content_tag([
        SUITE.as_bytes(),
        PACKAGE.as_bytes(),
        MAKE_USER.as_bytes(),
        TRIM.as_bytes(),
    ]);
    if let Some(image) = archive::find(layout, NAME, &tag) {
        return Ok(image);
    }
    let workshop = tempfile::tempdir().context("cannot make a temporary folder")?;
    let root = workshop.path().join("root.tar");
    command::run_logged(
        Command::new("mmdebstrap")
            .args(["--variant=essential", "--mode=root"])
            .arg(format!("--include={PACKAGE}"))
            // The package's own configuration file would be asked about otherwise.
            .arg("--dpkgopt=force-confold")
            .arg(format!("--essential-hook={MAKE_USER}"))
            .arg(format!("--customize-hook={TRIM}"))
            .arg(SUITE)
            .arg(&root),
        &layout.cache.join("log/mmdebstrap.log"),
    )
    .context(
        "cannot make the PostgreSQL image from Debian's packages; is the package mirror reachable?",
    )?;
    let configuration = Configuration {
        entrypoint: &["/usr/lib/postgresql/15/bin/postgres"],
        user: "999:999",
        environment: &[
            "PATH=/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG=C.UTF-8",
        ],
    };
    archive::pack(layout, NAME, &tag, &root, &configuration)
}

/// Is the image in the cache? Making it takes long enough to be a step of its own.
pub fn is_cached(layout: &Layout) -> bool {
    archive::find(layout, NAME, &tag()).is_some()
}

fn tag() -> String {
    content_tag([
        SUITE.as_bytes(),
        PACKAGE.as_bytes(),
        MAKE_USER.as_bytes(),
        TRIM.as_bytes(),
    ])
}
