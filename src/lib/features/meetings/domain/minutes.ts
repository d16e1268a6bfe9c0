import { type Day, longDate } from '#lib/shared/calendar.ts';

export type MinutesFacts = {
	unitName: string;
	title: string;
	place: string;
	day: Day;
	from: string;
	to: string;
	chair: string;
	taker: string;
	attendance: {
		official: number;
		probationary: number;
		others: number;
		present: number;
		excused: readonly { name: string; reason: string }[];
		absent: readonly string[];
	};
	items: readonly {
		title: string;
		notes: readonly string[];
		assignments: readonly { title: string; person: string; dueOn: Day }[];
		ballots: readonly Ballot[];
		summaries: readonly SummaryLine[];
	}[];
	/** Given to summarise in the meeting, of documents that are under no item. */
	summaries: readonly SummaryLine[];
	conclusion: string;
};
type SummaryLine = { document: string; person: string; dueOn: Day };
type Ballot = {
	question: string;
	method: 'hand' | 'secret';
	yes: number;
	no: number;
	abstain: number;
	entitled: number;
	carried: boolean;
};

const sentence = (text: string): string => (/[.!?…]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`);

const attendanceLines = ({ attendance }: MinutesFacts): string[] => {
	const total = attendance.official + attendance.probationary + attendance.others;
	const parts = [
		attendance.official > 0 ? `${attendance.official} đảng viên chính thức` : '',
		attendance.probationary > 0 ? `${attendance.probationary} đảng viên dự bị` : '',
		attendance.others > 0 ? `${attendance.others} người khác` : '',
	].filter(Boolean);
	const excused = attendance.excused.map(({ name, reason }) => (reason ? `${name} (${reason})` : name));
	return [
		`- Tổng số: ${total}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}.`,
		`- Có mặt: ${attendance.present}/${total}.`,
		`- Vắng có lý do: ${excused.length}${excused.length > 0 ? `: ${excused.join('; ')}` : ''}.`,
		`- Vắng không có lý do: ${attendance.absent.length}${attendance.absent.length > 0 ? `: ${attendance.absent.join('; ')}` : ''}.`,
	];
};

const summaryLine = ({ document, person, dueOn }: SummaryLine): string =>
	`- Phân công đồng chí ${person} tóm lược ${document}, hạn ${longDate(dueOn)}.`;

const ballotLine = (ballot: Ballot): string =>
	`Biểu quyết (${ballot.method === 'hand' ? 'giơ tay' : 'bỏ phiếu kín'}): ${sentence(ballot.question)} Tán thành ${ballot.yes}, không tán thành ${ballot.no}, ý kiến khác ${ballot.abstain}, trên tổng số ${ballot.entitled} đảng viên chính thức. ${ballot.carried ? 'Được thông qua.' : 'Không được thông qua.'}`;

/**
 * The minutes of a meeting from what was recorded in it, in the order of the guidance: attendance, chair and taker, the
 * items with what was said, assigned and decided, the conclusion (Hướng dẫn 42-HD/BTCTW). Plain paragraphs.
 */
export const minutesText = (facts: MinutesFacts): string => {
	const items = facts.items.flatMap((item, index) => [
		`${index + 1}. ${sentence(item.title)}`,
		...item.notes.flatMap((note) => note.split(/\n+/).filter((line) => line.trim() !== '')),
		...item.assignments.map(
			({ title, person, dueOn }) =>
				`- Phân công đồng chí ${person}: ${title.replace(/[.\s]+$/, '')}; hoàn thành trước ngày ${longDate(dueOn)}.`,
		),
		...item.summaries.map(summaryLine),
		...item.ballots.map(ballotLine),
	]);
	return [
		`Hôm nay, ngày ${longDate(facts.day)}, ${facts.unitName} tổ chức ${facts.title.charAt(0).toLowerCase()}${facts.title.slice(1)}${facts.place ? ` tại ${facts.place}` : ''}. Bắt đầu lúc ${facts.from}.`,
		'I- THÀNH PHẦN',
		...attendanceLines(facts),
		`- Chủ trì: đồng chí ${facts.chair}.`,
		`- Người ghi biên bản: đồng chí ${facts.taker}.`,
		'II- NỘI DUNG',
		...items,
		...facts.summaries.map(summaryLine),
		'III- KẾT LUẬN',
		...(facts.conclusion.trim() ? facts.conclusion.split(/\n+/) : ['(Chưa ghi kết luận.)']),
		`Hội nghị kết thúc lúc ${facts.to} cùng ngày. Biên bản đã được đọc lại cho hội nghị nghe và thống nhất.`,
	].join('\n');
};
