import { yearRecord } from '#lib/features/reviews/year.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { PageServerLoad } from './$types.js';
import { yearOf } from './year-of.ts';

export const load: PageServerLoad = async ({ locals, params, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const unitId = url.searchParams.get('don-vi') ?? unit.id;
	if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
	const year = yearOf(params.year);
	return {
		record: await look(door, (tx) => yearRecord(tx, door.actor, unitId, year, today)),
		isOwn: unitId === unit.id,
	};
};
