//! `keys`: which account signs.

use serde_json::json;

use super::{Answer, Context};
use crate::encoding::hex;

/// Prints the address, never the secret.
pub fn run(context: &Context) -> anyhow::Result<Answer> {
	let account = context.signer()?.account;
	let json = json!({ "address": account, "publicKey": hex(account.0) });
	Ok(Answer::success(format!("{account}\n"), json))
}
