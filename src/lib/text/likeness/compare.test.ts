import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparable, passagesAlike, setAside, shareOf } from './compare.ts';
import { compareSet } from './compare-set.ts';

const copied =
	'Qua học tập, tôi thấy việc số hóa sổ theo dõi đê kè của thôn mới dừng ở chỗ chụp ảnh rồi cất vào máy, chưa ai tra lại khi nước lên. Ba mùa lũ vừa rồi, tổ tuần tra vẫn phải gọi điện hỏi nhau mực nước ở cống Bến Thượng. Nếu mỗi ca trực nhập số đo vào một bảng chung thì người đứng ở cống dưới biết trước được gần hai giờ.';
const before = 'Chi bộ Trạm Thủy nông có mười bốn đảng viên, phần lớn làm ca đêm. ';
const after =
	' Riêng phần tôi nhận: trước rằm tháng Chạp vẽ xong sơ đồ cống, dán ở nhà văn hóa để bà con cùng xem và góp ý.';
const otherBefore = 'Tôi công tác tại tổ sửa chữa, quanh năm đi dọc kênh với túi đồ nghề. ';
const otherAfter = ' Sang quý sau, tổ sẽ thay bốn cánh phai đã mục, ưu tiên đoạn qua trường mầm non.';

const dropMarks = (text: string): string =>
	text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');

const found = (changed: string) => {
	const a = (before + copied + after).normalize('NFC');
	const b = (otherBefore + changed + otherAfter).normalize('NFC');
	return { a, b, passages: passagesAlike(comparable(a), comparable(b)) };
};
const words = copied.split(' ');
const synonyms: Record<string, string> = {
	thấy: 'nhận ra',
	mới: 'chỉ',
	cất: 'lưu',
	gọi: 'bấm',
	nhập: 'ghi',
	trước: 'sớm',
};

test.each([
	['word for word', copied],
	['without marks', dropMarks(copied)],
	[
		'with the tone on the other vowel',
		copied
			.replace(/hóa/g, 'hoá')
			.replace(/Thượng/g, 'Thựơng')
			.replace(/tuần/g, 'tùân'),
	],
	['with look-alike letters', copied.replace(/o/g, 'о').replace(/a/g, 'а').replace(/p/g, 'р')],
	['in another case, with other signs', copied.toUpperCase().replace(/[,.]/g, ' –')],
	['with letters and signs that are not seen', copied.replace(/n/g, 'n\u200b').replace(/t/g, 't\u00ad')],
	[
		'with synonyms for a few words',
		copied.replace(/thấy|mới|cất|gọi|nhập|trước/g, (word) => synonyms[word] ?? word),
	],
	['with every fourth word replaced', words.map((word, at) => (at % 4 === 1 ? 'xanh' : word)).join(' ')],
])('a copied passage is found from end to end %s', (_, changed) => {
	const { a, b, passages } = found(changed);
	expect(passages).toHaveLength(1);
	const [passage] = passages;
	expect(a.slice(...(passage?.a ?? [0, 0]))).toBe(
		(changed.endsWith('.') ? copied : copied.replace(/\.$/, '')).normalize('NFC'),
	);
	expect(b.indexOf(changed.normalize('NFC').slice(0, 20))).toBe(passage?.b[0]);
});

test('sentences in another order are found one by one, those of two sources each with its own', () => {
	const [one = '', two = '', three = ''] = copied.split(/(?<=\.) /);
	const { b, passages } = found(`${three} ${one} ${two}`);
	const marked = passages.map((passage) => b.slice(...passage.b)).join(' ');
	for (const sentence of [one, two, three]) expect(marked).toContain(sentence.replace(/\.$/, ''));
});

test('what two papers quote from a source that is set aside does not count, nor what stands between marks in both', () => {
	const law =
		'Mỗi hộ dùng nước có trách nhiệm giữ sạch đoạn mương trước nhà mình, không đổ rác, không lấn bờ, báo ngay cho tổ thủy nông khi thấy bờ sạt.';
	const [a, b] = [comparable(`${before}${law}${after}`), comparable(`${otherBefore}${law}${otherAfter}`)];
	expect(passagesAlike(a, b)).toHaveLength(1);
	for (const text of [a, b]) setAside(text, comparable(`Điều 4. ${law} Điều 5. Tổ chức thực hiện.`));
	expect(passagesAlike(a, b)).toEqual([]);
	const quoting = (start: string, end: string) => comparable(`${start}Quy ước thôn ghi: “${law}”${end}`);
	expect(passagesAlike(quoting(before, after), quoting(otherBefore, otherAfter))).toEqual([]);
});

test('set phrases of the field are nobody’s', () => {
	const phrases =
		'học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, chấp hành nghiêm chủ trương, đường lối, chính sách của Đảng, pháp luật của Nhà nước, hoàn thành tốt nhiệm vụ được giao';
	expect(
		passagesAlike(
			comparable(`${before}Tôi ${phrases}.${after}`),
			comparable(`${otherBefore}Bản thân ${phrases}.${otherAfter}`),
		),
	).toEqual([]);
});

test('a form that most papers of a set bear is no sign', () => {
	const form =
		'Câu hỏi thứ nhất: đồng chí hãy kể một việc cụ thể ở nơi mình ở mà sau đợt học này cần làm khác đi và nói rõ vì sao.';
	const texts = Array.from(
		{ length: 30 },
		(_, at) => `${form} ${'abcdefghijklmnopqrstuvwxyz0123'[at]}${at} việc số ${at * 7919}.`,
	);
	expect([...compareSet(texts)]).toEqual([]);
});

const syllables = fc.constantFrom(
	...'mưa nắng gió bão kênh mương đê điều lúa ngô khoai sắn trâu bò gà vịt'.split(' '),
);
const texts = fc.array(syllables, { maxLength: 80 }).map((list) => list.join(' '));

test('ranges lie in their texts, and who is compared with whom makes no difference', () => {
	fc.assert(
		fc.property(texts, texts, texts, (shared, one, other) => {
			const a = comparable(`${one} ${copied} ${shared}`.normalize('NFC'));
			const b = comparable(`${shared} ${dropMarks(copied)} ${other}`.normalize('NFC'));
			const there = passagesAlike(a, b);
			const back = passagesAlike(b, a).map((passage) => ({ a: passage.b, b: passage.a }));
			const inOrder = (list: typeof there) => list.map((passage) => JSON.stringify(passage)).sort();
			expect(inOrder(there)).toEqual(inOrder(back));
			expect(there.length).toBeGreaterThan(0);
			for (const passage of there) {
				expect(passage.a[0]).toBeGreaterThanOrEqual(0);
				expect(passage.a[1]).toBeLessThanOrEqual(a.text.length);
				expect(passage.a[1]).toBeGreaterThan(passage.a[0]);
				expect(passage.b[1]).toBeLessThanOrEqual(b.text.length);
			}
			const share = shareOf(
				a,
				there.map((passage) => passage.a),
			);
			expect(share).toBeGreaterThan(0);
			expect(share).toBeLessThanOrEqual(1);
		}),
		{ numRuns: 60 },
	);
});
