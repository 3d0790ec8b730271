// The TypeScript declarations of js/, as the compiler sees them from an application; needs no node.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { it } from 'node:test';

import ts from 'typescript';

const OPTIONS = {
	strict: true,
	noEmit: true,
	target: ts.ScriptTarget.ES2022,
	module: ts.ModuleKind.NodeNext,
	moduleResolution: ts.ModuleResolutionKind.NodeNext,
	// The packages are links: what they import is found from here, as in an application.
	preserveSymlinks: true,
	types: [],
};

/** Not what is wrong in other people's declarations. */
const isOurs = ({ file }) => file === undefined || !/node_modules\/(?!@animechain)/.test(file.fileName);

for (const name of ['apiAugment', 'papi']) {
	it(`types/${name}.ts compiles, and what it says is wrong does not`, () => {
		const program = ts.createProgram([fileURLToPath(new URL(`../types/${name}.ts`, import.meta.url))], OPTIONS);
		const told = ts.getPreEmitDiagnostics(program).filter(isOurs).map(({ file, start, messageText }) => {
			const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
			return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
		});
		assert.deepEqual(told, []);
	});
}
