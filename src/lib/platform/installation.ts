import { join } from 'node:path';
import { type Clock, systemClock } from './clock.ts';
import { type ReplicaSettings, readConfig, readReplicaSettings } from './config/config.ts';
import { readSecrets } from './config/secrets.ts';
import { type Database, openDatabase } from './database/connect.ts';
import { listenTo } from './database/listen.ts';
import { openReplica, type Replica } from './database/replica.ts';
import { statementRecorder } from './database/statements.ts';
import { type FileStore, openFileStore } from './files/store.ts';
import { type Auth, openAuth } from './sessions/auth.ts';
import { SESSIONS_CHANNEL, type SessionReader, sessionReader } from './sessions/session.ts';

/** Everything that a running process holds open. */
export type Installation = {
	db: Database;
	/** A standing copy for pages that may be some seconds behind; null where there is none. */
	replica: Replica | null;
	files: FileStore;
	auth: Auth;
	sessions: SessionReader;
	clock: Clock;
	close: () => Promise<void>;
};

/** The addresses that the start of the server leaves for the application (both run in one process). */
export type Addresses = {
	appUrl: string;
	authUrl: string;
	dataDir: string;
	sessionSecret: string;
	secure: boolean;
	/** The replica, as the application's role reaches it. */
	replica?: ReplicaSettings | null;
};

export const openInstallation = (
	addresses: Addresses,
	clock: Clock = systemClock,
	connections = 16,
): Installation => {
	const db = openDatabase(addresses.appUrl, connections, statementRecorder());
	const auth = openAuth(addresses.authUrl, addresses.sessionSecret, addresses.secure);
	const sessions = sessionReader(auth, clock);
	const line = listenTo(addresses.authUrl, SESSIONS_CHANNEL, sessions.forget, sessions.forget, sessions.lose);
	const replica = addresses.replica ? openReplica(db, addresses.replica) : null;
	return {
		db,
		replica,
		files: openFileStore(join(addresses.dataDir, 'files')),
		auth,
		sessions,
		clock,
		close: async () => {
			await replica?.close();
			await Promise.all([line.stop(), db.destroy(), auth.close()]);
		},
	};
};

let running: Installation | null = null;

/**
 * The installation of this process. Its addresses come from the entry point through the environment, because the web
 * application is a bundle of its own.
 */
export const installation = (): Installation => {
	if (running) return running;
	const appUrl = process.env['THUCTIEN_APP_URL'];
	const authUrl = process.env['THUCTIEN_AUTH_URL'];
	if (!appUrl || !authUrl)
		throw new Error('Start the application with "npm start": its database is not known here.');
	const config = readConfig();
	const readUrl = process.env['THUCTIEN_READ_URL'];
	const replica = readReplicaSettings();
	const fixed = process.env['THUCTIEN_NOW'];
	running = openInstallation(
		{
			appUrl,
			authUrl,
			dataDir: config.dataDir,
			sessionSecret: readSecrets(config.dataDir).sessions,
			secure: config.origin?.startsWith('https://') ?? false,
			replica: replica && readUrl ? { ...replica, url: readUrl } : null,
		},
		fixed ? () => new Date(fixed) : systemClock,
	);
	return running;
};
