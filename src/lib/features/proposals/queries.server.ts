import { sql } from 'kysely';
import { clausesOf, documentForReading, documentsForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, unitById } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing } from '#lib/shared/failures.ts';
import { alikeAmong, inShort } from './domain/alike.ts';
import type { StepKind } from './domain/states.ts';
import { addWorkingDays } from './domain/working-days.ts';
import { type KnownProposal, proposalFacts, ruleOf } from './facts.server.ts';
import { type ListedProposal, listedProposals, shownTo } from './listed.server.ts';
import {
	mayAnswerProposal,
	mayDispose,
	mayRelease,
	maySeeName,
	maySeeProposal,
	maySetNaming,
	maySort,
	mayTakeOff,
} from './policy.ts';

/** A step as the chain shows it. */
export type ShownStep = {
	id: string;
	kind: StepKind;
	at: Date;
	byName: string | null;
	unitName: string;
	words: string;
	decision: string;
	dueOn: Day | null;
	toName: string | null;
	toUnitName: string | null;
	taskId: string | null;
};

const stepsOf = async (tx: Tx, tenantId: string, proposalId: string): Promise<ShownStep[]> => {
	const found = await sql<ShownStep>`
		select s.id, s.kind, s.at, b.full_name as "byName", u.short_name as "unitName", s.words, s.decision, s.due_on as "dueOn",
			t.full_name as "toName", v.short_name as "toUnitName", s.task_id as "taskId"
		from proposal_step s
		join unit u on u.tenant_id = s.tenant_id and u.id = s.unit_id
		left join person b on b.tenant_id = s.tenant_id and b.id = s.by_id
		left join person t on t.tenant_id = s.tenant_id and t.id = s.to_person_id
		left join unit v on v.tenant_id = s.tenant_id and v.id = s.to_unit_id
		where s.tenant_id = ${tenantId} and s.proposal_id = ${proposalId} order by s.at, s.id`.execute(tx);
	return found.rows;
};

/** The document and the clause that it is about, for whoever may read them. */
const placeOf = async (tx: Tx, actor: Actor, { documentId, clauseId }: KnownProposal) => {
	if (!documentId) return null;
	const [document] = await documentsForReading(tx, actor, [documentId]);
	if (!document) return null;
	const clause = clauseId
		? await tx
				.selectFrom('clause')
				.select(['anchor', 'label', 'heading'])
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', clauseId)
				.executeTakeFirst()
		: undefined;
	return {
		documentId: document.id,
		name: documentName(document),
		anchor: clause?.anchor ?? null,
		clause: clause ? [clause.label, clause.heading ?? ''].filter(Boolean).join(' ').trim() : null,
	};
};

/** A document that a proposal is to be about, with its sections as a choice. @throws Failure missing */
export const aboutPlace = async (tx: Tx, actor: Actor, documentId: string) => {
	const document = await documentForReading(tx, actor, documentId);
	const clauses = await clausesOf(tx, actor.tenantId, document.id);
	return {
		documentId: document.id,
		name: documentName(document),
		sections: clauses
			.filter(({ isSection }) => isSection)
			.map(({ id, label, heading, text }) => ({
				value: id,
				label: inShort([label, heading ?? text].filter(Boolean).join(' ')),
			})),
	};
};

/** So many are looked through for what is alike. */
const LOOKED_THROUGH = 500;

const alikeTo = async (
	tx: Tx,
	actor: Actor,
	proposal: KnownProposal,
	today: Day,
): Promise<(ListedProposal & { body: string })[]> => {
	const found = await sql<{ id: string; body: string }>`
		select p.id, p.body from proposal p where p.tenant_id = ${actor.tenantId} and p.answering_unit_id = ${proposal.answeringUnitId}
			and p.state in ('received', 'assigned') and p.leader_id is null and p.id <> ${proposal.id}
		order by p.received_at desc limit ${LOOKED_THROUGH}`.execute(tx);
	const alike = alikeAmong(proposal, found.rows);
	if (alike.length === 0) return [];
	const shown = await shownTo(
		tx,
		actor,
		sql`${listedProposals(today)} where p.tenant_id = ${actor.tenantId} and p.id = any(${`{${alike.map(({ id }) => id).join(',')}}`}::text::uuid[])`,
	);
	return alike.flatMap(({ id, body }) =>
		shown.filter((one) => one.id === id).map((one) => ({ ...one, body })),
	);
};

