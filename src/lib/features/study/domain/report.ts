import type { Day } from '#lib/shared/calendar.ts';
import { lowerFirst, shortDay } from '#lib/text/official-words.ts';
import { type PlainBlock, plainBlocks } from '#lib/text/plain-blocks.ts';
import { links, owesMakeUp, type Reach, reachByUnit, reachOf, type Taken, type UnitReach } from './reach.ts';
import type { MakeUpWay } from './states.ts';

/** A participant as a report is made from it. */
export type ReportedPerson = Taken & {
	name: string;
	homeUnitId: string;
	homeUnitName: string;
	excusedReason: string | null;
	awayReasons: readonly string[];
	makeUp: { way: MakeUpWay; doneOn: Day | null } | null;
};

/** What the report of a round says; it is kept like this with its number. */
export type RoundReport = {
	title: string;
	unitName: string;
	startsOn: Day;
	endsOn: Day | null;
	/** The documents, as they are cited in full. */
	documents: string[];
	sessions: { day: Day; time: string; place: string; speaker: string }[];
	wantsPaper: boolean;
	units: UnitReach[];
	total: { required: number; reach: Reach };
	away: {
		name: string;
		unitName: string;
		reasons: string[];
		way: MakeUpWay | null;
		doneOn: Day | null;
	}[];
	excused: { name: string; unitName: string; reason: string }[];
	proposals: string[];
	/** What those who lead say of it: what went well, what did not, what follows. */
	assessment: string;
};

type Given = Pick<
	RoundReport,
	| 'title'
	| 'unitName'
	| 'startsOn'
	| 'endsOn'
	| 'documents'
	| 'sessions'
	| 'wantsPaper'
	| 'proposals'
	| 'assessment'
>;

/** The report of a round: who came how far in each unit, who was away and how it was made up, what was proposed. */
export const roundReport = (given: Given, people: readonly ReportedPerson[]): RoundReport => ({
	...given,
	units: reachByUnit(people, given.wantsPaper),
	total: {
		required: people.filter(({ isRequired }) => isRequired).length,
		reach: reachOf(people, given.wantsPaper),
	},
	away: people
		.filter((person) => owesMakeUp({ ...person, madeUp: false }))
		.map(({ name, homeUnitName, awayReasons, makeUp }) => ({
			name,
			unitName: homeUnitName,
			reasons: [...awayReasons],
			way: makeUp?.way ?? null,
			doneOn: makeUp?.doneOn ?? null,
		})),
	excused: people
		.filter(({ isRequired }) => !isRequired)
		.map(({ name, homeUnitName, excusedReason }) => ({
			name,
			unitName: homeUnitName,
			reason: excusedReason ?? '',
		})),
});

/** A block of a report as a paper takes it: text, or a table. */
export type ReportBlock =
	| PlainBlock
	| {
			kind: 'table';
			columns: { title: string; share: number; align?: 'left' | 'center' }[];
			rows: string[][];
	  };

const ways: Record<MakeUpWay, string> = {
	recording: 'xem bản ghi',
	other_session: 'dự buổi học khác',
	with_secretary: 'học trực tiếp với bí thư, chi ủy viên',
	own_reading: 'tự nghiên cứu tài liệu',
};

const columnNames = {
	attended: 'Dự đủ',
	read: 'Đã nghiên cứu',
	handed_in: 'Đã nộp bài',
	reviewed: 'Được đánh giá',
};

const figuresTable = ({ units, total, wantsPaper }: RoundReport): ReportBlock => {
	const told = links.filter((link) => wantsPaper || (link !== 'handed_in' && link !== 'reviewed'));
	const cells = (required: number, reach: Reach): string[] => [
		String(required),
		...told.map((link) => (reach[link].of === 0 ? '-' : `${reach[link].done}/${reach[link].of}`)),
	];
	return {
		kind: 'table',
		columns: [
			{ title: 'Đơn vị', share: 40 },
			{ title: 'Phải tham gia', share: 18, align: 'center' },
			...told.map((link) => ({ title: columnNames[link], share: 20, align: 'center' as const })),
		],
		rows: [
			...units.map(({ unitName, required, reach }) => [unitName, ...cells(required, reach)]),
			...(units.length > 1 ? [['Tổng cộng', ...cells(total.required, total.reach)]] : []),
		],
	};
};

const heading = (text: string): ReportBlock => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });
const dash = (text: string): ReportBlock => ({ kind: 'dash', text });

const heldPart = ({ sessions, title }: RoundReport): ReportBlock[] =>
	sessions.length === 0
		? [paragraph(`Đợt ${lowerFirst(title)} do từng người tự nghiên cứu, không tổ chức buổi học chung.`)]
		: sessions.map(({ day, time, place, speaker }) =>
				dash(
					[
						`${time.replace(':', ' giờ ')}, ngày ${shortDay(day)}`,
						...(place ? [`tại ${place}`] : []),
						...(speaker ? [`báo cáo viên: ${speaker}`] : []),
					].join(', '),
				),
			);

const awayPart = ({ away, excused, units }: RoundReport): ReportBlock[] => {
	const who = (name: string, unitName: string): string => (units.length > 1 ? `${name} (${unitName})` : name);
	const made = ({ way, doneOn }: RoundReport['away'][number]): string =>
		doneOn
			? `đã học bù ngày ${shortDay(doneOn)}${way ? ` (${ways[way]})` : ''}`
			: way
				? `chưa học bù xong (${ways[way]})`
				: 'chưa học bù';
	return [
		...(away.length === 0 ? [paragraph('Không có người vắng.')] : []),
		...away.map((one) =>
			dash(
				`${who(one.name, one.unitName)}: ${one.reasons.length > 0 ? `vắng có lý do (${one.reasons.map(lowerFirst).join('; ')})` : 'vắng'}; ${made(one)}`,
			),
		),
		...excused.map(({ name, unitName, reason }) =>
			dash(`${who(name, unitName)}: được miễn tham gia${reason ? ` (${lowerFirst(reason)})` : ''}`),
		),
	];
};

/** What a report says, block by block, in the order in which it is written. */
export const reportBlocks = (report: RoundReport): ReportBlock[] => [
	paragraph(
		`${report.unitName} đã tổ chức ${lowerFirst(report.title)}${report.documents.length > 0 ? ` (${report.documents.join('; ')})` : ''} từ ngày ${shortDay(report.startsOn)}${report.endsOn ? ` đến ngày ${shortDay(report.endsOn)}` : ''}. Kết quả như sau:`,
	),
	heading('Tổ chức học tập'),
	...heldPart(report),
	heading('Kết quả'),
	paragraph(
		`Có ${report.total.required} người phải tham gia${report.excused.length > 0 ? `, ${report.excused.length} người được miễn` : ''}.`,
	),
	figuresTable(report),
	heading('Người vắng và việc học bù'),
	...awayPart(report),
	...(report.proposals.length > 0
		? [heading('Đề xuất, kiến nghị qua đợt học tập'), ...report.proposals.map(dash)]
		: []),
	...(report.assessment ? [heading('Đánh giá chung'), ...plainBlocks(report.assessment)] : []),
];
