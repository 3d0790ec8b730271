//! The JSON-RPC server.
//!
//! The SDK's own server tells no method who asks. This one does: each request carries the [`Caller`] of its client's
//! address, over HTTP and WebSocket alike, so that one client cannot use up the node. The methods, the flags and the parts
//! of the way there are the SDK's.

mod calls;
mod door;
mod endpoint;
mod metrics;
mod patient;

use animechain_lineage_rpc::{Caller, Limiter};
use calls::Guard;
use door::close_sdk_door;
use endpoint::{Endpoint, Guests};
use hyper::body::Incoming;
use jsonrpsee::{
	core::BoxError,
	server::{serve_with_graceful_shutdown, stop_channel, ws, PingConfig, StopHandle},
	Methods, RpcModule,
};
use patient::Patient;
use polkadot_sdk::{
	sc_rpc_server::{
		create_rpc_runtime, utils::deny_unsafe, Metrics, MiddlewareLayer, NodeHealthProxyLayer,
		RandomStringIdProvider, RpcEndpoint, RpcMetrics, RpcServiceBuilder, Server,
	},
	sc_service::{error::Result, Configuration, Error, RpcHandlers},
	substrate_prometheus_endpoint::Registry,
};
use std::{
	net::{IpAddr, SocketAddr},
	num::NonZeroU32,
	sync::Arc,
	time::{Duration, Instant},
};
use tokio::runtime::Handle;
use tower::Service;

const MEBIBYTE: u32 = 1 << 20;

/// How often a WebSocket is asked whether it is still there, and how long it may be silent.
const PING_EVERY: Duration = Duration::from_secs(30);
const SILENT_FOR: Duration = Duration::from_secs(60);
const FAILED_PINGS: usize = 3;

/// What the server needs of the configuration, before the SDK consumes it.
pub struct Settings {
	/// Where to listen, and how.
	endpoints: Vec<RpcEndpoint>,
	/// How many characters of a request are logged at most.
	log_limit: u32,
	/// Where to register metrics.
	registry: Option<Registry>,
}

impl Settings {
	/// Takes the endpoints out of a configuration, so that the SDK's server does not listen on them.
	pub fn take(config: &mut Configuration) -> Self {
		Self {
			endpoints: close_sdk_door(&mut config.rpc),
			log_limit: config.rpc.request_logger_limit,
			registry: config.prometheus_registry().cloned(),
		}
	}
}

/// Starts the server with the SDK's methods. It ends when what is returned is dropped.
pub async fn start(
	settings: Settings,
	handlers: &RpcHandlers,
	limiter: Option<Limiter>,
) -> Result<Server> {
	let Settings { endpoints, log_limit, registry } = settings;
	let most = endpoints.iter().map(|endpoint| endpoint.max_connections).max().unwrap_or(1);
	let runtime = create_rpc_runtime(most)?;
	let module = with_list_of_methods((*handlers.handle()).clone());
	let metrics = registry.as_ref().map(metrics::register).transpose()?.flatten();
	let metrics = metrics.map(|metrics| metrics.with_known_methods(module.method_names()));
	let (stop, handle) = stop_channel();
	let shared = Shared {
		methods: module.into(),
		metrics,
		log_limit,
		limiter,
		stop,
		runtime: runtime.handle().clone(),
	};

	let mut addresses = Vec::new();
	let bound = async {
		for endpoint in endpoints {
			if let Some(endpoint) = Endpoint::bind(endpoint).await? {
				addresses.push(endpoint.address);
				shared.runtime.spawn(listen(endpoint, shared.clone()));
			}
		}
		match addresses.is_empty() {
			true => Err(BoxError::from("the JSON-RPC server has no address to listen on")),
			false => Ok(()),
		}
	};
	if let Err(error) = bound.await {
		// Not by dropping it: this runs on a thread that must not wait.
		runtime.shutdown_background();
		return Err(Error::Application(error));
	}
	let list: Vec<_> = addresses.iter().map(SocketAddr::to_string).collect();
	log::info!("🔌 JSON-RPC on {}", list.join(", "));
	Ok(Server::new(handle, addresses, runtime))
}

/// `rpc_methods` names all of them, itself as well.
fn with_list_of_methods(mut module: RpcModule<()>) -> RpcModule<()> {
	const LIST: &str = "rpc_methods";
	let mut names: Vec<_> = module.method_names().chain([LIST]).collect();
	names.sort_unstable();
	names.dedup();
	let list = serde_json::json!({ "methods": names });
	// Refused only if there is one: then that one answers.
	let _ = module.register_method(LIST, move |_, _, _| list.clone());
	module
}

/// What all connections have in common.
#[derive(Clone)]
struct Shared {
	methods: Methods,
	metrics: Option<RpcMetrics>,
	log_limit: u32,
	limiter: Option<Limiter>,
	stop: StopHandle,
	runtime: Handle,
}

impl Shared {
	/// Whom a request's work is for.
	fn caller(&self, client: IpAddr, is_trusted: bool) -> Caller {
		match &self.limiter {
			Some(limiter) if !is_trusted => limiter.caller(client),
			_ => Caller::unlimited(),
		}
	}

