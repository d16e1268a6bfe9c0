import { notify } from '#lib/features/notifications/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { shippedForm } from './domain/form.ts';
import { canReview } from './domain/reviewer.ts';
import { type KnownReflection, lockedReflection } from './facts.server.ts';
import { mayAssign, mayReadReflection, mayRemark, mayReview, maySetForm } from './policy.ts';
import { AssignInput, RemarkInput, ReviewInput, SetFormInput } from './schema.ts';
import { subjectOf } from './writing.server.ts';

/** The paper for whoever may read it, locked; to everybody else it is not there. */
const readPaper = async (context: CommandContext, reflectionId: string): Promise<KnownReflection> => {
	const paper = await lockedReflection(context, reflectionId);
	if (!mayReadReflection(context.actor, paper).allowed) throw missing('failure_not_found');
	return paper;
};

/** Names who reviews papers; whoever had them no longer reads them. @throws Failure missing, refused (one's own paper) */
export const assignReviewer = command('reflection.assign', AssignInput, async (context, input) => {
	const { tx, actor, today } = context;
	// Papers that are chosen together are mostly of one unit: its people are read once.
	const unitPeople = new Map<string, Awaited<ReturnType<typeof peopleOfUnit>>>();
	for (const reflectionId of new Set(input.reflectionIds)) {
		const paper = await lockedReflection(context, reflectionId);
		context.permit(mayAssign(actor, paper, input.reviewerId));
		const people = unitPeople.get(paper.unitId) ?? (await peopleOfUnit(tx, paper.unitId, today));
		unitPeople.set(paper.unitId, people);
		const reviewer = people.find(({ personId }) => personId === input.reviewerId);
		if (!reviewer || !canReview(reviewer.roles)) throw missing('failure_not_found');
		await tx
			.updateTable('reflection')
			.set({ reviewer_id: input.reviewerId })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', paper.id)
			.execute();
		await context.emit('reflection.assigned', {
			...subjectOf(paper),
			before: { reviewerId: paper.reviewerId },
			after: { reviewerId: input.reviewerId },
		});
		if (paper.state === 'handed_in')
			await notify(context, {
				personIds: [input.reviewerId],
				unitId: paper.unitId,
				kind: 'reflection.assigned',
				subjectId: paper.id,
				step: `v${paper.version} ${input.reviewerId}`,
				words: 'told_reflection_assigned',
				detail: { who: people.find(({ personId }) => personId === paper.authorId)?.fullName ?? '' },
				href: `/hoc-tap/${paper.roundId}/bai/${paper.id}`,
				letterWords: 'letter_reflection_handed_in',
			});
	}
	return { papers: input.reflectionIds.length };
});

const tellOther = (context: CommandContext, paper: KnownReflection, words: string, step: string) => {
	const isAuthor = context.personId === paper.authorId;
	const other = isAuthor ? paper.reviewerId : paper.authorId;
	return notify(context, {
		personIds: other ? [other] : [],
		unitId: paper.unitId,
		kind: words.replace('told_', '').replace('_', '.'),
		subjectId: paper.id,
		step,
		words,
		href: `/hoc-tap/${paper.roundId}/bai/${paper.id}`,
		letterWords: 'letter_reflection_reviewed',
	});
};

/** A remark on a passage of the version that was handed in last, or on the whole. */
export const remarkOnReflection = command('reflection.remark', RemarkInput, async (context, input) => {
	const paper = await readPaper(context, input.reflectionId);
	context.permit(mayRemark(context.actor, paper));
	const remarkId = context.newId();
	await context.tx
		.insertInto('reflection_remark')
		.values({
			tenant_id: context.actor.tenantId,
			id: remarkId,
			reflection_id: paper.id,
			version: paper.version,
			passage: input.passage,
			body: input.body,
			by_id: context.personId,
			at: context.now,
		})
		.execute();
	await context.emit('reflection.remarked', {
		...subjectOf(paper),
		after: { remarkId, version: paper.version },
	});
	await tellOther(context, paper, 'told_reflection_remarked', remarkId);
	return { remarkId };
});

/** Accepts a paper with a word of the scale, or returns it for improvement with what is missing. */
export const reviewReflection = command('reflection.review', ReviewInput, async (context, input) => {
	const { tx, actor, now } = context;
	const paper = await readPaper(context, input.reflectionId);
	context.permit(mayReview(actor, paper));
	const isAccepted = input.outcome === 'accepted';
	if (isAccepted && !paper.form.levels.includes(input.level)) throw invalidAt('level', 'issue_level_needed');
	const level = isAccepted ? input.level : null;
	await tx
		.insertInto('reflection_review')
		.values({
			tenant_id: actor.tenantId,
			reflection_id: paper.id,
			version: paper.version,
			outcome: input.outcome,
			level,
			words: input.words,
			by_id: context.personId,
			at: now,
		})
		.execute();
	await tx
		.updateTable('reflection')
		.set({ state: input.outcome, reviewed_at: now, level })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', paper.id)
		.execute();
	await context.emit(isAccepted ? 'reflection.accepted' : 'reflection.returned', {
		...subjectOf(paper),
		after: { roundId: paper.roundId, version: paper.version, level },
	});
	await tellOther(
		context,
		paper,
		isAccepted ? 'told_reflection_accepted' : 'told_reflection_returned',
		`v${paper.version}`,
	);
	return { state: input.outcome };
});

/** Says how the unit wants its papers from a day on: their parts and the words of the scale. Papers that were begun keep theirs. */
export const setReflectionForm = command('reflection.set_form', SetFormInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(maySetForm(actor, input.unitId));
	const parts = input.titles.flatMap((title, at) => {
		const known = shippedForm.parts[at]?.key;
		return title ? [{ key: known ?? `phan-${at + 1}`, title, hint: input.hints[at] ?? '' }] : [];
	});
	if (parts.length === 0) throw invalidAt('titles', 'issue_parts');
	const levels = [
		...new Set(
			input.levels
				.split(/[\n;]/)
				.map((word) => word.trim())
				.filter(Boolean),
		),
	];
	if (levels.length < 2 || levels.length > 6) throw invalidAt('levels', 'issue_levels');
	await tx
		.insertInto('reflection_form')
		.values({
			tenant_id: actor.tenantId,
			unit_id: input.unitId,
			valid_from: input.validFrom,
			parts: JSON.stringify(parts),
			levels,
			set_by: context.personId,
			set_at: now,
		})
		.onConflict((known) =>
			known
				.columns(['tenant_id', 'unit_id', 'valid_from'])
				.doUpdateSet({ parts: JSON.stringify(parts), levels, set_by: context.personId, set_at: now }),
		)
		.execute();
	await context.emit('reflection.form_set', {
		subject: { type: 'reflection_form', id: input.unitId },
		unitId: input.unitId,
		after: { validFrom: input.validFrom, parts: parts.map(({ title }) => title), levels },
	});
});
