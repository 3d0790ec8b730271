// Lineage worked out by hand, from what the runtime API says of every asset at one block: the plainest way
// to each answer of the index.
import { fromRuntime } from './rows.mjs';

const AT_ONCE = 256;

/** Marks that weigh on descendants, and what a dataset does not inherit from the version before it. */
const AFFECTING = ['withdrawn', 'quarantined', 'invalidated'];

export class Graph {
	/** Of the rows of every asset, in the order of their ids, at a block `{ hash, number }`. */
	constructor(at, rows) {
		this.at = at;
		this.rows = rows;
		this.children = rows.map(() => []);
		for (const { id, edges } of rows) {
			edges.forEach(({ parent, relation }) => this.children[parent].push({ to: Number(id), relation }));
		}
	}

	/** As the chain was at a block. */
	static async at(api, hash) {
		const then = await api.at(hash);
		const number = (await then.query.system.number()).toNumber();
		const count = (await then.call.lineageApi.nextAssetId()).toNumber();
		const rows = [];
		while (rows.length < count) {
			const ids = Array.from({ length: Math.min(AT_ONCE, count - rows.length) }, (_, index) => rows.length + index);
			const infos = await Promise.all(ids.map((id) => then.call.lineageApi.asset(id)));
			rows.push(...infos.map((info) => fromRuntime(info.unwrap(), number)));
		}
		return new Graph({ hash, number: number.toString() }, rows);
	}

	/** What a list says of an asset. */
	brief(id) {
		const { kind, standing, generation } = this.rows[id];
		return { id: id.toString(), kind, standing, generation };
	}

	parents(id) {
		return this.rows[id].edges.map(({ parent, relation }) => ({ to: Number(parent), relation }));
	}

	/** The least number of edges to each asset that `starts` lead to. */
	#reach(starts, next, { relations = null, depth = Infinity } = {}) {
		const found = new Map();
		let frontier = starts;
		for (let distance = 1; frontier.length > 0 && distance <= depth; distance += 1) {
			const edges = frontier.flatMap(next).filter(({ relation }) => relations?.includes(relation) ?? true);
			frontier = [...new Set(edges.map(({ to }) => to))].filter((id) => !found.has(id));
			frontier.forEach((id) => found.set(id, distance));
		}
		return found;
	}

	/** Those that a filter wants, by ascending id. */
	#wanted(ids, { kinds = null, standings = null } = {}) {
		return [...ids]
			.filter((id) => kinds?.includes(this.rows[id].kind) ?? true)
			.filter((id) => standings?.includes(this.rows[id].standing) ?? true)
			.sort((a, b) => a - b)
			.map((id) => this.brief(id));
	}

	#controlledBy(address) {
		return this.rows.filter(({ controller }) => controller === address).map(({ id }) => Number(id));
	}

	ancestors(id, filter) {
		return this.#wanted(this.#reach([id], (at) => this.parents(at), filter).keys(), filter).reverse();
	}

	descendants(id, filter) {
		return this.#wanted(this.#reach([id], (at) => this.children[at], filter).keys(), filter);
	}

	byAccount(address, filter) {
		return this.#wanted(this.#controlledBy(address), filter);
	}

	usage(address, filter) {
		const works = this.#controlledBy(address).filter((id) => this.rows[id].kind === 'work');
		const reached = this.#reach(works, (at) => this.children[at], filter).keys();
		return this.#wanted([...reached].filter((id) => this.rows[id].kind !== 'work'), filter);
	}

	/** The number of edges of a shortest way up, or null. */
	distance(ancestor, descendant, relations) {
		return this.#reach([descendant], (at) => this.parents(at), { relations }).get(ancestor) ?? null;
	}

	/** What stands against an asset, itself and above it. */
	verdict(id) {
		const { standing, marks, affectedBy } = this.rows[id];
		const reached = this.#reach([id], (at) => this.#inherited(at));
		const causes = [...reached]
			.filter(([above]) => this.rows[above].standing !== 'clear')
			.sort(([a, near], [b, far]) => near - far || a - b)
			.map(([above, distance]) => ({
				asset: above.toString(),
				standing: this.rows[above].standing,
				distance,
				affects: this.rows[above].marks.some((mark) => AFFECTING.includes(mark)),
			}));
		const isClear = standing === 'clear' && !causes.some(({ affects }) => affects);
		return { asset: id.toString(), standing, marks, isClear, affectedBy, causes };
	}

	/** A dataset that lists what it includes does not inherit from the version before it. */
	#inherited(id) {
		const edges = this.parents(id);
		const lists = this.rows[id].kind === 'dataset' && edges.some(({ relation }) => relation === 'includes');
		return lists ? edges.filter(({ relation }) => relation !== 'versionOf') : edges;
	}
}
