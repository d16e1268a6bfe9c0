import { expect, test } from 'vitest';
import { setUp, signIn } from '../support/forms.ts';
import { serveApp } from '../support/served.ts';

test('connections cut by the database in the middle of pages: the server stays up and goes on answering', async () => {
	const app = await serveApp();
	try {
		await setUp(app);
		const cookie = await signIn(app);
		const page = async (): Promise<number> =>
			(await fetch(`${app.url}/van-ban`, { headers: { cookie } })).status;
		expect(await page()).toBe(200);
		for (let round = 0; round < 15; round += 1) {
			const pages = Array.from({ length: 12 }, () =>
				fetch(`${app.url}/van-ban`, { headers: { cookie }, signal: AbortSignal.timeout(5_000) }).catch(
					() => null,
				),
			);
			await app.owner`select pg_terminate_backend(pid) from pg_stat_activity
				where pid <> pg_backend_pid() and usename like 'thuctien\\_%' and usename <> current_user`;
			await Promise.all(pages);
		}
		await expect.poll(page, { timeout: 20_000 }).toBe(200);
		expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
	} finally {
		await app.stop();
	}
});
