import {
	type Block,
	issuingBodyOf,
	type Layout,
	layoutFor,
	minutesSignatures,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { shortDay } from '#lib/text/official-words.ts';
import type { Cell, ComparedUnit } from './domain/comparison.ts';
import { type Criterion, measured, verdictOf } from './domain/criteria.ts';
import type { KnownAward } from './facts.server.ts';
import { type AwardPage, awardPage } from './queries-award.server.ts';

export type AwardPaper = 'proposal' | 'minutes' | 'list';
type Committee = NonNullable<AwardPage['committee']>;

// The papers are written in the words of offices, whatever the language of the page.
const number = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });
const figureWords = (criterion: Criterion, cell: Cell | undefined): string => {
	if (!cell || cell.from === 'none') return 'chưa có số';
	if (cell.from === 'hidden' || cell.amount === null) return 'không nêu';
	const way = measured(criterion.source);
	const value =
		way === 'yes'
			? cell.amount > 0
				? 'có'
				: 'không'
			: `${number(cell.amount)}${way === 'share' ? '%' : ''}`;
	const verdict = verdictOf(cell.verified);
	const marks = [
		...(cell.from === 'unit' ? ['đơn vị báo'] : []),
		...(verdict === 'confirmed'
			? ['đã thẩm tra']
			: verdict === 'doubted'
				? ['thẩm tra chưa xác nhận đủ']
				: []),
		...(cell.meets === false ? ['chưa đạt điều kiện'] : []),
	];
	return [value, ...(marks.length > 0 ? [`(${marks.join(', ')})`] : [])].join(' ');
};

/** The title with its year, which its name may tell already. */
const titled = ({ name, year }: Pick<KnownAward, 'name' | 'year'>): string =>
	name.includes(String(year)) ? `“${name}”` : `“${name}” năm ${year}`;

const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** One table a unit: on paper a wide comparison cannot be read. */
const unitBlocks = (award: KnownAward, unit: ComparedUnit): Block[] => [
	{ kind: 'heading', level: 2, text: unit.name },
	{
		kind: 'table',
		columns: [
			{ title: 'Tiêu chí', share: 5 },
			{ title: 'Số liệu', share: 4 },
			{ title: 'Điểm', share: 1, align: 'center' },
		],
		rows: award.rules.criteria.map((criterion) => {
			const cell = unit.cells[criterion.key];
			return [criterion.name, figureWords(criterion, cell), cell?.points == null ? '' : number(cell.points)];
		}),
	},
];

const proposalBlocks = (award: KnownAward, { compared }: Committee): Block[] => [
	...(award.rules.source ? [{ kind: 'basis', text: `Căn cứ ${award.rules.source}` } satisfies Block] : []),
	paragraph(
		`${award.unitName} trình cấp ủy xem xét, bình chọn ${award.wanted} đơn vị đạt danh hiệu ${titled(award)}. Đến hạn đề cử ngày ${shortDay(award.nominateBy)}, có ${compared.length} đơn vị ký đề cử.`,
	),
	heading('Số liệu của các đơn vị theo tiêu chí'),
	...compared.flatMap((unit) => unitBlocks(award, unit)),
	heading('Đề nghị'),
	paragraph('Kính trình cấp ủy xem xét, thảo luận và bỏ phiếu. Điểm tính được chỉ là căn cứ để thảo luận.'),
];

const votesTable = ({ results }: Committee): Block => ({
	kind: 'table',
	columns: [
		{ title: 'TT', share: 1, align: 'center' },
		{ title: 'Đơn vị', share: 6 },
		{ title: 'Phiếu tán thành', share: 2, align: 'center' },
		{ title: 'Trên tổng số', share: 2, align: 'center' },
		{ title: 'Tỷ lệ', share: 2, align: 'center' },
	],
	rows: results.map(({ name, votes, base }, nth) => [
		String(nth + 1),
		name,
		String(votes ?? 0),
		String(base),
		base > 0 ? `${number(((votes ?? 0) / base) * 100)}%` : '',
	]),
});

