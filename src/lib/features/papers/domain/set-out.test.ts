import { describe, expect, test } from 'vitest';
import { shippedLayouts, versionOn } from './layout.ts';
import type { Block, Paper } from './paper.ts';
import { programmePaper } from './programme-paper.ts';
import { setOut } from './set-out.ts';
import type { SetBlock, SetPiece } from './set-paper.ts';
import type { IssuingBody } from './signatures.ts';

const party = versionOn(shippedLayouts('party'), '2026-11-25').layout;
const state = versionOn(shippedLayouts('state'), '2026-11-25').layout;

const paperOf = (
	over: Partial<Paper['head']> = {},
	body: Block[] = [{ kind: 'paragraph', text: 'Nội dung;' }],
	type: Paper['type'] = 'resolution',
): Paper => ({
	type,
	head: {
		superior: 'Đảng bộ tỉnh Hà Giang',
		issuer: 'Huyện uỷ Đồng Văn',
		number: { number: 1, sign: 'HU' },
		place: 'Đồng Văn',
		day: '2026-02-03',
		title: 'về công tác cán bộ',
		...over,
	},
	body,
	signatures: { right: { authority: ['T/M Huyện uỷ'], office: 'Bí thư', name: 'Nguyễn Văn A' } },
	copies: ['Các chi bộ', 'Lưu Văn phòng'],
});

const pieces = (block: SetBlock): SetPiece[] =>
	block.kind === 'columns'
		? block.rows.flatMap(({ left, right }) => [...left, ...right])
		: block.kind === 'table'
			? [...block.head, ...block.rows.flat()]
			: [block];

const textsOf = (paper: Paper, layout = party): string[] =>
	setOut(paper, layout)
		.blocks.flatMap(pieces)
		.flatMap((piece) =>
			piece.kind === 'line' ? [`${piece.part}: ${piece.runs.map(({ text }) => text).join('')}`] : [],
		);

describe('a paper set out', () => {
	test('names the parts in the order and capitals of the form', () => {
		expect(textsOf(paperOf())).toEqual([
			'superior: ĐẢNG BỘ TỈNH HÀ GIANG',
			'issuer: HUYỆN UỶ ĐỒNG VĂN',
			'issuerDivider: *',
			'motto: ĐẢNG CỘNG SẢN VIỆT NAM',
			'number: Số 01-NQ/HU',
			'place: Đồng Văn, ngày 03 tháng 02 năm 2026',
			'typeName: NGHỊ QUYẾT',
			'title: về công tác cán bộ',
			'titleDivider: -----',
			'paragraph: Nội dung.',
			'copiesLabel: Nơi nhận:',
			'copies: - Các chi bộ,',
			'copies: - Lưu Văn phòng.',
			'authority: T/M HUYỆN UỶ',
			'office: BÍ THƯ',
			'signer: Nguyễn Văn A',
		]);
	});
	test('an official letter has its title below its number, names who gets it, and says so again at the end', () => {
		const texts = textsOf(
			paperOf(
				{ addressees: ['Ban Bí thư Trung ương', 'Văn phòng Trung ương Đảng'] },
				undefined,
				'official_letter',
			),
		);
		expect(texts).toEqual(
			expect.arrayContaining([
				'number: Số 01-CV/HU',
				'letterTitle: về công tác cán bộ',
				'addressee: - Ban Bí thư Trung ương,',
				'addressee: - Văn phòng Trung ương Đảng.',
				'copies: - Như trên,',
			]),
		);
		expect(texts.some((text) => text.startsWith('typeName'))).toBe(false);
	});
	test('grounds end with semicolons and the last with a comma, in the State with a full stop', () => {
		const body: Block[] = [
			{ kind: 'basis', text: 'Căn cứ Điều lệ Đảng Cộng sản Việt Nam' },
			{ kind: 'basis', text: 'Căn cứ Nghị quyết Đại hội' },
			{ kind: 'paragraph', text: 'Nội dung' },
		];
		expect(textsOf(paperOf({}, body)).filter((text) => text.startsWith('basis'))).toEqual([
			'basis: - Căn cứ Điều lệ Đảng Cộng sản Việt Nam;',
			'basis: - Căn cứ Nghị quyết Đại hội,',
		]);
		expect(textsOf(paperOf({}, body), state).filter((text) => text.startsWith('basis'))).toEqual([
			'basis: Căn cứ Điều lệ Đảng Cộng sản Việt Nam;',
			'basis: Căn cứ Nghị quyết Đại hội.',
		]);
	});
	test('a paper of the Party ends with a full stop, one of the State with a stroke as well', () => {
		expect(textsOf(paperOf())).toContain('paragraph: Nội dung.');
		expect(textsOf(paperOf(), state)).toContain('paragraph: Nội dung./.');
	});
	test('which draft it is stands below the number; a mark of circulation in the corner, in the State below the number', () => {
		const marked = paperOf({ draft: 1, circulation: 'Tài liệu hội nghị' });
		expect(textsOf(marked)).toContain('draft: Dự thảo lần 1');
		expect(setOut(marked, party).corner?.runs[0]?.text).toBe('TÀI LIỆU HỘI NGHỊ');
		expect(textsOf(marked, state)).toContain('circulation: TÀI LIỆU HỘI NGHỊ');
	});
	test('a form has the name that it prescribes, and no number where it has none', () => {
		const texts = textsOf(paperOf({ typeName: 'Bản kiểm điểm cá nhân', number: null }));
		expect(texts).toContain('typeName: BẢN KIỂM ĐIỂM CÁ NHÂN');
		expect(texts.some((text) => /^number: .+/.test(text))).toBe(false);
	});
	test('a long name of an issuer is broken after its kind', () => {
		const texts = textsOf(paperOf({ issuer: 'Chi bộ Phòng Quản trị - Tài vụ' }));
		expect(texts).toContain('issuer: CHI BỘ\nPHÒNG QUẢN TRỊ - TÀI VỤ');
	});
});

test('an action programme names what it carries out, its tasks and its time, and is a draft without a number', () => {
	const body: IssuingBody = {
		unitId: 'u',
		side: 'party',
		kind: 'cell',
		superior: null,
		name: 'Chi bộ Văn phòng',
		sign: 'CB',
		place: 'Hà Tĩnh',
		collective: 'Chi bộ',
		head: 'Bí thư',
		deputy: 'Phó Bí thư',
		kept: 'Lưu Chi bộ',
	};
	const facts = {
		title: 'Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW',
		startsOn: '2026-01-05',
		endsOn: '2026-12-31',
		documents: [
			{
				typeName: 'Nghị quyết',
				number: '57-NQ/TW',
				issuedOn: '2024-12-22',
				issuer: 'Bộ Chính trị',
				title: '',
			},
		],
		tasks: [
			{ title: 'Số hoá hồ sơ', owner: 'A', helpers: ['B', 'C'], dueOn: '2026-03-31', result: 'Danh mục' },
		],
	};
	const paper = programmePaper(party, body, facts, {
		number: { number: null, sign: 'CB' },
		day: null,
		year: '2026',
		signer: { office: 'head', name: 'D' },
	});
	expect(paper.head).toMatchObject({ title: 'thực hiện Nghị quyết số 57-NQ/TW', draft: 1 });
	const texts = textsOf(paper);
	expect(texts).toContain('typeName: CHƯƠNG TRÌNH HÀNH ĐỘNG');
	expect(texts).toContain('tableCell: B, C');
	expect(texts).toContain('tableCell: 31/3/2026');
	expect(texts.at(-1)).toBe('signer: D');
});
