import {
	confirmCertificate,
	refuseCertificate,
	withdrawCertificate,
} from '#lib/features/training/certificates.server.ts';
import { declineNeed, raiseNeed, withdrawNeed } from '#lib/features/training/needs.server.ts';
import { recordPage } from '#lib/features/training/record.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { doorOf, runForm } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { enterFromForm } from '../../certificate-form.server.ts';
import { yearFrom } from '../../year.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
	const door = doorOf({ locals });
	const unit = presentUnit(door.actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const wanted = { personId: params.person, unitId: unit.id, year: yearFrom(url, today) };
	const record = await look(door, (tx) => recordPage(tx, door.actor, wanted, today));
	await tellOfLook(door, {
		type: 'training_record',
		id: record.person.id,
		personId: record.person.id,
		unitId: record.unit.id,
	});
	return record;
};

const acts = {
	'xac-nhan': confirmCertificate,
	'khong-xac-nhan': refuseCertificate,
	'rut-chung-chi': withdrawCertificate,
	'nhu-cau': raiseNeed,
	'tra-loi': declineNeed,
	'rut-nhu-cau': withdrawNeed,
};
const perform = (name: keyof typeof acts) => async (event: Parameters<Actions[string]>[0]) => {
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never);
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	'chung-chi': enterFromForm,
	'xac-nhan': perform('xac-nhan'),
	'khong-xac-nhan': perform('khong-xac-nhan'),
	'rut-chung-chi': perform('rut-chung-chi'),
	'nhu-cau': perform('nhu-cau'),
	'tra-loi': perform('tra-loi'),
	'rut-nhu-cau': perform('rut-nhu-cau'),
};
