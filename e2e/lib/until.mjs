import { setTimeout as pause } from 'node:timers/promises';

/** Asks `condition` until it gives something true, and gives that; fails after `seconds`. */
export async function until(what, seconds, condition) {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await condition();
		if (answer) {
			return answer;
		}
		if (Date.now() > deadline) {
			throw new Error(`no sign of ${what} within ${seconds} s`);
		}
		await pause(100);
	}
}

/** The same promise, which fails if it is not settled after `seconds`: nothing here may wait for ever. */
export function within(what, seconds, promise) {
	let deadline;
	const late = new Promise((_, reject) => {
		deadline = setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(deadline));
}
