//! How near the hasher comes to bare Argon2id on as many threads, and what it takes in memory.
//!
//! `cargo run --release -p domicile-credentials --example password_ceiling`

use std::{
    error::Error,
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use domicile_credentials::password::{Capacity, Hasher, Parameters, Password};

const TIME: Duration = Duration::from_secs(5);

fn main() -> Result<(), Box<dyn Error>> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    println!("resident at rest: {}", resident()?);
    for round in 1..=3 {
        let ceiling = bare(threads)?;
        let reached = runtime.block_on(through_hasher(threads))?;
        println!(
            "round {round}: bare {ceiling:.1}/s, hasher {reached:.1}/s, ratio {:.3}, resident {}",
            reached / ceiling,
            resident()?
        );
    }
    thread::sleep(Duration::from_secs(6));
    println!("resident after idling: {}", resident()?);
    Ok(())
}

fn bare(threads: usize) -> Result<f64, Box<dyn Error>> {
    let params = Params::new(19_456, 2, 1, Some(32))?;
    let begun = Instant::now();
    let workers: Vec<_> = (0..threads)
        .map(|_| {
            let params = params.clone();
            thread::spawn(move || {
                // As large as what the system takes back when it is freed.
                let mut blocks = Vec::with_capacity(33 * 1024);
                blocks.resize(params.block_count(), Block::default());
                let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
                let (mut hash, mut done) = ([0; 32], 0_u32);
                while begun.elapsed() < TIME {
                    if argon2
                        .hash_password_into_with_memory(
                            b"password",
                            b"somesaltsomesalt",
                            &mut hash,
                            &mut blocks[..],
                        )
                        .is_ok()
                    {
                        done += 1;
                    }
                }
                done
            })
        })
        .collect();
    let done: u32 = workers
        .into_iter()
        .map(|worker| worker.join().unwrap_or_default())
        .sum();
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

async fn through_hasher(threads: usize) -> Result<f64, Box<dyn Error>> {
    let hasher = Hasher::start(Capacity {
        threads,
        waiting: 8 * threads,
    })?;
    let today = Parameters::RECOMMENDED;
    let kept = hasher.hash(&Password::typed("password"), today).await?;
    let begun = Instant::now();
    let mut clients = tokio::task::JoinSet::new();
    for _ in 0..4 * threads {
        let (hasher, kept) = (hasher.clone(), kept.clone());
        clients.spawn(async move {
            let mut done = 0_u32;
            while begun.elapsed() < TIME {
                let password = Password::typed("password");
                if hasher.verify(&password, &kept, today).await.is_ok() {
                    done += 1;
                }
            }
            done
        });
    }
    let done: u32 = clients.join_all().await.iter().sum();
    Ok(f64::from(done) / begun.elapsed().as_secs_f64())
}

fn resident() -> Result<String, Box<dyn Error>> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"));
    Ok(line
        .unwrap_or_default()
        .trim_start_matches("VmRSS:")
        .trim()
        .to_owned())
}
