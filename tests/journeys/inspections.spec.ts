import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// An inspection of the sample cell by the committee above, from the decision to what was done after it. Each test goes on from
// the one before.
const app = servedSample();
const as = signingInTo(app);

const title = 'Kiểm tra nền nếp sinh hoạt và bài thu hoạch';
let inspection = '';
let paper = '';

test('the officer above opens an inspection by a decision; what is missing is asked for and nothing typed is lost', async ({
	browser,
}) => {
	const officer = await as(browser, 'cap.tren');
	const troubles = watch(officer);
	await officer.goto(`${app.url}/kiem-tra`);
	await expectGoodPage(officer);
	await officer.getByRole('link', { name: 'Mở cuộc kiểm tra' }).first().click();
	await expectGoodPage(officer);
	await officer
		.getByLabel('Đơn vị được kiểm tra')
		.selectOption({ label: 'Chi bộ Sở Thông tin và Truyền thông' });
	await officer.getByRole('button', { name: 'Tiếp tục' }).click();
	await officer.getByLabel('Tên cuộc kiểm tra').fill(title);
	await officer.getByLabel('Số quyết định').fill('25-QĐ/ĐU');
	await officer.getByLabel('Biên bản cuộc họp').check();
	await officer.getByLabel('Bài thu hoạch').check();
	await officer.getByRole('button', { name: 'Mở cuộc kiểm tra và thông báo đơn vị' }).click();
	await expect(officer.getByText('Chọn ít nhất một người kiểm tra').first()).toBeVisible();
	await expect(officer.getByLabel('Tên cuộc kiểm tra')).toHaveValue(title);
	await expectGoodPage(officer);
	const name = (await officer.locator('.who strong').first().textContent()) ?? '';
	await officer.getByRole('checkbox', { name }).check();
	await officer.getByRole('button', { name: 'Mở cuộc kiểm tra và thông báo đơn vị' }).click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText(title);
	await expectGoodPage(officer);
	inspection = officer.url();
	expect(troubles).toEqual([]);
	const member = await as(browser, 'dang.vien', { phone: true });
	await member.goto(inspection);
	await expect(member.getByText('25-QĐ/ĐU').first()).toBeVisible();
	await expectGoodPage(member);
});

test('records are taken by lot, opened under the decision, and each finding is written down', async ({
	browser,
}) => {
	const officer = await as(browser, 'cap.tren');
	const troubles = watch(officer);
	await officer.goto(inspection);
	const forms = officer.locator('#lay-ho-so ~ form, form[action*="lay-ho-so"]');
	for (const kind of ['Biên bản cuộc họp', 'Bài thu hoạch']) {
		const form = forms.filter({ has: officer.getByRole('button', { name: `Lấy hồ sơ: ${kind}` }) });
		await form.getByLabel('Số hồ sơ bốc thăm').fill('1');
		await form.getByRole('button', { name: `Lấy hồ sơ: ${kind}` }).click();
		await expect(officer.getByText(`${kind}:`, { exact: true })).toBeVisible();
		if (kind === 'Biên bản cuộc họp') await officer.getByText(/^Bài thu hoạch: có/).click();
	}
	await expect(officer.getByText(/Mã bốc thăm:/).first()).toBeVisible();
	await expectGoodPage(officer);
	const links = await officer
		.locator('tbody th a')
		.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
	expect(links).toHaveLength(2);
	for (const href of links) {
		await officer.goto(app.url + href);
		await expect(officer.getByRole('heading', { name: 'Nội dung hồ sơ' })).toHaveCount(0);
		await officer.getByRole('button', { name: 'Mở xem hồ sơ' }).click();
		await expect(officer.getByRole('heading', { name: 'Nội dung hồ sơ' })).toBeVisible();
		await expectGoodPage(officer);
		if (await officer.getByText('Bài thu hoạch').first().isVisible()) paper = href;
		await officer.getByLabel('Xác nhận đúng').check();
		await officer.getByRole('button', { name: 'Ghi kết quả' }).click();
		await expect(officer.locator('header').getByText('Xác nhận đúng')).toBeVisible();
	}
	await officer.goto(inspection);
	await officer.getByLabel('Nhận xét chung').fill('Nền nếp tốt, bài thu hoạch gắn với việc được giao.');
	await officer.getByRole('button', { name: 'Gửi kết quả cho đơn vị' }).click();
	await expect(officer.getByText('Chờ trả lời và kết luận')).toBeVisible();
	await officer.goto(app.url + paper);
	await expect(officer.getByRole('heading', { name: 'Nội dung hồ sơ' })).toHaveCount(0);
	await expectGoodPage(officer);
	expect(troubles).toEqual([]);
});

