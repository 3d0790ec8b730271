//! `agree accept`, `cancel`, `fund`, `poke` and `approve`: the life of an agreement once it is proposed.

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Clause, Consideration, Stage},
};
use anyhow::{bail, ensure, Context as _};
use polkadot_sdk::sp_core::H256;
use serde_json::{json, Value};

use super::{
	agreements,
	deliver::{act, deliver, document, Delivery},
	happened::happened,
	propose,
	sound::ensure_sound,
	withdraw::with_block,
	Answer, Context,
};
use crate::{
	args::{AcceptDeal, Agree, AgreeStep, Fund, OneDeal},
	chain::{
		calls::Call,
		rights_events::{Accepted, Cancelled, Funded},
		submit::Included,
		AgreementRow, Chain, DealRow,
	},
	encoding::hex,
	purse::ensure_has,
	render::{rights, rights_json, table::Table},
};

/// Runs one of them.
pub async fn run(context: &Context, args: &Agree) -> anyhow::Result<Answer> {
	match &args.step {
		AgreeStep::Propose(args) => propose::run(context, args).await,
		AgreeStep::Accept(args) => accept(context, args).await,
		AgreeStep::Cancel(args) => cancel(context, args).await,
		AgreeStep::Show(args) => agreements::show(context, args).await,
		AgreeStep::Fund(args) => fund(context, args).await,
		AgreeStep::Poke(args) => poke(context, args).await,
	}
}

/// The digest of a deal, computed here of what is shown, and refused if the node says another: then one of them
/// is wrong, and nothing is signed.
pub async fn digest(chain: &Chain, agreement: AgreementId, deal: &DealRow) -> anyhow::Result<H256> {
	let shown = deal.digest(&chain.genesis, agreement);
	let said = chain.deal_digest(agreement).await?;
	ensure!(
		shown == said,
		"what the node shows of agreement {agreement} has the digest {}, and the node says that it is {}: \
		one of them is wrong, so nothing is signed",
		hex(shown),
		hex(said)
	);
	Ok(shown)
}

/// Signs an agreement as it was read, and as no other.
async fn accept(context: &Context, args: &AcceptDeal) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.relaying.acting.account(&signer)?;
	let text = args.text.as_deref().map(document).transpose()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.agreement;
	let row = chain.agreement(id).await?;
	let deal = &row.deal;
	if let (Some(text), Some(path)) = (text, &args.text) {
		ensure!(
			deal.text == Some(text),
			"{} is not the legal text of agreement {id}: {}",
			path.display(),
			match deal.text {
				Some(other) =>
					format!("that has the sha256 {}", hex(other).trim_start_matches("0x")),
				None => "it commits to none".into(),
			}
		);
	}
	ensure!(deal.to == who, "agreement {id} is proposed to {}, and not to {who}", deal.to);
	ensure_is(&chain, id, &row, Stage::Proposed)?;
	let sound = ensure_sound(&chain, deal).await;
	sound.with_context(|| format!("agreement {id} cannot be accepted any more"))?;
	let terms = digest(&chain, id, deal).await?;
	if let Some(expected) = args.terms {
		ensure!(
			terms == expected,
			"agreement {id} has the digest {}, and not {}",
			hex(terms),
			hex(expected)
		);
	}
	if let Some(Consideration { price, .. }) = &deal.consideration {
		let row = chain.currency(&price.currency).await?;
		let row = row.context("the currency of the price was taken away by its issuer")?;
		ensure_has(&chain, who, &row, price.amount).await?;
	}
	if !context.quiet_stderr() {
		let units = chain.units(rights::currencies(deal)).await?;
		let table = rights::deal(Table::default(), deal, &units, |_, _| None);
		let table = table.row("digest", hex(terms)).text();
		eprint!("accepting agreement {id}\n{table}{}", rights::notes(deal));
	}
	let call = Call::accept(id, terms);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: Accepted = included.event()?;
	let text = format!(
		"accepted agreement {}: what it promises stays where it is until it executes or ends\n",
		event.agreement
	);
	let json = json!({
		"agreement": event.agreement.to_string(),
		"accepted": rights_json::deal(deal),
		"termsDigest": terms,
	});
	answer(&chain, text, json, &included).await
}

/// An answer, with what happened to agreements besides.
async fn answer(
	chain: &Chain,
	text: String,
	mut json: Value,
	included: &Included,
) -> anyhow::Result<Answer> {
	let happened = happened(chain, included).await?;
	json["happened"] = happened.json.into();
	Ok(Answer::success(text + &happened.text, with_block(json, included)))
}

/// Refuses what an agreement is not open for: it would cost a fee.
fn ensure_is(
	chain: &Chain,
	id: AgreementId,
	row: &AgreementRow,
	stage: Stage,
) -> anyhow::Result<()> {
	ensure!(row.stage == stage, "agreement {id}: {}", rights::stage(row, chain.number));
	Ok(())
}

/// Refuses it if nothing can meet its conditions any more.
fn ensure_in_force(chain: &Chain, id: AgreementId, row: &AgreementRow) -> anyhow::Result<()> {
	ensure_is(chain, id, row, Stage::Accepted)?;
	// What is sent now gets into the next block.
	let in_time = chain.number < row.deal.deadline;
	ensure!(in_time, "agreement {id}: {}", rights::stage(row, chain.number));
	Ok(())
}

