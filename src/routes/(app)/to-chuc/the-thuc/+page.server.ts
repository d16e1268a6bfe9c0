import { partNames, typesOf, versionOn } from '#lib/features/papers/domain/layout.ts';
import { readLayoutForm } from '#lib/features/papers/layout-form.ts';
import { setLayout } from '#lib/features/papers/layouts.server.ts';
import { mayChangeLayouts, maySeeLayouts } from '#lib/features/papers/policy.ts';
import { layoutVersions } from '#lib/features/papers/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	if (!maySeeLayouts(door.actor).allowed) throw missing('failure_not_found');
	const side = url.searchParams.get('ben') === 'state' ? 'state' : 'party';
	const today = dayOf(door.clock());
	const versions = await look(door, (tx) => layoutVersions(tx, door.actor.tenantId, side));
	const current = versionOn(versions, today);
	return {
		side,
		today,
		versions: versions.map(({ from, source, isOwn }) => ({ from, source, isOwn })),
		current: { from: current.from, source: current.source },
		layout: current.layout,
		partNames,
		bodies: Object.keys(current.layout.bodies).map((kind) => ({
			kind,
			types: typesOf(current.layout, kind).map(({ code }) => code),
		})),
		types: Object.entries(current.layout.types).map(([code, { name }]) => ({ code, name })),
		mayChange: mayChangeLayouts(door.actor).allowed,
	};
};

export const actions: Actions = {
	'ban-hanh': async (event) => {
		const input = readLayoutForm(await event.request.formData());
		try {
			await setLayout(doorOf(event), input);
		} catch (error) {
			return formProblem(error, 'ban-hanh');
		}
		return { action: 'ban-hanh' };
	},
};