test('the secretary sees who opened what, and answers with a file, on a phone', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu', { phone: true });
	const troubles = watch(secretary);
	await secretary.goto(inspection);
	await expectGoodPage(secretary);
	await expect(secretary.getByText('Xác nhận đúng').first()).toBeVisible();
	await secretary.goto(app.url + paper);
	await expect(secretary.getByRole('heading', { name: 'Đã mở' })).toBeVisible();
	await expect(secretary.locator('.opening')).toHaveCount(1);
	await expectGoodPage(secretary);
	await secretary.goto(inspection);
	await secretary.getByLabel('Nội dung trả lời').fill('Chi bộ tiếp thu kết quả kiểm tra.');
	await secretary
		.locator('input[type=file]')
		.first()
		.setInputFiles({ name: 'so-theo-doi.txt', mimeType: 'text/plain', buffer: Buffer.from('Sổ theo dõi') });
	await secretary.getByRole('button', { name: 'Gửi trả lời' }).click();
	await expect(secretary.getByRole('link', { name: 'so-theo-doi.txt' })).toBeVisible();
	expect(troubles).toEqual([]);
});

test('the committee concludes and asks for something; the unit tells what was done, and everybody reads the conclusion', async ({
	browser,
}) => {
	const officer = await as(browser, 'cap.tren');
	await officer.goto(inspection);
	await officer.getByLabel('Kết luận', { exact: true }).fill('Chi bộ thực hiện nghiêm túc nghị quyết.');
	await officer.getByRole('button', { name: 'Kết luận và thông báo đơn vị' }).click();
	await expect(officer.getByText('Đã kết luận')).toBeVisible();
	await officer.getByText('Thêm yêu cầu').click();
	await officer.getByLabel('Việc đơn vị cần làm').fill('Lập sổ theo dõi minh chứng');
	await officer
		.getByLabel(/^Hạn thực hiện/)
		.fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
	await officer.getByRole('button', { name: 'Gửi yêu cầu' }).click();
	await expect(officer.getByText('Yêu cầu thực hiện: 0/1 đã xong')).toBeVisible();
	await expectGoodPage(officer);
	for (const name of ['Biên bản (.docx)', 'Kết luận (.pdf)']) {
		const download = officer.waitForEvent('download');
		await officer.getByRole('link', { name }).click();
		expect((await download).suggestedFilename()).toMatch(/\.(docx|pdf)$/);
	}
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(inspection);
	await secretary.getByText('Báo đã làm xong').click();
	await secretary.getByLabel('Kết quả đã làm').fill('Đã lập sổ và giao văn thư giữ.');
	await secretary.getByRole('button', { name: 'Ghi là đã xong' }).click();
	await expect(secretary.getByText('Yêu cầu thực hiện: 1/1 đã xong')).toBeVisible();
	await expectGoodPage(secretary);
	const member = await as(browser, 'dang.vien');
	await member.goto(inspection);
	await expect(member.getByText('Chi bộ thực hiện nghiêm túc nghị quyết.')).toBeVisible();
	await expect(member.getByText('Yêu cầu thực hiện')).toHaveCount(0);
	await expectGoodPage(member);
});
