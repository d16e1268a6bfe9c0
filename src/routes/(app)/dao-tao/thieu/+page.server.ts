import { confirmCertificate, refuseCertificate } from '#lib/features/training/certificates.server.ts';
import { declineNeed } from '#lib/features/training/needs.server.ts';
import { gapsPage } from '#lib/features/training/queries-gaps.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { yearFrom } from '../year.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const wanted = { unitId: unit.id, year: yearFrom(url, today) };
	return { ...(await look(door, (tx) => gapsPage(tx, door.actor, wanted, today))), today };
};

const acts = {
	'xac-nhan': confirmCertificate,
	'khong-xac-nhan': refuseCertificate,
	'tra-loi': declineNeed,
};
const perform = (name: keyof typeof acts) => async (event: Parameters<Actions[string]>[0]) => {
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never);
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	'xac-nhan': perform('xac-nhan'),
	'khong-xac-nhan': perform('khong-xac-nhan'),
	'tra-loi': perform('tra-loi'),
};
