import {
	appraiseCollective,
	decideCollective,
	recordLabel,
	writeCollective,
} from '#lib/features/reviews/collective.server.ts';
import { concludeReview, settleResults } from '#lib/features/reviews/conclude.server.ts';
import { classify } from '#lib/features/reviews/domain/bands.ts';
import { daysOf, type Period, quarterOf } from '#lib/features/reviews/domain/period.ts';
import { type Marks, pointsOf } from '#lib/features/reviews/domain/points.ts';
import { shippedRules } from '#lib/features/reviews/domain/rules.ts';
import { openReview } from '#lib/features/reviews/open.server.ts';
import { rate, rateSelf } from '#lib/features/reviews/rate.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { type Random, seededRandom } from './random.ts';
import { collectiveWords, ratingWords, selfWords } from './review-texts.ts';

/** By their place in the cell: who stood out in every quarter, and who sees the own work otherwise than the secretary. */
const OUTSTANDING = [7, 9, 12];
const APART = 13;
const LATE = [16, 19];

const marksOf = (random: Random, nth: number): Marks => {
	const planned = 6 + random.below(7);
	const isOutstanding = OUTSTANDING.includes(nth);
	const less = (): number => (isOutstanding ? 0 : random.below(4) * 0.5);
	return {
		general: { politics: 8 - less(), ethics: 7.5, style: 6.5 - less(), discipline: 7 - less() },
		tasks: {
			planned,
			done: planned,
			late: LATE.includes(nth) ? 1 : 0,
			faults: isOutstanding ? 0 : random.below(5),
			beyond: isOutstanding ? Math.ceil(planned * 0.3) : random.below(2),
		},
		fixed: true,
	};
};

type Leaders = { secretary: Player; deputy: Player };

const raterOf = (person: Player, { secretary, deputy }: Leaders): Player =>
	person === secretary ? deputy : secretary;

/** The meeting of the cell that was held on a day, if one was. */
const meetingOn = async (stage: Stage, by: Player, day: Day): Promise<string | null> => {
	const row = await look(stage.at(by, 0, 1), (tx) =>
		tx
			.selectFrom('meeting')
			.select(['id', 'starts_at as startsAt'])
			.where('unit_id', '=', stage.unitId)
			.where('state', '=', 'closed')
			.orderBy('starts_at')
			.execute(),
	);
	return row.find(({ startsAt }) => startsAt.toISOString().slice(0, 10) === day)?.id ?? null;
};

/** A round that was held: everybody says of themselves, is rated, decided on and told, in the meeting after the period. */
const playHeld = async (stage: Stage, heads: Leaders, period: Period): Promise<string | null> => {
	const { secretary, deputy } = heads;
	const random = seededRandom(period.year * 10 + period.quarter);
	const meetingDay = addDays(daysOf(period).to, 2);
	const meetingId = await meetingOn(stage, secretary, meetingDay);
	if (!meetingId) return null;
	const ago = daysBetween(meetingDay, stage.today);
	const isYear = period.quarter === 0;
	const { roundId } = await openReview(stage.at(secretary, ago + 14, 8), {
		unitId: stage.unitId,
		kind: isYear ? 'year' : 'quarter',
		...period,
		audience: isYear ? 'party_members' : 'unit',
		selfDueOn: addDays(meetingDay, -7),
		rateDueOn: addDays(meetingDay, -2),
		concludeOn: meetingDay,
	});
	const people = stage.people.filter(({ part }) => !isYear || part.standing !== 'non_party');
	const given = new Map<Player, Marks>();
	for (const person of people) {
		const nth = stage.people.indexOf(person);
		const marks = marksOf(random, nth);
		given.set(person, marks);
		const isApart = nth === APART && period.quarter === 3;
		// Most see it as the secretary does or a little better; one quite otherwise.
		const own: Marks = {
			...marks,
			general: isApart ? { politics: 8, ethics: 8, style: 7, discipline: 7 } : marks.general,
			tasks: { ...marks.tasks, faults: isApart ? 0 : Math.min(1, marks.tasks.faults) },
		};
		if (isApart) marks.tasks = { planned: 12, done: 12, faults: 6, late: 2, beyond: 0 };
		if (isApart) marks.general = { politics: 7, ethics: 7, style: 3.5, discipline: 4.5 };
		const words = selfWords[nth % selfWords.length];
		await rateSelf(stage.at(person, ago + 9 - (nth % 3), 20), {
			roundId,
			marks: own,
			words: {
				...words,
				fixed: 'Đã khắc phục xong trong quý I.',
				duty: 'Gương mẫu trong phần việc được giao.',
			},
			handsIn: true,
		});
		await rate(stage.at(raterOf(person, heads), ago + 4, 19), {
			roundId,
			personId: person.personId,
			marks,
			words: isApart
				? 'Hai việc chậm và sáu lần phải sửa văn bản. Đồng chí Bí thư đã trao đổi riêng, thống nhất cách làm quý tới.'
				: (ratingWords[nth % ratingWords.length] ?? ''),
		});
	}
	const settle = (by: Player, whom: readonly Player[]) =>
		settleResults(stage.at(by, ago, 15), {
			roundId,
			results: whom.map((person) => {
				const marks = given.get(person) as Marks;
				const { rules } = shippedRules;
				const { level } = classify(rules, pointsOf(rules, marks).total, marks);
				// One gives way, so that the quota of those who lead is kept.
				const givesWay = isYear && level === 'excellent' && stage.people.indexOf(person) === OUTSTANDING[1];
				return {
					personId: person.personId,
					level: givesWay ? 'good' : level,
					reason: givesWay
						? 'Tỷ lệ xuất sắc của nhóm lãnh đạo, quản lý đã đủ; đồng chí tự nguyện xếp mức tốt'
						: '',
				};
			}),
		});
	await settle(
		secretary,
		people.filter((person) => person !== secretary),
	);
	await settle(deputy, [secretary]);
	await concludeReview(stage.at(secretary, ago, 16), {
		roundId,
		meetingId,
		words: isYear
			? 'Chi bộ thống nhất kết quả xếp loại. Đề nghị các đồng chí khắc phục hạn chế đã nêu trong quý I.'
			: 'Nhìn chung đúng tiến độ. Các việc chậm được giao lại người theo dõi.',
	});
	return roundId;
};

