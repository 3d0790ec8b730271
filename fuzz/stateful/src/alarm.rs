//! What a runtime says when something happens that it holds to be impossible: a panic, or a line in the log. Each
//! thread hears its own.

use std::cell::{Cell, RefCell};

use log::{Level, LevelFilter, Log, Metadata, Record};

use crate::checks::Broken;

thread_local! {
	static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
	static PANICKED: RefCell<Option<String>> = const { RefCell::new(None) };
	static WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// Hears errors of the runtime. `defensive!` logs one, and panics only where its own crate is built with assertions.
struct Ear;

impl Log for Ear {
	fn enabled(&self, metadata: &Metadata<'_>) -> bool {
		metadata.level() == Level::Error
	}

	fn log(&self, record: &Record<'_>) {
		let text = record.args().to_string();
		let target = record.target();
		if target.contains("defensive") || text.contains("defensive failure") {
			SAID.with_borrow_mut(|said| {
				said.get_or_insert_with(|| format!("{target}: {text}"));
			});
		}
	}

	fn flush(&self) {}
}

/// Begins to listen.
pub fn listen() {
	// Another logger is the test harness's own affair.
	if log::set_logger(&Ear).is_ok() {
		log::set_max_level(LevelFilter::Error);
	}
	let before = std::panic::take_hook();
	std::panic::set_hook(Box::new(move |info| {
		if WATCHED.get() {
			PANICKED.set(Some(info.to_string()));
		} else {
			before(info);
		}
	}));
}

/// Runs something whose panic is caught and told elsewhere.
pub fn watched<R>(run: impl FnOnce() -> R) -> R {
	let before = WATCHED.replace(true);
	let result = run();
	WATCHED.set(before);
	result
}

/// Fails if something was said since the last time.
pub fn take() -> Result<(), Broken> {
	match SAID.take() {
		Some(said) => Err(("defensive", said)),
		None => Ok(()),
	}
}

/// What the last panic said.
pub fn last_panic() -> String {
	PANICKED.take().unwrap_or_default()
}
