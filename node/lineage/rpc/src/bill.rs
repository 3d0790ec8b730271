//! What one call cost: to the client's limit and to Prometheus.

use std::{
	sync::{
		atomic::{AtomicU64, Ordering},
		Arc,
	},
	time::Instant,
};

use jsonrpsee::{core::RpcResult, Extensions};

use crate::{error::Error, limit::Caller, metrics::Metrics};

/// What is worked for a call. Work goes to the caller's account at once: who hangs up pays all the same.
#[derive(Clone, Default)]
pub struct Bill {
	caller: Caller,
	rows: Arc<AtomicU64>,
}

impl Bill {
	/// For somebody.
	pub fn new(caller: Caller) -> Self {
		Self { caller, rows: Arc::default() }
	}

	/// Works, and puts the time on the bill.
	pub fn work<T>(&self, work: impl FnOnce() -> T) -> T {
		let begun = Instant::now();
		let done = work();
		self.caller.charge(begun.elapsed());
		done
	}

	/// Rows of an answer.
	pub fn rows(&self, rows: usize) {
		self.rows.fetch_add(rows as u64, Ordering::Relaxed);
	}

	/// Who pays.
	pub fn caller(&self) -> &Caller {
		&self.caller
	}
}

/// One call of a method, from the question to the answer.
pub struct Visit {
	method: &'static str,
	begun: Instant,
	metrics: Option<Metrics>,
	/// What it costs.
	pub bill: Bill,
}

impl Visit {
	/// Lets a caller in who has working time left.
	pub fn begin(
		method: &'static str,
		extensions: &Extensions,
		metrics: Option<&Metrics>,
	) -> Result<Self, Error> {
		let caller = extensions.get::<Caller>().cloned().unwrap_or_default();
		let visit = Self {
			method,
			begun: Instant::now(),
			metrics: metrics.cloned(),
			bill: Bill::new(caller),
		};
		match visit.bill.caller().admit() {
			Ok(()) => Ok(visit),
			Err(refusal) => visit.end(Err(refusal)),
		}
	}

	/// Counts the answer.
	pub fn end<T>(self, answer: Result<T, Error>) -> Result<T, Error> {
		if let Some(metrics) = &self.metrics {
			let outcome = answer.as_ref().err().map(Error::code);
			let rows = self.bill.rows.load(Ordering::Relaxed);
			metrics.note(self.method, outcome, self.begun.elapsed(), rows);
		}
		answer
	}

	/// Answers at once.
	pub fn now<T>(self, answer: impl FnOnce(&Bill) -> Result<T, Error>) -> RpcResult<T> {
		let answer = self.bill.work(|| answer(&self.bill));
		Ok(self.end(answer)?)
	}
}
