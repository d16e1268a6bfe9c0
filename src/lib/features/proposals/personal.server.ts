import { sql } from 'kysely';
import { EVER, type PersonalPeriod, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, longDate } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import { inShort } from './domain/alike.ts';
import type { ProposalState, Source } from './domain/states.ts';
import { sayProposalState, saySource } from './ui/words.ts';

type Row = {
	id: string;
	body: string;
	source: Source;
	naming: string;
	state: ProposalState;
	receivedAt: Date;
	dueOn: Day;
	isAbove: boolean;
};

/** What the actor proposed in a period. */
const proposedBy = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Row[]> => {
	const found = await sql<Row>`
		select id, body, source, naming, state, received_at as "receivedAt", due_on as "dueOn", answering_unit_id <> unit_id as "isAbove" from proposal
		where tenant_id = ${actor.tenantId} and proposer_id = ${actor.personId} and (received_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by received_at, id`.execute(tx);
	return found.rows;
};

type Answered = {
	stepId: string;
	id: string;
	body: string;
	kind: string;
	words: string;
	unitName: string;
	at: Date;
};

/** The answers to what the actor proposed, and the reasons for which it was closed. */
const answersTo = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: Pick<PersonalPeriod, 'from' | 'to'>,
): Promise<Answered[]> => {
	const found = await sql<Answered>`
		select s.id as "stepId", p.id, p.body, s.kind, s.words, u.name as "unitName", s.at from proposal p
		join proposal_step s on s.tenant_id = p.tenant_id and s.proposal_id = p.id and s.kind in ('answered', 'closed')
		join unit u on u.tenant_id = s.tenant_id and u.id = s.unit_id
		where p.tenant_id = ${actor.tenantId} and p.proposer_id = ${actor.personId} and (s.at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by s.at, s.id`.execute(tx);
	return found.rows;
};

const meanings: Record<ProposalState, Meaning> = {
	received: 'neutral',
	assigned: 'neutral',
	answered: 'soon',
	disputed: 'late',
	settled: 'done',
	closed: 'done',
	withdrawn: 'neutral',
};

registerPersonalSource({
	key: 'proposals',
	title: m.proposal_mine_title,
	place: 50,
	of: async (tx, actor, period) => {
		const rows = await proposedBy(tx, actor, period);
		const answered = rows.filter(({ state }) => ['answered', 'settled', 'closed'].includes(state)).length;
		return {
			figures:
				rows.length === 0
					? []
					: [
							{
								key: 'proposals',
								words: m.proposal_mine_figure({ done: answered, all: rows.length }),
								value: answered,
								of: rows.length,
								href: null,
								meaning: answered === rows.length ? 'done' : 'neutral',
							},
						],
			items: rows.map((row) => ({
				key: row.id,
				title: inShort(row.body),
				words: [
					saySource(row.source),
					...(row.state === 'received' || row.state === 'assigned'
						? [m.proposal_mine_due({ day: longDate(row.dueOn) })]
						: []),
				],
				at: row.receivedAt,
				href: `/de-xuat/${row.id}`,
				state: { word: sayProposalState(row.state, row.isAbove), meaning: meanings[row.state] },
			})),
			said: (await answersTo(tx, actor, period)).map((one) => ({
				key: one.stepId,
				title: inShort(one.body),
				words: [one.unitName, one.words].filter(Boolean),
				at: one.at,
				href: `/de-xuat/${one.id}`,
				state: null,
			})),
		};
	},
	export: async (tx, actor) => {
		const proposals = await proposedBy(tx, actor, EVER);
		return {
			data: { proposals, answers: await answersTo(tx, actor, EVER) },
			texts: proposals.map(({ body, receivedAt }) => ({
				title: m.proposal_mine_text({ day: longDate(dayOf(receivedAt)) }),
				body,
			})),
		};
	},
});
