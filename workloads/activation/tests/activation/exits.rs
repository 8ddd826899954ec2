//! There is one exit.

use std::{fs, path::Path};

/// Words that only something that can send has to say.
const WAYS_OUT: [&str; 9] = [
    "domicile_outbound",
    "reqwest",
    "hyper",
    "TcpStream",
    "UdpSocket",
    "UnixStream",
    "std::process",
    "tokio::process",
    "tokio::net",
];

#[test]
fn bytes_leave_through_one_function_only() {
    let mut sends = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap() {
        let path = entry.unwrap().path();
        assert!(
            path.is_file(),
            "a folder of sources would have to be looked through as well"
        );
        let text = fs::read_to_string(&path).unwrap();
        if path.file_name().unwrap() == "exit.rs" {
            sends += text.matches("outgoing.send()").count();
            assert_eq!(
                text.matches(".send(").count() + text.matches(".execute(").count(),
                1
            );
            continue;
        }
        for way in WAYS_OUT {
            assert!(
                !text.contains(way),
                "{} knows a way out: {way}",
                path.display()
            );
        }
    }
    assert_eq!(sends, 1);
}
