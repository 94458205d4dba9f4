#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nearsite_datasets::fuzzing::scorecard(bytes));
