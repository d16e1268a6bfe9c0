import { z } from 'zod';
import { standings } from '#lib/shared/actor.ts';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });
/** The number of a column, or nothing. */
const column = z.coerce.number().int().min(0).max(199).optional();

export const UploadInput = z.object({
	unitId: id,
	fileName: z.string().trim().min(1).max(200),
	bytes: z.instanceof(Uint8Array),
	/** For rows that say nothing of it. */
	standing: z.enum(standings),
	from: day,
});
export const MapInput = z.object({
	rosterId: id,
	fullName: column,
	familyName: column,
	givenName: column,
	jobTitle: column,
	unit: column,
	standing: column,
	from: column,
	email: column,
	/** For rows that say nothing of it. */
	standingOtherwise: z.enum(standings),
	startsOn: day,
});
export const WriteInput = z.object({ rosterId: id });
