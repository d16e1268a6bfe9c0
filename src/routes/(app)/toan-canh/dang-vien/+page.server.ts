import { redirect } from '@sveltejs/kit';
import { firstOverseen } from '#lib/features/oversight/policy.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PageServerLoad } from './$types.js';

/** Growth begins with the highest unit that the actor oversees, as the overview does. */
export const load: PageServerLoad = ({ locals, url }) => {
	const unitId = firstOverseen(doorOf({ locals }).actor);
	if (!unitId) throw missing('failure_not_found');
	redirect(303, `/toan-canh/${unitId}/dang-vien${url.search}`);
};
