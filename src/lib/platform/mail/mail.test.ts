import { afterEach, describe, expect, test } from 'vitest';
import {
	headerOf,
	type MailServer,
	partsOf,
	startMailServer,
} from '../../../../tests/support/mail-server.ts';
import { openPost } from './post.ts';
import { mailSettings } from './settings.ts';

const letter = {
	id: '0190-thu',
	to: 'an@chibo.example',
	subject: 'Nhắc việc: 2 văn bản cần đọc, 1 nhiệm vụ quá hạn từ thứ Hai của Đảng ủy cơ quan',
	text: 'Kính gửi đồng chí,\nĐồng chí có 3 việc.',
	html: '<p>Kính gửi đồng chí,</p>',
	unsubscribe: 'http://may.example/tai-khoan/nhac-viec',
};

let server: MailServer | null = null;
afterEach(() => server?.stop());

const sendTo = async (url: string, env: Record<string, string> = {}) => {
	const settings = mailSettings({ SMTP_URL: url, ...env });
	if (!settings) throw new Error('no settings');
	const post = openPost(settings, 3_000);
	try {
		return await post.send(letter);
	} finally {
		post.close();
	}
};

describe('settings', () => {
	test('without an address nothing is sent; a wrong one is refused without being repeated', () => {
		expect(mailSettings({})).toBeNull();
		expect(() => mailSettings({ SMTP_URL: 'http://a:bi-mat@b' })).toThrow(/^(?!.*bi-mat)/);
	});
	test('TLS is required but for a server on this machine', () => {
		expect(mailSettings({ SMTP_URL: 'smtp://mail.so.vn' })).toMatchObject({ requiresTls: true, port: 587 });
		expect(mailSettings({ SMTP_URL: 'smtps://mail.so.vn' })).toMatchObject({ isSecure: true, port: 465 });
		expect(mailSettings({ SMTP_URL: 'smtp://localhost:25' })).toMatchObject({ requiresTls: false });
		expect(mailSettings({ SMTP_URL: 'smtp://mail.so.vn?requireTLS=false' })).toMatchObject({
			requiresTls: false,
		});
	});
});

test('a letter arrives with its Vietnamese subject, both texts, sender, reply address and the way to stop it', async () => {
	server = await startMailServer({ disabledCommands: ['STARTTLS'] });
	const posted = await sendTo(`smtp://127.0.0.1:${server.port}`, {
		MAIL_FROM: 'Thực Tiễn <nhac-viec@so.example>',
		MAIL_REPLY_TO: 'van-phong@so.example',
	});
	expect(posted.outcome).toBe('sent');
	const [taken] = server.taken;
	const raw = taken?.raw ?? '';
	expect(taken).toMatchObject({ from: 'nhac-viec@so.example', to: letter.to });
	expect(headerOf(raw, 'Subject')).toBe(letter.subject);
	expect(headerOf(raw, 'From')).toBe('Thực Tiễn <nhac-viec@so.example>');
	expect(headerOf(raw, 'Reply-To')).toBe('van-phong@so.example');
	expect(headerOf(raw, 'List-Unsubscribe')).toBe(`<${letter.unsubscribe}>`);
	const parts = partsOf(raw);
	expect(parts['text/plain']?.replaceAll('\r', '').trim()).toBe(letter.text);
	expect(parts['text/html']?.trim()).toBe(letter.html);
});

test('who has to sign in signs in; a wrong password is a matter of the settings and is tried later', async () => {
	server = await startMailServer({
		authOptional: false,
		allowInsecureAuth: true,
		disabledCommands: ['STARTTLS'],
		onAuth: (auth, _session, done) =>
			auth.username === 'thuctien' && auth.password === 'mật khẩu'
				? done(null, { user: 'thuctien' })
				: done(new Error('Invalid')),
	});
	const password = encodeURIComponent('mật khẩu');
	expect((await sendTo(`smtp://thuctien:${password}@127.0.0.1:${server.port}`)).outcome).toBe('sent');
	expect(await sendTo(`smtp://thuctien:sai@127.0.0.1:${server.port}`)).toMatchObject({
		outcome: 'later',
		answer: expect.stringContaining('EAUTH'),
	});
	expect(server.taken).toHaveLength(1);
});

test('without the TLS that is required nothing is sent; with it the letter goes encrypted', async () => {
	server = await startMailServer({ disabledCommands: ['STARTTLS'] });
	expect((await sendTo(`smtp://127.0.0.1:${server.port}?requireTLS=true`)).outcome).toBe('later');
	expect(server.taken).toEqual([]);
	await server.stop();
	server = await startMailServer();
	// Its certificate is nobody's: not trusted unless told to.
	expect((await sendTo(`smtp://127.0.0.1:${server.port}?requireTLS=true`)).outcome).toBe('later');
	const trusted = `smtp://127.0.0.1:${server.port}?requireTLS=true&tls.rejectUnauthorized=false`;
	expect((await sendTo(trusted)).outcome).toBe('sent');
	expect(server.taken).toMatchObject([{ isSecure: true }]);
});

test.each([
	['rcpt', 451, 'later'],
	['rcpt', 550, 'refused'],
	['data', 452, 'later'],
	['data', 554, 'given_up'],
] as const)('%s answered with %s: %s', async (at, code, outcome) => {
	server = await startMailServer({ disabledCommands: ['STARTTLS'] });
	server.answers.set(letter.to, { at, code });
	expect(await sendTo(`smtp://127.0.0.1:${server.port}`)).toMatchObject({
		outcome,
		answer: expect.stringContaining(String(code)),
	});
});

test('a server that is not there is tried later; one that breaks off after the letter leaves its fate unknown', async () => {
	expect((await sendTo('smtp://127.0.0.1:1')).outcome).toBe('later');
	server = await startMailServer({
		disabledCommands: ['STARTTLS'],
		// It takes the letter and never answers.
		onData: (stream) => void stream.resume(),
		socketTimeout: 500,
	});
	expect((await sendTo(`smtp://127.0.0.1:${server.port}`)).outcome).toBe('unknown');
});
