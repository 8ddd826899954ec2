//! One server per test process.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tempfile::TempDir;

use crate::{
    StartError,
    binaries::{Binaries, run},
    bootstrap,
};

/// A port that was free a moment ago may be taken: how often another one is tried.
const PORT_TRIES: u32 = 5;
/// Line of the log that says the server answers.
const READY: &str = "database system is ready to accept connections";

/// Starts the server and stops it when standard input closes: when it is told to, or when the test process dies.
const GUARD: &str = r#""$@" 2>&1 & server=$!
(while read -r _; do :; done; kill -QUIT "$server" 2>/dev/null) <&3 &
wait "$server""#;

static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());

/// A running server.
#[derive(Debug)]
pub(crate) struct Server {
    binaries: Binaries,
    folder: TempDir,
    port: u16,
    process: Child,
}

impl Server {
    /// The running server of this process, or a new one.
    pub(crate) fn shared() -> Result<Arc<Self>, StartError> {
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(running) = shared.upgrade() {
            return Ok(running);
        }
        let server = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&server);
        Ok(server)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Runs SQL as superuser over the server's socket.
    pub(crate) fn execute(&self, database: &str, sql: &str) -> Result<(), StartError> {
        let mut psql = Command::new(self.binaries.path("psql"));
        psql.args([
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--username=postgres",
        ])
        .arg(format!("--host={}", self.folder.path().display()))
        .arg(format!("--port={}", self.port))
        .arg(format!("--dbname={database}"));
        run(&mut psql, sql).map(|_| ())
    }

    fn start() -> Result<Self, StartError> {
        let binaries = Binaries::find()?;
        let folder = tempfile::Builder::new()
            .prefix("domicile-postgresql-")
            .tempdir()
            .map_err(StartError::system("cannot make a temporary folder"))?;
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))
            .map_err(StartError::system("cannot open the temporary folder"))?;
        binaries.hand_over(folder.path())?;
        initialise(&binaries, folder.path())?;
        let (port, process) = launch_on_free_port(&binaries, folder.path())?;
        let server = Self {
            binaries,
            folder,
            port,
            process,
        };
        server.execute("postgres", &bootstrap::roles_and_database())?;
        server.execute(bootstrap::TEMPLATE, &bootstrap::schemas())?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Closing standard input stops the server; waiting keeps the folder until nobody writes into it.
        drop(self.process.stdin.take());
        let _ = self.process.wait();
    }
}

fn initialise(binaries: &Binaries, folder: &Path) -> Result<(), StartError> {
    let mut initdb = binaries.command(binaries.path("initdb"));
    initdb
        .args([
            "--username=postgres",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
        ])
        .args([
            "--locale=C.UTF-8",
            "--data-checksums",
            "--no-sync",
            "--no-instructions",
        ])
        .arg("--pgdata")
        .arg(folder.join("data"))
        .current_dir(folder);
    run(&mut initdb, "").map(|_| ())
}

fn launch_on_free_port(binaries: &Binaries, folder: &Path) -> Result<(u16, Child), StartError> {
    let mut last = StartError::NotReady { log: String::new() };
    for _ in 0..PORT_TRIES {
        let port = TcpListener::bind(("127.0.0.1", 0))
            .and_then(|listener| listener.local_addr())
            .map_err(StartError::system("no free port on the loopback interface"))?
            .port();
        match launch(binaries, folder, port) {
            Ok(process) => return Ok((port, process)),
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn launch(binaries: &Binaries, folder: &Path, port: u16) -> Result<Child, StartError> {
    let mut command = binaries.command("sh");
    // Background jobs of a shell read from /dev/null: the real standard input is kept as descriptor 3.
    command
        .args(["-c", &format!("exec 3<&0; {GUARD}"), "guard"])
        .arg(binaries.path("postgres"))
        .arg("-D")
        .arg(folder.join("data"))
        .args(["-p", &port.to_string(), "-h", "127.0.0.1", "-k"])
        .arg(folder)
        // What is tested survives the death of processes, not of the machine.
        .args([
            "-c",
            "fsync=off",
            "-c",
            "max_connections=200",
            "-c",
            "shared_buffers=32MB",
        ])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut process = command
        .spawn()
        .map_err(StartError::system("cannot start the server"))?;
    let Some(output) = process.stdout.take() else {
        return Err(StartError::NotReady {
            log: "no output".to_owned(),
        });
    };
    let mut lines = BufReader::new(output).lines();
    let mut log = String::new();
    for line in lines.by_ref().map_while(Result::ok) {
        log.push_str(&line);
        log.push('\n');
        if line.contains(READY) {
            // Somebody has to read on, or the server would stop at a full pipe.
            std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
            return Ok(process);
        }
    }
    let _ = process.wait();
    Err(StartError::NotReady { log })
}
