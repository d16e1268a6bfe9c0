import { sql } from 'kysely';
import { notify } from '#lib/features/notifications/public.server.ts';
import {
	audienceOf,
	type PersonOfUnit,
	peopleOfUnit,
	requireUnit,
} from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { daysOf, romanOf } from './domain/period.ts';
import { jobGroupOf } from './domain/rules.ts';
import { lockedRound, partOf, subjectOf } from './facts.server.ts';
import { mayOpenRound, maySetPart } from './policy.ts';
import { rulesFor } from './rules.server.ts';
import { OpenRoundInput, SetPartInput } from './schema.ts';

const holder = (people: readonly PersonOfUnit[], role: string): string | null =>
	people.find(({ roles }) => roles.some((held) => held.role === role))?.personId ?? null;

/** Who rates: the secretary; the secretary is rated by the deputy, else by who heads the unit above. Nobody rates themselves. */
const raterOf = (personId: string, heads: readonly (string | null)[]): string | null =>
	heads.find((head) => head !== null && head !== personId) ?? null;

const leads = ({ roles }: PersonOfUnit): boolean =>
	roles.some(({ role }) => role === 'secretary' || role === 'deputy' || role === 'committee_member');

const writeParts = async (
	context: CommandContext,
	round: { id: string; unitId: string },
	wanted: ReadonlySet<string>,
	aboveId: string | null,
): Promise<void> => {
	const { tx, actor, today } = context;
	const people = await peopleOfUnit(tx, round.unitId, today);
	const above = aboveId ? await peopleOfUnit(tx, aboveId, today) : [];
	const heads = [
		holder(people, 'secretary'),
		holder(people, 'deputy'),
		holder(above, 'secretary'),
		holder(above, 'deputy'),
		holder(above, 'higher_officer'),
	];
	await tx
		.insertInto('review_person')
		.values(
			people
				.filter(({ personId }) => wanted.has(personId))
				.map((person) => ({
					tenant_id: actor.tenantId,
					id: context.newId(),
					round_id: round.id,
					person_id: person.personId,
					unit_id: round.unitId,
					rater_id: raterOf(person.personId, heads),
					form: leads(person) ? '2B' : '2A',
					job_group: jobGroupOf(person.jobTitle),
				})),
		)
		.execute();
};

/** Opens a round of a quarter or of a year for the people of a unit, on the rules of the day. @throws Failure refused, conflict (there is one) */
export const openReview = command('review.open', OpenRoundInput, async (context, input) => {
	const { tx, actor, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayOpenRound(actor, unit.id));
	const { from, to } = daysOf(input);
	const { rules } = await rulesFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const people = await audienceOf(tx, {
		unitId: unit.id,
		audience: input.audience,
		personIds: [],
		today,
	});
	if (people.length === 0) throw conflict('failure_review_nobody');
	const roundId = context.newId();
	const written = await sql`
		insert into review_round (tenant_id, id, unit_id, kind, year, quarter, starts_on, ends_on, self_due_on, rate_due_on, conclude_on, state, rules, opened_by, opened_at)
		values (${actor.tenantId}, ${roundId}, ${unit.id}, ${input.kind}, ${input.year}, ${input.quarter}, ${from}, ${to}, ${input.selfDueOn}, ${input.rateDueOn},
			${input.concludeOn}, 'open', ${JSON.stringify(rules)}::text::jsonb, ${context.personId}, ${context.now})
		on conflict (tenant_id, unit_id, year, quarter) do nothing returning id`.execute(tx);
	if (written.rows.length === 0) throw conflict('failure_review_exists');
	const round = { id: roundId, unitId: unit.id };
	await writeParts(context, round, new Set(people), unit.parentId);
	await context.emit('review.opened', {
		...subjectOf(round),
		after: { kind: input.kind, year: input.year, quarter: input.quarter, people: people.length },
	});
	await notify(context, {
		personIds: people,
		unitId: unit.id,
		kind: 'review.opened',
		subjectId: roundId,
		step: 'opened',
		words: input.quarter === 0 ? 'told_review_opened_year' : 'told_review_opened_quarter',
		detail: { year: input.year, quarter: romanOf(input.quarter) },
		href: `/danh-gia/${roundId}/toi`,
		letterWords: 'letter_review_opened',
	});
	return { roundId };
});

/** Names who rates somebody, on which form, in which group of like work. @throws Failure refused (one's own), missing */
export const setReviewPart = command('review.set_part', SetPartInput, async (context, input) => {
	const { tx, actor, today } = context;
	const { round, parts } = await lockedRound(context, input.roundId);
	const part = partOf(parts, input.personId);
	context.permit(maySetPart(actor, round, part, input.raterId));
	const people = [
		...(await peopleOfUnit(tx, round.unitId, today)),
		...(round.aboveId ? await peopleOfUnit(tx, round.aboveId, today) : []),
	];
	if (!people.some(({ personId }) => personId === input.raterId)) throw missing('failure_not_found');
	await tx
		.updateTable('review_person')
		.set({ rater_id: input.raterId, form: input.form, job_group: input.jobGroup })
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', round.id)
		.where('person_id', '=', part.personId)
		.execute();
	await context.emit('review.part_set', {
		...subjectOf(round),
		personId: part.personId,
		personal: true,
		before: { raterId: part.raterId, form: part.form, jobGroup: part.jobGroup },
		after: { raterId: input.raterId, form: input.form, jobGroup: input.jobGroup },
	});
});
