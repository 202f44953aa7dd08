//! The seeds through their readers, and what the fuzzer found since.

use super::{Target, pack::packed, run, seeds};

#[test]
fn every_seed_is_read_and_keeps_the_promises() {
    for (name, target) in Target::ALL {
        let seeds = seeds(target);
        assert!(!seeds.is_empty(), "{name}");
        for seed in seeds {
            run(target, &seed);
        }
    }
}

#[test]
fn a_seed_is_a_file_of_its_format() {
    for (name, target) in Target::ALL {
        for seed in seeds(target) {
            let whole = packed(target, &seed).unwrap_or(seed);
            let of = super::seed_of(&whole, Some(name)).map(|(of, _)| of);
            // These two get files of other formats.
            assert!(matches!(name, "draw" | "sniff") || of == Some(name), "{name} is taken for {of:?}");
        }
    }
}
