import type { ConnectionOptions } from 'node:tls';

/** How letters leave this installation, from `SMTP_URL`, `MAIL_FROM` and `MAIL_REPLY_TO`. */
export type MailSettings = {
	host: string;
	port: number;
	/** TLS from the first byte (smtps://). */
	isSecure: boolean;
	/** Letters are sent over TLS or not at all. Off for a server on this machine, or by `?requireTLS=false`. */
	requiresTls: boolean;
	tls: ConnectionOptions;
	user: string | null;
	password: string | null;
	from: string;
	replyTo: string | null;
};

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127\./.test(host);

/**
 * The settings of the environment; null when no `SMTP_URL` is set, and then nothing is sent.
 * @throws Error when the address can't be read; the message does not repeat it, it may hold a password
 */
export const mailSettings = (env: NodeJS.ProcessEnv = process.env): MailSettings | null => {
	const address = env['SMTP_URL'];
	if (!address) return null;
	if (!URL.canParse(address)) throw new Error('SMTP_URL is no address like smtp://user:password@host:587');
	const url = new URL(address);
	if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
		throw new Error('SMTP_URL begins with smtp:// or smtps://');
	const isSecure = url.protocol === 'smtps:';
	const user = url.username ? decodeURIComponent(url.username) : null;
	return {
		host: url.hostname,
		port: url.port ? Number(url.port) : isSecure ? 465 : 587,
		isSecure,
		requiresTls: url.searchParams.has('requireTLS')
			? url.searchParams.get('requireTLS') !== 'false'
			: !isLoopback(url.hostname),
		tls: url.searchParams.get('tls.rejectUnauthorized') === 'false' ? { rejectUnauthorized: false } : {},
		user,
		password: url.password ? decodeURIComponent(url.password) : null,
		from: env['MAIL_FROM'] ?? (user?.includes('@') ? user : `thuctien@${url.hostname}`),
		replyTo: env['MAIL_REPLY_TO'] || null,
	};
};
