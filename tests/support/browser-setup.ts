import { serveApp } from './served.ts';

/** Serves the built application over an empty data directory for all journeys of a run. */
export default async function setUp(): Promise<() => Promise<void>> {
	const app = await serveApp({ PORT: process.env['THUCTIEN_TEST_PORT'] ?? '' });
	process.env['THUCTIEN_TEST_DATA'] = app.dataDir;
	return app.stop;
}
