import { sql } from 'kysely';
import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { dayOf, longDate, startOfDay } from '#lib/shared/calendar.ts';
import { stageOf } from './domain/transfer.ts';
import {
	incomingColumns,
	incomingTables,
	type KnownIncoming,
	type KnownTransfer,
	transferColumns,
	transferTables,
} from './facts.server.ts';
import { settledOf } from './open-items.server.ts';
import { stateOfStage } from './ui/words.ts';

const goneOut = async (tx: Tx, { tenantId, personId }: Actor): Promise<KnownTransfer[]> =>
	(
		await sql<KnownTransfer>`
			select ${transferColumns} from ${transferTables} where t.tenant_id = ${tenantId} and t.person_id = ${personId} order by t.effective_on desc, t.id desc`.execute(
			tx,
		)
	).rows;

const comeIn = async (tx: Tx, { tenantId, personId }: Actor): Promise<KnownIncoming[]> =>
	(
		await sql<KnownIncoming>`
			select ${incomingColumns} from ${incomingTables} where i.tenant_id = ${tenantId} and i.person_id = ${personId} order by i.arrived_at desc`.execute(
			tx,
		)
	).rows;

registerPersonalSource({
	key: 'transfers',
	title: m.transfers_title,
	place: 78,
	of: async (tx, actor, { from, to }) => {
		const out = (await goneOut(tx, actor)).filter(
			({ effectiveOn }) => effectiveOn >= from && effectiveOn <= to,
		);
		const into = (await comeIn(tx, actor)).filter(
			({ receivedOn }) => receivedOn && receivedOn >= from && receivedOn <= to,
		);
		return {
			figures: [],
			items: [
				...out.map((one) => ({
					key: one.id,
					title: m.transfers_to_place({ place: one.toOrganisation }),
					words: [one.kindName, longDate(one.effectiveOn)],
					at: startOfDay(one.effectiveOn),
					href: `/to-chuc/chuyen-sinh-hoat/${one.id}`,
					state: stateOfStage(stageOf(one, to)),
				})),
				...into.map((one) => ({
					key: one.id,
					title: m.transfers_from_place({ place: one.letter.from.organisation }),
					words: [one.letter.kind.name, m.transfers_letter({ mark: one.letter.mark })],
					at: startOfDay(one.receivedOn ?? dayOf(one.arrivedAt)),
					href: `/to-chuc/chuyen-sinh-hoat/den/${one.id}`,
					state: null,
				})),
			],
		};
	},
	export: async (tx, actor) => {
		const out = await goneOut(tx, actor);
		const into = await comeIn(tx, actor);
		const handovers = await Promise.all(out.map(({ id }) => settledOf(tx, actor.tenantId, id)));
		return {
			data: {
				out: out.map(({ toTenantId: _tenant, rolesEnded: _roles, ...one }, nth) => ({
					...one,
					handedOver: handovers[nth],
				})),
				in: into.map(({ letter, arrivedAt, receivedOn, receivedName, takenUnitName }) => ({
					letter,
					arrivedAt,
					receivedOn,
					receivedName,
					takenUnitName,
				})),
			},
			files: into.flatMap(({ recordName, recordSha256 }) =>
				recordSha256 ? [{ name: recordName, sha256: recordSha256 }] : [],
			),
		};
	},
});
