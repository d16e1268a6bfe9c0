import { Client } from 'pg';
import { isCluster } from '../config/config.ts';
import { log } from '../log.ts';

type Hear = (payload: string) => void;

const AGAIN_MS = 2_000;

/**
 * One connection of the process that hears what transactions tell on a channel (PostgreSQL NOTIFY). When it is lost it
 * is opened again; `onGap` is then called, because what was told meanwhile was not heard. `onLost` is called as soon as
 * the line is known to be lost.
 *
 * In a cluster triggers run on the server that holds the rows, so nothing is told here. Then every two seconds is a gap.
 */
export const listenTo = (
	url: string,
	channel: string,
	hear: Hear,
	onGap: () => void,
	onLost: () => void = () => {},
): { stop: () => Promise<void> } => {
	if (isCluster()) {
		const gaps = setInterval(onGap, AGAIN_MS).unref();
		return { stop: async () => clearInterval(gaps) };
	}
	let client: Client | null = null;
	let stopped = false;
	let timer: NodeJS.Timeout | undefined;

	const again = (): void => {
		client = null;
		onLost();
		if (!stopped) timer = setTimeout(open, AGAIN_MS);
	};
	const open = (): void => {
		const opened = new Client({ connectionString: url });
		client = opened;
		opened.on('notification', ({ payload }) => hear(payload ?? ''));
		opened.on('error', (error) => log.warn({ error: error.message }, 'the line to the database was lost'));
		opened.on('end', again);
		opened
			.connect()
			.then(() => opened.query(`listen ${opened.escapeIdentifier(channel)}`))
			.then(onGap)
			.catch(() => opened.end().catch(() => {}));
	};
	open();
	return {
		stop: async () => {
			stopped = true;
			clearTimeout(timer);
			await client?.end().catch(() => {});
		},
	};
};
