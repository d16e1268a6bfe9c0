import type { FigureKey, Figures } from './figures.ts';

const say = (value: number): string => value.toLocaleString('vi-VN');
/** "96,3%", without decimals where it comes out even. */
const share = (value: number, of: number): string =>
	`${((value / of) * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 })}%`;

/** "tăng 2 so với kỳ trước" where something changed and the period before is known. */
const against = (now: number, before: number | undefined): string => {
	if (before === undefined || before === now) return '';
	return now > before
		? ` (tăng ${say(now - before)} so với kỳ trước)`
		: ` (giảm ${say(before - now)} so với kỳ trước)`;
};

type Facts = { period: string; now: Figures; before: Figures };
type Sentence = (facts: Facts) => string | null;

/** A sentence that is there only where the figure is, and is not nought. */
const where =
	(key: FigureKey, write: (value: number, facts: Facts) => string): Sentence =>
	(facts) => {
		const value = facts.now[key];
		return value ? write(value, facts) : null;
	};
const part = (facts: Facts, key: FigureKey, of: FigureKey): string | null => {
	const [value, whole] = [facts.now[key], facts.now[of]];
	return value !== undefined && whole ? `${say(value)}/${say(whole)} (${share(value, whole)})` : null;
};

const members: Sentence = where('members', (count, { now }) => {
	const probationary = now.members_probationary
		? `, trong đó ${say(now.members_probationary)} đảng viên dự bị`
		: '';
	const others = now.non_party ? `; ${say(now.non_party)} quần chúng` : '';
	return `Tính đến cuối kỳ báo cáo, đơn vị có ${say(count)} đảng viên${probationary}${others}.`;
});
const admitted: Sentence = where('members_new', (count) => `Trong kỳ kết nạp ${say(count)} đảng viên mới.`);
const meetings: Sentence = where('meetings', (count, { period, now, before }) => {
	const thematic = now.meetings_thematic
		? `, trong đó ${say(now.meetings_thematic)} kỳ sinh hoạt chuyên đề`
		: '';
	const attendance =
		now.attendance !== undefined && now.attendance_asked
			? `; tỷ lệ đảng viên dự sinh hoạt đạt ${share(now.attendance, now.attendance_asked)}`
			: '';
	return `Trong ${period}, đã tổ chức ${say(count)} kỳ sinh hoạt chi bộ${against(count, before.meetings)}${thematic}${attendance}.`;
});
const committee: Sentence = where('meetings_committee', (count) => `Cấp ủy họp ${say(count)} kỳ.`);
const resolutions: Sentence = where(
	'resolutions',
	(count, { before }) => `Đã ban hành ${say(count)} nghị quyết${against(count, before.resolutions)}.`,
);
const documents: Sentence = where('documents', (count, facts) => {
	const read = part(facts, 'reading', 'reading_asked');
	return `Đã phổ biến, quán triệt ${say(count)} văn bản của cấp trên và của đơn vị${read ? `; số lượt nghiên cứu đạt ${read}` : ''}.`;
});
const rounds: Sentence = where('rounds', (count, facts) => {
	const came = part(facts, 'study', 'study_asked');
	const wrote = part(facts, 'papers', 'papers_asked');
	return `Đã tổ chức ${say(count)} đợt học tập nghị quyết${came ? `; số lượt người tham gia đạt ${came}` : ''}${wrote ? `; bài thu hoạch đã nộp ${wrote}` : ''}.`;
});
const programmes: Sentence = where(
	'programmes',
	(count) => `Đã ban hành ${say(count)} chương trình, kế hoạch hành động thực hiện nghị quyết.`,
);
const tasks: Sentence = where('tasks', (count, facts) => {
	const done = part(facts, 'tasks_done', 'tasks');
	const onTime = facts.now.tasks_on_time;
	const late = facts.now.tasks_late;
	return `Có ${say(count)} nhiệm vụ đến hạn trong kỳ${done ? `; đã hoàn thành ${done}` : ''}${onTime ? `, trong đó ${say(onTime)} nhiệm vụ đúng hạn` : ''}${late ? `; còn ${say(late)} nhiệm vụ quá hạn` : ''}.`;
});
const registered: Sentence = (facts) => {
	const some = part(facts, 'registered', 'register_asked');
	return some && `Số người đăng ký nội dung học tập và làm theo đạt ${some}.`;
};
const checks: Sentence = (facts) => {
	const some = part(facts, 'checks', 'checks_asked');
	return some && `Đã kiểm tra việc thực hiện đăng ký hằng quý của ${some} người.`;
};
const examples: Sentence = where('examples', (count, { now }) => {
	const commended = now.commendations ? `; biểu dương, khen thưởng ${say(now.commendations)} lượt` : '';
	return `Đã phát hiện, công bố ${say(count)} gương người tốt, việc tốt${commended}.`;
});
const limits: Sentence = where('limits', (count, { now }) => {
	const closed = now.limits_closed ? `; đã khắc phục xong ${say(now.limits_closed)} trường hợp` : '';
	return `Cấp ủy đã nhắc nhở, góp ý ${say(count)} trường hợp${closed}.`;
});
const late: Sentence = where(
	'tasks_late',
	(count) => `Còn ${say(count)} nhiệm vụ quá hạn chưa hoàn thành, cần tập trung chỉ đạo trong kỳ tới.`,
);
const proposals: Sentence = where('proposals', (count, facts) => {
	const answered = part(facts, 'proposals_answered', 'proposals');
	return `Đã tiếp nhận ${say(count)} đề xuất, kiến nghị${answered ? `; đã trả lời ${answered}` : ''}.`;
});

/** Which sentence tells a figure; the others are told within it. */
const sentences: Partial<Record<FigureKey, Sentence>> = {
	members,
	members_new: admitted,
	meetings,
	meetings_committee: committee,
	resolutions,
	documents,
	rounds,
	programmes,
	tasks,
	registered,
	checks,
	examples,
	limits,
	tasks_late: late,
	proposals,
};

/**
 * The words that figures give for a section, in the language of offices; a proposal for whoever writes it.
 * @param keys of the figures of the section, in the order in which they are told
 */
export const draftOf = (keys: readonly FigureKey[], facts: Facts): string =>
	keys
		// Late tasks are told with the tasks where both stand in one section.
		.filter((key) => key !== 'tasks_late' || !keys.includes('tasks'))
		.flatMap((key) => sentences[key]?.(facts) ?? [])
		.join('\n');
