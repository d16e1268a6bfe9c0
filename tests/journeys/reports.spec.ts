import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A quarterly report of the sample cell on its way to the committee above. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
let report = '';

test('the clerk writes on what the figures gave; a figure changed by hand asks for the reason', async ({
	browser,
}) => {
	const clerk = await as(browser, 'van.thu');
	const troubles = watch(clerk);
	await clerk.goto(`${app.url}/bao-cao`);
	await expectGoodPage(clerk);
	await expect(clerk.getByText('Đã tiếp nhận').first()).toBeVisible();
	await clerk
		.locator('#phai-lap')
		.getByRole('link', { name: /Báo cáo công tác xây dựng Đảng/ })
		.first()
		.click();
	await expect(clerk.getByRole('heading', { level: 1 })).toContainText('Báo cáo công tác xây dựng Đảng quý');
	report = clerk.url();
	await expectGoodPage(clerk);
	await expect(clerk.getByText('Lý do sửa: Có một kỳ họp chi ủy mở rộng')).toBeVisible();
	for (const box of await clerk.locator('#noi-dung textarea').all())
		if ((await box.inputValue()) === '') await box.fill('Không có.');
	await clerk
		.getByLabel('Đề xuất, kiến nghị với cấp trên')
		.fill('Đề nghị tập huấn kỹ năng viết chương trình hành động.');
	await clerk.getByRole('button', { name: 'Lưu nội dung' }).click();
	await expect(clerk.getByText('Đã ghi').first()).toBeVisible();
	const row = clerk.getByRole('row', { name: /Nghị quyết đã ban hành/ });
	await row.getByText('Sửa', { exact: true }).click();
	await row.getByLabel('Số báo cáo').fill('9');
	await row.getByRole('button', { name: 'Lưu số' }).click();
	await expect(row.getByText(/ghi lý do/)).toBeVisible();
	await expect(row.getByLabel('Số báo cáo')).toHaveValue('9');
	await expectGoodPage(clerk);
	await row.getByLabel('Lý do khác với số đếm được').fill('Có nghị quyết ban hành ngoài hệ thống.');
	await row.getByRole('button', { name: 'Lưu số' }).click();
	await expect(row.getByText(/Lý do sửa: Có nghị quyết ban hành ngoài hệ thống/)).toBeVisible();
	expect(troubles).toEqual([]);
});

test('the secretary signs and sends it on a phone; the paper comes out in the prescribed layout', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu', { phone: true });
	const troubles = watch(secretary);
	await secretary.goto(report);
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Ký báo cáo' }).click();
	await expect(secretary.getByText('Đã ký, chưa gửi').first()).toBeVisible();
	await expect(secretary.getByText(/\d+-BC\/CB, ngày/).first()).toBeVisible();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Gửi báo cáo' }).click();
	await expect(secretary.getByText('Đã gửi, chờ tiếp nhận').first()).toBeVisible();
	for (const format of ['docx', 'pdf']) {
		const file = await secretary.request.get(`${report}/bao-cao.${format}`);
		expect(file.status()).toBe(200);
		expect((await file.body()).byteLength).toBeGreaterThan(3_000);
	}
	await secretary.goto(`${app.url}/bao-cao/loai`);
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the committee sees who is behind, urges in one press, puts the reports together and gives one back', async ({
	browser,
}) => {
	const above = await as(browser, 'dang.uy');
	const troubles = watch(above);
	await above.goto(`${app.url}/toan-canh`);
	await expect(above.getByText(/Báo cáo đến hạn của đơn vị trực thuộc/)).toBeVisible();
	await above.goto(`${app.url}/bao-cao/tong-hop`);
	await expectGoodPage(above);
	await expect(above.getByRole('row', { name: /Sở Xây dựng/ })).toContainText('Trả lại để bổ sung');
	const urge = above.getByRole('button', { name: /Đôn đốc các đơn vị chưa gửi/ }).first();
	if (await urge.isVisible()) {
		await urge.click();
		await expect(above.getByText(/Đã đôn đốc \d+ đơn vị/).first()).toBeVisible();
	}
	await above
		.getByRole('link', { name: /^Tổng hợp Quý/ })
		.last()
		.click();
	await expectGoodPage(above);
	await expect(above.getByText('Chưa có trong tổng').first()).toBeVisible();
	await above.getByRole('button', { name: /Trích vào báo cáo: Chi bộ Sở Tài chính, mục Hạn chế/ }).click();
	await expect(above.getByText('Đã ghi').first()).toBeVisible();
	await above.getByRole('link', { name: 'Mở báo cáo của cấp mình' }).click();
	await expect(above.getByRole('textbox', { name: 'Hạn chế, khó khăn và nguyên nhân' })).toHaveValue(
		/Chi bộ Sở Tài chính: /,
	);
	await expectGoodPage(above);
	await above.goto(report);
	await expectGoodPage(above);
	await above.getByText('Trả lại để bổ sung', { exact: true }).last().click();
	await above.getByLabel('Nội dung cần bổ sung, hoàn thiện').fill('Nêu rõ thời hạn từng việc của kỳ tới.');
	await above.getByRole('button', { name: 'Trả lại đơn vị' }).click();
	await expect(above.getByText(/Trả lại .*: Nêu rõ thời hạn/)).toBeVisible();
	expect(troubles).toEqual([]);
	const clerk = await as(browser, 'van.thu', { phone: true });
	await clerk.goto(report);
	await expect(clerk.getByText('Cấp trên trả lại để bổ sung').first()).toBeVisible();
	await expectGoodPage(clerk);
});

test('the committee asks for a report on a subject from one of the forms', async ({ browser }) => {
	const above = await as(browser, 'dang.uy');
	const troubles = watch(above);
	await above.goto(`${app.url}/bao-cao/loai`);
	await expectGoodPage(above);
	await above.getByRole('link', { name: /Dùng mẫu này: Báo cáo chuyên đề/ }).click();
	await expectGoodPage(above);
	await above.getByLabel('Tên báo cáo').fill('Báo cáo chuyên đề chuyển đổi số');
	await above.getByRole('button', { name: 'Áp dụng', exact: true }).click();
	await expect(above.getByText('Báo cáo chuyên đề cần ngày đầu và ngày cuối').first()).toBeVisible();
	await expect(above.getByLabel('Tên báo cáo')).toHaveValue('Báo cáo chuyên đề chuyển đổi số');
	const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
	await above.getByLabel(/^Từ ngày/).fill(day(60));
	await above.getByLabel(/^Đến ngày/).fill(day(1));
	await above.getByLabel('Áp dụng từ ngày').fill(day(30));
	await above.getByRole('button', { name: 'Áp dụng', exact: true }).click();
	await expect(above.getByText('Báo cáo chuyên đề chuyển đổi số').first()).toBeVisible();
	const head = await as(browser, 'bi.thu');
	await head.goto(`${app.url}/bao-cao`);
	await head.getByRole('button', { name: /Lập báo cáo: Báo cáo chuyên đề chuyển đổi số/ }).click();
	await expect(head.getByRole('heading', { level: 1 })).toContainText('Báo cáo chuyên đề chuyển đổi số');
	await expectGoodPage(head);
	expect(troubles).toEqual([]);
});
