import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, ofSample, signIn, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// One month of the sample cell, from the committee's meeting to the trace (issue "The monthly round"). Each test goes on from the one before.
const app = servedSample();

const number = '21-NQ/TU';
const clauses = [
	'Công khai đầy đủ thủ tục hành chính trên Cổng dịch vụ công của tỉnh.',
	'Rút ngắn ít nhất 30% thời gian giải quyết hồ sơ so với quy định.',
	'Số hóa toàn bộ hồ sơ còn hiệu lực trước khi giải quyết.',
	'Bồi dưỡng kỹ năng số cho cán bộ, công chức, viên chức.',
	'Công khai kết quả đánh giá chất lượng phục vụ hằng tháng.',
	'Kiểm tra đột xuất việc tiếp nhận và trả kết quả.',
	'Biểu dương kịp thời gương điển hình, chấn chỉnh nơi còn chậm.',
	'Sơ kết hằng quý, báo cáo Tỉnh ủy kết quả thực hiện.',
];
const text = [
	'TỈNH ỦY',
	'*',
	`Số ${number}`,
	'ĐẢNG CỘNG SẢN VIỆT NAM',
	'Hà Tĩnh, ngày 05 tháng 11 năm 2026',
	'NGHỊ QUYẾT',
	'về nâng cao chất lượng phục vụ người dân và doanh nghiệp',
	'I- NHIỆM VỤ',
	...clauses.slice(0, 4).map((clause, at) => `${at + 1}. ${clause}`),
	'II- GIẢI PHÁP',
	...clauses.slice(4).map((clause, at) => `${at + 1}. ${clause}`),
	'T/M TỈNH ỦY',
	'BÍ THƯ',
].join('\n');

const as = signingInTo(app);
const inDays = (days: number): string =>
	new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);

/** What the tests hand on to one another: addresses, and who takes the minutes. */
const known = { document: '', resolution: '', meeting: '', taker: '' };

