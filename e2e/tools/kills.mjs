// Kills a node again and again while it makes blocks and writes snapshots of its index, and sees that it is right afterwards:
//
//     node e2e/tools/kills.mjs [TIMES [ASSETS]]
//
// TIMES is 200 and ASSETS, those of the chain at the beginning, 20,000 if they are not given. The last line says whether all
// was well; so does the exit code.
import { Kills } from '../lib/kills.mjs';

const [times = '200', assets = '20000'] = process.argv.slice(2);
if (![times, assets].every((count) => /^[1-9]\d*$/.test(count))) {
	console.error('usage: node e2e/tools/kills.mjs [TIMES [ASSETS]]');
	process.exit(2);
}
const kills = await Kills.prepare(Number(assets));
try {
	for (let count = 1; count <= Number(times); count += 1) {
		const said = await kills.once();
		const { moment, ready, block, beyond, checked, isRebuilt } = said;
		const compared = isRebuilt ? `, ${checked} answers as those of an index built anew` : `, ${checked} answers as the state says`;
		console.log(
			`${count}: killed ${moment}; in step ${ready.toFixed(0)} ms after the node's first answer, at block ${block} (${beyond} since the snapshot)${compared}`,
		);
	}
	console.log(kills.summary());
} finally {
	await kills.end();
}
