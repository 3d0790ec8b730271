//! How much work the node does for one client.
//!
//! Every client address has so much working time a second. A question is answered if the address has any left and is paid
//! for afterwards, when it is known what it cost: the generic cell rate algorithm (ITU-T I.371) with a cost that comes late.

use std::{
	net::{IpAddr, Ipv6Addr},
	sync::{
		atomic::{AtomicU64, AtomicUsize, Ordering},
		Arc,
	},
	time::{Duration, Instant},
};

use quick_cache::sync::Cache;

use crate::error::Error;

/// Working time that one address has each second, if the operator says nothing else.
pub const WORK_PER_SECOND: Duration = Duration::from_millis(500);

/// For how many seconds an address may save up what it did not use.
const BURST_SECONDS: u64 = 4;

/// Nanoseconds of it.
const SECOND: u64 = 1_000_000_000;

/// What a question costs beside the work on it: reading it, writing the answer.
const EACH: Duration = Duration::from_micros(20);

/// Subscriptions of one address.
const MOST_SUBSCRIPTIONS: usize = 64;

/// Heavy questions of one address that are worked on or wait for it.
const MOST_HEAVY: usize = 8;

/// Addresses that are remembered. The one that was not heard of the longest goes first.
const MOST_ADDRESSES: usize = 1 << 16;

/// Gives every client address the same.
#[derive(Clone)]
pub struct Limiter {
	since: Instant,
	/// Nanoseconds of work a second.
	pace: u64,
	clients: Arc<Cache<IpAddr, Arc<Client>>>,
}

/// What is known of one address.
#[derive(Default)]
struct Client {
	/// When all the work for it would be done at its pace, in nanoseconds since the limiter began.
	done_at: AtomicU64,
	subscriptions: AtomicUsize,
	heavy: AtomicUsize,
}

impl Limiter {
	/// So much working time a second for every address; none means that there is no limit.
	pub fn new(work_per_second: Duration) -> Option<Self> {
		let pace = nanoseconds(work_per_second);
		let clients = Arc::new(Cache::new(MOST_ADDRESSES));
		(pace > 0).then(|| Self { since: Instant::now(), pace, clients })
	}

	/// Somebody at an address.
	pub fn caller(&self, address: IpAddr) -> Caller {
		let client = self.clients.get_or_insert_with(&network(address), || {
			Ok::<_, std::convert::Infallible>(Arc::default())
		});
		let Ok(client) = client;
		Caller(Some((self.clone(), client)))
	}

	fn now(&self) -> u64 {
		nanoseconds(self.since.elapsed())
	}

	/// How long it takes until work is worked off, in nanoseconds.
	fn takes(&self, work: Duration) -> u64 {
		let time = u128::from(nanoseconds(work)) * u128::from(SECOND) / u128::from(self.pace);
		u64::try_from(time).unwrap_or(u64::MAX)
	}
}

/// One address of IPv4, and of IPv6 the 56 bits that one subscriber has at least to himself (RFC 6177).
pub fn network(address: IpAddr) -> IpAddr {
	match address.to_canonical() {
		IpAddr::V6(address) => {
			let network = u128::from(address) & (u128::MAX << (128 - 56));
			IpAddr::V6(Ipv6Addr::from(network))
		},
		address => address,
	}
}

