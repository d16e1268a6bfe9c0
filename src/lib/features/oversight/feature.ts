import type { Feature } from '#lib/shared/feature.ts';
import { hasUnitsToOversee } from './policy.ts';

/** Oversight counts what the others have done; it keeps of its own what officers note, and how old a unit says its members are. */
export const oversight: Feature = {
	name: 'oversight',
	navigation: [{ key: 'oversight', href: '/toan-canh', place: 15, isFor: hasUnitsToOversee }],
	acts: [
		'oversight.follow',
		'oversight.unfollow',
		'oversight.note_unit',
		'oversight.withdraw_note',
		'oversight.tell_ages',
		'oversight.send_figures',
		'oversight.stop_figures',
		'oversight.post_figures',
		'oversight.name_unit',
		'oversight.free_unit',
		'oversight.ask_for_figures',
	],
};
