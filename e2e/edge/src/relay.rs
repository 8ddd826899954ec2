//! Passes bytes between a client and the backend that its server name chose.

use std::{io, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncWriteExt, copy_bidirectional},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use crate::{client_hello, configuration::Configuration, route};

/// How long a client may take to say its name, and a backend to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Accepts for ever.
pub async fn serve(
    listener: TcpListener,
    near: String,
    configuration: Arc<Configuration>,
) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        let (near, configuration) = (near.clone(), Arc::clone(&configuration));
        tokio::spawn(async move {
            if let Err(error) = relay(client, &near, &configuration).await {
                // Names and addresses of clients are not printed: only what went wrong.
                eprintln!("connection ended: {}", error.kind());
            }
        });
    }
}

async fn relay(mut client: TcpStream, near: &str, configuration: &Configuration) -> io::Result<()> {
    let hello = timeout(PATIENCE, client_hello::read(&mut client)).await??;
    let backend = route::backend(configuration, near, &hello.server_name)
        .ok_or_else(|| io::Error::from(io::ErrorKind::AddrNotAvailable))?;
    let mut server = timeout(PATIENCE, TcpStream::connect(backend)).await??;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    server.write_all(&hello.bytes).await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}
