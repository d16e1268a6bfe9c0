import { sql } from 'kysely';
import { type OpenPartner, openPartners } from '#lib/features/exchange/public.server.ts';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { requireUnit, rootUnit, type Unit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { Expectations } from './domain/expectations.ts';
import { receiptFacts } from './facts.server.ts';
import { isBelow, maySend, maySendAcross } from './policy.ts';

/** The other organisations to which a unit can give documents: none but the root can. */
export const partnersToChoose = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
): Promise<OpenPartner[]> =>
	maySendAcross(actor, unit, (await rootUnit(tx, actor.tenantId)).id).allowed
		? openPartners(tx, actor.tenantId)
		: [];

export type SendPage = {
	document: { id: string; title: string; typeName: string; number: string | null };
	unit: Unit;
	/** The units below, in the order of the tree. */
	below: { id: string; name: string; kind: string; depth: number; people: number; hasBelow: boolean }[];
	/** What was asked of the own unit, where it is handed on. */
	asked: Expectations | null;
	/** Units that this document was given to before by this unit. */
	given: string[];
	/** Other organisations to which it can be given. */
	partners: OpenPartner[];
};

/** The form of giving a document to units below. @throws Failure missing, refused */
export const sendPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string; receiptId: string | null; today: Day },
): Promise<SendPage> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const unit = await requireUnit(tx, wanted.unitId);
	const may = maySend(actor, {
		unit,
		holder: { id: document.unitId, path: document.unitPath },
		isPublished: document.state === 'published',
	});
	if (!may.allowed) throw refused(may.key);
	const units = (await unitsBelow(tx, [unit.path], wanted.today)).filter((one) => isBelow(unit, one));
	const receipt = wanted.receiptId ? await receiptFacts(tx, actor.tenantId, wanted.receiptId) : null;
	const given = await sql<{ unitId: string }>`
		select distinct r.unit_id as "unitId" from dispatch d join dispatch_receipt r on r.tenant_id = d.tenant_id and r.dispatch_id = d.id
		where d.tenant_id = ${actor.tenantId} and d.unit_id = ${unit.id} and d.document_id = ${document.id} and d.withdrawn_at is null`.execute(
		tx,
	);
	const depthOf = (path: string): number => path.split('.').length;
	return {
		document,
		unit,
		below: units.map((one) => ({
			id: one.id,
			name: one.shortName,
			kind: one.kind,
			depth: depthOf(one.path) - depthOf(unit.path),
			people: one.people,
			hasBelow: units.some(({ parentId }) => parentId === one.id),
		})),
		asked: receipt && receipt.receiver.id === unit.id ? receipt.by : null,
		given: given.rows.map(({ unitId }) => unitId),
		partners: await partnersToChoose(tx, actor, unit),
	};
};
