//! The server that the SDK starts in any case.

use polkadot_sdk::{
	sc_rpc_server::{BatchRequestConfig, RpcEndpoint, RpcMethods},
	sc_service::config::RpcConfiguration,
};
use std::net::{Ipv4Addr, SocketAddr};

/// Takes the endpoints out of a configuration and leaves one behind that lets nobody in: the SDK builds the methods and
/// starts a server of its own in one go, and fails without an address.
pub fn close_sdk_door(config: &mut RpcConfiguration) -> Vec<RpcEndpoint> {
	let closed = RpcEndpoint {
		listen_addr: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
		batch_config: BatchRequestConfig::Disabled,
		max_connections: 0,
		max_payload_in_mb: 0,
		max_payload_out_mb: 0,
		max_subscriptions_per_connection: 0,
		max_buffer_capacity_per_connection: 1,
		rate_limit: None,
		rate_limit_trust_proxy_headers: false,
		rate_limit_whitelisted_ips: Vec::new(),
		cors: Some(Vec::new()),
		rpc_methods: RpcMethods::Safe,
		is_optional: false,
		retry_random_port: false,
	};
	config.addr.replace(vec![closed]).unwrap_or_default()
}
