import type { Day } from '#lib/shared/calendar.ts';
import { shortDay } from '#lib/text/official-words.ts';
import type { PlainBlock } from '#lib/text/plain-blocks.ts';
import type { Strand } from './rules.ts';

/** A block of the plan as a paper takes it: text, or a table. */
export type PlanBlock =
	| PlainBlock
	| {
			kind: 'table';
			columns: { title: string; share: number; align?: 'left' | 'center' }[];
			rows: string[][];
	  };

export type PlannedCourse = {
	title: string;
	strand: string;
	organiser: string;
	startsOn: Day;
	endsOn: Day;
	place: string;
	isOnline: boolean;
	hours: number;
	people: readonly string[];
};
export type PlanFacts = {
	unitName: string;
	year: number;
	strands: readonly Strand[];
	courses: readonly PlannedCourse[];
	/** Needs that wait for an answer, by strand. */
	openNeeds: Readonly<Record<string, number>>;
	/** What is asked of whom, in words. */
	asked: readonly string[];
};

const heading = (text: string): PlanBlock => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): PlanBlock => ({ kind: 'paragraph', text });
const dash = (text: string): PlanBlock => ({ kind: 'dash', text });
/** So many people stand by name in the table; more are a number. */
const NAMED = 12;

const when = ({ startsOn, endsOn }: PlannedCourse): string =>
	startsOn === endsOn ? shortDay(startsOn) : `Từ ${shortDay(startsOn)} đến ${shortDay(endsOn)}`;
const where = ({ place, isOnline }: PlannedCourse): string =>
	[place, ...(isOnline ? ['trực tuyến'] : [])].filter(Boolean).join(', ');
const who = ({ people }: PlannedCourse): string =>
	people.length === 0
		? 'Chưa cử'
		: people.length > NAMED
			? `${String(people.length)} đồng chí`
			: people.join('; ');
const hoursWords = (hours: number): string => String(hours).replace('.', ',');

const coursesOf = ({ courses }: PlanFacts, strand: string): PlanBlock[] => {
	const own = courses.filter((course) => course.strand === strand);
	if (own.length === 0) return [paragraph('Chưa có khóa nào trong kế hoạch.')];
	return [
		{
			kind: 'table',
			columns: [
				{ title: 'TT', share: 6, align: 'center' },
				{ title: 'Nội dung, đơn vị tổ chức', share: 34 },
				{ title: 'Thời gian, địa điểm', share: 26 },
				{ title: 'Số tiết', share: 9, align: 'center' },
				{ title: 'Người tham gia', share: 25 },
			],
			rows: own.map((course, nth) => [
				String(nth + 1),
				[course.title, course.organiser].filter(Boolean).join(' - '),
				[when(course), where(course)].filter(Boolean).join('; '),
				hoursWords(course.hours),
				who(course),
			]),
		},
	];
};

/** The yearly plan: what it is for, what is asked of whom, the courses of each strand, who carries it out. */
export const planBlocks = (facts: PlanFacts): PlanBlock[] => {
	const needs = facts.strands.flatMap(({ code, name }) => {
		const count = facts.openNeeds[code] ?? 0;
		return count > 0 ? [dash(`${name}: ${String(count)} nhu cầu đang được xem xét`)] : [];
	});
	return [
		heading('Mục đích, yêu cầu'),
		paragraph(
			`Nâng cao trình độ, năng lực của cán bộ, đảng viên, công chức, viên chức trong ${facts.unitName} theo nhiệm vụ được giao; đào tạo, bồi dưỡng đúng người, đúng nội dung, gắn với việc làm hằng ngày.`,
		),
		...facts.asked.map(dash),
		...facts.strands.flatMap(({ code, name }) => [heading(name), ...coursesOf(facts, code)]),
		...(needs.length > 0 ? [heading('Nhu cầu đang xem xét'), ...needs] : []),
		heading('Tổ chức thực hiện'),
		paragraph(
			'Các đồng chí được cử đi học tham gia đầy đủ, nộp chứng chỉ hoặc giấy chứng nhận sau khi hoàn thành. Chi ủy theo dõi, đôn đốc và ghi kết quả của từng đồng chí.',
		),
	];
};
