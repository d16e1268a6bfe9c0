import { sql } from 'kysely';
import { EVER, registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, startOfDay } from '#lib/shared/calendar.ts';
import { type KnownRecognition, recognitionColumns, recognitionTables } from './facts.server.ts';
import { sayKind, sayState } from './ui/words.ts';

/** What the actor was honoured for, alone or with a collective. */
const ofMe = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
	{ from, to }: { from: Day; to: Day },
): Promise<KnownRecognition[]> => {
	const found = await sql<KnownRecognition>`
		select ${recognitionColumns} from ${recognitionTables}
		where r.tenant_id = ${tenantId} and r.state = 'announced' and r.honoured_on between ${from} and ${to}
			and (r.person_id = ${personId} or exists (select from recognition_member x where x.tenant_id = r.tenant_id and x.recognition_id = r.id and x.person_id = ${personId}))
		order by r.honoured_on desc, r.id desc`.execute(tx);
	return found.rows;
};

/** Whom the actor proposed. */
const byMe = async (
	tx: Tx,
	{ tenantId, personId }: Actor,
	{ from, to }: { from: Day; to: Day },
): Promise<KnownRecognition[]> => {
	const found = await sql<KnownRecognition>`
		select ${recognitionColumns} from ${recognitionTables}
		where r.tenant_id = ${tenantId} and r.proposer_id = ${personId} and (r.proposed_at at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by r.proposed_at desc, r.id desc`.execute(tx);
	return found.rows;
};

registerPersonalSource({
	key: 'recognition',
	title: m.recognition_own_title,
	place: 5,
	of: async (tx, actor, period) => ({
		figures: [],
		items: (await byMe(tx, actor, period)).map((one) => ({
			key: one.id,
			title: one.title,
			words: [m.recognition_own_proposed({ name: one.personName ?? one.collective ?? '' })],
			at: one.proposedAt,
			href: `/guong-sang/${one.id}`,
			state: { word: sayState(one.state), meaning: one.state === 'announced' ? 'honoured' : 'neutral' },
		})),
		said: (await ofMe(tx, actor, period)).map((one) => ({
			key: `said ${one.id}`,
			title: one.title,
			words: [one.form?.name ?? sayKind(one.kind), one.collective ?? '', one.decisionNumber].filter(Boolean),
			at: startOfDay(one.honouredOn ?? dayOf(one.proposedAt)),
			href: `/guong-sang/${one.id}`,
			state: { word: sayState('announced'), meaning: 'honoured' },
		})),
	}),
	export: async (tx, actor) => ({
		data: { received: await ofMe(tx, actor, EVER), proposed: await byMe(tx, actor, EVER) },
	}),
});
