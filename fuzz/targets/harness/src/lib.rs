//! What every target has around it: one input may allocate 64 MiB, and not more.

use std::{
	alloc::{GlobalAlloc, Layout, System},
	path::PathBuf,
	sync::atomic::{AtomicUsize, Ordering::Relaxed},
};

/// Most bytes that one input may have allocated at once.
pub const MOST: usize = 64 << 20;

/// Bytes allocated now.
static NOW: AtomicUsize = AtomicUsize::new(0);
/// Where an allocation ends the process.
static END: AtomicUsize = AtomicUsize::new(usize::MAX);

/// The system's allocator, with a count.
pub struct Counting;

fn more(bytes: usize) {
	let now = NOW.fetch_add(bytes, Relaxed).saturating_add(bytes);
	if now > END.load(Relaxed) {
		END.store(usize::MAX, Relaxed);
		eprintln!("an input allocates more than {MOST} bytes: the last allocation has {bytes}");
		eprintln!("{}", std::backtrace::Backtrace::force_capture());
		// The fuzzer keeps the input. An allocator must not panic.
		std::process::abort();
	}
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		more(layout.size());
		unsafe { System.alloc(layout) }
	}

	unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
		more(layout.size());
		unsafe { System.alloc_zeroed(layout) }
	}

	unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
		NOW.fetch_sub(layout.size(), Relaxed);
		unsafe { System.dealloc(at, layout) }
	}

	unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
		NOW.fetch_sub(layout.size(), Relaxed);
		more(size);
		unsafe { System.realloc(at, layout, size) }
	}
}

/// Runs one input under the bound.
pub fn bounded(bytes: &[u8], run: fn(&[u8])) {
	END.store(NOW.load(Relaxed).saturating_add(MOST), Relaxed);
	run(bytes);
	END.store(usize::MAX, Relaxed);
}

/// Where to write the seeds of a target, in place of fuzzing.
const SEEDS: &str = "FUZZ_SEEDS";

/// Writes the seeds and ends, if that is asked for.
pub fn seeds_only(seeds: fn() -> Vec<(String, Vec<u8>)>) {
	let Some(folder) = std::env::var_os(SEEDS).map(PathBuf::from) else { return };
	let written = seeds()
		.into_iter()
		.try_for_each(|(name, bytes)| std::fs::write(folder.join(format!("seed-{name}")), bytes));
	if let Err(error) = written {
		eprintln!("{} cannot be written: {error}", folder.display());
		std::process::exit(1);
	}
	std::process::exit(0);
}

/// A target: runs `animechain_fuzz_bodies::$name::run`.
#[macro_export]
macro_rules! target {
	($name:ident) => {
		#[global_allocator]
		static ALLOCATOR: $crate::Counting = $crate::Counting;

		libfuzzer_sys::fuzz_target!(
			init: $crate::seeds_only(animechain_fuzz_bodies::$name::seeds),
			|bytes: &[u8]| $crate::bounded(bytes, animechain_fuzz_bodies::$name::run)
		);
	};
}