const playYearBefore = async (stage: Stage, heads: Leaders, year: number): Promise<void> => {
	const roundId = await playHeld(stage, heads, { year, quarter: 0 });
	const { secretary, deputy } = heads;
	if (roundId) {
		const ago = daysBetween(`${year + 1}-01-02`, stage.today);
		const marks: Marks = {
			general: { politics: 8, ethics: 8, style: 6.5, discipline: 7 },
			tasks: { planned: 24, done: 24, faults: 3, late: 0, beyond: 4 },
			fixed: true,
		};
		for (const body of ['unit', 'committee'] as const) {
			await writeCollective(stage.at(secretary, ago + 8, 17), {
				roundId,
				body,
				marks,
				words: collectiveWords,
			});
			await appraiseCollective(stage.at(deputy, ago + 3, 17), {
				roundId,
				body,
				points: 89,
				appraisal: 'Hoàn thành các chỉ tiêu chính; nền nếp sinh hoạt tốt; cần đôn đốc sát hơn.',
			});
			await decideCollective(stage.at(deputy, ago - 12, 9), {
				roundId,
				body,
				level: 'good',
				decisionNumber: '15-QĐ/ĐU',
				decisionDay: addDays(`${year + 1}-01-02`, 10),
			});
		}
	}
	const record = (label: { year: number; kind: 'unit' | 'committee'; label: string; decision: string }) =>
		recordLabel(stage.at(deputy, 300, 10), { unitId: stage.unitId, ...label });
	await record({
		year: 2017,
		kind: 'unit',
		label: 'Trong sạch, vững mạnh tiêu biểu',
		decision: 'Một trong chín tổ chức cơ sở đảng tiêu biểu của Đảng bộ',
	});
	await record({ year: year - 1, kind: 'unit', label: 'Hoàn thành tốt nhiệm vụ', decision: '' });
};

/** Last year's classification, the three quarters before this one, and this quarter's round, which has just been opened. */
export const playReviews = async (stage: Stage): Promise<void> => {
	const secretary = stage.people.find(({ part }) => part.roles.includes('secretary'));
	const deputy = stage.people.find(({ part }) => part.roles.includes('deputy'));
	if (!secretary || !deputy) throw new Error('The sample has nobody who heads it');
	const heads = { secretary, deputy };
	const now = quarterOf(stage.today);
	const before = (back: number): Period => {
		const quarters = now.year * 4 + now.quarter - 1 - back;
		return { year: Math.floor(quarters / 4), quarter: (quarters % 4) + 1 };
	};
	await playYearBefore(stage, heads, now.year - 1);
	for (const back of [3, 2, 1]) await playHeld(stage, heads, before(back));
	const { roundId } = await openReview(stage.at(secretary, 2, 8), {
		unitId: stage.unitId,
		kind: 'quarter',
		...now,
		audience: 'unit',
		selfDueOn: addDays(stage.today, 6),
		rateDueOn: addDays(stage.today, 12),
		concludeOn: addDays(stage.today, 20),
	});
	const random = seededRandom(4);
	for (const nth of [2, 7, 9, 10, 12, 15, 17, 22]) {
		const person = stage.people[nth];
		if (!person) continue;
		await rateSelf(stage.at(person, 1, 20), {
			roundId,
			marks: marksOf(random, nth),
			words: { ...selfWords[nth % selfWords.length] },
			handsIn: true,
		});
	}
};
