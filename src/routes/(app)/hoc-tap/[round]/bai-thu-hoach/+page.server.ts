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
import { actionsWith, doorOf, formProblem, readForm } from '#lib/platform/forms/form-action.ts';
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

const act = actionsWith(({ round }) => ({ roundId: round }));

export const actions: Actions = {
	'bo-tep': act('bo-tep', dropFile),
	'lay-lai': act('lay-lai', takeBackReflection),
	'chia-se': act('chia-se', shareReflection),
	'thoi-chia-se': act('thoi-chia-se', unshareReflection),
	'nhan-viec': act('nhan-viec', takeUpAct),
	'tra-loi': act('tra-loi', remarkOnReflection),
	'nhu-cau': act('nhu-cau', raiseNeed),
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
