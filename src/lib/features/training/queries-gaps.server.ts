import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { figuresOf, type Gap, gapsOf, type RequirementFigure } from './domain/gaps.ts';
import { acceptedFor, type Requirement, type Strand, strandName, type TrainingRule } from './domain/rules.ts';
import { yearOf } from './domain/states.ts';
import type { KnownCertificate } from './facts.server.ts';
import { trainingRuleFor } from './facts.server.ts';
import { mayAnswerNeed, mayDecideCertificate, mayLeadTraining, maySeeBelow } from './policy.ts';
import { needsWhere } from './queries.server.ts';
import { certificatesOf, trainedPeople } from './record.server.ts';

/** What a requirement asks, for words: hours in a strand, or a certificate, of whom. */
export type Asked = {
	key: string;
	strandName: string;
	hours: number | null;
	certificateName: string | null;
	standings: Requirement['standings'];
	roles: Requirement['roles'];
};
const askedBy = (rule: TrainingRule): Asked[] =>
	rule.requirements.map((one) => ({
		key: one.key,
		strandName: strandName(rule.strands, one.strand),
		hours: 'hours' in one ? one.hours : null,
		certificateName:
			'certificate' in one
				? (rule.certificates.find(({ code }) => code === one.certificate)?.name ?? one.certificate)
				: null,
		standings: one.standings,
		roles: one.roles,
	}));

export type PersonGaps = { personId: string; name: string; jobTitle: string; gaps: Gap[] };
export type BelowFigure = { unitId: string; unitName: string; key: string; people: number; lacking: number };

/** Gaps of the units at and below one, as counts of five and more people: for the office that receives from below. */
const gapsBelow = async (
	tx: Tx,
	rule: TrainingRule,
	unitId: string,
	year: number,
	today: Day,
): Promise<BelowFigure[]> => {
	const { from, to } = yearOf(year);
	const asked = rule.requirements.map((one) => ({
		...one,
		...('certificate' in one ? { certificates: acceptedFor(one.certificate, rule.certificates) } : {}),
	}));
	const found = await sql<BelowFigure>`
		select unit_id as "unitId", unit_name as "unitName", key, people, lacking
		from public.training_gaps_below(${unitId}, ${JSON.stringify(asked)}::text::jsonb, ${from}, ${to}, ${today})
		order by unit_name, key`.execute(tx);
	return found.rows;
};

/**
 * What people lack, by person for those who lead the unit, as figures for whoever's office receives from below; what was
 * needed and waits for an answer; certificates to confirm.
 * @throws Failure refused
 */
export const gapsPage = async (tx: Tx, actor: Actor, of: { unitId: string; year: number }, today: Day) => {
	const leads = mayLeadTraining(actor, of.unitId).allowed;
	const above = maySeeBelow(actor, of.unitId);
	if (!leads && !above.allowed) throw refused('refused_lead_training');
	const unit = await requireUnit(tx, of.unitId);
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const people = leads ? await trainedPeople(tx, actor.tenantId, unit.id, of.year, today) : [];
	const needs = leads ? await needsWhere(tx, actor.tenantId, { unitId: unit.id, state: 'open' }) : [];
	const waiting: KnownCertificate[] = leads
		? (
				await certificatesOf(
					tx,
					actor.tenantId,
					people.map(({ personId }) => personId),
				)
			).filter(({ state, unitId }) => state === 'entered' && unitId === unit.id)
		: [];
	const figures: RequirementFigure[] = figuresOf(people, rule, today);
	return {
		unit: { id: unit.id, name: unit.name },
		year: of.year,
		strands: rule.strands as readonly Strand[],
		certificateNames: Object.fromEntries(rule.certificates.map(({ code, name }) => [code, name])),
		asked: askedBy(rule),
		figures: leads ? figures : [],
		people: people.map(({ personId, name, jobTitle, ...person }) => ({
			personId,
			name,
			jobTitle,
			gaps: gapsOf({ personId, ...person }, rule, today),
		})),
		needs: needs.map((need) => ({
			...need,
			strandName: strandName(rule.strands, need.strand),
			mayAnswer: mayAnswerNeed(actor, need).allowed,
		})),
		waiting: waiting.map(({ sha256: _sha256, ...shown }) => ({
			...shown,
			mayDecide: mayDecideCertificate(actor, shown).allowed,
		})),
		below: above.allowed
			? (await gapsBelow(tx, rule, unit.id, of.year, today)).filter(({ unitId }) => unitId !== unit.id)
			: [],
		leads,
	};
};
