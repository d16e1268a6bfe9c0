import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
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
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { shortDay } from '#lib/text/official-words.ts';
import { qrCode } from '#lib/text/qr/qr-code.ts';
import { checkOf } from './check.server.ts';
import { type FactKey, letterBasis } from './domain/rules.ts';
import { letterOf, transferById } from './facts.server.ts';
import { maySeeTransfer } from './policy.ts';

/** A code as it is printed: the address at which the receipt is confirmed, and the last day on which it opens. */
export type PrintedCode = { address: string; until: Day };
export type PrintedPaper = { paper: Paper; layout: Layout; name: string };

const standings = { official: 'Đảng viên chính thức', probationary: 'Đảng viên dự bị' } as const;
const terms: Record<FactKey, string> = {
	birthOn: 'Sinh ngày',
	admittedOn: 'Ngày kết nạp vào Đảng',
	officialOn: 'Ngày công nhận chính thức',
	cardNumber: 'Số thẻ đảng viên',
	position: 'Chức vụ, vị trí công tác',
	rating: 'Xếp loại chất lượng gần nhất',
};
const isDayFact = (key: FactKey): boolean => key.endsWith('On');

const line = (term: string, value: string): Block => ({ kind: 'dash', text: `${term}: ${value}` });

/** What the letter says of the person, a fact a line; both days of the Party in one. */
const factLines = (facts: Partial<Record<FactKey, string>>): Block[] => {
	const { admittedOn, officialOn } = facts;
	return (Object.entries(facts) as [FactKey, string][]).flatMap(([key, value]) => {
		if (key === 'officialOn' && admittedOn) return [];
		if (key === 'admittedOn' && officialOn)
			return [line(terms.admittedOn, `${shortDay(value)}, chính thức ngày ${shortDay(officialOn)}`)];
		return [line(terms[key], isDayFact(key) ? shortDay(value) : value)];
	});
};

/** A code with the margin of four white squares, and what it is for. */
const codeBlock = ({ address, until }: PrintedCode, check: string): Block => {
	const inner = qrCode(address).map((row) => row.map((isDark) => (isDark ? '1' : '0')).join(''));
	const blank = '0'.repeat(inner.length + 8);
	const margin = [blank, blank, blank, blank];
	return {
		kind: 'code',
		squares: [...margin, ...inner.map((row) => `0000${row}0000`), ...margin],
		beside: [
			'Nơi tiếp nhận quét mã để xác nhận đã tiếp nhận đảng viên.',
			`Không cần tài khoản. Mã dùng một lần, đến hết ngày ${shortDay(until)}.`,
			`Hoặc mở địa chỉ: ${address}`,
			`Mã kiểm tra của tệp kèm theo: ${check}`,
		],
	};
};

/**
 * The introduction letter in the prescribed layout, with the check code by which a carried file is known to be the same.
 * @param code prints a code by which the receipt is confirmed   @throws Failure missing
 */
export const transferPaper = async (
	tx: Tx,
	actor: Actor,
	transferId: string,
	code: PrintedCode | null,
): Promise<PrintedPaper> => {
	const transfer = await transferById(tx, actor.tenantId, transferId);
	if (!maySeeTransfer(actor, transfer).allowed || !transfer.issuedOn) throw missing('failure_not_found');
	const letter = await letterOf(tx, actor.tenantId, transfer);
	const day = transfer.issuedOn;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, transfer.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const people = await peopleOfUnit(tx, transfer.unitId, day);
	const isHead = people.some(
		({ fullName, roles }) => fullName === transfer.signer && roles.some(({ role }) => role === 'secretary'),
	);
	const office = isHead || transfer.signer === '' ? 'head' : 'deputy';
	const number = Number(/^\d+/.exec(transfer.mark)?.[0] ?? Number.NaN);
	const to = [transfer.toUnit, transfer.toOrganisation].filter(Boolean).join(', ');
	const blocks: Block[] = [
		{ kind: 'paragraph', text: `Căn cứ ${letterBasis}, ${body.name} trân trọng giới thiệu:` },
		line('Đồng chí', `${transfer.fullName}, ${standings[transfer.standing].toLowerCase()}`),
		...factLines(transfer.facts),
		line('Lý do', transfer.reason),
		line('Được giới thiệu đến', to),
		line(
			'Thời gian',
			transfer.returnsOn
				? `từ ngày ${shortDay(transfer.effectiveOn)} đến hết ngày ${shortDay(transfer.returnsOn)}`
				: `kể từ ngày ${shortDay(transfer.effectiveOn)}`,
		),
		...(letter.record
			? [line('Kèm theo', 'hồ sơ của đồng chí trên phần mềm, do đồng chí tự đề nghị gửi kèm')]
			: []),
		{
			kind: 'paragraph',
			text: 'Đề nghị cấp ủy tiếp nhận, phân công và tạo điều kiện để đồng chí sinh hoạt, hoàn thành nhiệm vụ; gửi lại xác nhận sau khi tiếp nhận.',
		},
		// Beside the code it takes no line of its own: the letter with its stamp is to be one page.
		code
			? codeBlock(code, checkOf(letter))
			: { kind: 'paragraph', text: `Mã kiểm tra của tệp kèm theo: ${checkOf(letter)}.` },
	];
	return {
		layout,
		name: `Giấy giới thiệu ${transfer.mark}`,
		paper: {
			type: 'introduction',
			head: {
				superior: body.superior,
				issuer: body.name,
				number: { number: Number.isNaN(number) ? null : number, sign: body.sign },
				place: body.place,
				day,
				title: transfer.kindName.toLowerCase(),
				addressees: [transfer.toOrganisation, ...(transfer.toUnit ? [transfer.toUnit] : [])],
			},
			body: blocks,
			signatures: {
				right: signatureOf(layout, body, { office, name: transfer.signer || null }),
			},
			copies: ['Như trên', ...(body.kept ? [body.kept] : [])],
		},
	};
};
