//! Where heavy questions are worked on: a few at a time, and only so many wait.

use std::sync::Arc;

use tokio::{sync::Semaphore, task};

use crate::error::Error;

/// A bounded pool of blocking threads with a bounded queue.
#[derive(Clone)]
pub struct Pool {
	running: Arc<Semaphore>,
	places: Arc<Semaphore>,
}

impl Pool {
	/// So many at a time, and so many more that wait.
	pub fn new(threads: usize, queue: usize) -> Self {
		Self {
			running: Arc::new(Semaphore::new(threads)),
			places: Arc::new(Semaphore::new(threads.saturating_add(queue))),
		}
	}

	/// Works on a question when it is its turn; refuses if too many wait already.
	pub async fn run<T: Send + 'static>(
		&self,
		work: impl FnOnce() -> T + Send + 'static,
	) -> Result<T, Error> {
		let place = self.places.clone().try_acquire_owned().map_err(|_| Error::Busy)?;
		let turn = self.running.clone().acquire_owned().await.map_err(|_| Error::Busy)?;
		let worked = task::spawn_blocking(move || {
			let answer = work();
			// Not before: who asked may be gone, and the thread is taken all the same.
			drop((place, turn));
			answer
		});
		worked.await.map_err(|_| Error::Busy)
	}
}
