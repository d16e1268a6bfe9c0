import { sql } from 'kysely';
import { urgeOnce, urgePauseOf } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { tooMany } from '#lib/shared/failures.ts';
import { behindWith, type Link } from './domain/reach.ts';
import { sessionsOf } from './facts.server.ts';
import { participantsOf } from './participants.server.ts';
import { mayUrgeInRound } from './policy.ts';
import { seenRound } from './records.server.ts';
import { UrgeInput } from './schema.ts';
import { duties } from './urged.server.ts';

/** Which documents of a round each participant has studied. */
const studiedBy = async (tx: Tx, roundId: string): Promise<Map<string, Set<string>>> => {
	const found = await sql<{ personId: string; documentId: string }>`
		select person_id as "personId", document_id as "documentId" from public.studied_in_round(${roundId})`.execute(
		tx,
	);
	const studied = new Map<string, Set<string>>();
	for (const { personId, documentId } of found.rows)
		studied.set(personId, (studied.get(personId) ?? new Set()).add(documentId));
	return studied;
};

/**
 * Reminds participants by hand of what they are behind with: those who were chosen, or everybody. Each is told once, whatever
 * it is; who was urged within the unit's pause is passed over.
 * @throws Failure refused, invalid (nobody chosen is behind), too_many (all were urged lately)
 */
export const urgeInRound = command('study.urge', UrgeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayUrgeInRound(actor, round));
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	const isOver = sessions.map(({ endsAt }) => endsAt <= now);
	const chosen = new Set(input.personIds);
	const isOf = (homeUnitId: string): boolean => !input.homeUnitId || homeUnitId === input.homeUnitId;
	const wanted = (personId: string, behind: readonly Link[]): boolean =>
		input.everybody ? input.everybody === 'any' || behind.includes(input.everybody) : chosen.has(personId);
	const people = (await participantsOf(tx, actor, round, sessions))
		.map((person) => ({
			...person,
			behind: behindWith(person, round.paperDueOn !== null, isOver),
		}))
		.filter(
			({ personId, homeUnitId, behind }) =>
				personId !== actor.personId && isOf(homeUnitId) && behind.length > 0 && wanted(personId, behind),
		);
	if (people.length === 0) throw invalidAt('personIds', 'issue_study_urge_nobody');
	const studied = await studiedBy(tx, round.id);
	const pauseHours = await urgePauseOf(tx, { tenantId: actor.tenantId, unitId: round.unitId }, today);
	let urged = 0;
	for (const { personId, behind } of people) {
		const unread = round.documentIds.filter((id) => !studied.get(personId)?.has(id));
		const things = behind.flatMap((link) =>
			link === 'read'
				? unread.map((subjectId) => ({ kind: duties.read, subjectId }))
				: link === 'reviewed'
					? []
					: [{ kind: duties[link], subjectId: round.id }],
		);
		const done = await urgeOnce(context, {
			unitId: round.unitId,
			personId,
			things,
			pauseHours,
			told: {
				kind: 'study.urged',
				subjectId: round.id,
				words: 'told_study_urged',
				letterWords: 'letter_study_urged',
				detail: { title: round.title, by: actor.name },
				href: `/hoc-tap/${round.id}`,
			},
			after: { name: round.title, behind },
		});
		if (done) urged += 1;
	}
	if (urged === 0) throw tooMany('failure_urged_lately', { hours: pauseHours });
	return { urged, passedOver: people.length - urged };
});
