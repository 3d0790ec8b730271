//! What the SDK's own methods cost: calls of the runtime are at the cost of who asks.

use animechain_lineage_rpc::Caller;
use futures::{
	future::{ready, BoxFuture},
	FutureExt,
};
use jsonrpsee::{
	server::middleware::rpc::RpcServiceT,
	types::{error::INVALID_PARAMS_CODE, ErrorObjectOwned, Request},
	MethodResponse,
};
use std::time::{Duration, Instant};

/// The methods that call the runtime, where the same questions can be asked as of `lineage_*`.
const CALLS: [&str; 4] = ["state_call", "state_callAt", "archive_v1_call", "chainHead_v1_call"];

/// The methods that hand in a transaction. All clients wait in one queue for the pool to look at theirs.
const SUBMISSIONS: [&str; 4] = [
	"author_submitExtrinsic",
	"author_submitAndWatchExtrinsic",
	"transactionWatch_v1_submitAndWatch",
	"transaction_v1_broadcast",
];

/// What handing in a transaction costs, whatever the wait: about what the pool needs to look at one.
const SUBMISSION: Duration = Duration::from_millis(1);

/// What a call costs that goes on after its answer.
const ASIDE: Duration = Duration::from_millis(2);

/// What a byte of an answer costs: some 0.5 ms for a page of 1,024 rows, made, written and sent.
const WRITING: Duration = Duration::from_nanos(5);

/// The methods that read one address: that takes time that grows with the square of its length.
const ADDRESSES: [&str; 2] = ["system_accountNextIndex", "account_nextIndex"];

/// Longest parameters of those methods, in bytes.
const MAX_ADDRESS: usize = 256;

/// Who charges for a method, and when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Charge {
	/// Nobody.
	Nothing,
	/// The method itself; here only its answer counts.
	ByItself,
	/// The time that it took, afterwards.
	Time,
	/// The price of a submission, before: what waits in the queue is paid for.
	Submission,
}

impl Charge {
	fn of(method: &str) -> Self {
		match method {
			_ if method.starts_with("lineage_") => Self::ByItself,
			_ if CALLS.contains(&method) => Self::Time,
			_ if SUBMISSIONS.contains(&method) => Self::Submission,
			_ => Self::Nothing,
		}
	}
}

/// Charges the time that calls of the runtime take, and refuses what would take long to read.
#[derive(Clone, Copy)]
pub struct Guard;

impl<Service> tower::Layer<Service> for Guard {
	type Service = Guarded<Service>;

	fn layer(&self, service: Service) -> Self::Service {
		Guarded(service)
	}
}

/// A service that is guarded.
#[derive(Clone)]
pub struct Guarded<Service>(Service);

impl<'a, Service> RpcServiceT<'a> for Guarded<Service>
where
	Service: RpcServiceT<'a> + Clone + Send + Sync + 'static,
{
	type Future = BoxFuture<'a, MethodResponse>;

	fn call(&self, request: Request<'a>) -> Self::Future {
		let service = self.0.clone();
		let method = request.method_name();
		if ADDRESSES.contains(&method) && request.params().len_bytes() > MAX_ADDRESS {
			let error = ErrorObjectOwned::owned(INVALID_PARAMS_CODE, "too long", None::<()>);
			return ready(MethodResponse::error(request.id, error)).boxed();
		}
		let charge = Charge::of(method);
		if charge == Charge::Nothing {
			return async move { service.call(request).await }.boxed();
		}
		let caller = request.extensions().get::<Caller>().cloned().unwrap_or_default();
		async move {
			if charge != Charge::ByItself {
				if let Err(limited) = caller.admit() {
					return MethodResponse::error(request.id, ErrorObjectOwned::from(limited));
				}
			}
			if charge == Charge::Submission {
				caller.charge(SUBMISSION);
			}
			let begun = Instant::now();
			let response = service.call(request).await;
			if charge == Charge::Time {
				caller.charge(begun.elapsed().max(ASIDE));
			}
			caller.charge(WRITING.saturating_mul(response.as_result().len() as u32));
			response
		}
		.boxed()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn submissions_and_calls_of_the_runtime_are_charged() {
		for method in SUBMISSIONS {
			assert!(Charge::of(method) == Charge::Submission, "{method}");
		}
		assert!(Charge::of("state_call") == Charge::Time);
		assert!(Charge::of("lineage_standing") == Charge::ByItself);
		assert!(Charge::of("system_health") == Charge::Nothing);
	}
}
