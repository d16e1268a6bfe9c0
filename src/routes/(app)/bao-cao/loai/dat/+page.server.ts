import { redirect } from '@sveltejs/kit';
import { askForReport } from '#lib/features/reports/kinds.server.ts';
import { kindForm } from '#lib/features/reports/queries-kinds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, type FormInput, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, cookies, url }) => {
	const { door, unit } = hereOf({ locals, cookies });
	const changed = url.searchParams.get('sua') ?? '';
	const wanted = {
		unitId: unit.id,
		kindId: uuidPattern.test(changed) ? changed : null,
		pattern: url.searchParams.get('mau'),
		today: dayOf(door.clock()),
	};
	return {
		page: await look(door, (tx) => kindForm(tx, door.actor, wanted)),
		unit,
		place: `bao-cao-loai ${door.actor.personId} ${unit.id}`,
	};
};

const text = (value: FormInput[string]): string => (typeof value === 'string' ? value : '');

/** `s.<nth>.title` … `due.<kind>` as the command takes them; a section whose title was emptied is left out. */
const inputOf = (form: FormData): { input: FormInput; asked: Record<string, unknown> } => {
	const names = [...new Set(form.keys())];
	const lists = names.filter((name) => name.endsWith('.figures'));
	const input = readForm(form, lists);
	const nths = names.flatMap((name) => /^s\.(\d+)\.title$/.exec(name)?.[1] ?? []);
	const sections = nths
		.filter((nth) => text(input[`s.${nth}.title`]).trim() !== '')
		.map((nth) => ({
			key: text(input[`s.${nth}.key`]) || `muc-${nth}`,
			part: text(input[`s.${nth}.part`]),
			title: text(input[`s.${nth}.title`]),
			prompt: text(input[`s.${nth}.prompt`]),
			figures: input[`s.${nth}.figures`] ?? [],
			gathers: text(input[`s.${nth}.gathers`]) || null,
		}));
	const due = Object.fromEntries(
		names
			.filter((name) => name.startsWith('due.') && text(input[name]) !== '')
			.map((name) => [name.slice('due.'.length), input[name]]),
	);
	const { unitId, kindId, name, period, periodFrom, periodTo, source, validFrom } = input;
	const isOnce = period === 'once';
	return {
		input,
		asked: {
			unitId,
			kindId,
			name,
			period,
			source,
			validFrom,
			due,
			sections,
			...(isOnce ? { periodFrom, periodTo } : {}),
		},
	};
};

export const actions: Actions = {
	default: async (event) => {
		const { input, asked } = inputOf(await event.request.formData());
		try {
			await askForReport(doorOf(event), asked);
		} catch (error) {
			return formProblem(error, 'default', input);
		}
		redirect(303, '/bao-cao/loai');
	},
};
