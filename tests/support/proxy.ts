import { request as ask, createServer } from 'node:http';
import { freePort } from './served.ts';

/** A proxy as it stands before several web processes: one after another, past those that do not take connections. */
export type RoundRobin = { url: string; answeredBy: Map<string, number>; stop: () => Promise<void> };

/** @param backends addresses of the web processes, as they listen */
export const startProxy = async (backends: readonly string[]): Promise<RoundRobin> => {
	const answeredBy = new Map<string, number>(backends.map((one) => [one, 0]));
	let turn = 0;
	const server = createServer((incoming, outgoing) => {
		const pieces: Buffer[] = [];
		incoming.on('data', (piece: Buffer) => pieces.push(piece));
		incoming.on('end', () => {
			const order = backends.map((_, nth) => backends[(turn + nth) % backends.length] ?? '');
			turn += 1;
			const tryNext = (): void => {
				const backend = order.shift();
				if (!backend) {
					outgoing.writeHead(502).end();
					return;
				}
				const { hostname, port } = new URL(backend);
				const passed = ask(
					{ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers },
					(answer) => {
						answeredBy.set(backend, (answeredBy.get(backend) ?? 0) + 1);
						outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
						answer.pipe(outgoing);
					},
				);
				passed.on('error', (error: NodeJS.ErrnoException) => {
					// Nothing was sent where no connection came about; what was sent is not sent twice.
					if (error.code === 'ECONNREFUSED') tryNext();
					else if (outgoing.headersSent) outgoing.destroy();
					else outgoing.writeHead(502).end();
				});
				outgoing.on('close', () => passed.destroy());
				passed.end(Buffer.concat(pieces));
			};
			tryNext();
		});
	});
	const port = await freePort();
	await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
	return {
		url: `http://localhost:${port}`,
		answeredBy,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
};
