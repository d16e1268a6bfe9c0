import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

type Options = ConstructorParameters<typeof SMTPServer>[0];

/** A mail server on this machine that keeps what it takes; `answer` says for each receiver what it refuses. */
export type MailServer = {
	port: number;
	taken: { from: string; to: string; raw: string; isSecure: boolean }[];
	answers: Map<string, { code: number; at: 'rcpt' | 'data' }>;
	stop: () => Promise<void>;
};

const failure = (code: number): Error =>
	Object.assign(new Error(code < 500 ? 'Try again later' : 'No such mailbox'), { responseCode: code });

export const startMailServer = async (options: Options = {}): Promise<MailServer> => {
	const taken: MailServer['taken'] = [];
	const answers: MailServer['answers'] = new Map();
	const server = new SMTPServer({
		authOptional: true,
		disableReverseLookup: true,
		logger: false,
		onRcptTo: (address, _session, done) => {
			const answer = answers.get(address.address);
			done(answer?.at === 'rcpt' ? failure(answer.code) : null);
		},
		onData: (stream, session, done) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () => {
				const to = session.envelope.rcptTo[0]?.address ?? '';
				const answer = answers.get(to);
				if (answer?.at === 'data') return done(failure(answer.code));
				const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
				taken.push({ from, to, raw: Buffer.concat(chunks).toString('utf8'), isSecure: session.secure });
				done();
			});
		},
		...options,
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', () => done()));
	server.on('error', () => {});
	return {
		port: (server.server.address() as AddressInfo).port,
		taken,
		answers,
		stop: () => new Promise((done) => server.close(() => done())),
	};
};

/** A header of a raw letter, unfolded and with its encoded words read. */
export const headerOf = (raw: string, name: string): string | null => {
	const head = (raw.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
	const line = head.split('\r\n').find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
	if (!line) return null;
	return line
		.slice(name.length + 1)
		.trim()
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_whole, kind: string, words: string) =>
			kind.toLowerCase() === 'b'
				? Buffer.from(words, 'base64').toString('latin1')
				: words
						.replaceAll('_', ' ')
						.replace(/=([0-9A-F]{2})/gi, (_hex, hex: string) =>
							String.fromCharCode(Number.parseInt(hex, 16)),
						),
		)
		.replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
};

/** The parts of a letter by their type, decoded. */
export const partsOf = (raw: string): Record<string, string> => {
	const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
	return Object.fromEntries(
		raw
			.split(`--${boundary}`)
			.slice(1, -1)
			.map((part) => {
				const [head = '', ...body] = part.trim().split('\r\n\r\n');
				const text = body.join('\r\n\r\n');
				const bytes = /base64/i.test(head)
					? Buffer.from(text, 'base64')
					: Buffer.from(
							text
								.replace(/=\r\n/g, '')
								.replace(/=([0-9A-F]{2})/g, (_hex, hex: string) =>
									String.fromCharCode(Number.parseInt(hex, 16)),
								),
							'latin1',
						);
				return [/content-type: ([\w/]+)/i.exec(head)?.[1] ?? '', bytes.toString('utf8')];
			}),
	);
};
