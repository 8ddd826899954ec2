//! Handing images to the nodes' containerd.

use std::process::Command;
use std::thread;

use anyhow::{Result, anyhow};

use super::Image;
use crate::command;
use crate::layout::Layout;
use crate::local::{NODES, Node, node};

/// Does the node's containerd answer?
pub fn answers(layout: &Layout, node: Node) -> bool {
    command::succeeds(ctr(layout, node).arg("version"))
}

/// Imports images into every node that lacks them, all nodes at once.
pub fn everywhere(layout: &Layout, images: &[Image]) -> Result<()> {
    thread::scope(|scope| {
        let imports: Vec<_> = NODES
            .map(|node| scope.spawn(move || into_node(layout, node, images)))
            .into();
        imports.into_iter().try_for_each(|import| {
            import
                .join()
                .map_err(|_| anyhow!("an import was interrupted"))?
        })
    })
}

fn into_node(layout: &Layout, node: Node, images: &[Image]) -> Result<()> {
    let present = command::output(ctr(layout, node).args(["images", "list", "--quiet"]))?;
    for image in images
        .iter()
        .filter(|image| !present.lines().any(|line| line == image.reference))
    {
        command::run(
            ctr(layout, node)
                .args(["images", "import"])
                .arg(&image.archive),
        )?;
    }
    Ok(())
}

/// Removes older images of the same names, once nothing runs them any more.
pub fn remove_older(layout: &Layout, images: &[Image]) -> Result<()> {
    for node in NODES {
        let present = command::output(ctr(layout, node).args(["images", "list", "--quiet"]))?;
        let older = present.lines().filter(|name| is_older(name, images));
        for name in older {
            command::run(ctr(layout, node).args(["images", "remove", name]))?;
        }
    }
    Ok(())
}

fn is_older(name: &str, images: &[Image]) -> bool {
    let same_repository = |image: &Image| {
        name.strip_prefix(image.repository())
            .is_some_and(|rest| rest.starts_with(':'))
    };
    images.iter().any(same_repository) && images.iter().all(|image| image.reference != name)
}

fn ctr(layout: &Layout, node: Node) -> Command {
    let mut ctr = Command::new(layout.tool("ctr"));
    ctr.arg("--address")
        .arg(node::containerd_socket(layout, node))
        .args(["--namespace", "k8s.io"]);
    ctr
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_other_tags_of_the_same_repository_are_older() {
        let images = [Image {
            reference: "localhost/domicile-auth:2".into(),
            archive: std::path::PathBuf::new(),
        }];
        assert!(is_older("localhost/domicile-auth:1", &images));
        assert!(!is_older("localhost/domicile-auth:2", &images));
        assert!(!is_older("localhost/domicile-authority:1", &images));
        assert!(!is_older("sha256:0123", &images));
    }
}
