import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { parseBytes } from './parse-bytes.ts';
import { decodeBytes } from './plain.ts';
import { defaultLimits } from './reading.ts';

const read = async (name: string, bytes: Uint8Array) => {
	const reading = await parseBytes(bytes, name, defaultLimits);
	if (!reading.ok) throw new Error(reading.error);
	return reading;
};
const textsOf = async (name: string, bytes: Uint8Array): Promise<string[]> =>
	(await read(name, bytes)).paragraphs.map(({ text }) => text).filter((text) => text !== '');
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

test('.rtf: fonts of old encodings, capitals of capital fonts, tables, footnotes, Unicode', async () => {
	const rtf = [
		'{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}{\\f1 .VnTime;}{\\f2 .VnTimeH;}{\\f3 VNI-Times;}}',
		"{\\*\\generator x;}{\\header \\f1 \\'a8\\par}\\pard\\qc\\f2 quy\\'d5t \\'ae\\'denh\\par",
		"\\pard\\f1 \\'a7\\'b6ng vi\\'aan{\\footnote ch\\'f3 th\\'ddch}\\par",
		'\\f3 coäng taùc\\par\\f0 \\u272?\\u7843?ng\\par',
		'\\trowd\\intbl\\f0 A\\cell B\\cell\\row\\pard end\\par}',
	].join('\n');
	const { paragraphs, mended } = await read('a.rtf', latin(rtf));
	expect(paragraphs.map(({ text }) => text)).toEqual([
		'QUYẾT ĐỊNH',
		'Đảng viên',
		'cộng tác',
		'Đảng',
		'A',
		'B',
		'end',
		'chú thích',
	]);
	expect(paragraphs[0]?.align).toBe('center');
	expect(paragraphs[5]?.table).toEqual({ table: 0, row: 0, cell: 1 });
	expect(mended.map(({ kind }) => kind).sort()).toEqual(['tcvn3', 'vni']);
});

test('.odt: headings, lists, tables and the fonts of styles', async () => {
	const content = `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:style="s"><office:automatic-styles><style:style style:name="P1"><style:text-properties style:font-name="F1"/></style:style></office:automatic-styles><office:body><text:h text:outline-level="1">Điều 1. Phạm vi</text:h><text:p text:style-name="P1">§¶ng<text:s text:c="2"/>viªn</text:p><text:list><text:list-item><text:p>việc một</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table></office:body></office:document-content>`;
	const styles =
		'<a xmlns:style="s" xmlns:svg="v"><style:font-face style:name="F1" svg:font-family="\'.VnTime\'"/></a>';
	const odt = zipSync({
		mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
		'content.xml': strToU8(content),
		'styles.xml': strToU8(styles),
	});
	expect((await textsOf('a.odt', odt)).map((text) => text.replace(/\s+/g, ' '))).toEqual([
		'Điều 1. Phạm vi',
		'Đảng viên',
		'- việc một',
		'A',
		'B',
	]);
});

test('.docx: fonts of runs and styles, text boxes beside their paragraph, footnotes, deleted text', async () => {
	const docx = zipSync({
		'[Content_Types].xml': strToU8('<Types/>'),
		'word/styles.xml': strToU8(
			'<w:styles xmlns:w="w"><w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/></w:rPr></w:style></w:styles>',
		),
		'word/document.xml': strToU8(
			'<w:document xmlns:w="w" xmlns:mc="m"><w:body><w:p><w:r><w:t>§¶ng </w:t></w:r><w:r><w:rPr><w:rFonts w:ascii="VNI-Times" w:hAnsi="VNI-Times"/></w:rPr><w:t>coäng taùc</w:t></w:r><w:del><w:r><w:t>bá</w:t></w:r></w:del></w:p><w:p><w:r><w:t>tr­íc</w:t><w:txbxContent><w:p><w:r><w:t>trong hép</w:t></w:r></w:p></w:txbxContent><w:t> sau</w:t></w:r></w:p></w:body></w:document>',
		),
		'word/footnotes.xml': strToU8(
			'<w:footnotes xmlns:w="w"><w:p><w:r><w:t>chó thÝch</w:t></w:r></w:p></w:footnotes>',
		),
	});
	expect(await textsOf('a.docx', docx)).toEqual(['Đảng cộng tác', 'trong hộp', 'trước sau', 'chú thích']);
});

