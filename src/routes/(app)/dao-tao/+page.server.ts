import { OTHER_KIND } from '#lib/features/training/domain/rules.ts';
import { trainingRuleFor } from '#lib/features/training/facts.server.ts';
import { peopleToChoose, planPage } from '#lib/features/training/queries.server.ts';
import { recordPage } from '#lib/features/training/record.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { presentUnit } from '#lib/platform/sessions/shell.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';
import { enterFromForm } from './certificate-form.server.ts';
import { yearFrom } from './year.ts';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const door = doorOf({ locals });
	const { actor } = door;
	const unit = presentUnit(actor, cookies.get('don-vi'));
	const today = dayOf(door.clock());
	const year = yearFrom(url, today);
	return look(door, async (tx) => {
		const plan = await planPage(tx, actor, { unitId: unit.id, year }, today);
		const own =
			plan.powers.isOfUnit && actor.personId
				? await recordPage(tx, actor, { personId: actor.personId, unitId: unit.id, year }, today)
				: null;
		const enters = plan.powers.enters;
		const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
		return {
			...plan,
			own: own ? { strands: own.strands, gaps: own.gaps } : null,
			personId: actor.personId,
			people: enters
				? (await peopleToChoose(tx, unit.id, today))
						.filter(({ personId }) => personId !== actor.personId)
						.map(({ personId, fullName }) => ({ personId, fullName }))
				: [],
			kinds: [...rule.certificates.map(({ code, name }) => ({ code, name })), { code: OTHER_KIND, name: '' }],
			present: Number(today.slice(0, 4)),
			today,
		};
	});
};

export const actions: Actions = { 'chung-chi': enterFromForm };
