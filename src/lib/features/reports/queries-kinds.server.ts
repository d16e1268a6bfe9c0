import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type Pattern, patternOf, shippedReports } from './domain/kinds.ts';
import { type KnownKind, kindFacts, kindsFor, oweBelow } from './facts.server.ts';
import { mayAsk, mayFollowReports, mayGather } from './policy.ts';

export type KindsPage = {
	unitId: string;
	asked: KnownKind[];
	former: KnownKind[];
	patterns: readonly Pattern[];
	source: string;
	mayAsk: boolean;
	/** Units directly below owe reports, and the actor follows them. */
	hasBelow: boolean;
};

/** Which reports are asked of a unit, by itself and from above, and the shipped forms. @throws Failure missing */
export const kindsPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day },
): Promise<KindsPage> => {
	if (!mayFollowReports(actor)) throw missing('failure_not_found');
	const unit = await requireUnit(tx, wanted.unitId);
	const kinds = await kindsFor(tx, actor.tenantId, unit.path);
	const isOver = ({ validTo }: KnownKind): boolean => validTo !== null && validTo <= wanted.today;
	return {
		unitId: unit.id,
		asked: kinds.filter((kind) => !isOver(kind)),
		former: kinds.filter(isOver),
		patterns: shippedReports.patterns,
		source: shippedReports.source,
		mayAsk: mayAsk(actor, unit.id).allowed,
		hasBelow:
			mayGather(actor, unit.id).allowed &&
			(await oweBelow(tx, actor.tenantId, { unitId: unit.id, today: wanted.today })),
	};
};

export type KindForm = {
	kindId: string | null;
	start: Omit<Pattern, 'key'> & {
		source: string;
		validFrom: Day;
		periodFrom: Day | null;
		periodTo: Day | null;
	};
};

/** The form of a kind: from one that is asked, or from a shipped one. @throws Failure refused, missing */
export const kindForm = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; kindId: string | null; pattern: string | null; today: Day },
): Promise<KindForm> => {
	const may = mayAsk(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	if (wanted.kindId) {
		const kind = await kindFacts(tx, actor.tenantId, wanted.kindId);
		if (kind.unitId !== wanted.unitId) throw missing('failure_not_found');
		return { kindId: kind.id, start: { ...kind, validFrom: addDays(wanted.today, 1) } };
	}
	const pattern = patternOf(wanted.pattern) ?? patternOf('quarter');
	if (!pattern) throw missing('failure_not_found');
	return {
		kindId: null,
		start: { ...pattern, source: '', validFrom: wanted.today, periodFrom: null, periodTo: null },
	};
};
