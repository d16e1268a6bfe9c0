import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, belongsTo } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Side } from './domain/paper.ts';
import type { Term } from './domain/registers.ts';
import type { IssuingBody } from './domain/signatures.ts';
import { mayDescribeIssuer } from './policy.ts';
import { issuingBodyOf, layoutFor, termsOf } from './queries.server.ts';

export type IssuerPage = {
	unit: { id: string; name: string };
	body: IssuingBody | null;
	kinds: string[];
	terms: Term[];
	mayChange: boolean;
};

/** How a unit stands in the head of its papers, for its own people and those who look after it. @throws Failure missing */
export const issuerPage = async (
	tx: Tx,
	actor: Actor,
	asked: { unitId: string; side: Side; today: Day },
): Promise<IssuerPage> => {
	const { unitId, side, today } = asked;
	if (!uuidPattern.test(unitId)) throw missing('failure_not_found');
	const unit = await requireUnit(tx, unitId);
	const mayChange = mayDescribeIssuer(actor, { unitId: unit.id, path: unit.path }).allowed;
	if (!mayChange && !belongsTo(actor, unit.id)) throw missing('failure_not_found');
	const layout = await layoutFor(tx, actor.tenantId, side, today);
	return {
		unit: { id: unit.id, name: unit.name },
		body: await issuingBodyOf(tx, actor.tenantId, unit.id, side, today),
		kinds: Object.keys(layout.bodies),
		terms: await termsOf(tx, actor.tenantId, unit.id),
		mayChange,
	};
};
