import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, picture, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// From above: where each unit gets stuck, what is left out of small groups, and how one document goes down. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('the officer above sees which cell is stuck where, and opens a figure down to the cell', async ({
	browser,
}, info) => {
	const officer = await as(browser, 'cap.tren');
	const troubles = watch(officer);
	// Figures follow the events by a few seconds.
	await expect(async () => {
		await officer.goto(`${app.url}/toan-canh`);
		await expect(rowOf(officer, 'Chi bộ Sở TT&TT')).toContainText(/\d+%/, { timeout: 2_000 });
	}).toPass({ timeout: 60_000 });
	await officer.goto(`${app.url}/`);
	await officer.getByRole('link', { name: 'Toàn cảnh' }).first().click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Toàn cảnh Đảng bộ các cơ quan tỉnh');
	await expectGoodPage(officer);
	await expect(officer.getByText(/Vướng ở khâu/).first()).toBeVisible();
	// Nobody is named.
	const names = await app.owner`select full_name as name from person`;
	const text = (await officer.locator('main').textContent()) ?? '';
	expect(names.filter(({ name }) => text.includes(String(name)))).toEqual([]);

	// A cell of four is hidden, and with it the two of the committee's own office, so that neither is found by subtraction.
	await expect(rowOf(officer, 'Chi bộ Quỹ Đầu tư')).toContainText('không nêu');
	await expect(rowOf(officer, 'Trực tiếp tại Đảng bộ các cơ quan tỉnh')).toContainText('không nêu');
	await expect(officer.getByText(/nhóm dưới 5 người/)).toBeVisible();

	await picture(officer, info, 'oversight');
	await officer.getByText('Xem bằng bảng').click();
	await expect(officer.getByRole('table', { name: 'Cả chuỗi' })).toBeVisible();
	await expectGoodPage(officer);
	await rowOf(officer, 'Chi bộ Sở Xây dựng').getByRole('link', { name: 'Chi bộ Sở Xây dựng' }).click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Toàn cảnh Chi bộ Sở Xây dựng');
	await expect(officer.getByText('Không có đơn vị trực thuộc')).toBeVisible();
	await picture(officer, info, 'oversight-cell');
	await expect(officer.getByText(/Mức giữa: \d+ đơn vị cùng loại/)).toBeVisible();
	await expectGoodPage(officer);
	expect(troubles).toEqual([]);
});

test('one document on its way down, on a phone; the table is taken down', async ({ browser }, info) => {
	const officer = await as(browser, 'cap.tren', { phone: true });
	const troubles = watch(officer);
	await officer.goto(`${app.url}/toan-canh`);
	await expectGoodPage(officer);
	await officer.getByLabel('Văn bản', { exact: true }).selectOption({
		label:
			'Nghị quyết 12-NQ/ĐU: Về nâng cao chất lượng phục vụ người dân và doanh nghiệp của các cơ quan tỉnh',
	});
	await officer.getByRole('button', { name: 'Xem', exact: true }).click();
	await expect(officer.getByText('Nghị quyết 12-NQ/ĐU', { exact: true })).toBeVisible();
	await expect(officer.getByText(/Một văn bản đi xuống các đơn vị/)).toBeVisible();
	await expect(rowOf(officer, 'Chi bộ Sở Tài chính')).toContainText('100%');
	await expectGoodPage(officer);
	await picture(officer, info, 'oversight-phone');
	const download = officer.waitForEvent('download');
	await officer.getByRole('link', { name: 'Tải bảng (.csv)' }).click();
	const file = await (await download).path();
	const lines = readFileSync(file, 'utf8').split('\r\n');
	expect(lines[0]).toContain('Quán triệt: Đã làm');
	expect(lines.find((line) => line.startsWith('Chi bộ Quỹ Đầu tư'))).toContain('không nêu');
	expect(lines.find((line) => line.startsWith('Chi bộ Sở Tài chính'))).toContain('16,16');
	expect(troubles).toEqual([]);
});

