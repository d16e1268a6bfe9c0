import type { Door } from '#lib/platform/command/command.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import type { Backoff } from './domain/backoff.ts';

/** What carrying parcels needs of the installation. */
export type Wire = Pick<Door, 'db' | 'files' | 'clock'> & {
	/** From which the keys of its organisations are derived. */
	secret: string;
	/** By which parcels go out; what Node has for it where nothing is said. */
	fetch?: typeof fetch;
};

type WirePace = Backoff & {
	/** Between two looks at what is to be done. */
	restMs: number;
	timeoutMs: number;
	giveUpMs: number;
	/** How far the clocks of two installations may be apart. */
	skewMs: number;
	allowsHttp: boolean;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const numberFrom = (name: string, usual: number): number => {
	const told = Number(process.env[name]);
	return Number.isFinite(told) && told > 0 ? told : usual;
};

/** How patiently parcels are delivered; whoever runs the installation may say otherwise (docs/decisions/0054). */
export const wirePace = (): WirePace => ({
	firstMs: numberFrom('EXCHANGE_FIRST_RETRY_MS', 5_000),
	longestMs: numberFrom('EXCHANGE_LONGEST_RETRY_MS', 60 * MINUTE),
	restMs: numberFrom('EXCHANGE_REST_MS', 2_000),
	timeoutMs: numberFrom('EXCHANGE_TIMEOUT_MS', 2 * MINUTE),
	giveUpMs: numberFrom('EXCHANGE_GIVE_UP_DAYS', 7) * DAY,
	skewMs: numberFrom('EXCHANGE_SKEW_MINUTES', 15) * MINUTE,
	allowsHttp: process.env['EXCHANGE_HTTP'] === 'allowed',
});

let known: { dataDir: string; secret: string } | null = null;

/** The secret of this installation from which the keys of its organisations come. Never logged, never in the database. */
export const exchangeSecret = (): string => {
	const { dataDir } = readConfig();
	if (known?.dataDir !== dataDir) known = { dataDir, secret: readSecrets(dataDir).exchange };
	return known.secret;
};

/** The door of the system in one organisation. */
export const systemDoor = ({ db, files, clock }: Wire, tenantId: string): Door => ({
	db,
	files,
	clock,
	actor: systemActor(tenantId),
	requestId: uuidv7(),
});
