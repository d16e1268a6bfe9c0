import { formLine } from '#lib/features/recognition/domain/rules.ts';
import { rulePage } from '#lib/features/recognition/queries-forms.server.ts';
import { formWords, setRecognitionRule } from '#lib/features/recognition/rule.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { act } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const rule = await look(door, (tx) => rulePage(tx, door.actor, { unitId: unit.id, today }));
	const words = formWords();
	return {
		forms: rule.forms.map((form) => formLine(form, words)).join('\n'),
		advanced: rule.advanced,
		unit: { id: unit.id, name: unit.name },
		today,
	};
};

export const actions: Actions = { default: act('default', setRecognitionRule) };
