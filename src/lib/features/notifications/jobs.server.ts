import { sql } from 'kysely';
import { readConfig } from '#lib/platform/config/config.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { openPost } from '#lib/platform/mail/post.ts';
import { mailSettings } from '#lib/platform/mail/settings.ts';
import { postLettersName } from './job-names.ts';
import { postLetters } from './letters.server.ts';
import { remindTenant } from './remind.server.ts';

const everyTenant = async (): Promise<string[]> => {
	const { db } = installation();
	const found = await sql<{ id: string }>`select public.every_tenant() as id`.execute(db);
	return found.rows.map(({ id }) => id);
};

/** Every five minutes, of which nearly all find that everybody was reminded today. */
export const remindJob = job({
	name: 'notifications.remind',
	payload: noPayload,
	schedule: '*/5 * * * *',
	run: async () => {
		const { db, clock } = installation();
		const writesLetters = mailSettings() !== null;
		for (const tenant of await everyTenant()) {
			const done = await remindTenant(db, tenant, clock(), writesLetters);
			if (done.told > 0 || done.letters > 0) log.info({ tenant, ...done }, 'reminded');
		}
	},
});

/** Every minute, and at once when something urgent is written: sends the letters that wait. */
export const postLettersJob = job({
	...postLettersName,
	schedule: '* * * * *',
	run: async () => {
		const settings = mailSettings();
		if (!settings) return;
		const { db, clock } = installation();
		const config = readConfig();
		const base = config.origin ?? `http://localhost:${config.port}`;
		const post = openPost(settings);
		try {
			for (const tenant of await everyTenant()) {
				const counted = await postLetters(db, tenant, { post, base, clock });
				if (Object.keys(counted).length > 0) log.info({ tenant, ...counted }, 'letters');
			}
		} finally {
			post.close();
		}
	},
});
