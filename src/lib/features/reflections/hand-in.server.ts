import { sql } from 'kysely';
import { indexTextWithin } from '#lib/features/likeness/public.server.ts';
import { notify, settle } from '#lib/features/notifications/public.server.ts';
import { createTask } from '#lib/features/programmes/public.server.ts';
import { proposeWithin } from '#lib/features/proposals/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isDay } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { cutAtWord } from '#lib/text/cut-at-word.ts';
import { actsOf, type Fields, proposalsOf, textToCompare } from './domain/fields.ts';
import { type Reviewer, reviewerFor, reviewerRoles } from './domain/reviewer.ts';
import { filesOf, type KnownReflection, lockedReflection } from './facts.server.ts';
import { mayShare, mayTakeBack, mayTakeUp } from './policy.ts';
import { HandInInput, ReflectionInput, TakeUpInput } from './schema.ts';
import { ownPaper, subjectOf } from './writing.server.ts';

/** How many papers each reviews is counted so often; in between what this process gives out is added. */
const COUNTED_MS = 5_000;
const MOST_ROUNDS = 200;
const loads = new Map<string, { papers: Map<string, number>; until: number }>();

/** How many papers of a round each reviews, as of a few seconds ago: thousands may hand in at one hour. */
const loadsOf = async (tx: Tx, roundId: string): Promise<Map<string, number>> => {
	const known = loads.get(roundId);
	if (known && known.until > performance.now()) return known.papers;
	const counted = await sql<{ personId: string; papers: number }>`
		select person_id as "personId", papers from public.reflection_loads(${roundId})`.execute(tx);
	const papers = new Map(counted.rows.map((row) => [row.personId, row.papers]));
	const [oldest] = loads.keys();
	if (oldest !== undefined && loads.size >= MOST_ROUNDS) loads.delete(oldest);
	loads.set(roundId, { papers, until: performance.now() + COUNTED_MS });
	return papers;
};

/** The committee of the unit on this day, with how many papers of the round each reviews. */
const committeeOf = async (
	{ tx, actor, today }: CommandContext,
	of: { unitId: string; roundId: string },
): Promise<Reviewer[]> => {
	const papers = await loadsOf(tx, of.roundId);
	// The roles alone: a unit may have thousands of people, and each of them hands in.
	const held = await sql<{ personId: string; role: Reviewer['role'] }>`
		select distinct on (person_id) person_id as "personId", role from role_assignment
		where tenant_id = ${actor.tenantId} and unit_id = ${of.unitId} and role = any(${`{${reviewerRoles.join(',')}}`}::text[])
			and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
		order by person_id, array_position(${`{${reviewerRoles.join(',')}}`}::text[], role)`.execute(tx);
	return held.rows.map((one) => ({ ...one, papers: papers.get(one.personId) ?? 0 }));
};

const chooseReviewer = async (context: CommandContext, paper: KnownReflection): Promise<string | null> => {
	const committee = await committeeOf(context, paper);
	const isSecretary = committee.some(
		({ personId, role }) => personId === paper.authorId && role === 'secretary',
	);
	const chosen = reviewerFor({ personId: paper.authorId, isSecretary }, committee);
	const papers = loads.get(paper.roundId)?.papers;
	if (chosen) papers?.set(chosen, (papers.get(chosen) ?? 0) + 1);
	return chosen;
};

/**
 * The text as it is handed in. Its revision goes up with that: what another device sends at this moment was written on one
 * that is not kept any more, and is not taken behind the version's back.
 */
const closedText = async ({ tx, actor }: CommandContext, reflectionId: string): Promise<Fields> => {
	const closed = await sql<{ fields: Fields }>`
		update reflection_text set revision = revision + 1 where tenant_id = ${actor.tenantId} and reflection_id = ${reflectionId}
		returning fields`.execute(tx);
	return closed.rows[0]?.fields ?? {};
};

/**
 * Hands in the own paper: what is kept now becomes a version that stays as it is, is compared with from now on, goes to who
 * reviews it, and its proposals are received by the unit.
 * @throws Failure missing, refused, invalid (nothing was written; a day that is none)
 */
