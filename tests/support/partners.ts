import { createServer, type IncomingMessage, type Server } from 'node:http';
import { acceptParcel } from '#lib/features/exchange/accept.server.ts';
import { addPartner, confirmPartner } from '#lib/features/exchange/partners.server.ts';
import { partnersPage } from '#lib/features/exchange/queries-partners.server.ts';
import type { Wire } from '#lib/features/exchange/wire.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { TestDatabase } from './database.ts';

export const wireOf = (database: TestDatabase, secret: string, clock = database.clock): Wire => {
	const { db, files } = database.door({} as Actor);
	return { db, files, clock, secret };
};

type Side = { keeper: Actor; secret: string; address: string };

/** Makes two organisations partners of one another: each enters the card of the other, and types the print of its key. */
export const makePartners = async (
	database: TestDatabase,
	one: Side & { otherIs: 'superior' | 'subordinate' | 'peer' },
	other: Side & { otherIs: 'superior' | 'subordinate' | 'peer' },
): Promise<{ ofOne: string; ofOther: string }> => {
	const cardOf = ({ keeper, secret, address }: Side) =>
		look(database.door(keeper), (tx) => partnersPage(tx, keeper, { secret, address }));
	const enter = async (side: Side & { otherIs: string }, partner: Side): Promise<string> => {
		const { card, print } = await cardOf(partner);
		const door = database.door(side.keeper);
		const { partnerId } = await addPartner(door, { card, role: side.otherIs });
		await confirmPartner(door, { partnerId, print });
		return partnerId;
	};
	return { ofOne: await enter(one, other), ofOther: await enter(other, one) };
};

const bytesOf = async (request: IncomingMessage): Promise<Uint8Array> => {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return new Uint8Array(Buffer.concat(pieces));
};

/** An installation that can be reached over HTTP: `mood` says how it behaves. */
export type TestInstallation = {
	address: string;
	mood: 'up' | 'down' | 'loses_answer' | 'redirects';
	requests: number;
	stop: () => Promise<void>;
};

export const listenAsInstallation = async (wire: () => Wire): Promise<TestInstallation> => {
	const place: TestInstallation = { address: '', mood: 'up', requests: 0, stop: async () => {} };
	const server: Server = createServer((request, response) => {
		place.requests += 1;
		if (place.mood === 'down') return request.socket.destroy();
		if (place.mood === 'redirects') return response.writeHead(307, { location: 'http://localhost:1/' }).end();
		void acceptParcel(wire(), {
			path: request.url ?? '',
			header: (name) => {
				const told = request.headers[name];
				return typeof told === 'string' ? told : null;
			},
			body: () => bytesOf(request),
		}).then((answer) => {
			if (place.mood === 'loses_answer') return request.socket.destroy();
			return response.writeHead(answer.status, answer.headers).end(answer.body);
		});
		return undefined;
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const bound = server.address();
	place.address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`;
	place.stop = () =>
		new Promise((done) => {
			server.closeAllConnections();
			server.close(() => done());
		});
	return place;
};