	/// The SDK's metrics, and its limit of calls a minute on one connection.
	fn layer(&self, is_websocket: bool, per_minute: Option<NonZeroU32>) -> Option<MiddlewareLayer> {
		if self.metrics.is_none() && per_minute.is_none() {
			return None;
		}
		let mut layer = MiddlewareLayer::new();
		if let Some(metrics) = &self.metrics {
			let transport = if is_websocket { "ws" } else { "http" };
			layer = layer.with_metrics(Metrics::new(metrics.clone(), transport));
		}
		if let Some(per_minute) = per_minute {
			layer = layer.with_rate_limit_per_minute(per_minute);
		}
		Some(layer)
	}
}

/// Lets clients in until the node stops.
async fn listen(endpoint: Endpoint, shared: Shared) {
	let endpoint = Arc::new(endpoint);
	let guests = Guests::new(endpoint.settings.max_connections);
	let http = tower::ServiceBuilder::new()
		.option_layer(endpoint.host_filter.clone())
		.layer(NodeHealthProxyLayer)
		.layer(endpoint.cors.clone());
	let settings = &endpoint.settings;
	let ping = PingConfig::new()
		.ping_interval(PING_EVERY)
		.inactive_limit(SILENT_FOR)
		.max_failures(FAILED_PINGS);
	let service = jsonrpsee::server::Server::builder()
		.max_request_body_size(settings.max_payload_in_mb.saturating_mul(MEBIBYTE))
		.max_response_body_size(settings.max_payload_out_mb.saturating_mul(MEBIBYTE))
		.max_connections(settings.max_connections)
		.max_subscriptions_per_connection(settings.max_subscriptions_per_connection)
		.set_message_buffer_capacity(settings.max_buffer_capacity_per_connection)
		.set_batch_request_config(settings.batch_config)
		.enable_ws_ping(ping)
		.set_http_middleware(http)
		.set_id_provider(RandomStringIdProvider::new(16))
		.custom_tokio_runtime(shared.runtime.clone())
		.to_service_builder();
	let deny_unsafe = deny_unsafe(&endpoint.address, &settings.rpc_methods);

	loop {
		let accepted = tokio::select! {
			accepted = endpoint.listener.accept() => accepted,
			() = shared.stop.clone().shutdown() => return,
		};
		let (socket, peer) = match accepted {
			Ok(accepted) => accepted,
			Err(error) => {
				log::debug!(target: "rpc", "a connection was not accepted: {error}");
				// No file descriptor left, most likely: another try at once would find none either.
				tokio::time::sleep(Duration::from_millis(100)).await;
				continue;
			},
		};
		// Answers of several segments would wait for the client's acknowledgement of the first.
		let _ = socket.set_nodelay(true);
		let peer = peer.ip();
		// Behind a proxy all clients share its address here.
		let alone = endpoint.settings.rate_limit_trust_proxy_headers || endpoint.is_trusted(peer);
		let place = match alone || shared.limiter.is_none() {
			true => None,
			false => match guests.enter(peer) {
				Some(place) => Some(Arc::new(place)),
				None => {
					log::debug!(target: "rpc", "{peer} has too many connections");
					continue;
				},
			},
		};
		let (endpoint, shared, service) = (endpoint.clone(), shared.clone(), service.clone());
		let (runtime, stop) = (shared.runtime.clone(), shared.stop.clone());
		let connection = tower::service_fn(move |mut request: http::Request<Incoming>| {
			let client = endpoint.client(peer, request.headers());
			let is_trusted = endpoint.is_trusted(client);
			request.extensions_mut().insert(deny_unsafe);
			request.extensions_mut().insert(shared.caller(client, is_trusted));

			let is_websocket = ws::is_upgrade_request(&request);
			let per_minute = endpoint.settings.rate_limit.filter(|_| !is_trusted);
			let layer = shared.layer(is_websocket, per_minute);
			let rpc = RpcServiceBuilder::new()
				.rpc_logger(shared.log_limit)
				.option_layer(layer.clone())
				.layer(Guard);
			let mut answering = service
				.clone()
				.set_rpc_middleware(rpc)
				.build(shared.methods.clone(), shared.stop.clone());
			if is_websocket {
				let closed = answering.on_session_closed();
				// The connection becomes another one, which outlives what serves it here.
				let place = place.clone();
				shared.runtime.spawn(async move {
					let begun = Instant::now();
					layer.iter().for_each(MiddlewareLayer::ws_connect);
					closed.await;
					layer.iter().for_each(|layer| layer.ws_disconnect(begun));
					drop(place);
				});
			}
			// A closure: the function alone is not general enough over lifetimes (rust-lang/rust#102211).
			#[allow(clippy::redundant_closure)]
			async move {
				answering.call(request).await.map_err(|error| BoxError::from(error))
			}
		});
		let socket = Patient::new(socket);
		runtime.spawn(serve_with_graceful_shutdown(socket, connection, stop.shutdown()));
	}
}
