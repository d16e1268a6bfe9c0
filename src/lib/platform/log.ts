import { pino } from 'pino';

/** The log: JSON lines on standard error. Names, texts, passwords and tokens never go in: ids only. */
export const log = pino(
	{
		level: process.env['LOG_LEVEL'] ?? 'info',
		base: null,
		timestamp: pino.stdTimeFunctions.isoTime,
		redact: ['password', 'token', 'cookie', 'authorization', '*.password', '*.token'],
	},
	pino.destination({ fd: 2, sync: false }),
);
