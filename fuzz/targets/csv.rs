//! Fuzzes the reader of csv.
#![no_main]
use confidant_ingest::fuzzing::{self, Target};

libfuzzer_sys::fuzz_target!(init: fuzzing::start(), |bytes: &[u8]| fuzzing::run(Target::Csv, bytes));
