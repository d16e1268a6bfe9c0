import { shortDay } from '#lib/text/official-words.ts';
import { type PlainBlock, plainBlocks } from '#lib/text/plain-blocks.ts';
import { type Entry, entriesOf, type Fields, partField } from './fields.ts';
import type { Form } from './form.ts';
import { romanQuarter } from './states.ts';

/** A block of the printed registration, as a paper takes it. */
export type CommitmentBlock =
	| PlainBlock
	| { kind: 'heading'; level: 2; text: string }
	| {
			kind: 'table';
			columns: { title: string; share: number; align?: 'left' | 'center' }[];
			rows: string[][];
	  };

export type CommitmentFacts = {
	/** Whose it is: a person with what they are, or a unit. */
	name: string;
	isUnit: boolean;
	jobTitle: string;
	unitName: string;
	documentName: string;
	year: string;
	form: Form;
	fields: Fields;
	contents: readonly { id: string; title: string }[];
	exampleFields: readonly { id: string; title: string }[];
	criteria: readonly string[];
	confirmed: { on: string; meeting: string | null } | null;
};

const heading = (text: string): CommitmentBlock => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): CommitmentBlock => ({ kind: 'paragraph', text });
const dash = (text: string): CommitmentBlock => ({ kind: 'dash', text });

const marksOf = ({ marks }: Entry): string =>
	marks.flatMap((mark, at) => (mark ? [`Quý ${romanQuarter(at + 1)}: ${mark}`] : [])).join('; ');

/** What stands in the printed registration: who, the parts of the form, what is registered by content, the common criteria. */
export const commitmentBlocks = (facts: CommitmentFacts): CommitmentBlock[] => {
	const entries = entriesOf(facts.fields);
	const ofContent = (id: string): Entry[] => entries.filter(({ contentId }) => contentId === id);
	const titleOfField = (id: string | null): string | undefined =>
		facts.exampleFields.find((field) => field.id === id)?.title;
	const examples = [...new Set(entries.flatMap(({ fieldId }) => titleOfField(fieldId) ?? []))];
	return [
		paragraph(
			facts.isUnit
				? `${facts.name} đăng ký thực hiện ${facts.documentName} với các nội dung sau:`
				: `Tôi là ${facts.name}${facts.jobTitle ? `, ${facts.jobTitle}` : ''}, sinh hoạt tại ${facts.unitName}. Thực hiện ${facts.documentName}, tôi cam kết và đăng ký các nội dung sau:`,
		),
		...facts.form.parts.flatMap(({ key, title }): CommitmentBlock[] => {
			const text = facts.fields[partField(key)]?.trim() ?? '';
			return text === '' ? [] : [heading(title), ...plainBlocks(text)];
		}),
		heading('Nội dung đăng ký'),
		...facts.contents.flatMap(({ id, title }): CommitmentBlock[] =>
			ofContent(id).length === 0
				? []
				: [
						{ kind: 'heading', level: 2, text: title },
						{
							kind: 'table',
							columns: [
								{ title: 'Việc làm', share: 34 },
								{ title: 'Thước đo', share: 24 },
								{ title: 'Minh chứng', share: 22 },
								{ title: 'Mốc từng quý', share: 32 },
							],
							rows: ofContent(id).map((entry) => [entry.act, entry.measure, entry.evidence, marksOf(entry)]),
						},
					],
		),
		...(examples.length > 0
			? [paragraph(`Đăng ký phấn đấu trở thành điển hình về: ${examples.join('; ')}.`)]
			: []),
		...(facts.criteria.length > 0 ? [heading('Tiêu chí chung'), ...facts.criteria.map(dash)] : []),
		...(facts.confirmed
			? [
					paragraph(
						`Chi ủy đã xác nhận bản đăng ký này ngày ${shortDay(facts.confirmed.on)}${facts.confirmed.meeting ? ` (${facts.confirmed.meeting})` : ''}.`,
					),
				]
			: []),
	];
};
