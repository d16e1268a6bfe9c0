import { type Day, longDate } from '#lib/shared/calendar.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import type { PlainBlock } from '#lib/text/plain-blocks.ts';
import type { MeetingKind } from './rules.ts';

export type CallFacts = {
	unitName: string;
	kind: MeetingKind;
	title: string;
	place: string;
	day: Day;
	time: string;
	chair: string;
	/** Whom it is for, by name. */
	invited: readonly string[];
	items: readonly { title: string }[];
	/** The documents of the agenda, as they are cited in full. */
	material: readonly string[];
};

/** Whom a meeting is for, in words. */
export const calledPeople = ({ kind, unitName }: Pick<CallFacts, 'kind' | 'unitName'>): string => {
	if (kind === 'committee') return `Các đồng chí cấp ủy ${unitName}`;
	return kind === 'regular' || kind === 'thematic' || kind === 'combined'
		? `Toàn thể đảng viên ${unitName}`
		: `Toàn thể đảng viên, công chức, viên chức và người lao động thuộc ${unitName}`;
};

/** Names are listed as long as they can be taken in at a glance; beyond that the number says enough. */
const MOST_NAMES = 15;

const people = (facts: CallFacts): string => {
	const count = facts.invited.length;
	return count > 0 && count <= MOST_NAMES
		? `${calledPeople(facts)}: ${facts.invited.join(', ')}.`
		: `${calledPeople(facts)} (${count} đồng chí).`;
};

const dash = (text: string): PlainBlock => ({ kind: 'dash', text });
const paragraph = (text: string): PlainBlock => ({ kind: 'paragraph', text });

/** What an invitation or a notice of a meeting says: who, when, where, who chairs, the agenda and the material. */
export const callBlocks = (facts: CallFacts, as: 'invitation' | 'notice'): PlainBlock[] => {
	const { unitName, title, place, day, time, chair, items, material } = facts;
	const [hours = '', minutes = ''] = time.split(':');
	return [
		paragraph(
			as === 'invitation'
				? `${unitName} trân trọng kính mời các đồng chí dự ${lowerFirst(title)}, cụ thể như sau:`
				: `${unitName} thông báo việc tổ chức ${lowerFirst(title)}, cụ thể như sau:`,
		),
		dash(`Thành phần: ${people(facts)}`),
		dash(`Thời gian: ${hours} giờ ${minutes}, ngày ${longDate(day)}.`),
		...(place ? [dash(`Địa điểm: ${place}.`)] : []),
		dash(`Chủ trì: đồng chí ${chair}.`),
		...(items.length > 0
			? [
					paragraph('Nội dung:'),
					...items.map((item, index) => paragraph(`${index + 1}. ${item.title.replace(/[.\s]+$/, '')}.`)),
				]
			: []),
		...(material.length > 0
			? [paragraph('Tài liệu:'), ...material.map((name) => dash(`${name.replace(/[.\s]+$/, '')}.`))]
			: []),
		paragraph('Đề nghị các đồng chí nghiên cứu trước nội dung, tài liệu và có mặt đúng thời gian.'),
	];
};
