// Compiled by test/types.test.mjs, never run: how an application uses js/papi.
import { ERRORS, lineageRpc } from '@animechain/papi';
import type { LineageRpc, List } from '@animechain/papi';
import { createClient } from 'polkadot-api';
import { getWsProvider } from 'polkadot-api/ws';

const client = createClient(getWsProvider('ws://127.0.0.1:9944'));
export const lineage: LineageRpc = lineageRpc(client);
export const plain: LineageRpc = lineageRpc(async (method, params) => ({ method, params }));

export async function use(): Promise<bigint[]> {
	const { at, asset } = await lineage.asset(4n);
	const ids: bigint[] = [asset.id, at.number];
	const page: List = await lineage.ancestors('4', { kinds: ['work'], depth: 3, limit: 64, view: 'finalized' });
	ids.push(...page.rows.map(({ id }) => id), page.total);
	for await (const { rows } of lineage.pages.usage(asset.controller, { relations: ['includes'], standings: ['clear'] })) {
		ids.push(...rows.map(({ id }) => id));
	}
	const { path } = await lineage.path(0, 4n, { relations: ['trainedOn'], view: 'best' });
	ids.push(...(path ?? []).map(({ parent }) => parent));
	for (const { authority } of asset.edges) {
		if (authority.type !== 'control') {
			ids.push(authority.id);
		}
	}
	const { rows } = await lineage.flow(4n, 'native', 10n ** 12n, at.hash);
	ids.push(...rows.map(({ held }) => held));
	const { causes, isClear } = await lineage.standing(4n);
	ids.push(...causes.filter(({ affects }) => affects && !isClear).map(({ asset: above }) => above));
	const stop = lineage.subscribeStanding([4n, 5], ({ asset: changed, isClear: now }) => ids.push(now ? changed : 0n));
	stop();
	lineage.subscribeUsage(asset.controller, ({ added }) => ids.push(...added), (error) => console.error(error))();
	const { assets: found, next } = await lineage.byCommitment(asset.commitment, { from: 7n, view: 'best' });
	ids.push(next ?? found[0].id);
	const proof = await lineage.proof(4n, { ancestor: 0, relations: ['trainedOn'] });
	ids.push(proof.ancestor, BigInt(proof.bundle.length));
	const { assets } = await lineage.syncState();
	ids.push(...(assets ?? []));

	// A word that a later runtime adds is no error.
	const word: string = asset.kind;
	const code: 9001 = ERRORS.UnknownAsset;

	// @ts-expect-error there is no such kind
	await lineage.ancestors(4n, { kinds: ['drawing'] });
	// @ts-expect-error there is no such view
	await lineage.standing(4n, { view: 'newest' });
	// @ts-expect-error ids are bigint
	const id: number = asset.id;
	// @ts-expect-error no such number
	ERRORS.TooWide;
	// @ts-expect-error the amount is missing
	await lineage.flow(4n, 'native');

	return word.length > 0 && code > 0 && id > 0 ? ids : [];
}
