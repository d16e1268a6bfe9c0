import { setReminderRule, urgePeople } from '#lib/features/notifications/commands.server.ts';
import { behindIn } from '#lib/features/notifications/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const now = door.clock();
	const query = url.searchParams;
	const kind = query.get('loai') ?? undefined;
	const personId = query.get('nguoi') ?? undefined;
	const page = Math.min(10_000, Math.max(1, Math.trunc(Number(query.get('trang'))) || 1));
	return {
		...(await look(door, (tx) => behindIn(tx, door.actor, { unitId: unit.id, kind, personId, page, now }))),
		unit: { id: unit.id, name: unit.name },
		kind: kind ?? null,
		today: dayOf(now),
	};
};

export const actions: Actions = {
	nhac: async (event) => {
		const answer = await runForm(event, 'nhac', urgePeople, { lists: ['thing'] });
		return answer.ok ? { action: 'nhac', ...answer.result } : answer.problem;
	},
	'quy-dinh': async (event) => {
		const answer = await runForm(event, 'quy-dinh', setReminderRule);
		return answer.ok ? { action: 'quy-dinh' } : answer.problem;
	},
};
