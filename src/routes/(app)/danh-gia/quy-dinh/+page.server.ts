import { rulesPage } from '#lib/features/reviews/queries.server.ts';
import { setReviewRules } from '#lib/features/reviews/rules.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** So many criteria can be named on the page; an empty one is none. */
const MOST_CRITERIA = 8;

export const load: PageServerLoad = async ({ locals, cookies }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	return {
		...(await look(door, (tx) => rulesPage(tx, door.actor, unit.id, today))),
		mostCriteria: MOST_CRITERIA,
		today,
	};
};

export const actions: Actions = {
	default: async (event) => {
		const input = readForm(await event.request.formData());
		const list = (names: readonly string[], prefix: string): Record<string, unknown>[] => {
			const count = Object.keys(input).filter((name) => name.startsWith(`${prefix}_${names[0]}_`)).length;
			return Array.from({ length: count }, (_, at) =>
				Object.fromEntries(names.map((name) => [name, input[`${prefix}_${name}_${at}`]])),
			);
		};
		try {
			await setReviewRules(doorOf(event), {
				unitId: input['scope'] === 'organisation' ? undefined : input['unitId'],
				validFrom: input['validFrom'],
				source: input['source'],
				general: list(['title', 'max'], 'criterion').map(({ title, max }) => ({
					title: title ?? '',
					max: max ?? 0,
				})),
				tasks: {
					quantity: input['quantity'],
					quality: input['quality'],
					progress: input['progress'],
					faultShare: input['faultShare'],
					lateShare: input['lateShare'],
				},
				bands: list(['name', 'from', 'onTime', 'beyond'], 'band'),
				quota: { share: input['share'], outstanding: input['outstanding'] },
				difference: input['difference'],
			});
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		return { action: 'default', isSaved: true as const };
	},
};
