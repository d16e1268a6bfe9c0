import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A model of the sample cell, from being written to being approved. The second test goes on from the first.
const app = servedSample();
const as = signingInTo(app);

const title = 'Một buổi mỗi tuần hướng dẫn dịch vụ công tại chỗ';
let model = '';

test('the secretary writes a model; who is named is asked before it can be proposed', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/mo-hinh`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: /^Mỗi nhiệm vụ một minh chứng/ }).click();
	await expect(secretary.getByText('Nơi khởi đầu')).toBeVisible();
	await expect(secretary.getByText('Chi bộ Sở Nội vụ')).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/mo-hinh/viet`);
	await expectGoodPage(secretary);
	await secretary.getByLabel('Tên mô hình').fill(title);
	await secretary.getByLabel('Vấn đề đặt ra').fill('Người dân lúng túng khi nộp hồ sơ trực tuyến.');
	await secretary.getByLabel('Cách làm').fill('Cử người trực chiều thứ Tư\nGhi lại câu hỏi hay gặp');
	await secretary.locator('input[name=namedIds]').nth(3).check();
	// Without an origin it is not taken, and nothing that was typed is lost.
	await secretary.getByRole('button', { name: 'Lưu bản viết' }).click();
	await expect(secretary.getByText('Chọn chương trình hoặc phong trào').first()).toBeVisible();
	await expect(secretary.getByLabel('Tên mô hình')).toHaveValue(title);
	await secretary
		.getByLabel('Chương trình hành động')
		.selectOption({ label: 'Chương trình hành động thực hiện Nghị quyết số 05-NQ/CB' });
	await secretary.getByRole('button', { name: 'Lưu bản viết' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(title);
	await expect(secretary.getByText('Chờ ý kiến người được nêu tên: 0/1 đồng ý')).toBeVisible();
	await expect(secretary.getByRole('button', { name: 'Đề nghị nhân rộng' })).toHaveCount(0);
	await expectGoodPage(secretary);
	model = secretary.url();
	const member = await as(browser, 'quan.chung');
	expect((await member.goto(model))?.status()).toBe(404);
	// Written anew without the name it needs nobody's word.
	await secretary.getByRole('link', { name: 'Sửa mô hình' }).click();
	await expectGoodPage(secretary);
	await secretary.locator('input[name=namedIds]:checked').uncheck();
	await secretary.getByRole('button', { name: 'Lưu thay đổi' }).click();
	await secretary.getByRole('button', { name: 'Đề nghị nhân rộng' }).click();
	await expect(secretary.getByText('Chờ cấp trên xem xét')).toBeVisible();
	expect(troubles).toEqual([]);
});

test('the committee above approves it; then everybody reads it, on a phone too', async ({ browser }) => {
	const officer = await as(browser, 'cap.tren');
	const troubles = watch(officer);
	await officer.goto(model);
	await officer.getByLabel('Đồng ý nhân rộng').check();
	await officer.getByRole('button', { name: 'Ghi ý kiến' }).click();
	await expect(officer.getByText('Được nhân rộng')).toBeVisible();
	await expectGoodPage(officer);
	expect(troubles).toEqual([]);
	const member = await as(browser, 'quan.chung', { phone: true });
	await member.goto(model);
	await expect(member.getByRole('heading', { level: 1 })).toHaveText(title);
	await expectGoodPage(member);
});
