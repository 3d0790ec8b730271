//! What a person reads when the node cannot go on: one line, with the way out in it.

use clap::ArgMatches;
use polkadot_sdk::{sc_cli, sc_service};
use sc_cli::Error;
use sc_service::{Configuration, Error as ServiceError};
use std::process::ExitCode;

/// The id of the database flag, the same in every command that has one.
const DATABASE_FLAG: &str = "database";

/// Print the reason of a failure and turn the result into the code that the process ends with.
pub fn exit_code(result: Result<(), Error>) -> ExitCode {
	match result {
		Ok(()) => ExitCode::SUCCESS,
		Err(error) => {
			eprintln!("Error: {}", describe(&error));
			ExitCode::FAILURE
		},
	}
}

/// The text of an error without the prefixes of the layers that it came through.
fn describe(error: &Error) -> String {
	match error {
		Error::Input(text) | Error::Service(ServiceError::Other(text)) => text.clone(),
		Error::Application(inner) | Error::Service(ServiceError::Application(inner)) => {
			inner.to_string()
		},
		other => other.to_string(),
	}
}

/// Explain why the chain's database did not open.
pub fn opening_database(error: ServiceError, config: &Configuration) -> Error {
	// The database's own error type does not reach us, only its text.
	if error.to_string().contains("Database file is in use") {
		return Error::Input(format!(
			"another node uses the base path {}: stop it, or pass another --base-path",
			config.base_path.path().display()
		));
	}
	error.into()
}

/// Refuse `--database rocksdb`, which `sc-cli` offers and this build does not contain.
pub fn refuse_rocksdb(matches: &ArgMatches) -> Result<(), Error> {
	let asked = matches
		.try_get_raw(DATABASE_FLAG)
		.ok()
		.flatten()
		.is_some_and(|mut values| values.any(|value| value.eq_ignore_ascii_case("rocksdb")));
	if asked {
		return Err(Error::Input(
			"this build has no RocksDB: leave out --database, or pass --database paritydb".into(),
		));
	}
	matches.subcommand().map_or(Ok(()), |(_, inner)| refuse_rocksdb(inner))
}
