//! The system calls that a locked worker may make; every other one fails with `EPERM`.
//!
//! The list holds what the allocator, the clock, open pipes, signals of the process to itself and, on request, threads need.
//! It has nothing that takes a path, an address or another process.

use std::collections::BTreeMap;

use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter_all_threads,
};

use super::SandboxError;

type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// Installs the filter on every thread of the process. It cannot be taken back.
pub(super) fn install(threads: bool) -> Result<(), SandboxError> {
    let errno = |number: i32| number.unsigned_abs();
    // glibc falls back to `clone`, whose flags a filter can see, only when `clone3` does not exist. Of two filters that refuse,
    // the younger one's error number counts, so the second one lets `clone3` pass.
    let hidden = program(
        Rules::from([(libc::SYS_clone3, Vec::new())]),
        SeccompAction::Allow,
        SeccompAction::Errno(errno(libc::ENOSYS)),
    )?;
    let allowed = program(
        allowed(threads).map_err(|_| SandboxError::Filter)?,
        SeccompAction::Errno(errno(libc::EPERM)),
        SeccompAction::Allow,
    )?;
    for filter in [hidden, allowed] {
        apply_filter_all_threads(&filter).map_err(|_| SandboxError::Filter)?;
    }
    Ok(())
}

fn program(rules: Rules, otherwise: SeccompAction, on_match: SeccompAction) -> Result<BpfProgram, SandboxError> {
    TargetArch::try_from(std::env::consts::ARCH)
        .and_then(|arch| SeccompFilter::new(rules, otherwise, on_match, arch))
        .and_then(BpfProgram::try_from)
        .map_err(|_| SandboxError::Filter)
}

fn allowed(threads: bool) -> Result<Rules, seccompiler::BackendError> {
    let mut rules: Rules = ALWAYS.iter().map(|call| (*call, Vec::new())).collect();

    // Memory, but none that can be executed: injected code has nowhere to live.
    let not_executable = || {
        rule(&[(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(flag(libc::PROT_EXEC)), 0)]).map(|rule| vec![rule])
    };
    rules.insert(libc::SYS_mmap, not_executable()?);
    rules.insert(libc::SYS_mprotect, not_executable()?);
    // An abort is a signal to oneself; nobody else may be signalled.
    let own = u64::from(std::process::id());
    let to_itself = || rule(&[(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, own)]).map(|rule| vec![rule]);
    rules.insert(libc::SYS_tgkill, to_itself()?);

    if threads {
        rules.extend(THREADS.iter().map(|call| (*call, Vec::new())));
        let thread = flag(libc::CLONE_THREAD | libc::CLONE_VM);
        rules.insert(
            libc::SYS_clone,
            vec![rule(&[(0, SeccompCmpArgLen::Qword, SeccompCmpOp::MaskedEq(thread), thread)])?],
        );
        let name = flag(libc::PR_SET_NAME);
        rules.insert(libc::SYS_prctl, vec![rule(&[(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Eq, name)])?]);
    }
    Ok(rules)
}

fn rule(conditions: &[(u8, SeccompCmpArgLen, SeccompCmpOp, u64)]) -> Result<SeccompRule, seccompiler::BackendError> {
    let conditions = conditions
        .iter()
        .map(|(argument, width, operator, value)| {
            SeccompCondition::new(*argument, width.clone(), operator.clone(), *value)
        })
        .collect::<Result<_, _>>()?;
    SeccompRule::new(conditions)
}

fn flag(value: libc::c_int) -> u64 {
    u64::from(value.unsigned_abs())
}

const ALWAYS: &[i64] = &[
    // Open pipes.
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_lseek,
    libc::SYS_ppoll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    // Memory.
    libc::SYS_brk,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    // Time and chance.
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
    // Waiting, signals to itself, the end.
    libc::SYS_futex,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_sched_yield,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

const THREADS: &[i64] = &[
    libc::SYS_clone3,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_set_tid_address,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_setaffinity,
    libc::SYS_sched_getparam,
    libc::SYS_sched_getscheduler,
    libc::SYS_getcpu,
    libc::SYS_membarrier,
];
