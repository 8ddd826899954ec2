//! One hash, computed in memory that the caller keeps: RFC 9106, written as a PHC string.

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::phc::{Output, ParamsString, PasswordHash, Salt},
};
use ring::rand::{SecureRandom, SystemRandom};
use zeroize::Zeroize;

use super::{Parameters, Password, PasswordError, Verdict};

/// Bytes of a salt and of a hash (RFC 9106, section 4).
const SALT_LENGTH: usize = 16;
const HASH_LENGTH: usize = 32;
const HASH_LENGTHS: std::ops::RangeInclusive<usize> = 16..=64;

/// Room that is asked of the system at once, of which only the blocks in use are ever touched. The GNU C library
/// gives what is larger than 32 MiB back to the system when it is freed; from the second time on it keeps anything
/// smaller (`mallopt(3)`, `M_MMAP_THRESHOLD`).
const LEAST_ROOM: usize = 33 * 1024;

/// Memory that one hash after another is computed in.
#[derive(Default)]
pub(super) struct Memory(Vec<Block>);

impl Memory {
    /// The blocks that some parameters need; no others are kept.
    fn blocks(&mut self, params: &Params) -> &mut [Block] {
        let count = params.block_count();
        if self.0.len() != count {
            self.release();
            self.0.reserve_exact(count.max(LEAST_ROOM));
            self.0.resize(count, Block::default());
        }
        &mut self.0
    }

    /// Wipes it and gives it back to the system.
    pub(super) fn release(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
        self.0 = Vec::new();
    }
}

/// The text that is kept of a password.
pub(super) fn hash(
    memory: &mut Memory,
    password: &Password,
    parameters: Parameters,
) -> Result<String, PasswordError> {
    let mut salt = [0; SALT_LENGTH];
    SystemRandom::new()
        .fill(&mut salt)
        .map_err(|_| PasswordError::System)?;
    let params = params_of(parameters, HASH_LENGTH)?;
    let mut hash = [0; HASH_LENGTH];
    compute(memory, password, &salt, &params, &mut hash)?;
    let kept = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(|_| PasswordError::System)?,
        salt: Some(Salt::new(&salt).map_err(|_| PasswordError::System)?),
        hash: Some(Output::new(&hash).map_err(|_| PasswordError::System)?),
    };
    hash.zeroize();
    Ok(kept.to_string())
}

/// Compares a password with what is kept.
pub(super) fn verify(
    memory: &mut Memory,
    password: &Password,
    kept: &str,
    today: Parameters,
) -> Result<Verdict, PasswordError> {
    let kept = PasswordHash::new(kept).map_err(|_| PasswordError::Malformed)?;
    let (Some(salt), Some(hash)) = (&kept.salt, &kept.hash) else {
        return Err(PasswordError::Malformed);
    };
    let parameters = parameters_of(&kept).ok_or(PasswordError::Malformed)?;
    let params = params_of(parameters, hash.len())?;
    let mut computed = vec![0; hash.len()];
    compute(memory, password, salt, &params, &mut computed)?;
    let same = Output::new(&computed).map_err(|_| PasswordError::Malformed)?;
    computed.zeroize();
    // `Output` compares in constant time.
    if same != *hash {
        return Ok(Verdict::Wrong);
    }
    Ok(Verdict::Right {
        rehash: parameters != today || hash.len() != HASH_LENGTH || salt.len() < SALT_LENGTH,
    })
}

/// Does the work of a comparison for nobody: an account that does not exist must not answer sooner.
pub(super) fn compute_for_nobody(
    memory: &mut Memory,
    password: &Password,
    parameters: Parameters,
) -> Result<(), PasswordError> {
    let params = params_of(parameters, HASH_LENGTH)?;
    let mut hash = [0; HASH_LENGTH];
    compute(memory, password, &[0; SALT_LENGTH], &params, &mut hash)?;
    std::hint::black_box(&hash);
    hash.zeroize();
    Ok(())
}

fn compute(
    memory: &mut Memory,
    password: &Password,
    salt: &[u8],
    params: &Params,
    hash: &mut [u8],
) -> Result<(), PasswordError> {
    let blocks = memory.blocks(params);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params.clone())
        .hash_password_into_with_memory(password.expose().as_bytes(), salt, hash, blocks)
        .map_err(|_| PasswordError::Malformed)
}

fn params_of(parameters: Parameters, hash_length: usize) -> Result<Params, PasswordError> {
    Params::new(
        parameters.memory_kibibytes(),
        parameters.passes(),
        parameters.lanes(),
        Some(hash_length),
    )
    .map_err(|_| PasswordError::Malformed)
}

/// The parameters that a kept hash names, when it is one that we compute.
fn parameters_of(kept: &PasswordHash) -> Option<Parameters> {
    let hash_length = kept.hash.as_ref()?.len();
    let ours = kept.algorithm == Algorithm::Argon2id.ident()
        && kept.version == Some(Version::V0x13.into())
        && HASH_LENGTHS.contains(&hash_length);
    // Keys and associated data are part of some PHC strings; a hash that used them cannot be compared without.
    let plain = kept
        .params
        .iter()
        .all(|(name, _)| ["m", "t", "p"].contains(&name.as_str()));
    let number = |name: &str| kept.params.get_decimal(name);
    (ours && plain)
        .then(|| Parameters::bounded(number("m")?, number("t")?, number("p")?))
        .flatten()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rustix::time::{ClockId, clock_gettime};

    use super::{Memory, Parameters, Password, compute_for_nobody, hash, verify};

    /// Time that this thread alone has worked, in seconds: what else the machine does is not in it.
    fn worked(work: impl FnOnce()) -> f64 {
        let now = || {
            let time = clock_gettime(ClockId::ThreadCPUTime);
            Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.try_into().unwrap())
        };
        let begun = now();
        work();
        now().saturating_sub(begun).as_secs_f64()
    }

    #[test]
    fn nobodys_password_costs_what_a_wrong_one_costs() {
        let (mut memory, parameters) = (Memory::default(), Parameters::RECOMMENDED);
        let kept = hash(&mut memory, &Password::typed("right"), parameters).unwrap();
        let typed = Password::typed("wrong");
        let (mut wrong, mut nobody) = (f64::MAX, f64::MAX);
        for _ in 0..8 {
            wrong = wrong.min(worked(|| {
                verify(&mut memory, &typed, &kept, parameters).unwrap();
            }));
            nobody = nobody.min(worked(|| {
                compute_for_nobody(&mut memory, &typed, parameters).unwrap();
            }));
        }
        let ratio = wrong / nobody;
        assert!((0.5..2.0).contains(&ratio), "{wrong} s and {nobody} s");
    }
}