/** The unit's secretary sees what is answered together with it; the proposer sees their own only. */
const answeredTogether = (tx: Tx, actor: Actor, proposal: KnownProposal, today: Day) =>
	shownTo(
		tx,
		actor,
		sql`${listedProposals(today)} where p.tenant_id = ${actor.tenantId}
			and (p.leader_id = ${proposal.id} ${proposal.leaderId ? sql`or p.id = ${proposal.leaderId}` : sql``}) and p.proposer_id <> ${actor.personId}
			order by p.received_at, p.id`,
	);

const releaseOf = (tx: Tx, actor: Actor, proposalId: string) =>
	tx
		.selectFrom('proposal_release')
		.select(['body', 'proposer_name as proposerName', 'released_at as releasedAt'])
		.where('tenant_id', '=', actor.tenantId)
		.where('proposal_id', '=', proposalId)
		.where('withdrawn_at', 'is', null)
		.executeTakeFirst();

/** A proposal with its chain and what the actor may do. @throws Failure missing for whoever has no part in it */
export const proposalPage = async (tx: Tx, actor: Actor, proposalId: string, today: Day) => {
	const proposal = await proposalFacts(tx, actor.tenantId, proposalId, { today });
	if (!maySeeProposal(actor, proposal).allowed) throw missing('failure_not_found');
	const unit = await unitById(tx, proposal.unitId);
	const answering = await unitById(tx, proposal.answeringUnitId);
	const above = answering?.parentId ? await unitById(tx, answering.parentId) : null;
	const powers = {
		assign: maySort(actor, proposal, 'assign').allowed,
		sendUp: above !== null && maySort(actor, proposal, 'send_up').allowed,
		answer: mayAnswerProposal(actor, proposal).allowed,
		close: maySort(actor, proposal, 'close').allowed,
		group: proposal.leaderId === null && maySort(actor, proposal, 'group').allowed,
		ungroup: proposal.leaderId !== null && maySort(actor, proposal, 'group').allowed,
		task: maySort(actor, proposal, 'task').allowed,
		respond: mayDispose(actor, proposal, 'respond').allowed,
		withdraw: mayDispose(actor, proposal, 'withdraw').allowed,
		naming: maySetNaming(actor, proposal).allowed,
		release: mayRelease(actor, proposal).allowed,
		takeOff: mayTakeOff(actor, proposal.unitId).allowed,
	};
	const sorts = powers.assign || powers.task;
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: proposal.answeringUnitId }, today);
	const proposer = await tx
		.selectFrom('person')
		.select('full_name as name')
		.where('id', '=', proposal.proposerId)
		.executeTakeFirst();
	const answerer = proposal.answererId
		? await tx
				.selectFrom('person')
				.select('full_name as name')
				.where('id', '=', proposal.answererId)
				.executeTakeFirst()
		: null;
	const release = await releaseOf(tx, actor, proposal.id);
	const isOffice = sorts || powers.ungroup || powers.release;
	const { proposerId, recordedBy: _recordedBy, namesToAnswerer, ...shown } = proposal;
	return {
		proposal: shown,
		isOwn: actor.personId === proposerId,
		proposerName: maySeeName(actor, proposal).allowed ? (proposer?.name ?? '') : null,
		unitName: unit?.shortName ?? '',
		answeringUnitName: answering?.shortName ?? '',
		aboveName: above?.shortName ?? null,
		answererName: answerer?.name ?? null,
		place: await placeOf(tx, actor, proposal),
		steps: await stepsOf(tx, actor.tenantId, proposal.id),
		people: sorts
			? (await peopleOfUnit(tx, proposal.answeringUnitId, today))
					.filter(({ personId }) => personId !== proposerId)
					.map(({ personId, fullName }) => ({ personId, fullName }))
			: [],
		alike: powers.group ? await alikeTo(tx, actor, proposal, today) : [],
		together: isOffice ? await answeredTogether(tx, actor, proposal, today) : [],
		release: release ?? null,
		/** Whether whoever answers is told a name that is not to be told to others. */
		tellsAnswerer: namesToAnswerer,
		/** The day by which an answer would be owed if it were named today. */
		dueByRule: addWorkingDays(today, rule.answerDays),
		powers,
	};
};
export type ProposalPage = Awaited<ReturnType<typeof proposalPage>>;
