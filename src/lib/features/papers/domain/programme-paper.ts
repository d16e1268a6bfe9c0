import type { Day } from '#lib/shared/calendar.ts';
import { lowerFirst, shortDay } from '#lib/text/official-words.ts';
import type { Layout } from './layout.ts';
import type { Paper, PaperNumber } from './paper.ts';
import { type IssuingBody, type Signer, signatureOf } from './signatures.ts';

/** A document as a paper cites it. */
export type CitedDocument = {
	typeName: string;
	number: string | null;
	issuedOn: Day | null;
	issuer: string | null;
	title: string;
};

/** What an action programme says, whoever keeps it. */
export type ProgrammeFacts = {
	title: string;
	startsOn: Day;
	endsOn: Day;
	documents: readonly CitedDocument[];
	tasks: readonly { title: string; owner: string; helpers: readonly string[]; dueOn: Day; result: string }[];
};

/** How it is issued: without a number and a day it is a draft. */
export type Issue = { number: PaperNumber; day: Day | null; year: string; signer: Signer };

/** "Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương về …": as documents are cited in full (HD 36-HD/VPTW, II.1.6.1). */
export const cited = ({ typeName, number, issuedOn, issuer, title }: CitedDocument): string =>
	[
		number ? `${typeName} số ${number}` : typeName,
		...(issuedOn ? [`, ngày ${shortDay(issuedOn)}`] : []),
		...(issuer ? [` của ${issuer}`] : []),
		...(title ? [` ${lowerFirst(title)}`] : []),
	].join('');

/** The title without the name of the type, which stands above it. */
const withoutType = (layout: Layout, title: string): string => {
	const name = layout.types['action_programme']?.name ?? '';
	const rest = title.toLocaleLowerCase('vi').startsWith(name.toLocaleLowerCase('vi'))
		? title.slice(name.length).trim()
		: title;
	return rest === '' ? title : lowerFirst(rest);
};

/** An action programme as a paper: what it carries out, who does what by when, and from when until when it holds. */
export const programmePaper = (
	layout: Layout,
	body: IssuingBody,
	facts: ProgrammeFacts,
	issue: Issue,
): Paper => {
	const name = body.name;
	const documents = facts.documents.map(cited);
	const aim =
		documents.length > 0
			? `Thực hiện ${documents.join('; ')}, ${name} xây dựng chương trình hành động như sau:`
			: `${name} xây dựng chương trình hành động như sau:`;
	return {
		type: 'action_programme',
		head: {
			superior: body.superior,
			issuer: name,
			number: issue.number,
			place: body.place,
			day: issue.day,
			year: issue.year,
			title: withoutType(layout, facts.title),
			draft: issue.number.number === null ? 1 : null,
		},
		body: [
			{ kind: 'paragraph', text: aim },
			{ kind: 'heading', level: 1, text: 'Nhiệm vụ và phân công thực hiện' },
			{
				kind: 'table',
				columns: [
					{ title: 'STT', share: 13, align: 'center' },
					{ title: 'Nội dung', share: 46 },
					{ title: 'Người chủ trì', share: 27 },
					{ title: 'Phối hợp', share: 26 },
					{ title: 'Thời hạn', share: 26, align: 'center' },
					{ title: 'Sản phẩm', share: 27 },
				],
				rows: facts.tasks.map((task, at) => [
					String(at + 1),
					task.title,
					task.owner,
					task.helpers.join(', '),
					shortDay(task.dueOn),
					task.result,
				]),
			},
			{ kind: 'heading', level: 1, text: 'Thời gian thực hiện' },
			{
				kind: 'paragraph',
				text: `Chương trình hành động được thực hiện từ ngày ${shortDay(facts.startsOn)} đến ngày ${shortDay(facts.endsOn)}`,
			},
		],
		signatures: { right: signatureOf(layout, body, issue.signer) },
		copies: body.kept ? [body.kept] : [],
	};
};
