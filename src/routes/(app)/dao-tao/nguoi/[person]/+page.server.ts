import {
	confirmCertificate,
	refuseCertificate,
	withdrawCertificate,
} from '#lib/features/training/certificates.server.ts';
import { declineNeed, raiseNeed, withdrawNeed } from '#lib/features/training/needs.server.ts';
import { recordPage } from '#lib/features/training/record.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { enterFromForm } from '../../certificate-form.server.ts';
import { yearFrom } from '../../year.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, params, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
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

export const actions: Actions = {
	'chung-chi': enterFromForm,
	'xac-nhan': act('xac-nhan', confirmCertificate),
	'khong-xac-nhan': act('khong-xac-nhan', refuseCertificate),
	'rut-chung-chi': act('rut-chung-chi', withdrawCertificate),
	'nhu-cau': act('nhu-cau', raiseNeed),
	'tra-loi': act('tra-loi', declineNeed),
	'rut-nhu-cau': act('rut-nhu-cau', withdrawNeed),
};