const planMeeting = async (page: Page, kind: string, title: string): Promise<string> => {
	await page.goto(`${app.url}/hop/moi?loai=${kind}`);
	await page.getByLabel('Tên cuộc họp').fill(title);
	if (known.taker) await page.getByLabel('Ghi biên bản').selectOption({ label: known.taker });
	await page.getByRole('button', { name: 'Tạo cuộc họp' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
	return page.url();
};
const callAndOpen = async (page: Page): Promise<void> => {
	await page.getByRole('button', { name: 'Triệu tập' }).click();
	await page.getByRole('button', { name: 'Khai mạc' }).click();
	await page.locator('form[action="?/du-mat"] button').click();
	await expect(page.getByText(/[1-9]\d*\/\d+ có mặt/).first()).toBeVisible();
	await expect(page.getByText('Đã lưu trên máy chủ')).toBeVisible();
};

test('a resolution from above comes in and is published', async ({ page }) => {
	await signIn(page, ofSample('bi.thu'), app.url);
	await page.goto(`${app.url}/van-ban/them`);
	await page
		.locator('input[type=file]')
		.first()
		.setInputFiles({ name: 'nghi-quyet-21.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
	await page.getByRole('link', { name: /^Xem và sửa/ }).click();
	await expect(page.getByLabel('Số, ký hiệu')).toHaveValue(number);
	await page.getByRole('button', { name: 'Xác nhận', exact: true }).click();
	await expect(page).toHaveURL(/van-ban\/[0-9a-f-]{36}$/);
	known.document = page.url();
	await page.getByRole('link', { name: 'Phát hành' }).click();
	await page.getByRole('button', { name: 'Phát hành văn bản' }).click();
	await expect(page).toHaveURL(/nguoi-doc/);
});

test('the committee meets; three documents are given to be summarised; the summaries are written, presented, released', async ({
	browser,
	page,
}) => {
	const troubles = watch(page);
	await signIn(page, ofSample('bi.thu'), app.url);
	await planMeeting(page, 'committee', 'Họp chi ủy chuẩn bị sinh hoạt tháng');
	const proposed = page.getByRole('button', {
		name: /^Đưa vào chương trình: .*(Nghị quyết|Kết luận|Chỉ thị|Quy định|Kế hoạch|Quyết định|Hướng dẫn)/,
	});
	await page.getByRole('button', { name: new RegExp(`^Đưa vào chương trình: .*${number}`) }).click();
	await expect(page.getByText(new RegExp(`^1\\. .*${number}`))).toBeVisible();
	const others = await proposed.count();
	expect(others).toBeGreaterThanOrEqual(2);
	for (let at = 2; at <= 3; at += 1) {
		await proposed.first().click();
		await expect(page.getByText(new RegExp(`^${at}\\. `))).toBeVisible();
	}
	await callAndOpen(page);
	const authors = ['chi.uy', 'pho.bi.thu', 'chi.uy'];
	const names = page.getByLabel('Ai tóm lược');
	const labels = await names.locator('option').allTextContents();
	expect(labels.length).toBeGreaterThan(3);
	const nameOf: Record<string, string> = {};
	for (const login of new Set(authors)) {
		const person = await as(browser, login);
		await person.goto(`${app.url}/tai-khoan`);
		const seen = (await person.locator('main').textContent()) ?? '';
		nameOf[login] = labels.find((label) => label.trim() !== '' && seen.includes(label.trim())) ?? '';
		expect(nameOf[login]).not.toBe('');
		await person.context().close();
	}
	known.taker = nameOf['chi.uy'] ?? '';
	for (const [at, login] of authors.entries()) {
		await page.getByRole('button', { name: new RegExp(`^${at + 1}\\. `) }).click();
		await names.selectOption({ label: nameOf[login] ?? '' });
		await page.getByLabel('Tóm lược xong trước ngày').fill(inDays(5));
		await page.getByRole('button', { name: 'Giao tóm lược' }).click();
		await expect(page.getByText(`${nameOf[login]?.trim()}: tóm lược`, { exact: false })).toBeVisible();
	}
	await expectGoodPage(page);
	await page.getByRole('button', { name: 'Bế mạc, lập biên bản' }).click();
	await expect(page.getByLabel('Nội dung biên bản')).toHaveValue(new RegExp(`tóm lược .*${number}`));

	for (const login of ['chi.uy', 'pho.bi.thu']) {
		const person = await as(browser, login);
		await person.goto(`${app.url}/tom-luoc`);
		const mine = await person
			.locator('[data-list] a')
			.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
		for (const assignment of mine) {
			await person.goto(assignment);
			const write = person.getByRole('link', { name: 'Viết tóm lược' });
			if (!(await write.isVisible())) continue;
			await write.click();
			// One section after the other; in the document of the month every one.
			const isOurs = ((await person.getByRole('heading', { level: 1 }).textContent()) ?? '').includes(number);
			const sections = isOurs ? clauses.length : 1;
			for (let nth = 0; nth < sections; nth += 1) {
				await person
					.locator('textarea[name=body_novelty]')
					.fill(`Điểm mới của mục ${nth + 1}: phải làm ngay tại Sở.`);
				await person
					.locator('textarea[name=body_action]')
					.fill(isOurs ? `Tổ chức thực hiện: ${clauses[nth]}` : 'Quán triệt tại sinh hoạt chi bộ.');
				const next = person.getByRole('button', { name: 'Lưu, sang mục tiếp' });
				const before = person.url();
				const taken = person.waitForResponse(
					(answer) => answer.request().method() === 'POST' && answer.url().includes('?/'),
				);
				await (nth + 1 < sections ? next : person.getByRole('button', { name: 'Lưu', exact: true })).click();
				await taken;
				if (nth + 1 < sections) await expect(person).not.toHaveURL(before);
				await expect(person.getByText('Đã lưu', { exact: false }).first()).toBeVisible();
			}
			await person.goto(assignment);
			await person.getByRole('button', { name: 'Đã trình bày' }).click();
			await expect(person.getByText('Đã trình bày').first()).toBeVisible();
		}
		await person.context().close();
	}
	await page.goto(`${app.url}/tom-luoc?loc=da-trinh-bay`);
	const presented = await page
		.locator('[data-list] a')
		.evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
	expect(presented.length).toBeGreaterThanOrEqual(3);
	for (const assignment of presented) {
		await page.goto(assignment);
		await page.getByRole('button', { name: 'Phát hành tóm lược' }).click();
		await expect(page.getByText('Đã phát hành').first()).toBeVisible();
	}
	expect(troubles).toEqual([]);
});

test('the cell meets; its resolution is drafted from the meeting, voted, issued; the minutes are signed', async ({
	browser,
	page,
}) => {
	const troubles = watch(page);
	await signIn(page, ofSample('bi.thu'), app.url);
	known.meeting = await planMeeting(page, 'thematic', 'Sinh hoạt chuyên đề về chất lượng phục vụ');
	await page.locator('summary', { hasText: 'Thêm mục' }).click();
	await page.getByLabel('Nội dung', { exact: true }).fill('Thảo luận, thông qua nghị quyết chuyên đề');
	await page.locator('select[name=kind]').selectOption('resolution');
	await page.getByRole('button', { name: 'Thêm mục' }).click();
	await expect(page.getByText('1. Thảo luận, thông qua nghị quyết chuyên đề')).toBeVisible();
	await callAndOpen(page);
	await page.getByLabel('Ai', { exact: true }).selectOption({ index: 3 });
	await page.getByLabel('Làm gì').fill('Niêm yết thủ tục tại bộ phận một cửa');
	await page.getByLabel('Xong trước ngày').fill(inDays(20));
	await page.getByRole('button', { name: 'Giao việc' }).click();
	await expect(page.getByRole('link', { name: 'Niêm yết thủ tục tại bộ phận một cửa' })).toHaveCount(1);

	await page.getByRole('link', { name: 'Soạn nghị quyết' }).click();
	await page.getByLabel('Trích yếu').fill('Về nâng cao chất lượng phục vụ tại Sở');
	await page.getByRole('button', { name: 'Bắt đầu soạn' }).click();
	await expect(page).toHaveURL(/nghi-quyet\/[0-9a-f-]{36}/);
	known.resolution = page.url();
	await page.getByLabel('Tình hình').fill('Hồ sơ còn chậm ở hai phòng.');
	await page.getByLabel('Mục tiêu, nhiệm vụ chung').fill('Không để hồ sơ quá hạn.');
	await expect(page.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await page.getByText('Chọn văn bản').click();
	await page.getByRole('checkbox', { name: new RegExp(number) }).check();
	await page.getByRole('button', { name: 'Lưu lựa chọn' }).click();
	await page.getByRole('button', { name: 'Đưa vào nghị quyết' }).click();
	await expect(page.getByRole('link', { name: 'Đã giao' })).toBeVisible();
	// A point of the summary becomes a task of the resolution, with its clause.
	await page.locator('summary', { hasText: 'Việc cần làm theo bản tóm lược' }).click();
	await page
		.getByRole('link', { name: /^Thành nhiệm vụ/ })
		.first()
		.click();
	await page.getByLabel('Người chủ trì').selectOption({ index: 2 });
	await page.getByRole('button', { name: 'Thêm vào nghị quyết' }).click();
	await expect(page.getByText(`Thực hiện mục I.1 Nghị quyết số ${number}`, { exact: true })).toBeVisible();
	await expectGoodPage(page);
	await page.getByRole('button', { name: 'Đưa ra biểu quyết' }).click();

	await expect(page).toHaveURL(known.meeting);
	await page.getByRole('button', { name: 'Ghi kết quả' }).click();
	await expect(page.getByText('Được thông qua')).toBeVisible();
	await page
		.getByRole('textbox', { name: /^Kết luận/ })
		.fill('Chi ủy ban hành nghị quyết, các đồng chí thực hiện ngay.');
	await page.getByRole('button', { name: 'Ghi kết luận' }).click();
	await page.getByRole('button', { name: 'Bế mạc, lập biên bản' }).click();
	await page.getByRole('button', { name: 'Lưu biên bản' }).click();
	await page.getByRole('button', { name: 'Ký biên bản' }).click();
	const taker = await as(browser, 'chi.uy');
	await taker.goto(`${known.meeting}/bien-ban`);
	await taker.getByRole('button', { name: 'Ký biên bản' }).click();
	await expect(taker.getByText('Nội dung đúng như khi ký')).toBeVisible();
	await taker.context().close();

	await page.goto(known.resolution);
	await page.getByRole('button', { name: 'Ban hành nghị quyết' }).click();
	await expect(page.getByText(/Nghị quyết số \d\d-NQ\/CB, ban hành ngày .*, giao 2 nhiệm vụ/)).toBeVisible();
	await expectGoodPage(page);
	await page.getByRole('link', { name: 'Sợi chỉ' }).click();
	await expect(page.getByRole('heading', { level: 1, name: /Nghị quyết số \d\d-NQ\/CB/ })).toBeVisible();
	await expect(
		page.getByRole('link', { name: 'Niêm yết thủ tục tại bộ phận một cửa' }).first(),
	).toBeAttached();
	await expect(page.getByText('chưa giao việc')).toHaveCount(0);
	await expect(page.getByText('chưa tóm lược')).toHaveCount(0);
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});

test('an action programme of eight tasks; on the trace no clause is without an answer', async ({ page }) => {
	const troubles = watch(page);
	await signIn(page, ofSample('bi.thu'), app.url);
	const id = known.document.split('/').at(-1);
	await page.goto(`${app.url}/chuong-trinh/moi?van-ban=${id}`);
	await page.getByRole('button', { name: 'Tạo dự thảo' }).click();
	await expect(page).toHaveURL(/chuong-trinh\/[0-9a-f-]{36}/);
	const programme = page.url().match(/chuong-trinh\/[0-9a-f-]{36}/)?.[0] ?? '';
	for (const [at, clause] of clauses.entries()) {
		await page.goto(`${app.url}/${programme}/dieu-khoan?loc=chua`);
		await page.getByRole('link', { name: 'Giao nhiệm vụ' }).first().click();
		await page.getByLabel('Nội dung nhiệm vụ').fill(`Nhiệm vụ ${at + 1}: ${clause}`);
		await page.getByLabel('Kết quả cần đạt').fill('Có báo cáo và số liệu kèm theo');
		const supervisor = await page.getByLabel('Người theo dõi').locator('option:checked').textContent();
		const owner = (await page.getByLabel('Người chủ trì').locator('option').allTextContents()).filter(
			(name) => name !== supervisor,
		)[at + 1];
		await page.getByLabel('Người chủ trì').selectOption({ label: owner ?? '' });
		await page.getByRole('button', { name: 'Giao nhiệm vụ' }).click();
		await expect(page).toHaveURL(/chuong-trinh\/[0-9a-f-]{36}$/);
	}
	await page.getByRole('button', { name: 'Ban hành chương trình' }).click();
	await expect(page.getByText('Đây là dự thảo', { exact: false })).toHaveCount(0);
	await expectGoodPage(page);

	await page.goto(`${known.document}/trace`);
	await expect(page.getByRole('heading', { level: 1, name: `Nghị quyết số ${number}` })).toBeVisible();
	for (const gap of ['chưa giao việc', 'chưa tóm lược', 'chưa phát hành'])
		await expect(page.getByText(gap)).toHaveCount(0);
	await expect(page.getByText('Nhiệm vụ 8: ', { exact: false }).first()).toBeAttached();
	await expect(page.getByText(`Tổ chức thực hiện: ${clauses[0]}`, { exact: false }).first()).toBeAttached();
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});
