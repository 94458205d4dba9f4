#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| nearsite::fuzzing::place_body(bytes));
