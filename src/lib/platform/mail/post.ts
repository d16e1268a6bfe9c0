import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailSettings } from './settings.ts';

export type Letter = {
	id: string;
	to: string;
	subject: string;
	text: string;
	html: string;
	/** Where the receiver stops these letters. */
	unsubscribe: string;
};

/**
 * What became of a letter. `later`: the server can't take it now, or is not reached or set up; `refused`: it does not
 * take letters for this address; `given_up`: it does not take this letter; `unknown`: the connection broke after the
 * letter had been handed over and before the answer.
 */
export type Posted = { outcome: 'sent' | 'later' | 'refused' | 'given_up' | 'unknown'; answer: string };

type MailError = {
	code?: string;
	responseCode?: number;
	command?: string;
	response?: string;
	message: string;
};

const answerOf = (error: MailError): string =>
	[error.code, error.responseCode, error.command].filter(Boolean).join(' ') || error.message.slice(0, 200);

/** What an error says of the letter. `isHandedOver`: the sending had begun. */
const outcomeOf = (error: MailError, isHandedOver: boolean): Posted => {
	const answer = answerOf(error);
	const code = error.responseCode ?? 0;
	if (!isHandedOver) return { outcome: 'later', answer };
	if (code >= 400 && code < 500) return { outcome: 'later', answer };
	if (code >= 500) {
		if (error.command === 'RCPT TO') return { outcome: 'refused', answer };
		// A sender that is not accepted is a matter of the settings, not of this letter.
		return { outcome: error.command === 'MAIL FROM' ? 'later' : 'given_up', answer };
	}
	return error.code === 'EENVELOPE' ? { outcome: 'refused', answer } : { outcome: 'unknown', answer };
};

/** The bytes of a letter: plain text with simple HTML beside it; nothing in it is loaded from anywhere. */
const build = (settings: MailSettings, letter: Letter): Promise<Buffer> =>
	new MailComposer({
		from: settings.from,
		...(settings.replyTo ? { replyTo: settings.replyTo } : {}),
		to: letter.to,
		subject: letter.subject,
		text: letter.text,
		html: letter.html,
		messageId: `<${letter.id}@thuctien.invalid>`,
		headers: {
			'List-Unsubscribe': `<${letter.unsubscribe}>`,
			'Auto-Submitted': 'auto-generated',
			'X-Auto-Response-Suppress': 'All',
		},
		disableFileAccess: true,
		disableUrlAccess: true,
	})
		.compile()
		.build();

const bareAddress = (from: string): string => /<([^>]+)>/.exec(from)?.[1] ?? from;

/** One connection to the mail server. */
export type Post = { send: (letter: Letter) => Promise<Posted>; close: () => void };

/**
 * Opens a connection when the first letter goes out and keeps it for those that follow; after a failure the next letter
 * gets a new one. A letter is handed to the server once: it is for the caller to come back with it.
 */
export const openPost = (settings: MailSettings, patience = 20_000): Post => {
	let open: SMTPConnection | null = null;

	const connect = (): Promise<SMTPConnection> =>
		new Promise((done, fail) => {
			const connection = new SMTPConnection({
				host: settings.host,
				port: settings.port,
				secure: settings.isSecure,
				requireTLS: settings.requiresTls && !settings.isSecure,
				tls: settings.tls,
				connectionTimeout: patience,
				greetingTimeout: patience,
				socketTimeout: patience,
			});
			const failed = (error: Error): void => {
				connection.close();
				fail(error);
			};
			connection.once('error', failed);
			connection.connect((error) => {
				const ready = (problem?: Error | null): void => {
					if (problem) {
						failed(problem);
						return;
					}
					connection.off('error', failed);
					connection.on('error', () => {
						open = null;
					});
					connection.once('end', () => {
						if (open === connection) open = null;
					});
					open = connection;
					done(connection);
				};
				if (error || !settings.user) ready(error);
				else connection.login({ user: settings.user, pass: settings.password ?? '' }, ready);
			});
		});

	const hand = (connection: SMTPConnection, letter: Letter, bytes: Buffer): Promise<string> =>
		new Promise((done, fail) => {
			const broken = (error: Error): void => fail(error);
			connection.once('error', broken);
			connection.send({ from: bareAddress(settings.from), to: [letter.to] }, bytes, (error, info) => {
				connection.off('error', broken);
				if (error) fail(error);
				else done(String(info?.response ?? '').slice(0, 200));
			});
		});

	return {
		send: async (letter) => {
			const bytes = await build(settings, letter);
			let isHandedOver = false;
			try {
				const connection = open ?? (await connect());
				isHandedOver = true;
				return { outcome: 'sent', answer: await hand(connection, letter, bytes) };
			} catch (error) {
				open?.close();
				open = null;
				return outcomeOf(error as MailError, isHandedOver);
			}
		},
		close: () => {
			open?.quit();
			open = null;
		},
	};
};
