import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import {
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { planBlocks } from './domain/plan-paper.ts';
import { type Requirement, strandName, type TrainingRule } from './domain/rules.ts';
import { trainingRuleFor } from './facts.server.ts';
import { mayLeadTraining } from './policy.ts';
import { coursesOf, needsWhere } from './queries.server.ts';

/** Whom a requirement means, as the plan says it; papers are written in Vietnamese whatever the language of the page. */
const whom = ({ standings, roles }: Requirement): string => {
	const named = [
		...(roles.length > 0 ? ['cấp ủy viên'] : []),
		...(standings.includes('probationary') ? ['đảng viên dự bị'] : []),
		...(standings.includes('official') ? ['đảng viên chính thức'] : []),
		...(standings.includes('non_party') ? ['quần chúng'] : []),
	];
	return named.length > 0 ? named.join(', ') : 'mỗi đồng chí';
};
const askedWords = (rule: TrainingRule): string[] =>
	rule.requirements.map((one) => {
		const subject = `Đối với ${whom(one)}`;
		return 'hours' in one
			? `${subject}: bồi dưỡng ${strandName(rule.strands, one.strand).toLowerCase()} ít nhất ${String(one.hours)} tiết trong năm`
			: `${subject}: có chứng chỉ ${(rule.certificates.find(({ code }) => code === one.certificate)?.name ?? one.certificate).toLowerCase()}`;
	});

/**
 * The yearly plan of a unit as a paper of the Party's layout, a draft until its number is taken from the register.
 * @throws Failure refused
 */
export const planPaper = async (
	tx: Tx,
	actor: Actor,
	of: { unitId: string; year: number },
	today: Day,
): Promise<{ paper: Paper; layout: Layout }> => {
	const may = mayLeadTraining(actor, of.unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = await requireUnit(tx, of.unitId);
	const layout = await layoutFor(tx, actor.tenantId, 'party', today);
	const body = await issuingBodyOf(tx, actor.tenantId, unit.id, 'party', today);
	if (!body) throw refused('refused_no_issuing_body');
	const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: unit.id }, today);
	const courses = (await coursesOf(tx, actor, unit.id, of.year)).filter(({ state }) => state !== 'cancelled');
	const named = await sql<{ courseId: string; name: string }>`
		select p.course_id as "courseId", n.full_name as name from training_participant p
		join person n on n.tenant_id = p.tenant_id and n.id = p.person_id
		where p.tenant_id = ${actor.tenantId} and p.course_id = any(${`{${courses.map(({ id }) => id).join(',')}}`}::text::uuid[])
		order by n.sort_key collate "vi-x-icu"`.execute(tx);
	const needs = await needsWhere(tx, actor.tenantId, { unitId: unit.id, state: 'open' });
	const openNeeds: Record<string, number> = {};
	for (const { strand } of needs) openNeeds[strand] = (openNeeds[strand] ?? 0) + 1;
	const paper: Paper = {
		type: 'plan',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: null, sign: body.sign },
			place: body.place,
			day: null,
			year: today.slice(0, 4),
			title: `đào tạo, bồi dưỡng năm ${String(of.year)}`,
			draft: 1,
		},
		body: planBlocks({
			unitName: unit.name,
			year: of.year,
			strands: rule.strands,
			courses: courses.map((course) => ({
				...course,
				people: named.rows.filter(({ courseId }) => courseId === course.id).map(({ name }) => name),
			})),
			openNeeds,
			asked: askedWords(rule),
		}),
		signatures: { right: signatureOf(layout, body, await headOf(tx, unit.id, today)) },
		copies: [
			...(body.superior ? ['Cấp ủy cấp trên trực tiếp (để báo cáo)'] : []),
			...(body.kept ? [body.kept] : []),
		],
	};
	return { paper, layout };
};
