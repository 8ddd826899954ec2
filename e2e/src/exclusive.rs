//! One `cargo domicile` at a time changes the local cluster.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::files;
use crate::layout::Layout;

/// Held as long as the value lives, at most as long as the process.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock, or says who has it.
pub fn lock(layout: &Layout) -> Result<Lock> {
    files::make_private_folder(&layout.state)?;
    let path = file(layout);
    let file = File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        bail!("another `cargo domicile` is changing the local cluster; wait for it to end");
    }
    Ok(Lock { _file: file })
}

fn file(layout: &Layout) -> PathBuf {
    layout.state.join("lock")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout {
            repository: folder.path().into(),
            cache: folder.path().join("cache"),
            state: folder.path().join("state"),
        };
        let first = lock(&layout).unwrap();
        assert!(lock(&layout).is_err());
        drop(first);
        assert!(lock(&layout).is_ok());
    }
}
