import { noPayload } from '#lib/platform/jobs/jobs.ts';

/** The job that brings waiting letters on their way, as those name it who only ask for it. */
export const postLettersName = { name: 'notifications.post', payload: noPayload };
