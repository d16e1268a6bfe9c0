import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compression from 'compression';
import { readScansJob } from '#lib/features/library/jobs.server.ts';
import { postLettersJob, remindJob } from '#lib/features/notifications/jobs.server.ts';
import '#lib/features/meetings/due.server.ts';
import '#lib/features/programmes/due.server.ts';
import '#lib/features/reading/due.server.ts';
import '#lib/features/proposals/due.server.ts';
import '#lib/features/reflections/due.server.ts';
import '#lib/features/reflections/states.server.ts';
import '#lib/features/resolutions/due.server.ts';
import '#lib/features/study/due.server.ts';
import '#lib/features/summaries/due.server.ts';
import { keepTasksJob } from '#lib/features/programmes/jobs.server.ts';
import { readTextsJob } from '#lib/features/relations/jobs.server.ts';
import { keepIndexJob } from '#lib/features/search/jobs.server.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { startWorker } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { sealEventsJob } from '#lib/platform/sealing/job.ts';

type Handler = (
	request: import('node:http').IncomingMessage,
	response: import('node:http').ServerResponse,
) => void;

/**
 * Starts database and web application in this process and answers when the first page can be asked for.
 * The application is a bundle; what it has to know comes to it through the environment.
 */
export const serve = async (): Promise<{ server: Server; url: string; stop: () => Promise<void> }> => {
	const config = readConfig();
	const database = await startDatabase(config);
	process.env['THUCTIEN_APP_URL'] = database.appUrl;
	process.env['THUCTIEN_AUTH_URL'] = database.authUrl;
	process.env['BODY_SIZE_LIMIT'] ??= '220M';
	// adapter-node takes https for granted unless a header says otherwise; without a proxy we are that header.
	process.env['PROTOCOL_HEADER'] ??= 'x-forwarded-proto';
	const protocolHeader = process.env['PROTOCOL_HEADER'].toLowerCase();
	const protocol = config.origin?.startsWith('https://') ? 'https' : 'http';
	const { handler } = (await import(pathToFileURL(join(config.root, 'build', 'handler.js')).href)) as {
		handler: Handler;
	};
	// A trace is ten times smaller on the wire; people read on phones with a poor network.
	const compress = compression({ level: 5 });
	const server = createServer((request, response) => {
		request.headers[protocolHeader] ??= protocol;
		compress(request as never, response as never, () => handler(request, response));
	});
	await new Promise<void>((done, fail) => {
		server.once('error', fail);
		server.listen(config.port, config.host, done);
	});
	const url = config.origin ?? `http://localhost:${config.port}`;
	// Several servers over one database: all but one of them leave the jobs to it.
	const worker =
		process.env['WORKER'] === 'off'
			? null
			: await startWorker(database.appUrl, [
					sealEventsJob as never,
					readScansJob as never,
					readTextsJob as never,
					keepIndexJob as never,
					remindJob as never,
					postLettersJob as never,
					keepTasksJob as never,
				]);
	log.info({ url }, 'serving');
	return {
		server,
		url,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await worker?.stop();
			await database.stop();
		},
	};
};
