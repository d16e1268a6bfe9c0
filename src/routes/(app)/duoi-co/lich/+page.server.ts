import { rotaPage } from '#lib/features/talks/queries-rota.server.ts';
import { changeTalk, drawUpRota, publishRota } from '#lib/features/talks/rota.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { runForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { addDays, isDay } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** Without another wish, half a year is proposed. */
const HALF_A_YEAR = 183;

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const asked = (name: string, otherwise: string): string => {
		const value = url.searchParams.get(name) ?? '';
		return isDay(value) ? value : otherwise;
	};
	const from = asked('tu', today);
	const to = asked('den', addDays(from, HALF_A_YEAR));
	return {
		rota: await look(door, (tx) => rotaPage(tx, door.actor, { unitId: unit.id, today, from, to })),
		isProposed: url.searchParams.has('tu'),
		from,
		to,
		today,
		unit: { id: unit.id, name: unit.name },
	};
};

export const actions: Actions = {
	'dua-vao-lich': async (event) => {
		const answer = await runForm(event, 'dua-vao-lich', drawUpRota, { lists: ['slots'] });
		return answer.ok ? { action: 'dua-vao-lich', count: answer.result.planned } : answer.problem;
	},
	'cong-bo': async (event) => {
		const answer = await runForm(event, 'cong-bo', publishRota);
		return answer.ok ? { action: 'cong-bo', count: answer.result.published } : answer.problem;
	},
	'thay-nguoi': async (event) => {
		const answer = await runForm(event, 'thay-nguoi', changeTalk);
		return answer.ok ? { action: 'thay-nguoi', count: 1 } : answer.problem;
	},
};
