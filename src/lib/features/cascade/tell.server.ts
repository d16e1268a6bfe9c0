import { sql } from 'kysely';
import { beforeCarrying, postToPartner, type Wire } from '#lib/features/exchange/public.server.ts';
import { command, type Door, look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import { STATE_KIND } from './across.server.ts';
import { addLevels, type Level, type ToldState } from './domain/levels.ts';
import { totalsOf } from './domain/progress.ts';
import { receiptFacts } from './facts.server.ts';
import { partnersOf } from './partners.server.ts';
import { mayTellPartner } from './policy.ts';
import { fromAbove, receiptsOf } from './progress.server.ts';
import { TellPartnerInput } from './schema.ts';

/** As deep as a tree of the Party goes, and then some. */
const DEEPEST = 8;

const listed = (ids: readonly string[]) => sql`any(${`{${ids.join(',')}}`}::text::uuid[])`;

/** The levels below a receipt in sums of units: what was handed on, what that was handed on to, and what partners tell of theirs. */
const levelsBelow = async (tx: Tx, tenantId: string, receiptId: string, today: Day): Promise<Level[]> => {
	const levels: Level[] = [];
	let receiptIds = [receiptId];
	for (let depth = 1; depth <= DEEPEST && receiptIds.length > 0; depth += 1) {
		const given = await sql<{ id: string }>`
			select id from dispatch where tenant_id = ${tenantId} and above_receipt_id = ${listed(receiptIds)} and withdrawn_at is null`.execute(
			tx,
		);
		const dispatchIds = given.rows.map(({ id }) => id);
		if (dispatchIds.length === 0) break;
		const below = await receiptsOf(tx, tenantId, sql`r.dispatch_id = ${listed(dispatchIds)}`, today);
		const partners = await partnersOf(tx, tenantId, sql`w.dispatch_id = ${listed(dispatchIds)}`, today);
		const states = [...below, ...partners].map((one) => one.states);
		levels.push({ depth, units: states.length, totals: totalsOf(states) });
		for (const { across } of partners)
			levels.push(...(across?.levels ?? []).map((level) => ({ ...level, depth: level.depth + depth })));
		receiptIds = below.map(({ id }) => id);
	}
	return addLevels(levels);
};

/** Everything that the sender is to know of what it gave, at this moment. Counts of people only where they are five or more. */
const stateOf = async (tx: Tx, tenantId: string, receiptId: string, today: Day): Promise<ToldState> => {
	const receipt = await receiptFacts(tx, tenantId, receiptId);
	const [progress] = await receiptsOf(tx, tenantId, sql`r.id = ${receiptId}`, today);
	if (!progress) throw new Error(`No receipt ${receiptId}`);
	const { facts } = fromAbove(progress);
	return {
		receivedOn: facts.receivedOn,
		takenUpOn: facts.takenUpOn,
		isSetAside: facts.isSetAside,
		reason: receipt.ownReason,
		by: facts.by,
		spreadOn: facts.spreadOn,
		assigned: facts.assigned,
		studied: facts.studied,
		programmeOn: facts.programmeOn,
		reportedOn: facts.reportedOn,
		report: receipt.report,
		levels: await levelsBelow(tx, tenantId, receiptId, today),
	};
};

/** Writes down what the sender is told now, and posts it, as one change. */
const tellPartner = command(
	'dispatch.tell_partner',
	TellPartnerInput,
	async (context, { arrivalId, state }) => {
		const { tx, actor, now } = context;
		context.permit(mayTellPartner(actor));
		const told = JSON.stringify(state);
		const changed = await sql<{ partnerId: string; remoteId: string }>`
			update dispatch_arrival set told = ${told}, told_at = ${now}
			where tenant_id = ${actor.tenantId} and id = ${arrivalId} and told <> ${told}
			returning partner_id as "partnerId", remote_id as "remoteId"`.execute(tx);
		const [arrival] = changed.rows;
		if (!arrival) return;
		await postToPartner(tx, actor, {
			partnerId: arrival.partnerId,
			kind: STATE_KIND,
			id: context.newId(),
			conversation: `${arrival.remoteId} states`,
			body: { dispatchId: arrival.remoteId, state },
		});
	},
	{ silent: true },
);

type Open = { id: string; receiptId: string; told: string };

/** What was entered and not taken back; not where something told before is still on its way: what comes later says it all anyway. */
const openIn = async (tx: Tx, tenantId: string): Promise<Open[]> => {
	const found = await sql<Open>`
		select a.id, r.id as "receiptId", a.told from dispatch_arrival a
		join exchange_partner p on p.tenant_id = a.tenant_id and p.id = a.partner_id and p.confirmed_at is not null and p.suspended_at is null
		join dispatch_receipt r on r.tenant_id = a.tenant_id and r.dispatch_id = a.dispatch_id and r.unit_id = a.unit_id
		where a.tenant_id = ${tenantId} and a.withdrawn_at is null and not exists (
			select from exchange_outgoing o where o.tenant_id = a.tenant_id and o.partner_id = a.partner_id
				and o.conversation = a.remote_id::text || ' states' and o.state in ('waiting', 'dead'))
		order by a.arrived_at, a.id limit 1000`.execute(tx);
	return found.rows;
};

/** Tells every partner of one organisation what has changed in what it gave. @returns how many messages were written */
export const tellPartnersOf = async (door: Door): Promise<number> => {
	const { tenantId } = door.actor;
	const changed = await look(door, async (tx) => {
		const today = dayOf(door.clock());
		const states: { arrivalId: string; state: ToldState }[] = [];
		for (const { id, receiptId, told } of await openIn(tx, tenantId)) {
			const state = await stateOf(tx, tenantId, receiptId, today);
			if (JSON.stringify(state) !== told) states.push({ arrivalId: id, state });
		}
		return states;
	});
	for (const one of changed)
		await tellPartner(door, one).catch((error: unknown) => {
			// Suspended at this moment: it is told when it is open again.
			if (!isFailure(error)) throw error;
		});
	return changed.length;
};

/** Between two looks at what may have changed; several changes within it are told as one. */
const restMs = (): number => Number(process.env['EXCHANGE_STATES_MS']) || 20_000;
let lookedAt = 0;

/** Tells the partners of every organisation, at most so often. */
const tellAllPartners = async ({ db, files, clock }: Wire): Promise<void> => {
	if (performance.now() - lookedAt < restMs() && lookedAt > 0) return;
	lookedAt = performance.now();
	const tenants = await sql<{ id: string }>`select public.tenants_with_arrivals() as id`.execute(db);
	for (const { id } of tenants.rows)
		await tellPartnersOf({ db, files, clock, actor: systemActor(id), requestId: uuidv7() });
};

beforeCarrying('cascade', tellAllPartners);