const minutesBlocks = (award: KnownAward, committee: Committee): Block[] => {
	const { vote } = committee;
	if (!vote) return [];
	const present = vote.voters.filter(({ isPresent }) => isPresent);
	const absent = vote.voters.filter(({ isPresent }) => !isPresent);
	return [
		paragraph(`Ngày ${shortDay(vote.metOn)}, ${award.unitName} họp xét danh hiệu ${titled(award)}.`),
		heading('Thành phần'),
		{
			kind: 'dash',
			text: `Có quyền bỏ phiếu: ${vote.voters.length}; có mặt: ${present.length}; vắng: ${absent.length}`,
		},
		...(absent.length > 0
			? [{ kind: 'dash', text: `Vắng mặt: ${absent.map(({ name }) => name).join(', ')}` } satisfies Block]
			: []),
		heading('Cách biểu quyết'),
		paragraph(
			vote.ballot === 'secret'
				? `Bỏ phiếu kín. Phiếu phát ra ${vote.handedOut}, thu về ${vote.returned}, hợp lệ ${vote.valid}.`
				: 'Biểu quyết công khai.',
		),
		...(award.rules.voting.ownUnit === 'abstains'
			? [paragraph('Người thuộc đơn vị được đề cử không bỏ phiếu cho đơn vị mình.')]
			: []),
		heading('Kết quả'),
		votesTable(committee),
		paragraph(
			`Mức quá bán theo quy định của cấp ủy: trên ${award.rules.voting.majorityShare}% số người ${award.rules.voting.majorityOf === 'entitled' ? 'có quyền bỏ phiếu' : 'có mặt'}.`,
		),
	];
};

const listBlocks = ({ award, choices }: AwardPage): Block[] => [
	{
		kind: 'paragraph',
		text: [
			{
				text: `(Kèm theo Quyết định số ${award.decisionNumber}, ngày ${award.decisionOn ? shortDay(award.decisionOn) : ''} của ${award.unitName})`,
				italic: true,
			},
		],
	},
	{
		kind: 'table',
		columns: [
			{ title: 'TT', share: 1, align: 'center' },
			{ title: 'Đơn vị', share: 8 },
			{ title: 'Phiếu tán thành', share: 3, align: 'center' },
		],
		rows: choices.map(({ unitName, votes, base }, nth) => [String(nth + 1), unitName, `${votes}/${base}`]),
	},
	paragraph(`Danh sách có ${choices.length} đơn vị.`),
];

const written: Record<
	AwardPaper,
	{ type: Paper['type']; typeName?: string; title: (award: KnownAward) => string }
> = {
	proposal: {
		type: 'submission',
		title: (award) => `về việc xét danh hiệu ${titled(award)}`,
	},
	minutes: { type: 'minutes', title: (award) => `kiểm phiếu xét danh hiệu ${titled(award)}` },
	list: {
		type: 'notice',
		typeName: 'Danh sách',
		title: (award) => `đơn vị đạt danh hiệu ${titled(award)}`,
	},
};

const dayOfPaper = ({ award, committee }: AwardPage, which: AwardPaper, today: Day): Day => {
	if (which === 'list') return award.decisionOn ?? today;
	if (which === 'minutes') return committee?.vote?.metOn ?? today;
	return award.fixedAt ? dayOf(award.fixedAt) : today;
};

/** Which papers there are for the actor: the list for everybody who reads the result, the others for the committee. */
export const papersOf = ({ award, committee, choices }: AwardPage): AwardPaper[] => [
	...(committee && award.fixedAt ? (['proposal'] as const) : []),
	...(committee?.vote && committee.vote.tallies.length > 0 ? (['minutes'] as const) : []),
	...(choices.length > 0 ? (['list'] as const) : []),
];

/**
 * A paper of a title in the prescribed layout of its committee. Places of numbers stay open: the committee's office enters them.
 * @throws Failure missing, refused (no papers are issued)
 */
export const awardPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { awardId: string; which: AwardPaper; today: Day },
): Promise<{ paper: Paper; layout: Layout }> => {
	const found = await awardPage(tx, actor, { ...wanted, order: 'name' });
	if (!papersOf(found).includes(wanted.which)) throw missing('failure_not_found');
	const day = dayOfPaper(found, wanted.which, wanted.today);
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, found.award.unit.id, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	// The paper speaks as its issuer: the committee, not the organisation that it heads.
	const page = { ...found, award: { ...found.award, unitName: body.name } };
	const { award, committee } = page;
	const { type, typeName, title } = written[wanted.which];
	const blocks = (): Block[] => {
		if (wanted.which === 'list' || !committee) return listBlocks(page);
		return wanted.which === 'minutes' ? minutesBlocks(award, committee) : proposalBlocks(award, committee);
	};
	const paper: Paper = {
		type,
		head: {
			...(typeName ? { typeName } : {}),
			superior: body.superior,
			issuer: body.name,
			// What is attached to a decision has the number of the decision.
			number: typeName ? null : { number: null, sign: body.sign },
			place: body.place,
			day,
			title: title(award),
			...(wanted.which === 'proposal' ? { addressees: ['Các đồng chí cấp ủy viên'] } : {}),
		},
		body: blocks(),
		signatures:
			wanted.which === 'minutes'
				? minutesSignatures(layout, { recorder: null, chair: null })
				: { right: signatureOf(layout, body, { office: 'head', name: null }) },
		copies:
			wanted.which === 'minutes'
				? []
				: [...(wanted.which === 'proposal' ? ['Như trên'] : []), ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout };
};
