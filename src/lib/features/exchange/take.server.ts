import { sql } from 'kysely';
import { command, look } from '#lib/platform/command/command.ts';
import { log } from '#lib/platform/log.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { restAfterFailures } from './domain/backoff.ts';
import { type AttachmentFacts, isItsTurn } from './domain/parcel.ts';
import { takerOf } from './parcels.server.ts';
import { mayCarryParcels } from './policy.ts';
import { PostponeParcelInput, TakeParcelInput } from './schema.ts';
import { systemDoor, type Wire, wirePace } from './wire.server.ts';

/** Carries a parcel out: what its kind does and that it was done are one change. @returns whether it was done now */
const takeParcel = command(
	'exchange.take_parcel',
	TakeParcelInput,
	async (context, input): Promise<boolean> => {
		const { tx, actor, now } = context;
		context.permit(mayCarryParcels(actor));
		const found = await sql<{
			kind: string;
			conversation: string;
			sequence: number;
			body: string;
			attachments: AttachmentFacts[];
			receivedAt: Date;
			partnerName: string;
			unitId: string;
		}>`
			select i.kind, i.conversation, i.sequence, i.body, i.attachments, i.received_at as "receivedAt", p.name as "partnerName", p.unit_id as "unitId"
			from exchange_incoming i join exchange_partner p on p.tenant_id = i.tenant_id and p.id = i.partner_id
			where i.tenant_id = ${actor.tenantId} and i.partner_id = ${input.partnerId} and i.id = ${input.id} and i.state = 'waiting'
			for update of i`.execute(tx);
		const [parcel] = found.rows;
		// Another process was faster.
		if (!parcel) return false;
		const taker = takerOf(parcel.kind);
		if (!taker) throw new Error(`Nobody takes ${parcel.kind}`);
		await taker.take(context, {
			...parcel,
			id: input.id,
			partnerId: input.partnerId,
			body: taker.schema.parse(JSON.parse(parcel.body)),
		});
		await tx
			.updateTable('exchange_incoming')
			.set({
				state: 'taken',
				taken_at: now,
				error: '',
				next_at: null,
				...(taker.isPassing ? { body: 'null' } : {}),
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('partner_id', '=', input.partnerId)
			.where('id', '=', input.id)
			.execute();
		await context.emit('exchange.parcel_taken', {
			subject: { type: 'exchange_parcel', id: input.id },
			unitId: parcel.unitId,
			after: { kind: parcel.kind },
		});
		return true;
	},
	{ silent: true },
);

const postponeParcel = command(
	'exchange.postpone_parcel',
	PostponeParcelInput,
	async ({ tx, actor, now, permit }, input) => {
		permit(mayCarryParcels(actor));
		await sql`
			update exchange_incoming set attempts = attempts + 1, error = ${input.error}, next_at = ${new Date(now.getTime() + input.restMs)}
			where tenant_id = ${actor.tenantId} and partner_id = ${input.partnerId} and id = ${input.id} and state = 'waiting'`.execute(
			tx,
		);
	},
	{ silent: true },
);

type Waiting = { id: string; kind: string; sequence: number; settledBefore: number; attempts: number };

/**
 * Takes in what came from one partner: each conversation in its order, what is missing is waited for. What fails is tried again
 * later and holds up its own conversation only.
 * @returns how many were taken
 */
export const takeFrom = async (wire: Wire, tenantId: string, partnerId: string): Promise<number> => {
	const door = systemDoor(wire, tenantId);
	let taken = 0;
	for (;;) {
		const waiting = await look(door, async (tx) => {
			const found = await sql<Waiting>`
				select i.id, i.kind, i.sequence, i.attempts,
					(select count(*)::int from exchange_incoming b where b.tenant_id = i.tenant_id and b.partner_id = i.partner_id
						and b.conversation = i.conversation and b.sequence < i.sequence and b.state <> 'waiting') as "settledBefore"
				from exchange_incoming i
				where i.tenant_id = ${tenantId} and i.partner_id = ${partnerId} and i.state = 'waiting' and (i.next_at is null or i.next_at <= ${door.clock()})
				order by i.received_at, i.conversation, i.sequence limit 200`.execute(tx);
			return found.rows;
		});
		let now = 0;
		for (const one of waiting) {
			if (!isItsTurn(one.sequence, one.settledBefore)) continue;
			try {
				if (!takerOf(one.kind)) await postpone(wire, tenantId, partnerId, one, 'exchange_error_kind');
				else if (await takeParcel(door, { partnerId, id: one.id })) now += 1;
			} catch (error) {
				log.error(
					{ parcel: one.id, kind: one.kind, error: String(error) },
					'exchange: taking a parcel failed',
				);
				await postpone(
					wire,
					tenantId,
					partnerId,
					one,
					isFailure(error) ? error.key : 'exchange_error_taking',
				);
			}
		}
		taken += now;
		if (now === 0) return taken;
	}
};

const postpone = (
	wire: Wire,
	tenantId: string,
	partnerId: string,
	{ id, attempts }: Waiting,
	error: string,
): Promise<void> =>
	postponeParcel(systemDoor(wire, tenantId), {
		partnerId,
		id,
		error,
		restMs: restAfterFailures(attempts + 1, wirePace(), Math.random()),
	});
