import { redirect } from '@sveltejs/kit';
import { handInRegistration } from '#lib/features/commitments/hand-in.server.ts';
import { ownPage } from '#lib/features/commitments/queries-registration.server.ts';
import { addSource, saveRegistration } from '#lib/features/commitments/writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, type FormInput, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const now = door.clock();
	const today = dayOf(now);
	const ofUnit = url.searchParams.get('don-vi') ?? undefined;
	const page = await look(door, (tx) => ownPage(tx, door.actor, params.campaign, today, ofUnit));
	return {
		...page,
		ofUnit: ofUnit ?? null,
		personId: door.actor.personId ?? '',
		newKey: `n${now.getTime().toString(36)}`,
		isChanging: url.searchParams.has('sua'),
		isHandedInNow: url.searchParams.has('da-nop'),
		today,
	};
};

type Event = Parameters<Actions[string]>[0];
const wanted = (event: Event) => ({
	campaignId: event.params['campaign'] ?? '',
	ofUnit: event.url.searchParams.get('don-vi') ?? undefined,
});
const back = (event: Event, more: Record<string, string> = {}): string => {
	const { campaignId, ofUnit } = wanted(event);
	const query = new URLSearchParams({ ...(ofUnit ? { 'don-vi': ofUnit } : {}), ...more }).toString();
	return `/dang-ky/${campaignId}/ban-dang-ky${query ? `?${query}` : ''}`;
};

/** Keeps what the form tells: a script has sent the same already. */
const save = async (event: Event, input: FormInput): Promise<void> => {
	const fields = Object.fromEntries(
		Object.entries(input).filter(
			(entry): entry is [string, string] => typeof entry[1] === 'string' && /^(part|e):/.test(entry[0]),
		),
	);
	await saveRegistration(doorOf(event), {
		...wanted(event),
		revision: input['revision'],
		fields,
		joins: true,
	});
};

const perform =
	(name: string, run: (event: Event, input: FormInput) => Promise<string>) => async (event: Event) => {
		const input = readForm(await event.request.formData());
		let next: string;
		try {
			await save(event, input);
			next = await run(event, input);
		} catch (error) {
			return formProblem(error, name, input);
		}
		redirect(303, next);
	};

export const actions: Actions = {
	luu: perform('luu', async (event) => back(event, { sua: '1' })),
	nop: perform('nop', async (event, input) => {
		await handInRegistration(doorOf(event), { ...wanted(event), reason: input['reason'] });
		return back(event, { 'da-nop': '1' });
	}),
	'lay-viec': perform('lay-viec', async (event, input) => {
		const [kind, sourceId, actKey] = typeof input['source'] === 'string' ? input['source'].split(':') : [];
		await addSource(doorOf(event), { campaignId: wanted(event).campaignId, kind, sourceId, actKey });
		return back(event, { sua: '1' });
	}),
};
