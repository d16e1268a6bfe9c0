import '#lib/features/contributions.server.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { type Database, openDatabase } from '#lib/platform/database/connect.ts';
import { startDatabase } from '#lib/platform/database/start.ts';

/**
 * Runs a command of the command line over the database of DATA_DIR (or DATABASE_URL). A database that was running
 * already, under the application, goes on running.
 */
export const withDatabase = async (
	run: (db: Database, addresses: { authUrl: string; appUrl: string }) => Promise<void>,
): Promise<void> => {
	const started = await startDatabase(readConfig());
	const db = openDatabase(started.appUrl, 8);
	try {
		await run(db, started);
	} finally {
		await db.destroy();
		if (!started.adopted) await started.stop();
	}
};
