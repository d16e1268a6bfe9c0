import type { Config } from '../config/config.ts';
import { readSecrets, type Secrets } from '../config/secrets.ts';
import { asRole } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { ensureDatabase, migrate } from './migrate.ts';

/** A database that is up and migrated, with the address for each role. */
export type StartedDatabase = {
	ownerUrl: string;
	appUrl: string;
	authUrl: string;
	secrets: Secrets;
	/** It was running already (or runs elsewhere): a visitor such as the command line leaves it running. */
	adopted: boolean;
	stop: () => Promise<void>;
};

/** Starts or finds PostgreSQL, brings it to the present schema and gives the addresses for the application's roles. */
export const startDatabase = async (config: Config): Promise<StartedDatabase> => {
	const secrets = readSecrets(config.dataDir);
	let ownerUrl = config.databaseUrl;
	let adopted = true;
	let stop = async (): Promise<void> => {};
	if (!ownerUrl) {
		const server = await startEmbedded(config.root, config.dataDir, secrets.databaseOwner);
		ownerUrl = await ensureDatabase(server.ownerUrl, 'thuctien');
		adopted = server.adopted;
		stop = server.stop;
	}
	await migrate(config.root, ownerUrl, secrets);
	return {
		ownerUrl,
		appUrl: asRole(ownerUrl, 'thuctien_app', secrets.databaseApp),
		authUrl: asRole(ownerUrl, 'thuctien_auth', secrets.databaseAuth),
		secrets,
		adopted,
		stop,
	};
};