async fn cancel(context: &Context, args: &OneDeal) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.relaying.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.agreement;
	let row = chain.agreement(id).await?;
	let deal = &row.deal;
	ensure_is(&chain, id, &row, Stage::Proposed)?;
	ensure!(
		who == deal.from || who == deal.to,
		"agreement {id} is between {} and {}: {who} cannot call it off",
		deal.from,
		deal.to
	);
	let call = Call::cancel(id);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: Cancelled = included.event()?;
	let text = format!("agreement {} is cancelled, by {}\n", event.agreement, event.by);
	let json = json!({ "agreement": event.agreement.to_string(), "by": event.by });
	Ok(Answer::success(text, with_block(json, &included)))
}

/// Approves.
pub async fn approve(context: &Context, args: &OneDeal) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.relaying.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.agreement;
	let row = chain.agreement(id).await?;
	ensure_in_force(&chain, id, &row)?;
	let mut asked = row.clauses().filter(|(_, clause)| **clause == Clause::ApprovedBy(who));
	let (clause, _) = asked
		.next()
		.with_context(|| format!("agreement {id} does not ask for the approval of {who}"))?;
	ensure!(!row.is_met(clause), "{who} has approved agreement {id} already");
	let call = Call::approve(id);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let text = format!("{who} approved agreement {id}\n");
	let json = json!({ "agreement": id.to_string(), "by": who, "clause": clause });
	answer(&chain, text, json, &included).await
}

/// The clause that can be paid for: the one that is named, or the only one.
fn fundable(row: &AgreementRow, args: &Fund) -> anyhow::Result<(u8, Price)> {
	let id = args.agreement;
	let open: Vec<_> = row
		.clauses()
		.filter_map(|(number, clause)| match clause {
			Clause::Paid(price) if !row.is_met(number) => Some((number, price.clone())),
			_ => None,
		})
		.collect();
	let found = match args.clause {
		Some(clause) => open.into_iter().find(|(number, _)| *number == clause),
		None if open.len() > 1 => {
			bail!("several conditions of agreement {id} can be paid for: name one with --clause")
		},
		None => open.into_iter().next(),
	};
	found.with_context(|| {
		format!("there is nothing to pay: `animechain agree show {id}` lists the conditions")
	})
}

async fn fund(context: &Context, args: &Fund) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let who = args.acting.account(&signer)?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.agreement;
	let row = chain.agreement(id).await?;
	ensure_in_force(&chain, id, &row)?;
	let (clause, price) = fundable(&row, args)?;
	let currency = chain.currency(&price.currency).await?;
	let currency = currency.context("the currency was taken away by its issuer")?;
	ensure_has(&chain, who, &currency, price.amount).await?;
	let call = Call::fund(id, clause);
	let included = match act(context, &chain, &call, &signer, &args.acting, &args.sending).await? {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let event: Funded = included.event()?;
	let text = format!(
		"{} paid {} into agreement {}; it comes back if that does not execute\n",
		event.payer,
		currency.unit.text(price.amount),
		event.agreement
	);
	let mut json = crate::amount::json(&price.currency, price.amount);
	json["agreement"] = event.agreement.to_string().into();
	json["clause"] = event.clause.into();
	json["payer"] = json!(event.payer);
	answer(&chain, text, json, &included).await
}

async fn poke(context: &Context, args: &OneDeal) -> anyhow::Result<Answer> {
	let signer = context.signer()?;
	let chain = context.connect_to_known(&args.sending).await?;
	let id = args.agreement;
	ensure_is(&chain, id, &chain.agreement(id).await?, Stage::Accepted)?;
	let call = Call::poke(id);
	let delivery = deliver(context, &chain, &call, &signer, &args.relaying, &args.sending).await?;
	let included = match delivery {
		Delivery::Later(answer) => return Ok(answer),
		Delivery::Included(included) => included,
	};
	let json = json!({ "agreement": id.to_string() });
	answer(&chain, format!("looked at agreement {id}\n"), json, &included).await
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::args::{Acting, Sending};
	use animechain_primitives::Currency;

	fn fund(clause: Option<u8>) -> Fund {
		Fund {
			agreement: 6,
			clause,
			acting: Acting::default(),
			sending: Sending { finalized: false, new_chain: false },
		}
	}

	#[test]
	fn what_can_be_paid_for_is_found() {
		let price = |amount| Price { currency: Currency::Native, amount };
		let mut deal = crate::testing::deal();
		deal.clauses = vec![Clause::NotBefore(9), Clause::Paid(price(1)), Clause::Paid(price(2))]
			.try_into()
			.unwrap();
		let mut row = AgreementRow {
			deal,
			stage: Stage::Accepted,
			since: 8,
			met: 0,
			payers: Default::default(),
		};
		let error = fundable(&row, &fund(None)).unwrap_err().to_string();
		assert!(error.contains("--clause"), "{error}");
		assert_eq!(fundable(&row, &fund(Some(2))).unwrap(), (2, price(2)));
		assert!(fundable(&row, &fund(Some(0))).is_err());
		row.meet(2);
		assert_eq!(fundable(&row, &fund(None)).unwrap(), (1, price(1)));
		assert!(fundable(&row, &fund(Some(2))).is_err());
		row.meet(1);
		assert!(fundable(&row, &fund(None)).is_err());
	}
}
