import { personById } from '#lib/features/organisation/public.server.ts';
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
import { type Day, longDate } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { qrCode } from '#lib/text/qr/qr-code.ts';
import { placeName } from './domain/links.ts';
import { formWords } from './domain/rules.ts';
import { letterById, linkById, requestById, ruleOf } from './facts.server.ts';
import { mayGather, mayKeepBook } from './policy.ts';
import { secretaryOf } from './signer.server.ts';

/** A link that opens once, as it is printed: its address and the last day on which it opens. */
export type PrintedLink = { address: string; until: Day };
export type PrintedPaper = { paper: Paper; layout: Layout; name: string };

const DOTS = '…'.repeat(60);

const squaresOf = (text: string): string[] =>
	qrCode(text).map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));

/** A code with the margin of four white squares, and what it is for. */
const codeBlock = ({ address, until }: PrintedLink, what: string): Block => {
	const inner = squaresOf(address);
	const blank = '0'.repeat(inner.length + 8);
	const margin = [blank, blank, blank, blank];
	return {
		kind: 'code',
		squares: [...margin, ...inner.map((row) => `0000${row}0000`), ...margin],
		beside: [
			what,
			`Không cần tài khoản. Mã dùng một lần, đến hết ngày ${longDate(until)}.`,
			`Hoặc mở địa chỉ: ${address}`,
		],
	};
};

type About = { unitId: string; personId: string };
const headOf = async (tx: Tx, actor: Actor, about: About, day: Day) => {
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, about.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const signer = await secretaryOf(tx, about, day);
	const person = await personById(tx, about.personId);
	return { layout, body, person, signatures: { right: signatureOf(layout, body, signer) } };
};

const factLine = (term: string, value: string): Block => ({ kind: 'dash', text: `${term}: ${value}` });

/**
 * The letter of introduction in the prescribed layout. @param link prints a code by which the receipt is confirmed
 * @throws Failure missing for whoever does not keep the book
 */
export const introductionPaper = async (
	tx: Tx,
	actor: Actor,
	letterId: string,
	link: PrintedLink | null,
): Promise<PrintedPaper> => {
	const letter = await letterById(tx, actor.tenantId, letterId);
	if (!mayKeepBook(actor, letter.unitId).allowed) throw missing('failure_not_found');
	const home = await linkById(tx, actor.tenantId, letter.linkId);
	const { layout, body, person, signatures } = await headOf(tx, actor, letter, letter.issuedOn);
	const number = Number(/^\d+/.exec(letter.mark)?.[0] ?? Number.NaN);
	const blocks: Block[] = [
		{
			kind: 'paragraph',
			text: `Thực hiện ${formWords.basis}, ${body.name} trân trọng giới thiệu:`,
		},
		factLine('Đồng chí', person.fullName),
		...(person.jobTitle ? [factLine('Chức vụ, vị trí công tác', person.jobTitle)] : []),
		factLine('Nơi cư trú', [home.address, placeName(letter)].filter(Boolean).join('; ')),
		...(home.exemptName ? [factLine('Thuộc diện', `${home.exemptName} (${home.reason})`)] : []),
		{
			kind: 'paragraph',
			text: 'Đồng chí có trách nhiệm giữ mối liên hệ thường xuyên với tổ chức đảng và thực hiện nghĩa vụ công dân nơi cư trú.',
		},
		...(letter.cause === 'renamed'
			? [
					{
						kind: 'paragraph',
						text: 'Giấy này thay cho giấy giới thiệu trước đây, do tổ chức đảng nơi cư trú đã đổi tên hoặc sáp nhập.',
					} satisfies Block,
				]
			: []),
		{
			kind: 'paragraph',
			text: 'Đề nghị cấp ủy nơi cư trú tiếp nhận, tạo điều kiện để đồng chí hoàn thành nhiệm vụ.',
		},
		...(link ? [codeBlock(link, 'Chi ủy nơi cư trú quét mã để xác nhận đã tiếp nhận.')] : []),
	];
	return {
		layout,
		name: `Giấy giới thiệu ${letter.mark}`,
		paper: {
			type: 'introduction',
			head: {
				superior: body.superior,
				issuer: body.name,
				number: { number: Number.isNaN(number) ? null : number, sign: body.sign },
				place: body.place,
				day: letter.issuedOn,
				title: 'đảng viên giữ mối liên hệ với tổ chức đảng và nhân dân nơi cư trú',
				addressees: [letter.commune, letter.cell],
			},
			body: blocks,
			signatures,
			copies: ['Như trên', ...(body.kept ? [body.kept] : [])],
		},
	};
};

