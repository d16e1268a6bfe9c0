import { join } from 'node:path';
import { createServer } from 'vite';
import { readConfig } from '#lib/platform/config/config.ts';
import { startDatabase } from '#lib/platform/database/start.ts';

/** Serves with reload on change, over the database of DATA_DIR. */
export const serveDevelopment = async (): Promise<void> => {
	const config = readConfig();
	const database = await startDatabase(config);
	process.env['THUCTIEN_APP_URL'] = database.appUrl;
	process.env['THUCTIEN_AUTH_URL'] = database.authUrl;
	const server = await createServer({
		root: config.root,
		cacheDir: join(config.dataDir, 'vite'),
		server: { port: config.port, strictPort: true, host: config.host, allowedHosts: true },
	});
	await server.listen();
	server.printUrls();
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(
			signal,
			() =>
				void server
					.close()
					.then(database.stop)
					.then(() => process.exit(0)),
		);
	}
};
