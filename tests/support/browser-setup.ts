import { rmSync } from 'node:fs';
import { openSample } from './forms.ts';
import { serveApp } from './served.ts';

/** Makes the sample organisation once, for the journeys to copy. @returns its data directory */
const makeSample = async (): Promise<string> => {
	const app = await serveApp();
	await openSample(app);
	await app.end();
	return app.dataDir;
};

/** Serves the built application over an empty data directory for the journeys that begin there, and makes the sample for the others. */
export default async function setUp(): Promise<() => Promise<void>> {
	const sample = await makeSample();
	process.env['THUCTIEN_TEST_SAMPLE'] = sample;
	const app = await serveApp({ PORT: process.env['THUCTIEN_TEST_PORT'] ?? '' });
	process.env['THUCTIEN_TEST_DATA'] = app.dataDir;
	return async () => {
		await app.stop();
		rmSync(sample, { recursive: true, force: true });
	};
}
