//! What this machine offers: instruction sets, cores, and how busy it is.

use std::fs;

/// More threads than this do not make a small model faster.
const MOST_THREADS: usize = 8;

/// The instruction set that llama.cpp was compiled for and that this processor lacks, if any: using it would end the process.
pub(crate) fn missing_instructions() -> Option<&'static str> {
    #[cfg(target_arch = "x86_64")]
    {
        let sets = [
            ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
            ("FMA", std::arch::is_x86_feature_detected!("fma")),
            ("F16C", std::arch::is_x86_feature_detected!("f16c")),
            ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
        ];
        first_missing(&sets)
    }
    #[cfg(not(target_arch = "x86_64"))]
    None
}

fn first_missing(sets: &[(&'static str, bool)]) -> Option<&'static str> {
    sets.iter().find(|(_, there)| !there).map(|(name, _)| *name)
}

/// How many threads to compute with now: one for each core that nobody else is using, at least one.
///
/// llama.cpp's threads wait for each other by spinning. A thread that has to share its core keeps all the others waiting: with
/// one other busy process two threads on two cores were measured three times slower than one.
pub(crate) fn threads_for_load() -> usize {
    threads(physical(), fs::read_to_string("/proc/loadavg").ok().as_deref().and_then(running))
}

fn threads(cores: usize, running: Option<usize>) -> usize {
    // Whoever asks is running too.
    let others = running.unwrap_or(1).saturating_sub(1);
    cores.saturating_sub(others).clamp(1, MOST_THREADS)
}

/// How many threads that do not wait for each other are worth having.
pub(crate) fn cores() -> usize {
    physical().clamp(1, MOST_THREADS)
}

/// Cores, not hyper-threads: two threads on one core share its arithmetic.
fn physical() -> usize {
    let logical = std::thread::available_parallelism().map_or(1, usize::from);
    let listed = fs::read_to_string("/proc/cpuinfo").map_or(0, |text| physical_cores(&text));
    if listed == 0 { logical } else { listed.min(logical) }
}

fn physical_cores(cpuinfo: &str) -> usize {
    let mut cores = std::collections::HashSet::new();
    for processor in cpuinfo.split("\n\n") {
        let field = |name: &str| {
            let line = processor.lines().find(|line| line.starts_with(name))?;
            line.split_once(':').map(|(_, value)| value.trim().to_owned())
        };
        if let Some(core) = field("core id") {
            cores.insert((field("physical id"), core));
        }
    }
    cores.len()
}

/// The fourth field of `/proc/loadavg`: how many tasks run at this moment.
fn running(loadavg: &str) -> Option<usize> {
    loadavg.split_whitespace().nth(3)?.split_once('/')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{first_missing, physical_cores, running, threads, threads_for_load};

    #[test]
    fn a_busy_machine_gets_fewer_threads_and_never_none() {
        assert_eq!(threads(4, Some(1)), 4);
        assert_eq!(threads(4, Some(3)), 2);
        assert_eq!(threads(2, Some(40)), 1);
        assert_eq!(threads(64, None), 8);
        assert!(threads_for_load() >= 1);
    }

    #[test]
    fn the_kernels_files_are_read() {
        assert_eq!(running("0.20 0.18 0.12 3/80 11206\n"), Some(3));
        assert_eq!(running("rubbish"), None);
        let cpuinfo = "processor\t: 0\nphysical id\t: 0\ncore id\t\t: 0\n\nprocessor\t: 1\nphysical id\t: 0\ncore id\t\t: 0\n\n\
                       processor\t: 2\nphysical id\t: 0\ncore id\t\t: 1\n";
        assert_eq!(physical_cores(cpuinfo), 2);
        assert_eq!(physical_cores(""), 0);
    }

    #[test]
    fn the_first_missing_instruction_set_is_named() {
        assert_eq!(first_missing(&[("AVX2", true), ("FMA", false), ("F16C", false)]), Some("FMA"));
        assert_eq!(first_missing(&[("AVX2", true)]), None);
    }
}
