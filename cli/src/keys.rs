//! Where a signing key comes from.
//!
//! A secret on a command line stays in the shell's history and in the list of processes, so `--key` takes
//! only a development key (`//Alice`, which everybody knows) or the name of a file; the environment
//! variable takes all forms. No error and no `Debug` output ever contains a secret.

use std::{convert::Infallible, env, fmt, fs, path::Path, str::FromStr};

use subxt_signer::{sr25519::Keypair, ExposeSecret, SecretString, SecretUri};

use crate::chain::AccountId;

/// The environment variable that is used when there is no `--key`.
pub const VARIABLE: &str = "ANIMECHAIN_KEY";

/// A key as it was written. Reading it from the command line cannot fail, because clap would print it.
#[derive(Clone)]
pub struct KeyText(SecretString);

impl FromStr for KeyText {
	type Err = Infallible;

	fn from_str(text: &str) -> Result<Self, Infallible> {
		Ok(Self(text.to_owned().into()))
	}
}

impl fmt::Debug for KeyText {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str("a key")
	}
}

/// Why there is no key. The texts name where it came from and never what was there.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
	/// Neither a flag nor the variable.
	#[error(
		"this needs a key to sign with: --key //Alice (a development key that everybody knows), \
		--key @FILE with a phrase or seed in the file, or the environment variable {VARIABLE}"
	)]
	Missing,
	/// A secret as an argument.
	#[error(
		"--key takes //NAME or @FILE: a phrase or a seed on the command line would stay in the \
		shell's history; write it into a file, or into the environment variable {VARIABLE}"
	)]
	OnCommandLine,
	/// The file cannot be read.
	#[error("cannot read the key file {path}")]
	File {
		/// The file.
		path: String,
		/// Why.
		source: std::io::Error,
	},
	/// Not a key.
	#[error(
		"{from} is neither a phrase of 12 to 24 words, nor a 0x seed of 64 digits, nor //NAME"
	)]
	Invalid {
		/// Where it came from.
		from: String,
	},
}

/// A pair of keys and its account.
pub struct Signer {
	/// The pair.
	pub pair: Keypair,
	/// The account that signs.
	pub account: AccountId,
}

/// Reads the key that `flag` names, or else the environment.
pub fn signer(flag: Option<&KeyText>) -> Result<Signer, KeyError> {
	match flag {
		Some(KeyText(text)) => from_flag(text.expose_secret()),
		None => match env::var(VARIABLE) {
			Ok(text) if !text.is_empty() => {
				from_any(&SecretString::from(text), &format!("the value of {VARIABLE}"))
			},
			_ => Err(KeyError::Missing),
		},
	}
}

fn from_flag(text: &str) -> Result<Signer, KeyError> {
	match text {
		_ if text.starts_with('@') || text.starts_with("//") => {
			from_any(&SecretString::from(text.to_owned()), "the value of --key")
		},
		_ => Err(KeyError::OnCommandLine),
	}
}

fn from_any(secret: &SecretString, from: &str) -> Result<Signer, KeyError> {
	match secret.expose_secret().strip_prefix('@') {
		None => parse(secret, from),
		Some(path) => {
			let file = |source| KeyError::File { path: path.to_owned(), source };
			let text = SecretString::from(fs::read_to_string(path).map_err(file)?);
			warn_if_readable_by_others(Path::new(path));
			parse(&text, &format!("the content of {path}"))
		},
	}
}

fn parse(secret: &SecretString, from: &str) -> Result<Signer, KeyError> {
	let words: Vec<&str> = secret.expose_secret().split_whitespace().collect();
	let line = SecretString::from(words.join(" "));
	let invalid = || KeyError::Invalid { from: from.to_owned() };
	if line.expose_secret().is_empty() {
		return Err(invalid());
	}
	// What these errors say could contain a part of the secret.
	let uri = SecretUri::from_str(line.expose_secret()).map_err(|_| invalid())?;
	let pair = Keypair::from_uri(&uri).map_err(|_| invalid())?;
	let account = AccountId::from(pair.public_key().0);
	Ok(Signer { pair, account })
}

#[cfg(unix)]
fn warn_if_readable_by_others(path: &Path) {
	use std::os::unix::fs::PermissionsExt;
	if fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o077 != 0) {
		eprintln!("warning: others can read the key file {0}: chmod 600 {0}", path.display());
	}
}

#[cfg(not(unix))]
fn warn_if_readable_by_others(_: &Path) {}

#[cfg(test)]
mod tests {
	use super::*;

	const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
	const PHRASE: &str = "bottom drive obey lake curtain smoke basket hold race lonely fit walk";

	fn address(flag: &str) -> Result<String, KeyError> {
		from_flag(flag).map(|signer| signer.account.to_string())
	}

	#[test]
	fn development_keys_are_known() {
		assert_eq!(address("//Alice").unwrap(), ALICE);
	}

	#[test]
	fn files_hold_phrases_seeds_and_names() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		let seed = "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a";
		for text in [format!("{PHRASE}//Alice\n"), format!("  {seed}\r\n"), "//Alice".into()] {
			fs::write(&path, text).unwrap();
			assert_eq!(address(&format!("@{}", path.display())).unwrap(), ALICE);
		}
	}

	#[test]
	fn a_secret_on_the_command_line_is_refused_and_not_repeated() {
		for text in [PHRASE, "0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a"] {
			let error = address(text).unwrap_err();
			assert!(matches!(error, KeyError::OnCommandLine));
			assert!(!format!("{error} {error:?}").contains(text));
		}
	}

	#[test]
	fn errors_never_contain_the_secret() {
		let folder = tempfile::tempdir().unwrap();
		let path = folder.path().join("key");
		for secret in ["hunter2 hunter2", "0xhunter2", "", "hunter2///hunter2"] {
			fs::write(&path, secret).unwrap();
			let error = address(&format!("@{}", path.display())).unwrap_err();
			assert!(matches!(error, KeyError::Invalid { .. }), "{error}");
			assert!(!format!("{error} {error:?}").contains("hunter2"));
		}
		let text: KeyText = "hunter2".parse().unwrap();
		assert!(!format!("{text:?}").contains("hunter2"));
		assert!(matches!(address("@/no/such/file").unwrap_err(), KeyError::File { .. }));
	}
}