export const handInReflection = command('reflection.hand_in', HandInInput, async (context, input) => {
	const { tx, actor, now } = context;
	const { round, paper } = await ownPaper(context, input.roundId);
	if (!paper) throw invalidAt('fields', 'issue_reflection_empty');
	const fields = await closedText(context, paper.id);
	const files = await filesOf(tx, actor.tenantId, paper.id);
	const { text } = textToCompare(fields, paper.form.parts, files);
	if (text.trim() === '' && files.length === 0) throw invalidAt('fields', 'issue_reflection_empty');
	if (actsOf(fields).some(({ by }) => by !== '' && !isDay(by))) throw invalidAt('fields', 'issue_day');
	const version = paper.version + 1;
	await tx
		.insertInto('reflection_version')
		.values({
			tenant_id: actor.tenantId,
			reflection_id: paper.id,
			version,
			fields: JSON.stringify(fields),
			handed_in_at: now,
		})
		.execute();
	const reviewerId = paper.reviewerId ?? (await chooseReviewer(context, paper));
	await tx
		.updateTable('reflection')
		.set({ state: 'handed_in', version, handed_in_at: now, reviewer_id: reviewerId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', paper.id)
		.execute();
	if (text.trim() !== '')
		await indexTextWithin(context, { kind: 'reflection', id: paper.id, unitId: paper.unitId, text });
	const [document] = round.documentIds;
	const proposals = proposalsOf(fields);
	for (const proposal of proposals)
		await proposeWithin(context, {
			text: proposal.text,
			unitId: paper.unitId,
			documentId: round.documentIds.length === 1 ? document : undefined,
			from: { type: 'paper', id: paper.id },
		});
	await context.emit('reflection.handed_in', {
		...subjectOf(paper),
		after: { roundId: round.id, version, files: files.length, reviewerId },
	});
	await settle(tx, { kinds: ['study_paper'], subjectId: round.id, personId: paper.authorId, now });
	if (reviewerId)
		await notify(context, {
			personIds: [reviewerId],
			unitId: paper.unitId,
			kind: 'reflection.handed_in',
			subjectId: paper.id,
			step: `v${version}`,
			words: 'told_reflection_handed_in',
			detail: { who: actor.name, title: round.title },
			href: `/hoc-tap/${round.id}/bai/${paper.id}`,
			letterWords: 'letter_reflection_handed_in',
		});
	return { reflectionId: paper.id, version, proposals: proposals.length };
});

/** Takes back what was handed in and not reviewed yet: it is written on. The version that was handed in stays on record. */
export const takeBackReflection = command('reflection.take_back', ReflectionInput, async (context, input) => {
	const paper = await lockedReflection(context, input.reflectionId);
	context.permit(mayTakeBack(context.actor, paper));
	await context.tx
		.updateTable('reflection')
		.set({ state: 'draft', handed_in_at: null })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', paper.id)
		.execute();
	await context.emit('reflection.taken_back', { ...subjectOf(paper), before: { version: paper.version } });
});

/** Whether the people of the unit may read the paper, from now on. */
const setShared = async (context: CommandContext, reflectionId: string, isShared: boolean): Promise<void> => {
	const paper = await lockedReflection(context, reflectionId);
	context.permit(mayShare(context.actor, paper));
	await context.tx
		.updateTable('reflection')
		.set({ shared_at: isShared ? context.now : null })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', paper.id)
		.execute();
	await context.emit(isShared ? 'reflection.shared' : 'reflection.unshared', {
		...subjectOf(paper),
		personal: !isShared,
		after: { roundId: paper.roundId },
	});
};

/** The author lets the people of the unit read the paper as a good example. */
export const shareReflection = command('reflection.share', ReflectionInput, (context, input) =>
	setShared(context, input.reflectionId, true),
);

/** The author ends that. */
export const unshareReflection = command('reflection.unshare', ReflectionInput, (context, input) =>
	setShared(context, input.reflectionId, false),
);

/** What the author wrote to be done, with a day, becomes the author's own task; asked twice, it is there once. */
export const takeUpAct = command(
	'reflection.take_up',
	TakeUpInput,
	async (context, input) => {
		const { tx, actor, today } = context;
		const paper = await lockedReflection(context, input.reflectionId);
		context.permit(mayTakeUp(actor, paper));
		const handedIn = await tx
			.selectFrom('reflection_version')
			.select('fields')
			.where('tenant_id', '=', actor.tenantId)
			.where('reflection_id', '=', paper.id)
			.where('version', '=', paper.version)
			.executeTakeFirst();
		const act = actsOf((handedIn?.fields ?? {}) as Fields).find(({ key }) => key === input.actKey);
		if (!act) throw missing('failure_not_found');
		if (!isDay(act.by) || act.by < today) throw invalidAt('by', 'issue_act_day');
		const title = cutAtWord(act.what, 200);
		const known = await taskOfAct(context, paper.id, title);
		if (known) return { taskId: known };
		const { taskId } = await createTask(context, {
			unitId: paper.unitId,
			title,
			resultExpected: act.what,
			ownerId: paper.authorId,
			...(paper.reviewerId ? { supervisorId: paper.reviewerId } : {}),
			dueOn: act.by,
			origin: { type: 'reflection', id: paper.id },
		});
		await context.emit('reflection.taken_up', { ...subjectOf(paper), after: { taskId } });
		return { taskId };
		// Asked a second time it changes nothing and writes no event.
	},
	{ silent: true },
);

const taskOfAct = async (
	{ tx, actor }: CommandContext,
	reflectionId: string,
	title: string,
): Promise<string | null> =>
	(
		await tx
			.selectFrom('task')
			.select('id')
			.where('tenant_id', '=', actor.tenantId)
			.where('origin_type', '=', 'reflection')
			.where('origin_id', '=', reflectionId)
			.where('title', '=', title)
			.executeTakeFirst()
	)?.id ?? null;
