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

fn ctr(layout: &Layout, node: Node) -> Command {
    let mut ctr = Command::new(layout.tool("ctr"));
    ctr.arg("--address")
        .arg(node::containerd_socket(layout, node))
        .args(["--namespace", "k8s.io"]);
    ctr
}
