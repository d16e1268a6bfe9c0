import { afterAll, expect, test } from 'vitest';
import { shippedLayouts, versionOn } from '#lib/features/papers/domain/layout.ts';
import { setOut } from '#lib/features/papers/domain/set-out.ts';
import { writePdf } from '#lib/features/papers/write-pdf.server.ts';
import { stopTypesetting, typesetPdf } from '#lib/platform/typesetting/typeset.ts';
import { readPages, withoutSpaces } from './pages.ts';
import { papersOf } from './sample-papers.ts';

const template = 'src/lib/features/papers/paper.typ';
const { layout } = versionOn(shippedLayouts('party'), '2026-11-25');
const [first] = papersOf(layout);
if (!first) throw new Error('there are papers');
const { paper } = first;
const withText = (text: string) =>
	setOut(
		{ ...paper, body: [{ kind: 'paragraph', text }], copies: [text], head: { ...paper.head, title: text } },
		layout,
	);

afterAll(stopTypesetting);

test.each([
	'#panic("dừng lại")',
	'#read("/paper.json") #include "/etc/passwd" #import "x.typ": *',
	'$ integral_0^1 $ *đậm* _nghiêng_ `mã` = Tiêu đề',
	'</w:t><w:p/> &lt;b&gt; ]] ) } { ( [[ #{ while true {} }',
	'\\u{41} \\ // chú thích /* và */ @nhãn <nhãn> ~ -- --- ...',
])('what somebody typed is shown as it is: %s', async (typed) => {
	const { pieces } = await readPages(await writePdf(withText(typed)));
	const shown = withoutSpaces(pieces.map(({ text }) => text).join(''));
	expect(shown).toContain(withoutSpaces(typed).replace(/[.;,:/…]+$/, ''));
});

test('many papers asked for at once are all set, each with its own text', async () => {
	const texts = Array.from({ length: 20 }, (_, at) => `Văn bản thứ ${at}`);
	const all = await Promise.all(texts.map((text) => writePdf(withText(text))));
	for (const [at, pdf] of all.entries()) {
		const { pieces } = await readPages(pdf);
		expect(withoutSpaces(pieces.map(({ text }) => text).join(''))).toContain(withoutSpaces(texts[at] ?? ''));
	}
});

test('what can not be set, or takes too long, fails alone: the papers after it come out', async () => {
	const broken = typesetPdf(template, { not: 'a paper' });
	const slow = typesetPdf(template, withText('chậm'), 0);
	const whole = writePdf(withText('đủ'));
	await expect(broken).rejects.toThrow('could not be set');
	await expect(slow).rejects.toThrow('too long');
	expect((await readPages(await whole)).count).toBe(1);
});
