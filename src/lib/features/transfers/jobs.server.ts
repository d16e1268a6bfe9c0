import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { deliverWaiting } from './deliver.server.ts';

/** Every ten minutes: what could not be laid before the other organisation when it was made out. */
export const deliverTransfersJob = job({
	name: 'transfers.deliver',
	payload: noPayload,
	schedule: '*/10 * * * *',
	run: async () => {
		const { db, files, clock } = installation();
		const sent = await deliverWaiting({ db, files, clock, requestId: uuidv7() });
		if (sent > 0) log.info({ sent }, 'transfers delivered');
	},
});
