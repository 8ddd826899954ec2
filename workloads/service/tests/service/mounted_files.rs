//! A mounted file is taken again when it changes, and only when it can be read.

use std::{fs, net::Ipv4Addr, time::Duration};

use domicile_service::Mounted;
use tokio::time::timeout;

use crate::world::started;

#[tokio::test]
async fn a_changed_file_is_read_again_and_a_broken_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let context = started(folder.path(), Ipv4Addr::LOCALHOST).await;
    let directory = folder.path().join("numbers");
    let write = |text: &str| {
        fs::create_dir_all(&directory).unwrap();
        fs::write(directory.join("next"), text).unwrap();
        fs::rename(directory.join("next"), directory.join("number")).unwrap();
    };
    let follow = || Mounted::follow(&context, "numbers", "number", str::parse::<u32>);
    assert!(follow().is_err());
    write("1");
    let number = follow().unwrap();
    assert_eq!(*number.current(), 1);
    for (text, expected) in [("2", 2), ("many", 2), ("3", 3)] {
        write(text);
        let taken = async {
            while *number.current() != expected {
                tokio::task::yield_now().await;
            }
        };
        timeout(Duration::from_secs(10), taken).await.unwrap();
    }
}
