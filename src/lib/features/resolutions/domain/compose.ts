import type { Day } from '#lib/shared/calendar.ts';
import { lowerFirst, shortDay } from '#lib/text/official-words.ts';
import { type PlainBlock, plainBlocks } from '#lib/text/plain-blocks.ts';
import type { ResolutionKind } from './states.ts';

/** A task as a resolution states it. */
export type StatedTask = {
	title: string;
	owner: string;
	dueOn: Day;
	result: string;
	/** The document from above that it carries out, as it is cited. */
	carriesOut: string | null;
};

export type ResolutionWords = {
	kind: ResolutionKind;
	unitName: string;
	/** The first day of the month whose work it sets. */
	forMonth: Day | null;
	meeting: { title: string; day: Day } | null;
	/** As they are cited in full. */
	carriesOut: readonly string[];
	results: string;
	direction: string;
	implementation: string;
	tasks: readonly StatedTask[];
	vote: { yes: number; entitled: number } | null;
};

/** "tháng 11 năm 2026". */
export const monthName = (month: Day): string =>
	`tháng ${Number(month.slice(5, 7))} năm ${month.slice(0, 4)}`;

/** The first day of the month before. */
export const monthBefore = (month: Day): Day => {
	const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 2;
	return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
};

const withoutStop = (text: string): string => text.trim().replace(/[.;\s]+$/u, '');

/** One task in a sentence each for who, by when, what will be there. */
const taskText = ({ title, owner, dueOn, result, carriesOut }: StatedTask): string =>
	[
		withoutStop(title),
		`Đồng chí ${owner} chủ trì, hoàn thành trước ngày ${shortDay(dueOn)}`,
		...(result && withoutStop(result) !== withoutStop(title)
			? [`Kết quả: ${lowerFirst(withoutStop(result))}`]
			: []),
		...(carriesOut ? [`Thực hiện ${carriesOut}`] : []),
	]
		.map((sentence) => `${sentence}.`)
		.join(' ');

const opening = (words: ResolutionWords): string => {
	const cited = words.carriesOut.length > 0 ? `Thực hiện ${words.carriesOut.join('; ')}; ` : '';
	const where = words.meeting
		? `${cited ? 't' : 'T'}ại cuộc họp ngày ${shortDay(words.meeting.day)}, sau khi nghe báo cáo và thảo luận, `
		: '';
	return `${cited}${where}${words.unitName} quyết nghị:`;
};

const headings = ({ kind, forMonth }: ResolutionWords): { results: string; direction: string } =>
	kind === 'monthly' && forMonth
		? {
				results: `Kết quả thực hiện nghị quyết ${monthName(monthBefore(forMonth))}`,
				direction: `Nhiệm vụ trọng tâm ${monthName(forMonth)}`,
			}
		: { results: 'Tình hình', direction: 'Mục tiêu, nhiệm vụ và giải pháp' };

const item = (text: string): PlainBlock => ({ kind: 'item', level: 2, text });
const heading = (text: string): PlainBlock => ({ kind: 'heading', level: 1, text });

/**
 * What the resolution of a cell says, in the order that meetings of cells follow: results of the last month, tasks with
 * names and days, how it is carried out (Hướng dẫn 42-HD/BTCTW). A part of which nothing is written is left out.
 */
export const resolutionBlocks = (words: ResolutionWords): PlainBlock[] => {
	const titles = headings(words);
	const parts: [string, PlainBlock[]][] = [
		[titles.results, plainBlocks(words.results)],
		[titles.direction, [...plainBlocks(words.direction), ...words.tasks.map((task) => item(taskText(task)))]],
		['Tổ chức thực hiện', plainBlocks(words.implementation)],
	];
	return [
		{ kind: 'paragraph', text: opening(words) },
		...parts.flatMap(([title, blocks]) => (blocks.length > 0 ? [heading(title), ...blocks] : [])),
		...(words.vote
			? [
					{
						kind: 'paragraph',
						text: `Nghị quyết được ${words.vote.yes}/${words.vote.entitled} đảng viên chính thức của chi bộ tán thành`,
					} as const,
				]
			: []),
	];
};

/** The words that were put to the vote, in one text: what is hashed, and what is shown. */
export const textOf = (title: string, blocks: readonly PlainBlock[]): string =>
	[title, ...blocks.map((block) => block.text)].join('\n');
