import { randomUUID } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	layoutFor,
	minutesSignatures,
	numberedPaperOf,
	type Paper,
	signatureOf,
	takeNumber,
	writePaper,
} from './public.server.ts';

const database = useDatabase();
const day = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database, 'Đảng ủy Sở Nội vụ');
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Văn Bình', {
		standing: 'official',
		roles: ['secretary'],
	});
	return { tenant, cell, secretary, door: database.door(secretary) };
};

/** All text of a .docx, paragraph by paragraph. */
const textOf = (docx: Uint8Array): string[] =>
	strFromU8(unzipSync(docx)['word/document.xml'] ?? new Uint8Array())
		.split('</w:p>')
		.map((paragraph) =>
			[...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
		)
		.filter((text) => text !== '');

test('another feature issues a resolution of a cell through the door: number, head, signature, file', async () => {
	const { cell, tenant, door } = await scene();
	const subject = { type: 'meeting', id: randomUUID() };
	const issue = command('meeting.issue', z.object({}), async (context) => {
		context.permit(allowed);
		const signer = await headOf(context.tx, cell.id, day);
		const given = await takeNumber(context, {
			unitId: cell.id,
			side: 'party',
			type: 'resolution',
			title: 'về nhiệm vụ tháng 12 năm 2026',
			day,
			signer: signer.name ?? '',
			subject,
		});
		return { given, signer };
	});
	const { given, signer } = await issue(door, {});
	const paper: Paper = {
		type: 'resolution',
		head: {
			superior: given.body.superior,
			issuer: given.body.name,
			number: given.paperNumber,
			place: given.body.place,
			day,
			title: 'về nhiệm vụ tháng 12 năm 2026',
		},
		body: [
			{
				kind: 'paragraph',
				text: `Thực hiện ${cited({ typeName: 'Nghị quyết', number: '57-NQ/TW', issuedOn: '2024-12-22', issuer: 'Bộ Chính trị', title: '' })}`,
			},
		],
		signatures: { right: signatureOf(given.layout, given.body, signer) },
		copies: [given.body.kept],
	};
	const text = textOf(await writePaper(paper, given.layout, 'docx'));
	expect(text).toEqual([
		'ĐẢNG BỘ SỞ NỘI VỤ',
		'CHI BỘ VĂN PHÒNG',
		'*',
		'ĐẢNG CỘNG SẢN VIỆT NAM',
		'Số 01-NQ/CB',
		'…………, ngày 23 tháng 11 năm 2026',
		'NGHỊ QUYẾT',
		'về nhiệm vụ tháng 12 năm 2026',
		'-----',
		'Thực hiện Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị.',
		'Nơi nhận:',
		'- Lưu Chi bộ.',
		'T/M CHI BỘ',
		'BÍ THƯ',
		'Nguyễn Văn Bình',
	]);
	const found = await look(door, (tx) => numberedPaperOf(tx, tenant.tenantId, subject));
	expect(found).toMatchObject({ mark: '01-NQ/CB', signer: 'Nguyễn Văn Bình', issuedOn: day });
});

test('minutes are written before they have a number, and signed by who wrote them and who chaired', async () => {
	const { cell, tenant, door } = await scene();
	const { layout, body } = await look(door, async (tx) => ({
		layout: await layoutFor(tx, tenant.tenantId, 'party', day),
		body: await issuingBodyOf(tx, tenant.tenantId, cell.id, 'party', day),
	}));
	if (!body) throw new Error('a cell is an issuing body');
	const paper: Paper = {
		type: 'minutes',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: null, sign: body.sign },
			place: 'Hà Tĩnh',
			day: null,
			year: '2026',
			title: 'Hội nghị chi bộ tháng 11 năm 2026',
		},
		body: [{ kind: 'paragraph', text: 'Hội nghị kết thúc vào hồi 16 giờ 30 phút cùng ngày' }],
		signatures: minutesSignatures(layout, { recorder: 'Trần Thị Thư', chair: 'Nguyễn Văn Bình' }),
		copies: [],
	};
	const text = textOf(await writePaper(paper, layout, 'docx'));
	expect(text).toContain('NGƯỜI GHI BIÊN BẢN');
	expect(text.slice(-2)).toEqual(['CHỦ TRÌ HỘI NGHỊ', 'Nguyễn Văn Bình']);
	expect(text.some((line) => /^Số +-BB\/CB$/.test(line))).toBe(true);
});
