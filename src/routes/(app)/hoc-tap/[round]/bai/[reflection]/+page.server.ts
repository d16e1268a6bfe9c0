import { reflectionPage } from '#lib/features/reflections/queries-review.server.ts';
import { remarkOnReflection, reviewReflection } from '#lib/features/reflections/review.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

const say = {
	sayPaper: (name: string, round: string): string => m.reflection_sign_of_paper({ name, round }),
	sayOther: (): string => m.reflection_sign_of_other(),
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const version = Number(url.searchParams.get('ban')) || undefined;
	const wanted = { roundId: params.round, reflectionId: params.reflection, version };
	const page = await look(door, (tx) => reflectionPage(tx, door.actor, wanted, say));
	const { paper, round } = page;
	// What its author shares with the unit is no record that somebody looks into.
	if (!paper.isShared)
		await tellOfLook(door, {
			type: 'reflection',
			id: paper.id,
			personId: paper.authorId,
			unitId: round.unitId,
		});
	return { ...page, today: dayOf(door.clock()) };
};
const act = actionsWith(({ reflection }) => ({ reflectionId: reflection }));

export const actions: Actions = {
	'nhan-xet': act('nhan-xet', remarkOnReflection),
	'ket-luan': act('ket-luan', reviewReflection),
};
