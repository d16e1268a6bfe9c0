import { installation } from '../installation.ts';
import { job, noPayload } from '../jobs/jobs.ts';
import { log } from '../log.ts';
import { sealEveryTenant } from './seal.ts';

/** Every minute: what was written since is put under a seal. */
export const sealEventsJob = job({
	name: 'events.seal',
	payload: noPayload,
	schedule: '* * * * *',
	run: async () => {
		const { db, clock } = installation();
		const sealed = await sealEveryTenant(db, clock());
		if (sealed.events > 0) log.info(sealed, 'events sealed');
	},
});