fn nanoseconds(time: Duration) -> u64 {
	u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// Who asks. Part of the extensions of a request; who has none is not limited.
#[derive(Clone, Default)]
pub struct Caller(Option<(Limiter, Arc<Client>)>);

impl Caller {
	/// Somebody who may ask without limit.
	pub const fn unlimited() -> Self {
		Self(None)
	}

	/// Whether a question of this caller is answered now.
	pub fn admit(&self) -> Result<(), Error> {
		let Some((limiter, client)) = &self.0 else { return Ok(()) };
		let ahead = client.done_at.load(Ordering::Relaxed).saturating_sub(limiter.now());
		match ahead.checked_sub(BURST_SECONDS * SECOND) {
			None | Some(0) => {
				self.charge(EACH);
				Ok(())
			},
			Some(wait) => Err(Error::Limited(wait.div_ceil(1_000_000))),
		}
	}

	/// Work that was done for this caller.
	pub fn charge(&self, work: Duration) {
		let Some((limiter, client)) = &self.0 else { return };
		let (now, cost) = (limiter.now(), limiter.takes(work));
		let later = |done_at: u64| Some(done_at.max(now).saturating_add(cost));
		// Never fails: it always says when.
		let _ = client.done_at.fetch_update(Ordering::Relaxed, Ordering::Relaxed, later);
	}

	/// A place for a subscription, until it is dropped.
	pub fn subscribe(&self) -> Result<Place, Error> {
		self.admit()?;
		self.place(|client| &client.subscriptions, MOST_SUBSCRIPTIONS)
			.ok_or(Error::TooManySubscriptions(MOST_SUBSCRIPTIONS))
	}

	/// A place for a heavy question, until it is dropped: work is charged when it is done, so that somebody who asks much
	/// at once must be held back otherwise.
	pub fn ask_much(&self) -> Result<Place, Error> {
		self.place(|client| &client.heavy, MOST_HEAVY).ok_or(Error::Busy)
	}

	fn place(&self, counter: fn(&Client) -> &AtomicUsize, most: usize) -> Option<Place> {
		let Some((_, client)) = &self.0 else { return Some(Place(None)) };
		// From here on it is given back, whether there was room or not.
		let place = Place(Some((client.clone(), counter)));
		(counter(client).fetch_add(1, Ordering::Relaxed) < most).then_some(place)
	}
}

/// A place that an address has taken.
pub struct Place(Option<(Arc<Client>, fn(&Client) -> &AtomicUsize)>);

impl Drop for Place {
	fn drop(&mut self) {
		if let Some((client, counter)) = &self.0 {
			counter(client).fetch_sub(1, Ordering::Relaxed);
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn limiter(milliseconds: u64) -> Limiter {
		Limiter::new(Duration::from_millis(milliseconds)).expect("a limit")
	}

	fn caller(limiter: &Limiter, address: &str) -> Caller {
		limiter.caller(address.parse().expect("an address"))
	}

	#[test]
	fn who_used_more_than_is_saved_up_waits_until_it_is_worked_off() {
		let caller = caller(&limiter(500), "192.0.2.1");
		caller.charge(Duration::from_millis(1_900));
		assert!(caller.admit().is_ok());
		// 2 s of work are 4 s at half a second a second. A second more is two seconds to wait.
		caller.charge(Duration::from_millis(1_100));
		let Err(Error::Limited(wait)) = caller.admit() else { panic!("admitted") };
		assert!((1_900..=2_001).contains(&wait), "{wait}");
	}

	#[test]
	fn debt_is_worked_off_with_time() {
		let caller = caller(&limiter(500_000), "192.0.2.1");
		caller.charge(Duration::from_secs(3_000));
		assert!(matches!(caller.admit(), Err(Error::Limited(1_900..=2_000))));
		let (_, client) = caller.0.as_ref().expect("limited");
		client.done_at.fetch_sub(2_000_000_000, Ordering::Relaxed);
		assert!(caller.admit().is_ok());
	}

	#[test]
	fn questions_alone_use_it_up_too() {
		let caller = caller(&limiter(1), "192.0.2.1");
		let answered = (0..10_000).take_while(|_| caller.admit().is_ok()).count();
		// 4 ms saved up, 20 us each.
		assert!((200..=260).contains(&answered), "{answered}");
	}

	#[test]
	fn addresses_do_not_touch_each_other_but_one_network_of_ipv6_is_one() {
		let limiter = limiter(1);
		caller(&limiter, "192.0.2.1").charge(Duration::from_secs(1));
		assert!(caller(&limiter, "192.0.2.1").admit().is_err());
		assert!(caller(&limiter, "::ffff:192.0.2.1").admit().is_err());
		assert!(caller(&limiter, "192.0.2.2").admit().is_ok());

		caller(&limiter, "2001:db8::1").charge(Duration::from_secs(1));
		assert!(caller(&limiter, "2001:db8:0:ff::ffff:2").admit().is_err());
		assert!(caller(&limiter, "2001:db8:0:100::1").admit().is_ok());
	}

	#[test]
	fn subscriptions_are_counted_and_given_back() {
		let limiter = limiter(500);
		let caller = caller(&limiter, "192.0.2.1");
		let mut held: Vec<_> =
			(0..MOST_SUBSCRIPTIONS).map(|_| caller.subscribe().expect("a place")).collect();
		assert!(matches!(caller.subscribe(), Err(Error::TooManySubscriptions(64))));
		// A refusal takes no place.
		held.pop();
		assert!(caller.subscribe().is_ok());
	}

	#[test]
	fn heavy_questions_at_once_are_counted_for_each_address() {
		let limiter = limiter(500);
		let caller = caller(&limiter, "192.0.2.1");
		let held: Vec<_> = (0..MOST_HEAVY).map(|_| caller.ask_much().expect("a place")).collect();
		assert!(matches!(caller.ask_much(), Err(Error::Busy)));
		assert!(limiter.caller([192, 0, 2, 2].into()).ask_much().is_ok());
		drop(held);
		assert!(caller.ask_much().is_ok());
	}

	#[test]
	fn without_a_limit_nobody_is_limited() {
		assert!(Limiter::new(Duration::ZERO).is_none());
		let caller = Caller::unlimited();
		caller.charge(Duration::from_secs(1_000));
		assert!(caller.admit().is_ok());
	}
}
