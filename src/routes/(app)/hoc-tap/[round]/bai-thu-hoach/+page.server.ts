import { redirect } from '@sveltejs/kit';
import { addFiles, dropFile } from '#lib/features/reflections/files.server.ts';
import {
	shareReflection,
	takeBackReflection,
	takeUpAct,
	unshareReflection,
} from '#lib/features/reflections/hand-in.server.ts';
import { writingPage } from '#lib/features/reflections/queries.server.ts';
import { remarkOnReflection } from '#lib/features/reflections/review.server.ts';
import { saveReflection } from '#lib/features/reflections/writing.server.ts';
import { trainingRuleFor } from '#lib/features/training/facts.server.ts';
import { raiseNeed } from '#lib/features/training/needs.server.ts';
import { needsFrom } from '#lib/features/training/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

/** What becomes of the proposals of a paper that was handed in as needs of training, in the unit in which one is a member. */
const needsBeside = async (
	tx: Tx,
	actor: Actor,
	{ own }: { own: { proposals: readonly { id: string }[] } | null },
	today: Day,
) => {
	const unitId = actor.standings[0]?.unitId;
	if (!own || own.proposals.length === 0 || !unitId) return null;
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId }, today);
	const needs = await needsFrom(
		tx,
		actor.tenantId,
		own.proposals.map(({ id }) => id),
	);
	return {
		unitId,
		strands: rule.strands,
		needs: needs.map(({ sourceId, state }) => ({ sourceId, state })),
	};
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const now = door.clock();
	const today = dayOf(now);
	const page = await look(door, async (tx) => {
		const writing = await writingPage(tx, door.actor, params.round, today);
		return { ...writing, training: await needsBeside(tx, door.actor, writing, today) };
	});
	return {
		...page,
		personId: door.actor.personId ?? '',
		newKey: now.getTime().toString(36),
		isHandedInNow: url.searchParams.has('da-nop'),
		today,
	};
};

type Event = Parameters<Actions[string]>[0];
const acts = {
	'bo-tep': dropFile,
	'lay-lai': takeBackReflection,
	'chia-se': shareReflection,
	'thoi-chia-se': unshareReflection,
	'nhan-viec': takeUpAct,
	'tra-loi': remarkOnReflection,
	'nhu-cau': raiseNeed,
};
const perform = (name: keyof typeof acts) => async (event: Event) => {
	const extra = { roundId: event.params['round'] };
	const answer = await runForm<unknown, unknown>(event, name, acts[name] as never, { extra });
	return answer.ok ? { action: name } : answer.problem;
};

export const actions: Actions = {
	...Object.fromEntries((Object.keys(acts) as (keyof typeof acts)[]).map((name) => [name, perform(name)])),
	/** The form without a script: what was written on another device meanwhile is kept too. */
	luu: async (event) => {
		const input = readForm(await event.request.formData());
		const { revision, ...rest } = input;
		const fields = Object.fromEntries(
			Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
		);
		try {
			await saveReflection(doorOf(event), { roundId: event.params.round, revision, fields, joins: true });
		} catch (error) {
			return formProblem(error, 'luu', input);
		}
		redirect(303, `/hoc-tap/${event.params.round}/bai-thu-hoach/xem-lai`);
	},
	'them-tep': async (event) => {
		const form = await event.request.formData();
		const files = [];
		for (const entry of form.getAll('files'))
			if (typeof entry !== 'string' && entry.size > 0)
				files.push({ name: entry.name, bytes: new Uint8Array(await entry.arrayBuffer()) });
		try {
			await addFiles(doorOf(event), { roundId: event.params.round, files });
		} catch (error) {
			return formProblem(error, 'them-tep');
		}
		return { action: 'them-tep' };
	},
};
