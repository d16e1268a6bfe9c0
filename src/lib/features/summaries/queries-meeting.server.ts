import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import type { PointKind } from './domain/kinds.ts';
import { assignmentFacts, type KnownAssignment, sectionsOf } from './facts.server.ts';
import { mayPresent, maySeeAssignment, maySeeDraft } from './policy.ts';
import { assignmentsDue, draftsOf, type ListedAssignment } from './queries.server.ts';

/** What a meeting of the unit can hear: summaries that somebody has taken on or presented, and that are not released. */
export const summariesToPresent = async (tx: Tx, actor: Actor, unitId: string): Promise<ListedAssignment[]> =>
	(await assignmentsDue(tx, actor, unitId)).filter(({ state }) => state !== 'assigned');

/** An assignment for an agenda. @throws Failure missing for whoever has no part in it, and in another unit */
export const assignmentForAgenda = async (
	tx: Tx,
	actor: Actor,
	wanted: { assignmentId: string; unitId: string },
): Promise<KnownAssignment> => {
	const assignment = await assignmentFacts(tx, actor.tenantId, wanted.assignmentId);
	if (assignment.unitId !== wanted.unitId || !maySeeAssignment(actor, assignment).allowed)
		throw missing('failure_not_found');
	return assignment;
};

/** A summary as a meeting hears it. */
export type SummaryInMeeting = {
	assignmentId: string;
	personName: string;
	documentName: string;
	isPresentedHere: boolean;
	mayPresent: boolean;
	/** Section by section, those on which something is written; null for whoever may not see the draft. */
	sections:
		| { clauseId: string; anchor: string; name: string; points: { kind: PointKind; body: string }[] }[]
		| null;
};

/** Summaries that a meeting has on its agenda, for those who may know of the assignment; with points for who may see the draft. */
export const summariesInMeeting = async (
	tx: Tx,
	actor: Actor,
	meetingId: string,
	assignmentIds: readonly string[],
): Promise<SummaryInMeeting[]> => {
	const answer: SummaryInMeeting[] = [];
	if (assignmentIds.length === 0) return answer;
	// To whoever has no part in an assignment it is not there.
	const known = await tx
		.selectFrom('summary_assignment')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', 'in', [...assignmentIds])
		.execute();
	for (const { id: assignmentId } of known) {
		const assignment = await assignmentFacts(tx, actor.tenantId, assignmentId);
		const isShown = maySeeDraft(actor, assignment).allowed;
		const drafts = isShown ? await draftsOf(tx, actor.tenantId, assignment.id) : [];
		const sections = isShown
			? await sectionsOf(tx, actor.tenantId, assignment.documentId, assignment.clauseIds)
			: [];
		const isPresentedHere = assignment.presentedMeetingId === meetingId;
		answer.push({
			assignmentId,
			personName: assignment.personName,
			documentName: assignment.documentName,
			isPresentedHere,
			mayPresent: !isPresentedHere && mayPresent(actor, assignment).allowed,
			sections: isShown
				? sections
						.map(({ id, anchor, label, heading }) => ({
							clauseId: id,
							anchor,
							name: [label, heading ?? ''].filter(Boolean).join(' '),
							points: drafts
								.filter(({ clauseId, body }) => clauseId === id && body.trim() !== '')
								.map(({ kind, body }) => ({ kind, body: body.trim() })),
						}))
						.filter(({ points }) => points.length > 0)
				: null,
		});
	}
	return answer;
};