const requestFor = async (tx: Tx, actor: Actor, requestId: string) => {
	const request = await requestById(tx, actor.tenantId, requestId);
	if (!mayGather(actor, request).allowed) throw missing('failure_not_found');
	return request;
};

/** The form on which the residential cell writes its remark. @throws Failure missing for whoever gathers none */
export const requestPaper = async (
	tx: Tx,
	actor: Actor,
	requestId: string,
	today: Day,
	link: PrintedLink | null,
): Promise<PrintedPaper> => {
	const request = await requestFor(tx, actor, requestId);
	const { layout, body, person } = await headOf(tx, actor, request, today);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: request.unitId }, today);
	const blocks: Block[] = [
		{
			kind: 'paragraph',
			text: `${body.name} đề nghị chi ủy nơi cư trú nhận xét về đồng chí dưới đây trong năm ${request.year} và gửi lại trước ngày ${longDate(request.dueOn)}.`,
		},
		factLine('Họ và tên', person.fullName),
		...(person.jobTitle ? [factLine('Chức vụ, vị trí công tác', person.jobTitle)] : []),
		factLine('Nơi cư trú', placeName(request)),
		...formWords.asked.flatMap((asked): Block[] => [
			{ kind: 'item', level: 2, text: `${asked}:` },
			{ kind: 'paragraph', text: DOTS },
			{ kind: 'paragraph', text: DOTS },
		]),
		{ kind: 'item', level: 2, text: `Nhận xét chung (khoanh tròn một mức): ${rule.levels.join(' / ')}.` },
		...(link
			? [codeBlock(link, 'Hoặc quét mã để gửi nhận xét ngay trên điện thoại, không phải gửi giấy.')]
			: []),
	];
	return {
		layout,
		name: `Phiếu nhận xét nơi cư trú ${request.year}`,
		paper: {
			// Signed by the residential cell: it bears no number of the unit.
			type: 'commitment',
			head: {
				typeName: 'Phiếu lấy ý kiến nhận xét',
				superior: body.superior,
				issuer: body.name,
				number: null,
				place: body.place,
				day: null,
				year: today.slice(0, 4),
				title: `đối với đảng viên giữ mối liên hệ nơi cư trú, năm ${request.year}`,
				addressees: [request.commune, request.cell],
			},
			body: blocks,
			signatures: {
				right: { authority: ['T/M chi ủy nơi cư trú'], office: 'Bí thư', name: null },
			},
			copies: [],
		},
	};
};

/** A letter by which the residential cell is asked again for a remark. Its number stays open. @throws Failure missing */
export const urgingPaper = async (
	tx: Tx,
	actor: Actor,
	requestId: string,
	today: Day,
): Promise<PrintedPaper> => {
	const request = await requestFor(tx, actor, requestId);
	const { layout, body, person, signatures } = await headOf(tx, actor, request, today);
	const isLate = today > request.dueOn;
	return {
		layout,
		name: `Đôn đốc nhận xét nơi cư trú ${request.year}`,
		paper: {
			type: 'official_letter',
			head: {
				superior: body.superior,
				issuer: body.name,
				number: { number: null, sign: body.sign },
				place: body.place,
				day: null,
				year: today.slice(0, 4),
				title: `về việc nhận xét đảng viên giữ mối liên hệ nơi cư trú năm ${request.year}`,
				addressees: [request.commune, request.cell],
			},
			body: [
				{
					kind: 'paragraph',
					text: `${body.name} đã đề nghị quý cấp ủy nhận xét về đồng chí ${person.fullName} trong việc giữ mối liên hệ với tổ chức đảng và nhân dân nơi cư trú năm ${request.year}, ${isLate ? 'hạn đến' : 'trước'} ngày ${longDate(request.dueOn)}.`,
				},
				{
					kind: 'paragraph',
					text: `Đến nay ${body.name} chưa nhận được ý kiến. Nhận xét của nơi cư trú là một căn cứ để đánh giá, xếp loại đảng viên cuối năm. Kính đề nghị quý cấp ủy quan tâm, sớm gửi nhận xét về ${body.name}.`,
				},
				{ kind: 'paragraph', text: 'Trân trọng cảm ơn sự phối hợp của quý cấp ủy.' },
			],
			signatures,
			copies: body.kept ? [body.kept] : [],
		},
	};
};
