//! One address to listen on, and who may come in.

use animechain_lineage_rpc::limit::network;
use forwarded_header_value::ForwardedHeaderValue;
use http::{HeaderMap, HeaderName, HeaderValue};
use jsonrpsee::{core::BoxError, server::middleware::http::HostFilterLayer};
use polkadot_sdk::sc_rpc_server::RpcEndpoint;
use std::{
	collections::HashMap,
	net::{IpAddr, SocketAddr},
	sync::{Arc, Mutex, PoisonError},
};
use tokio::net::TcpListener;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// An address that is listened on.
pub struct Endpoint {
	pub listener: TcpListener,
	pub address: SocketAddr,
	pub cors: CorsLayer,
	pub host_filter: Option<HostFilterLayer>,
	pub settings: RpcEndpoint,
}

impl Endpoint {
	/// Listens; `None` if that is not possible and need not be.
	pub async fn bind(settings: RpcEndpoint) -> Result<Option<Self>, BoxError> {
		let wanted = settings.listen_addr;
		let listener = match TcpListener::bind(wanted).await {
			Err(_) if settings.retry_random_port => {
				TcpListener::bind(SocketAddr::new(wanted.ip(), 0)).await
			},
			bound => bound,
		};
		let listener = match listener {
			Ok(listener) => listener,
			Err(error) if settings.is_optional => {
				log::debug!(target: "rpc", "not listening on {wanted}: {error}");
				return Ok(None);
			},
			Err(error) => return Err(format!("cannot listen on {wanted}: {error}").into()),
		};
		let address = listener.local_addr()?;
		let (cors, host_filter) = match &settings.cors {
			None => (CorsLayer::permissive(), None),
			Some(origins) => (only_from(origins)?, Some(only_as_local(address.port())?)),
		};
		Ok(Some(Self { listener, address, cors, host_filter, settings }))
	}

	/// Whether an address was named as one that has no limit.
	pub fn is_trusted(&self, address: IpAddr) -> bool {
		self.settings.rate_limit_whitelisted_ips.iter().any(|network| network.contains(address))
	}

	/// Who asks: the peer, or whom a proxy names if the operator said that there is one.
	pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
		match self.settings.rate_limit_trust_proxy_headers {
			true => behind_proxy(headers).unwrap_or(peer),
			false => peer,
		}
	}
}

/// Pages of these origins only.
fn only_from(origins: &[String]) -> Result<CorsLayer, BoxError> {
	let origins: Result<Vec<_>, _> = origins.iter().map(|it| HeaderValue::from_str(it)).collect();
	Ok(CorsLayer::new().allow_origin(AllowOrigin::list(origins?)))
}

/// Only who knows it as this machine: a page cannot reach it under a name of its own (DNS rebinding).
fn only_as_local(port: u16) -> Result<HostFilterLayer, BoxError> {
	let names = ["localhost", "127.0.0.1", "[::1]"];
	Ok(HostFilterLayer::new(names.map(|name| format!("{name}:{port}")))?)
}

/// The client that the nearest proxy names: `Forwarded` (RFC 7239), else `X-Forwarded-For`, else `X-Real-IP`.
///
/// Of a list the last address: proxies append, so that everything before it may be the client's own invention.
fn behind_proxy(headers: &HeaderMap) -> Option<IpAddr> {
	let last = |name: HeaderName| headers.get_all(name).iter().next_back()?.to_str().ok();
	let forwarded = || {
		let value = ForwardedHeaderValue::from_forwarded(last(http::header::FORWARDED)?).ok()?;
		value.proximate_forwarded_for_ip()
	};
	let forwarded_for = || {
		let name = HeaderName::from_static("x-forwarded-for");
		last(name)?.rsplit(',').next()?.trim().parse().ok()
	};
	let real_ip = || last(HeaderName::from_static("x-real-ip"))?.trim().parse().ok();
	forwarded().or_else(forwarded_for).or_else(real_ip)
}

/// How many connections each address has: none may take all places.
#[derive(Clone)]
pub struct Guests {
	most: u32,
	of: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// A place of an address, until it is dropped.
pub struct Place {
	guests: Guests,
	address: IpAddr,
}

impl Guests {
	/// Half of the places at most for one address.
	pub fn new(places: u32) -> Self {
		Self { most: (places / 2).max(1), of: Arc::default() }
	}

	/// A place, if there is one for this address.
	pub fn enter(&self, address: IpAddr) -> Option<Place> {
		let address = network(address);
		let mut of = self.of.lock().unwrap_or_else(PoisonError::into_inner);
		let taken = of.entry(address).or_default();
		let free = *taken < self.most;
		*taken += u32::from(free);
		free.then(|| Place { guests: self.clone(), address })
	}
}

impl Drop for Place {
	fn drop(&mut self) {
		let mut of = self.guests.of.lock().unwrap_or_else(PoisonError::into_inner);
		if let Some(taken) = of.get_mut(&self.address) {
			*taken -= 1;
			if *taken == 0 {
				of.remove(&self.address);
			}
		}
	}
}
