#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nearsite::fuzzing::evaluation_body(bytes));
