import { confirmCertificate, refuseCertificate } from '#lib/features/training/certificates.server.ts';
import { declineNeed } from '#lib/features/training/needs.server.ts';
import { gapsPage } from '#lib/features/training/queries-gaps.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { yearFrom } from '../year.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const wanted = { unitId: unit.id, year: yearFrom(url, today) };
	return { ...(await look(door, (tx) => gapsPage(tx, door.actor, wanted, today))), today };
};

export const actions: Actions = {
	'xac-nhan': act('xac-nhan', confirmCertificate),
	'khong-xac-nhan': act('khong-xac-nhan', refuseCertificate),
	'tra-loi': act('tra-loi', declineNeed),
};