test('a quarter and an order are chosen; a period without figures says what belongs there', async ({
	browser,
}) => {
	const officer = await as(browser, 'cap.tren');
	await officer.goto(`${app.url}/toan-canh`);
	await officer.getByLabel('Sắp xếp').selectOption('name');
	await officer.getByRole('button', { name: 'Xem', exact: true }).click();
	// The address changes when the new page stands: what is chosen before would be lost with the old one.
	await expect(officer).toHaveURL(/\?/);
	await expect(officer.locator('#don-vi tbody th').first()).toContainText('Chi bộ Báo và Đài');
	await officer.getByLabel('Năm', { exact: true }).selectOption({ index: 3 });
	await officer.getByRole('button', { name: 'Xem', exact: true }).click();
	await expect(officer.getByText('Chưa có số liệu trong thời gian này')).toBeVisible();
	await expectGoodPage(officer);
});

test('the secretary of the cell sees the cell from above and goes to its lists; a member does not see the page', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await expect(
		secretary.getByRole('navigation', { name: 'Các phần chính' }).getByText('Toàn cảnh'),
	).toHaveCount(0);
	await secretary.goto(`${app.url}/toan-canh`);
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Toàn cảnh Chi bộ Sở TT&TT');
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: /nhiệm vụ hoàn thành/ }).click();
	await expect(secretary).toHaveURL(/nhiem-vu/);
	const [committee] = await app.owner`select id from unit where kind = 'superior_committee'`;
	expect((await secretary.goto(`${app.url}/toan-canh/${committee?.['id']}`))?.status()).toBe(404);
	const member = await as(browser, 'dang.vien');
	expect((await member.goto(`${app.url}/toan-canh`))?.status()).toBe(404);
});

test('from the trace of a document one comes to its overview', async ({ browser }) => {
	const officer = await as(browser, 'cap.tren');
	const [found] =
		await app.owner`select d.id, u.id as unit from document d join unit u on u.tenant_id = d.tenant_id and u.short_name = 'Chi bộ Sở Tài chính' where d.number = '12-NQ/ĐU'`;
	await officer.goto(`${app.url}/van-ban/${found?.['id']}/trace?don-vi=${found?.['unit']}`);
	await officer.getByRole('link', { name: 'Toàn cảnh của văn bản này' }).click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Toàn cảnh Đảng bộ các cơ quan tỉnh');
	await expectGoodPage(officer);
});

test('as of a past day: chosen in the form or by one tap, kept from page to page, said in the heading and in the file', async ({
	browser,
}, info) => {
	const officer = await as(browser, 'cap.tren');
	const troubles = watch(officer);
	await officer.goto(`${app.url}/toan-canh`);
	await officer.getByRole('link', { name: /Cuối quý trước/ }).click();
	await expect(officer).toHaveURL(/ngay=\d{4}-\d{2}-\d{2}/);
	const day = new URL(officer.url()).searchParams.get('ngay') ?? '';
	await expect(
		officer.getByText(`Số liệu tính đến hết ngày ${day.split('-').reverse().join('/')}`),
	).toBeVisible();
	await expectGoodPage(officer);
	await picture(officer, info, 'oversight-past-day');
	await rowOf(officer, 'Chi bộ Sở Tài chính').getByRole('link', { name: 'Chi bộ Sở Tài chính' }).click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Toàn cảnh Chi bộ Sở Tài chính');
	expect(new URL(officer.url()).searchParams.get('ngay')).toBe(day);
	await officer.getByRole('link', { name: 'Đảng viên qua các năm' }).click();
	await expect(officer).toHaveURL(new RegExp(`dang-vien\\?ngay=${day}`));
	await officer.goto(`${app.url}/toan-canh?ngay=${day}`);
	const download = officer.waitForEvent('download');
	await officer.getByRole('link', { name: 'Tải bảng (.csv)' }).click();
	const file = await download;
	expect(file.suggestedFilename()).toContain(day);
	expect(readFileSync(await file.path(), 'utf8')).toContain(
		`Tính đến ngày,${day.split('-').reverse().join('/')}`,
	);
	await officer.locator('input[name="ngay"]').fill('2019-01-01');
	await officer.getByRole('button', { name: 'Xem', exact: true }).click();
	await expect(officer.getByText('Không có số liệu lưu cho ngày 01/01/2019')).toBeVisible();
	await officer.getByRole('link', { name: 'Xem số liệu hiện nay' }).click();
	await expect(officer).not.toHaveURL(/ngay=/);
	expect(troubles).toEqual([]);
});

