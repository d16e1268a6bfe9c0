import {
	type Block,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, longDate } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import type { Outcome, RecordKind } from './domain/states.ts';
import { mayWritePaper } from './policy.ts';
import { type InspectionPage, inspectionPage, type ListedRecord } from './queries.server.ts';

export type InspectionPaper = 'minutes' | 'conclusion';

// The papers are written in the words of offices, whatever the language of the page.
const kindWords: Record<RecordKind, string> = {
	task: 'Nhiệm vụ và minh chứng',
	minutes: 'Biên bản cuộc họp',
	registration: 'Bản đăng ký và kết quả kiểm tra quý',
	study_paper: 'Bài thu hoạch',
};
const outcomeWords: Record<Outcome, string> = {
	confirmed: 'Xác nhận đúng',
	not_confirmed: 'Chưa xác nhận',
	not_seen: 'Chưa xem được',
};

const paragraphs = (text: string): Block[] =>
	text
		.split(/\n+/)
		.filter(Boolean)
		.map((line): Block => ({ kind: 'paragraph', text: line }));

const ground = ({ one }: InspectionPage): Block => ({
	kind: 'basis',
	text: `Căn cứ Quyết định số ${one.decisionNumber} ngày ${longDate(one.decisionOn)} của ${one.unitName}`,
});

/** The records in a table; of records about people none is named. */
const table = (records: readonly ListedRecord[]): Block => ({
	kind: 'table',
	columns: [
		{ title: 'TT', share: 1, align: 'center' },
		{ title: 'Hồ sơ', share: 5 },
		{ title: 'Kết quả', share: 2 },
		{ title: 'Nhận xét', share: 4 },
	],
	rows: records.map((record, nth) => [
		String(nth + 1),
		`${record.title} (${longDate(record.happenedOn)})`,
		record.outcome ? outcomeWords[record.outcome] : '',
		record.words,
	]),
});

const minutesBlocks = (page: InspectionPage): Block[] => {
	const { one, counts } = page;
	const answers = page.answers.map(({ words }) => words).join('\n');
	return [
		ground(page),
		{ kind: 'heading', level: 1, text: 'Thành phần, thời gian, phạm vi' },
		{ kind: 'dash', text: `Người kiểm tra: ${page.inspectors.join(', ')}` },
		{ kind: 'dash', text: `Đơn vị được kiểm tra: ${one.inspectedUnitName}` },
		{ kind: 'dash', text: `Thời gian kiểm tra: từ ${longDate(one.startsOn)} đến ${longDate(one.endsOn)}` },
		{ kind: 'dash', text: `Mốc kiểm tra: từ ${longDate(one.periodFrom)} đến ${longDate(one.periodTo)}` },
		{ kind: 'heading', level: 1, text: 'Kết quả kiểm tra hồ sơ' },
		{
			kind: 'paragraph',
			text: `Đã kiểm tra ${page.records.length} hồ sơ: xác nhận đúng ${counts.confirmed}, chưa xác nhận ${counts.not_confirmed}, chưa xem được ${counts.not_seen}.`,
		},
		...one.kinds.flatMap((kind): Block[] => {
			const own = page.records.filter((record) => record.kind === kind);
			return own.length > 0 ? [{ kind: 'heading', level: 2, text: kindWords[kind] }, table(own)] : [];
		}),
		{ kind: 'heading', level: 1, text: 'Nhận xét chung' },
		...paragraphs(one.notes),
		...(answers
			? [{ kind: 'heading', level: 1, text: 'Ý kiến của đơn vị' } satisfies Block, ...paragraphs(answers)]
			: []),
	];
};

const conclusionBlocks = (page: InspectionPage): Block[] => [
	ground(page),
	{
		kind: 'paragraph',
		text: `Sau khi xem xét kết quả kiểm tra và ý kiến của ${page.one.inspectedUnitName}, ${page.one.unitName} kết luận như sau:`,
	},
	...paragraphs(page.one.conclusion),
	...(page.followUps.length > 0
		? [
				{ kind: 'heading', level: 1, text: 'Yêu cầu thực hiện' } satisfies Block,
				...page.followUps.map(
					({ body, dueOn }): Block => ({
						kind: 'dash',
						text: `${body} (xong trước ngày ${longDate(dueOn)})`,
					}),
				),
			]
		: []),
];

/**
 * The minutes of an inspection, or its conclusion as a notice, in the prescribed layout of the committee that ordered it. The
 * place of the number stays open: the committee's office enters it. @throws Failure missing, refused (no papers are issued)
 */
export const inspectionPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { inspectionId: string; which: InspectionPaper; today: Day },
): Promise<{ paper: Paper; layout: Layout }> => {
	const page = await inspectionPage(tx, actor, wanted);
	const { one } = page;
	if (!mayWritePaper(actor, one, wanted.which).allowed) throw missing('failure_not_found');
	const day =
		wanted.which === 'conclusion' && one.concludedOn
			? one.concludedOn
			: one.reportedAt
				? dayOf(one.reportedAt)
				: wanted.today;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, one.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const isMinutes = wanted.which === 'minutes';
	const paper: Paper = {
		type: isMinutes ? 'minutes' : 'notice',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: null, sign: body.sign },
			place: body.place,
			day,
			title: isMinutes ? `kiểm tra ${one.inspectedUnitName}` : `kết luận kiểm tra ${one.inspectedUnitName}`,
		},
		body: isMinutes ? minutesBlocks(page) : conclusionBlocks(page),
		signatures: isMinutes
			? {
					left: { authority: ['ĐẠI DIỆN ĐƠN VỊ'], office: null, name: null },
					right: { authority: ['NGƯỜI KIỂM TRA'], office: null, name: page.inspectors[0] ?? null },
				}
			: { right: signatureOf(layout, body, { office: 'head', name: null }) },
		copies: [one.inspectedUnitName, ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout };
};
