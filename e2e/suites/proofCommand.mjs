// The command line's word on bundles.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const COMMAND = process.env.ANIMECHAIN_CLI ?? fileURLToPath(new URL('../../bin/animechain', import.meta.url));

/** Runs the command with `--json`: `{ code, answer }`. */
export function animechain(...args) {
	return new Promise((resolve, reject) => {
		execFile(COMMAND, [...args, '--json'], (error, stdout, stderr) => {
			if (error && typeof error.code !== 'number') {
				reject(error);
				return;
			}
			try {
				resolve({ code: error?.code ?? 0, answer: JSON.parse(stdout) });
			} catch {
				reject(new Error(`no JSON from ${args.join(' ')}: ${stdout}${stderr}`));
			}
		});
	});
}
