//! The switch between a program and its mutants, put into the copy of the tree in which mutants are planted.

use std::{
	cell::RefCell,
	fs::File,
	io::Write,
	sync::{Mutex, OnceLock},
};

/// Which mutant lives: `ANIMECHAIN_MUTANT`, a number.
static ALIVE: OnceLock<Option<u32>> = OnceLock::new();
/// Where to write which test reaches which mutant: `ANIMECHAIN_MUTANT_TRACE`, a file.
static TRACE: OnceLock<Option<Mutex<File>>> = OnceLock::new();

thread_local! {
	static SEEN: RefCell<Vec<bool>> = const { RefCell::new(Vec::new()) };
}

/// Whether this mutant lives: no mutant does while the compiler evaluates a constant.
pub const fn on(mutant: u32) -> bool {
	core::intrinsics::const_eval_select((mutant,), never, now)
}

const fn never(_: u32) -> bool {
	false
}

fn now(mutant: u32) -> bool {
	let alive = ALIVE.get_or_init(|| std::env::var("ANIMECHAIN_MUTANT").ok()?.parse().ok());
	match alive {
		Some(alive) => *alive == mutant,
		None => {
			trace(mutant);
			false
		},
	}
}

/// Notes that this test came by.
fn trace(mutant: u32) {
	let file = TRACE.get_or_init(|| {
		let path = std::env::var_os("ANIMECHAIN_MUTANT_TRACE")?;
		Some(Mutex::new(
			File::options().create(true).append(true).open(path).expect("can be written"),
		))
	});
	let Some(file) = file else { return };
	let index = mutant as usize;
	let is_new = SEEN.with_borrow_mut(|seen| {
		if seen.len() <= index {
			seen.resize(index + 1, false);
		}
		!std::mem::replace(&mut seen[index], true)
	});
	if is_new {
		let thread = std::thread::current();
		let line = format!("{}\t{mutant}\n", thread.name().unwrap_or("?"));
		file.lock().expect("no panic in here").write_all(line.as_bytes()).expect("can be written");
	}
}
