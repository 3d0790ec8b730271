// Compiled by test/types.test.mjs, never run: how an application uses js/api-augment.
import { ApiPromise, WsProvider } from '@polkadot/api';
import { options, rpc, signedExtensions, types } from '@animechain/api-augment';
import type { LineageFilter, LineageList } from '@animechain/api-augment';

const provider = new WsProvider('ws://127.0.0.1:9944');
export const other = ApiPromise.create({ provider, ...options });

export async function use(): Promise<string[]> {
	const api = await ApiPromise.create({ provider, rpc, signedExtensions, types });
	const { lineage } = api.rpc;
	const filter: LineageFilter = { kinds: ['work'], relations: ['includes', 'trainedOn'], standings: ['clear'], depth: 3 };
	const page: LineageList = await lineage.ancestors(4, filter, null, 64, 'finalized');
	const next = await lineage.ancestors(4n, filter, page.nextCursor.unwrapOr(null), 64, 'finalized');
	await lineage.descendants('4');
	await lineage.byAccount('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', null, null, 9);
	await lineage.usage('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
	const { asset, at } = await lineage.asset(4, next.at.hash_);
	const { path } = await lineage.path(0, 4, ['includes'], 'best');
	const { isClear, causes, affectedBy } = await lineage.standing(4);
	const { rows } = await lineage.flow(4, 'native', 10n ** 12n, at.hash_);
	const { assets, next: more } = await lineage.byCommitment(asset.commitment, null, 'best');
	await lineage.byCommitment(asset.commitment, more.unwrapOr(null));
	const stop = await lineage.subscribeStanding([4, 5n], ({ isClear: now, asset: changed }) => console.log(changed.toBigInt(), now.isTrue));
	stop();
	await lineage.subscribeUsage(asset.controller, ({ added, total }) => console.log(added.map((id) => id.toBigInt()), total));
	const { isAncestor } = await lineage.isAncestor(0, 4);
	const { bundle, ancestor } = await lineage.proof(4, 0, ['includes', 'trainedOn', 'generatedBy']);
	const { phase, finalized, assets: counts } = await lineage.syncState();

	// @ts-expect-error there is no such kind
	await lineage.ancestors(4, { kinds: ['drawing'] });
	// @ts-expect-error there is no such view
	await lineage.standing(4, 'newest');
	// @ts-expect-error an asset is asked for by its id
	await lineage.asset();
	// @ts-expect-error every codec has a hash, that of a block has another name
	at.hash.startsWith('0x');
	// @ts-expect-error no such field
	asset.colour;

	return [
		...page.rows.map(({ id, kind, standing, generation }) => `${id.toBigInt()} ${kind} ${standing} ${generation.toNumber()}`),
		...asset.edges.map(({ parent, authority }) => `${parent.toBigInt()} ${authority.get('type').toString()}`),
		...path.unwrapOr([]).map(({ child, relation, parent }) => `${child} ${relation} ${parent}`),
		...causes.map(({ asset: above, distance, affects }) => `${above} ${distance.toNumber()} ${affects.isTrue}`),
		...rows.map(({ asset: to, inflow, held }) => `${to} ${inflow.toBigInt()} ${held.toBigInt()}`),
		...assets.map(({ id, contents }) => `${id} ${contents.isSome && contents.unwrap().weight.toBigInt()}`),
		`${bundle.toHex()} proves what leads to ${ancestor.toBigInt()}`,
		`${isClear.isTrue} ${affectedBy.isSome && affectedBy.unwrap().toBigInt()} ${isAncestor.isTrue}`,
		`${phase} ${finalized.isSome && finalized.unwrap().number.toBigInt()} ${counts.isSome && counts.unwrap()[0].toBigInt()}`,
	];
}
