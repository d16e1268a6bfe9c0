import { m } from '#lib/paraglide/messages.js';

/** What the server answered for one file. */
export type Told = { name: string; state: string; intakeId: string | null; words: string };

/** Files at a time: the server reads each in a thread of its own. */
const AT_ONCE = 2;

/** Sends files one by one; each gets its answers (an archive one for each file in it), whatever becomes of the others. */
export const sendFiles = async (
	files: readonly File[],
	batchId: string,
	tell: (file: string, told: Told[]) => void,
): Promise<void> => {
	const queue = [...files];
	const sendNext = async (): Promise<void> => {
		for (let file = queue.shift(); file; file = queue.shift()) {
			const name = file.webkitRelativePath || file.name;
			const body = new FormData();
			body.set('file', file);
			body.set('path', name);
			body.set('batchId', batchId);
			try {
				const answer = await fetch('/van-ban/them/tep', { method: 'POST', body });
				tell(
					name,
					answer.status === 413
						? [{ name, state: 'problem', intakeId: null, words: m.intake_too_large_to_send() }]
						: ((await answer.json()) as Told[]),
				);
			} catch {
				tell(name, [{ name, state: 'problem', intakeId: null, words: m.intake_not_sent() }]);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, sendNext));
};