test('HTML that Word saved under .doc, a web archive, and Word in one XML file', async () => {
	const html =
		'<html xmlns:o="x"><head><style>p.MsoNormal {font-family:".VnTime";}</style></head><body><p class=MsoNormal>§¶ng viªn</p><p><font face="VNI-Times">coäng taùc</font></p></body></html>';
	const asDoc = await read('a.doc', latin(html));
	expect(asDoc.format).toBe('html');
	expect(asDoc.warnings).toEqual(['wrong-ending']);
	expect(asDoc.paragraphs.map(({ text }) => text)).toEqual(['Đảng viên', 'cộng tác']);
	const archive =
		'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html><body><p>=C4=90=E1=BA=A3ng vi=\r\n=C3=AAn</p></body></html>\r\n--x--';
	expect(await textsOf('a.mht', latin(archive))).toEqual(['Đảng viên']);
	const flat =
		'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="w"><w:body><w:p><w:r><w:t>Đảng viên</w:t></w:r></w:p></w:body></w:wordDocument>';
	expect(await textsOf('a.xml', strToU8(flat))).toEqual(['Đảng viên']);
});

test('texts without fonts are decoded by what they give, line by line where two encodings mix', async () => {
	const tcvn3 =
		'§¶ng viªn ph¶i häc tËp nghÞ quyÕt cña Trung ­¬ng vµ thùc hiÖn nhiÖm vô ®­îc giao trong n¨m nay.';
	const vni =
		'Ñaûng vieân phaûi hoïc taäp nghò quyeát cuûa Trung öông vaø thöïc hieän nhieäm vuï ñöôïc giao.';
	const { paragraphs, mended } = await read('a.txt', latin(`${tcvn3}\n${vni}`));
	expect(paragraphs.map(({ text }) => text)).toEqual([
		'Đảng viên phải học tập nghị quyết của Trung ương và thực hiện nhiệm vụ được giao trong năm nay.',
		'Đảng viên phải học tập nghị quyết của Trung ương và thực hiện nhiệm vụ được giao.',
	]);
	expect(mended).toMatchObject([
		{ kind: 'tcvn3', count: 1 },
		{ kind: 'vni', count: 1 },
	]);
});

test('what happened to a text on its way is mended and told; a sound text is left alone', async () => {
	const broken = [
		'Chủ tòch Hồ Chí Minh, lãnh tụ vó đại, giá trò tinh thần; Hội nghò khẳng đònh vai trò của Đảng, công tác.',
		'c ủ a T h ủ t ư ớ n g C h í n h p h ủ s ố 1 1 5 / 2 0 0 4 / Q Đ - T T g',
		'HƢỚNG DẪN số 06/2022/TT-BТС của Ðảng; Lâp\u0323 kế hoạch; đã\u200b ký\u00ad.',
	];
	const { paragraphs, mended } = await read('a.txt', strToU8(broken.join('\n')));
	expect(paragraphs.map(({ text }) => text)).toEqual([
		'Chủ tịch Hồ Chí Minh, lãnh tụ vĩ đại, giá trị tinh thần; Hội nghị khẳng định vai trò của Đảng, công tác.',
		'của Thủ tướng Chính phủ số 115/2004/QĐ-TTg',
		'HƯỚNG DẪN số 06/2022/TT-BTC của Đảng; Lập kế hoạch; đã ký.',
	]);
	expect(mended.map(({ kind }) => kind).sort()).toEqual(
		['combining', 'eth', 'half-converted', 'horned', 'invisible', 'letters-apart', 'look-alike'].sort(),
	);
	const sound = 'Đảng viên còn nói: “có gì đó”, òa khóc, Đỗ Ngọc Hòa thò tay vào.';
	expect(await read('b.txt', strToU8(sound))).toMatchObject({ paragraphs: [{ text: sound }], mended: [] });
});

test('cut, locked and foreign files each get their answer', async () => {
	const errorOf = async (name: string, bytes: Uint8Array): Promise<string> => {
		const reading = await parseBytes(bytes, name, defaultLimits);
		return reading.ok ? 'read' : reading.error;
	};
	expect(await errorOf('a.rtf', latin('{\\rtf1\\ansi {\\fonttbl{\\f0 Times;}} Đang viết d'))).toBe(
		'truncated',
	);
	expect(await errorOf('a.doc', latin(`\u00d0\u00cf\u0011\u00e0${'\0'.repeat(600)}`))).not.toBe('read');
	expect(await errorOf('a.zip', zipSync({ 'a.txt': strToU8('x') }))).toBe('unsupported-format');
	expect(
		await errorOf(
			'a.odt',
			zipSync({
				mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
				'content.xml': strToU8('x'),
				'META-INF/manifest.xml': strToU8('<m:encryption-data/>'),
			}),
		),
	).toBe('password');
	expect(decodeBytes(latin('charset=windows-1258 \u00d3'))).toContain('Ó');
});
