import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compression from 'compression';
import { readScansJob } from '#lib/features/library/jobs.server.ts';
import { indexWaitingJob } from '#lib/features/likeness/jobs.server.ts';
import { postLettersJob, remindJob } from '#lib/features/notifications/jobs.server.ts';
import '#lib/features/contributions.server.ts';
import { openQuartersJob } from '#lib/features/commitments/jobs.server.ts';
import { startCarrying } from '#lib/features/exchange/carrying.server.ts';
import { startFollowing } from '#lib/features/oversight/following.server.ts';
import { keepTasksJob } from '#lib/features/programmes/jobs.server.ts';
import { readTextsJob } from '#lib/features/relations/jobs.server.ts';
import { carryOutJob } from '#lib/features/reorganisation/jobs.server.ts';
import { keepIndexJob } from '#lib/features/search/jobs.server.ts';
import { isPublicPath, isWorthKeeping } from '#lib/features/site/domain/addresses.ts';
import { deliverTransfersJob } from '#lib/features/transfers/jobs.server.ts';
import { readConfig, readReplicaSettings } from '#lib/platform/config/config.ts';
import { asRole } from '#lib/platform/database/connect.ts';
import { listenTo } from '#lib/platform/database/listen.ts';
import { startDatabase } from '#lib/platform/database/start.ts';
import { publicFront } from '#lib/platform/front/front.ts';
import { startWorker } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { sealEventsJob } from '#lib/platform/sealing/job.ts';

/** Told of every change of what the public site shows (db/security/79_site.sql). */
const SITE_CHANNEL = 'thuctien_site';

/**
 * Longer than a proxy keeps its lines to us (nginx: 60 s): were we to close one first, a form could be sent into it at that very moment,
 * and would be lost, because what was sent is not sent again.
 */
const KEPT_OPEN_MS = 75_000;

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
	const replica = readReplicaSettings();
	if (replica)
		process.env['THUCTIEN_READ_URL'] = asRole(replica.url, 'thuctien_app', database.secrets.databaseApp);
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
	const front = publicFront(handler, { isPublic: isPublicPath, isKept: isWorthKeeping, protocolHeader });
	const line = listenTo(database.appUrl, SITE_CHANNEL, front.forget, front.forget, front.lose);
	const server = createServer((request, response) => {
		request.headers[protocolHeader] ??= protocol;
		if (front.answer(request, response)) return;
		compress(request as never, response as never, () => handler(request, response));
	});
	server.keepAliveTimeout = KEPT_OPEN_MS;
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
					indexWaitingJob as never,
					remindJob as never,
					postLettersJob as never,
					keepTasksJob as never,
					openQuartersJob as never,
					carryOutJob as never,
					deliverTransfersJob as never,
				]);
	const following = process.env['WORKER'] === 'off' ? null : startFollowing();
	const carrying = process.env['WORKER'] === 'off' ? null : startCarrying();
	log.info({ url }, 'serving');
	return {
		server,
		url,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
			await Promise.all([worker?.stop(), line.stop()]);
			await Promise.all([following?.stop(), carrying?.stop()]);
			await worker?.stop();
			await database.stop();
		},
	};
};