test('members over the years and by age, on a phone; the cell tells its own', async ({ browser }, info) => {
	const officer = await as(browser, 'cap.tren', { phone: true });
	const troubles = watch(officer);
	await officer.goto(`${app.url}/toan-canh/dang-vien`);
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText('Đảng viên Đảng bộ các cơ quan tỉnh');
	await expect(officer.getByRole('table', { name: 'Cơ cấu độ tuổi' })).toContainText('%');
	await expect(rowOf(officer, 'Chi bộ Quỹ Đầu tư')).toContainText('không nêu');
	await expectGoodPage(officer);
	await picture(officer, info, 'oversight-members-phone');
	const download = officer.waitForEvent('download');
	await officer.getByRole('link', { name: 'Tải bảng (.xlsx)' }).click();
	expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/toan-canh/dang-vien`);
	await secretary.locator('input[name="aged_30"]').fill('900');
	await secretary.getByRole('button', { name: 'Báo số liệu' }).click();
	await expect(secretary.getByText(/nhiều hơn số đảng viên của đơn vị/)).toBeVisible();
	await expect(secretary.locator('input[name="aged_30"]')).toHaveValue('900');
	await secretary.locator('input[name="aged_30"]').fill('4');
	await secretary.getByRole('button', { name: 'Báo số liệu' }).click();
	await expect(secretary.getByText(/nhiều hơn số đảng viên của đơn vị/)).toHaveCount(0);
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the officer follows a cell and notes what was seen; a name is refused, nothing typed is lost', async ({
	browser,
}, info) => {
	const officer = await as(browser, 'cap.tren');
	await officer.goto(`${app.url}/toan-canh`);
	await expect(officer.getByRole('heading', { name: /Tôi theo dõi/ })).toBeVisible();
	await rowOf(officer, 'Chi bộ Sở TT&TT').getByRole('link', { name: 'Chi bộ Sở TT&TT' }).click();
	await officer.getByRole('button', { name: 'Theo dõi đơn vị' }).click();
	await expect(officer.getByRole('button', { name: 'Thôi theo dõi' })).toBeVisible();
	const [named] =
		await app.owner`select p.full_name as name from person p join membership m on m.person_id = p.id
		join unit u on u.id = m.unit_id where u.short_name = 'Chi bộ Sở TT&TT' order by p.id limit 1`;
	const body = officer.getByLabel('Ghi nhận mới');
	await body.fill(`Đồng chí ${named?.['name']} làm tốt`);
	await officer.getByRole('button', { name: 'Ghi lại' }).click();
	await expect(officer.getByText(/bỏ tên người/)).toBeVisible();
	await expect(body).toHaveValue(/làm tốt/);
	await body.fill('Chi bộ đi đúng kế hoạch; tháng sau xem kết quả đợt một.');
	await officer.getByLabel('Cho người đứng đầu và cấp ủy đơn vị cùng xem').check();
	await officer.getByRole('button', { name: 'Ghi lại' }).click();
	await expect(officer.getByText('Chi bộ đi đúng kế hoạch; tháng sau xem kết quả đợt một.')).toBeVisible();
	await expectGoodPage(officer);
	await picture(officer, info, 'oversight-notes');
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/toan-canh`);
	await secretary.goto(`${app.url}/toan-canh/${new URL(officer.url()).pathname.split('/')[2]}`);
	await expect(secretary.getByText('Chi bộ đi đúng kế hoạch; tháng sau xem kết quả đợt một.')).toBeVisible();
	await expect(secretary.getByLabel('Ghi nhận mới')).toHaveCount(0);
});
