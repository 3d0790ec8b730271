//! The Animechain node: collator, full node and development chain. README.md says what is where.

mod benchmark;
mod chain_spec;
mod cli;
mod collator;
mod command;
mod dev;
mod errors;
mod executor;
mod import_queue;
mod ports;
mod relay_chain;
mod rpc;
mod rpc_server;
mod service;
mod tasks;

fn main() -> std::process::ExitCode {
	errors::exit_code(command::run())
}
