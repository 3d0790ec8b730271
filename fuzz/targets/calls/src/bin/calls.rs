#![no_main]

animechain_fuzz_harness::target!(calls);
