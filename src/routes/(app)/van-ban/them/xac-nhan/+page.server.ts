import { redirect } from '@sveltejs/kit';
import { confirmIntake } from '#lib/features/library/commands.server.ts';
import { comesFromOutside } from '#lib/features/library/domain/incoming.ts';
import { isSure } from '#lib/features/library/domain/sure.ts';
import { intakesOf } from '#lib/features/library/intakes.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { sayFailure } from '#lib/platform/failure-words.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { isFailure } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** The files that wait and of which every fact is sure. */
const sureOf = async ({
	locals,
	cookies,
}: Parameters<PageServerLoad>[0] | Parameters<Actions['default']>[0]) => {
	const { door, unit } = hereOf({ locals, cookies });
	const { waiting } = await look(door, (tx) => intakesOf(tx, door.actor, unit.id, door.clock()));
	return waiting.filter(isSure).map((intake) => ({
		id: intake.id,
		filePath: intake.filePath,
		typeName: intake.recognised?.type.value ?? '',
		number: intake.recognised?.number.value ?? '',
		issuer: intake.recognised?.issuer.value ?? '',
		issuedOn: intake.recognised?.date.value ?? '',
		title: intake.recognised?.title.value ?? '',
		fromOutside: comesFromOutside(intake.recognised?.issuer.value ?? null, unit.name),
	}));
};

export const load: PageServerLoad = async (event) => ({ sure: await sureOf(event) });

export const actions: Actions = {
	/** Each file is confirmed by itself: what becomes of one does not hold up the others. */
	default: async (event) => {
		const form = await event.request.formData();
		const chosen = new Set(form.getAll('intakeIds'));
		const register = form.get('incoming') === 'on';
		const problems: { file: string; message: string }[] = [];
		let confirmed = 0;
		for (const { id, filePath, fromOutside, ...facts } of await sureOf(event)) {
			if (!chosen.has(id)) continue;
			try {
				await confirmIntake(doorOf(event), {
					intakeId: id,
					...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== '')),
					...(register && fromOutside ? { incoming: 'on' } : {}),
				});
				confirmed += 1;
			} catch (error) {
				if (!isFailure(error)) throw error;
				problems.push({ file: filePath, message: sayFailure(error) });
			}
		}
		if (problems.length === 0 && confirmed > 0) redirect(303, `/van-ban/them?da=${confirmed}`);
		return { confirmed, problems };
	},
};
