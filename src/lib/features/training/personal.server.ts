import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { addDays, dayOf, longDate, startOfDay } from '#lib/shared/calendar.ts';
import { strandName } from './domain/rules.ts';
import { trainingRuleFor } from './facts.server.ts';
import { needsWhere } from './queries.server.ts';
import { certificatesOf, hoursOf, partsOf } from './record.server.ts';
import { sayCertificate, sayHours, sayNeed, sayResult } from './ui/words.ts';

registerPersonalSource({
	key: 'training',
	title: m.training_title,
	place: 60,
	of: async (tx, actor, period) => {
		const { tenantId, personId } = actor;
		const unitId = actor.standings[0]?.unitId;
		if (!unitId) return { figures: [], items: [] };
		const isWithin = (day: string): boolean => day >= period.from && day <= period.to;
		const rule = await trainingRuleFor(tx, { tenantId, unitId }, period.today);
		const hours =
			(await hoursOf(tx, tenantId, [personId], period.from, period.to)).get(personId)?.hours ?? {};
		// What is asked is asked for a year: over another stretch there is no whole to stand against.
		const isYear = addDays(period.from, 366) > period.to && addDays(period.from, 300) < period.to;
		const figures = rule.strands.flatMap(({ code, name }) => {
			const asked = rule.requirements.find(
				(one) =>
					'hours' in one && one.strand === code && one.roles.length === 0 && one.standings.length === 0,
			);
			const wanted = isYear && asked && 'hours' in asked ? asked.hours : null;
			const done = hours[code] ?? 0;
			if (wanted === null && done === 0) return [];
			return [
				{
					key: `training ${code}`,
					words: wanted
						? m.training_hours_of({ name, done: sayHours(done), wanted: sayHours(wanted) })
						: m.training_hours_only({ name, done: sayHours(done) }),
					value: done,
					of: wanted,
					href: `/dao-tao/nguoi/${personId}`,
					meaning: wanted !== null && done >= wanted ? ('done' as const) : ('neutral' as const),
				},
			];
		});
		const record = `/dao-tao/nguoi/${personId}`;
		const parts = (await partsOf(tx, tenantId, personId)).filter((part) => isWithin(part.startsOn));
		const certificates = await certificatesOf(tx, tenantId, [personId]);
		const needs = await needsWhere(tx, tenantId, { personId });
		return {
			figures,
			items: [
				...parts.map((part) => ({
					key: part.courseId,
					title: part.title,
					words: [
						strandName(rule.strands, part.strand),
						m.training_hours({ count: sayHours(part.hours) }),
						part.mark,
					].filter(Boolean),
					at: startOfDay(part.startsOn),
					href: `/dao-tao/khoa/${part.courseId}`,
					state: sayResult(part.result),
				})),
				...certificates
					.filter(({ enteredAt, issuedOn }) => isWithin(issuedOn) || isWithin(dayOf(enteredAt)))
					.map((one) => ({
						key: one.id,
						title: one.title,
						words: [
							one.issuer,
							...(one.expiresOn ? [m.training_expires({ day: longDate(one.expiresOn) })] : []),
						],
						at: startOfDay(one.issuedOn),
						href: `${record}#chung-chi`,
						state: sayCertificate(one, period.today),
					})),
				...needs
					.filter(({ raisedAt }) => isWithin(dayOf(raisedAt)))
					.map((need) => ({
						key: need.id,
						title: need.body,
						words: [m.training_needs()],
						at: need.raisedAt,
						href: `${record}#nhu-cau`,
						state: sayNeed(need.state),
					})),
			],
			said: [
				...certificates.flatMap((one) =>
					one.state === 'refused' && one.decidedAt && isWithin(dayOf(one.decidedAt))
						? [
								{
									key: one.id,
									title: one.title,
									words: [one.decidedByName ?? '', one.reason],
									at: one.decidedAt,
									href: `${record}#chung-chi`,
									state: sayCertificate(one, period.today),
								},
							]
						: [],
				),
				...needs.flatMap((need) =>
					need.answeredAt && isWithin(dayOf(need.answeredAt))
						? [
								{
									key: need.id,
									title: need.body,
									words: [need.answeredByName ?? '', need.answer, need.courseTitle ?? ''].filter(Boolean),
									at: need.answeredAt,
									href: `${record}#nhu-cau`,
									state: sayNeed(need.state),
								},
							]
						: [],
				),
			],
		};
	},
	export: async (tx, actor) => {
		const certificates = await certificatesOf(tx, actor.tenantId, [actor.personId]);
		return {
			data: {
				courses: await partsOf(tx, actor.tenantId, actor.personId),
				certificates: certificates.map(({ sha256: _sha256, ...shown }) => shown),
				needs: await needsWhere(tx, actor.tenantId, { personId: actor.personId }),
			},
			files: certificates.flatMap(({ sha256, fileName }) => (sha256 ? [{ name: fileName, sha256 }] : [])),
		};
	},
});
