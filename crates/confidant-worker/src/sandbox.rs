//! What a worker gives up before it touches its input: memory, time, files, the network, other processes.
//!
//! On Linux three layers stand one behind the other. Resource limits bound memory, time and dumps. A seccomp filter allows
//! the few system calls that computing and talking on open pipes need and refuses every other with `EPERM`: no file is
//! opened, no socket made, no program run, no process forked. Landlock says the same about files, ports and signals in the
//! kernel's own words. The first two must hold or [`lock_down`] fails; a kernel that was built without Landlock loses the
//! third layer only, because the filter already refuses what it would refuse.
//!
//! On other Unix systems only the resource limits exist, elsewhere nothing: see [`IS_COMPLETE`].

#[cfg(target_os = "linux")]
mod filter;

/// Whether this platform's sandbox takes files, network and other processes away, and not only memory and time.
pub const IS_COMPLETE: bool = cfg!(target_os = "linux");

/// How much a worker may use. What is `None` is not limited.
#[derive(Clone, Copy, Debug, Default)]
pub struct Limits {
    /// Address space in bytes, with everything that is mapped already.
    pub memory: Option<u64>,
    /// Processor seconds over the worker's whole life.
    pub cpu_seconds: Option<u64>,
    /// Whether it may start threads.
    pub threads: bool,
}

/// The operating system refused a part of the sandbox: the worker must not go on.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// A resource limit could not be set.
    #[error("the worker's limits on memory, time and files could not be set")]
    Limits(#[source] std::io::Error),
    /// The system call filter could not be installed.
    #[error("the worker's filter of system calls could not be set")]
    Filter,
    /// The kernel has Landlock and refused to enforce it.
    #[error("the worker's access to files and network could not be taken away")]
    Access,
}

/// Gives up everything but the pipes, for good. Call it after native libraries and models are loaded and before the first
/// request is read. When it fails, end the process.
pub fn lock_down(limits: Limits) -> Result<(), SandboxError> {
    #[cfg(unix)]
    limit_resources(limits).map_err(|error| SandboxError::Limits(error.into()))?;
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};

        set_parent_process_death_signal(Some(Signal::KILL)).map_err(|error| SandboxError::Limits(error.into()))?;
        rustix::thread::set_no_new_privs(true).map_err(|_| SandboxError::Filter)?;
        give_up_access()?;
        filter::install(limits.threads)?;
    }
    #[cfg(not(unix))]
    let _ = limits;
    Ok(())
}

#[cfg(unix)]
fn limit_resources(limits: Limits) -> rustix::io::Result<()> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    // A limit that already stands lower stays: raising it is not ours to do.
    let limit = |resource, wanted: u64| {
        let standing = getrlimit(resource).maximum;
        let value = Some(standing.map_or(wanted, |standing| standing.min(wanted)));
        setrlimit(resource, Rlimit { current: value, maximum: value })
    };
    limit(Resource::Core, 0)?;
    // Pipes are not files: answers still go out.
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, 16)?;
    if let Some(bytes) = limits.memory {
        limit(Resource::As, bytes)?;
    }
    if let Some(seconds) = limits.cpu_seconds {
        limit(Resource::Cpu, seconds)?;
    }
    Ok(())
}

/// Landlock with no rule at all: whatever the running kernel can refuse, it refuses.
#[cfg(target_os = "linux")]
fn give_up_access() -> Result<(), SandboxError> {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, LandlockStatus, Ruleset, RulesetAttr, RulesetStatus,
        Scope,
    };

    let newest = ABI::V6;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(newest))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(newest)))
        .and_then(|rules| rules.scope(Scope::from_all(newest)))
        .and_then(Ruleset::create)
        .and_then(landlock::RulesetCreated::restrict_self)
        .map_err(|_| SandboxError::Access)?;
    let kernel_has_it = matches!(status.landlock, LandlockStatus::Available { .. });
    if kernel_has_it && status.ruleset == RulesetStatus::NotEnforced { Err(SandboxError::Access) } else { Ok(()) }
}
