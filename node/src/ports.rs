//! Claims the ports before the node starts, so that a taken one is an error and not a surprise.
//!
//! Left to itself the RPC server answers a taken port by listening on a random one, and a metrics
//! port that is taken fails in a task whose result nobody reads.

use polkadot_sdk::{sc_cli, sc_service::Configuration};
use std::{io::ErrorKind, net::TcpListener};

/// Fail if a port of the JSON-RPC server is taken, and keep the server from choosing another.
pub fn claim_rpc(config: &mut Configuration) -> sc_cli::Result<()> {
	for endpoint in config.rpc.addr.iter_mut().flatten() {
		endpoint.retry_random_port = false;
		let Err(error) = TcpListener::bind(endpoint.listen_addr) else { continue };
		let port = endpoint.listen_addr.port();
		if error.kind() == ErrorKind::AddrInUse {
			return Err(format!(
				"port {port} is in use: stop the other process or pass --rpc-port"
			)
			.into());
		}
		// IPv6 is optional: a machine may not have it.
		if !endpoint.is_optional {
			return Err(format!("cannot listen on {}: {error}", endpoint.listen_addr).into());
		}
	}
	Ok(())
}

/// Say so if nobody will be able to read this node's metrics.
pub fn warn_about_metrics(config: &Configuration) {
	let Some(prometheus) = &config.prometheus_config else { return };
	if TcpListener::bind(prometheus.port).is_err_and(|error| error.kind() == ErrorKind::AddrInUse) {
		log::warn!(
			"Metrics port {} is in use, this node's metrics cannot be read: pass --prometheus-port",
			prometheus.port.port()
		);
	}
}
