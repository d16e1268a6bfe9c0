import { type Job, noPayload } from '#lib/platform/jobs/jobs.ts';

/** The name of the job that reads scans, for those who put it into the queue; what it does is in jobs.server.ts. */
export const readScansJob: Pick<Job<Record<string, unknown>>, 'name' | 'payload'> = {
	name: 'intake.read_scans',
	payload: noPayload,
};
