import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type ComparedUnit, compare } from './domain/comparison.ts';
import { type Evidence, evidenceFile, evidenceOf } from './evidence.server.ts';
import {
	factsOf,
	type KnownAward,
	type KnownNomination,
	nominatedUnit,
	nominationsOf,
	seenAward,
	type ToldValue,
	toldValues,
} from './facts.server.ts';
import { presentFigures } from './figures.server.ts';
import { isEligible, mayReadNomination, maySign, mayWithdraw, mayWrite } from './policy.ts';

export type NominationPage = {
	award: KnownAward;
	unit: KnownNomination['unit'];
	nomination: Omit<KnownNomination, 'figures'> | null;
	compared: ComparedUnit;
	told: ToldValue[];
	evidence: Evidence[];
	documents: { value: string; label: string }[];
	isLate: boolean;
	powers: Record<'write' | 'sign' | 'withdraw', boolean>;
};

/** Documents that the unit published or carries out, to be named as evidence. */
const documentChoices = async (tx: Tx, tenantId: string, unitId: string) => {
	const found = await sql<{ value: string; label: string }>`
		select d.id as value, concat_ws(' ', d.type_name, d.number, d.title) as label from document d
		where d.tenant_id = ${tenantId} and d.state = 'published' and (d.unit_id = ${unitId}
			or exists (select from publication p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.unit_id = ${unitId}))
		order by d.published_at desc limit 60`.execute(tx);
	return found.rows.map(({ value, label }) => ({ value, label: label.slice(0, 160) }));
};

const found = async (tx: Tx, actor: Actor, wanted: { awardId: string; unitId: string }) => {
	const award = await seenAward(tx, actor, wanted.awardId);
	const unit = await nominatedUnit(tx, actor.tenantId, wanted.unitId);
	const [nomination = null] = await nominationsOf(tx, actor.tenantId, award.id, unit.id);
	const facts = factsOf(award, unit, nomination);
	if (!isEligible(award, unit) || !mayReadNomination(actor, facts).allowed)
		throw missing('failure_not_found');
	return { award, unit, nomination, facts };
};

/** The nomination of a unit, for who answers for it and for the committee. @throws Failure missing */
export const nominationPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { awardId: string; unitId: string; today: Day },
): Promise<NominationPage> => {
	const { award, unit, nomination, facts } = await found(tx, actor, wanted);
	const told = (await toldValues(tx, actor.tenantId, award.id)).filter(({ unitId }) => unitId === unit.id);
	const figures =
		nomination?.figures ??
		(await presentFigures(tx, actor, award, { units: [unit], told, today: wanted.today })).get(unit.id) ??
		{};
	const [compared] = compare(award.rules.criteria, [{ unitId: unit.id, name: unit.shortName, figures }]);
	if (!compared) throw missing('failure_not_found');
	const write = mayWrite(actor, facts).allowed;
	const { figures: _figures, ...shown } = nomination ?? { figures: null };
	return {
		award,
		unit,
		nomination: nomination ? (shown as Omit<KnownNomination, 'figures'>) : null,
		compared,
		told,
		evidence: nomination ? await evidenceOf(tx, actor.tenantId, nomination.id) : [],
		documents: write ? await documentChoices(tx, actor.tenantId, unit.id) : [],
		isLate: nomination?.state !== 'signed' && wanted.today > award.nominateBy,
		powers: {
			write,
			sign: maySign(actor, facts).allowed,
			withdraw: mayWithdraw(actor, facts).allowed,
		},
	};
};

/** A file of a nomination. @throws Failure missing */
export const nominationFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { awardId: string; unitId: string; evidenceId: string },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	const { nomination } = await found(tx, actor, wanted);
	if (!nomination) throw missing('failure_not_found');
	return evidenceFile(tx, actor, { nominationId: nomination.id, evidenceId: wanted.evidenceId });
};
