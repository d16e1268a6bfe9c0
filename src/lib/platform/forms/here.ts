import type { RequestEvent } from '@sveltejs/kit';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import type { Door } from '../command/command.ts';
import { presentUnit } from '../sessions/shell.ts';
import { doorOf } from './form-action.ts';

/** Who asks, for which of their units, on which day. */
export type Here = { door: Door; unit: ReturnType<typeof presentUnit>; today: Day };

/** Where most pages begin: the door of whoever is signed in, the unit that they chose to look from, and today. */
export const hereOf = ({ locals, cookies }: Pick<RequestEvent, 'locals' | 'cookies'>): Here => {
	const door = doorOf({ locals });
	return {
		door,
		unit: presentUnit(door.actor, cookies.get('don-vi')),
		today: dayOf(door.clock()),
	};
};
