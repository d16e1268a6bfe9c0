import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// Two cells of the sample become one, with their open tasks; both days are looked at. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
/** A day from today on, as Viet Nam counts. */
const day = (offset: number): string =>
	new Date(Date.now() + 7 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);

const home = 'Đảng bộ các cơ quan tỉnh Sông Lam';
const first = 'Chi bộ Sở Thông tin và Truyền thông';
const second = 'Chi bộ Sở Nội vụ';
const merged = 'Chi bộ Sở Nội vụ và Truyền thông';
let plan = '';

test('a plan is drafted, tried, corrected and called off before its day', async ({ browser }) => {
	const administrator = await as(browser, 'quan.tri');
	const troubles = watch(administrator);
	await administrator.goto(`${app.url}/to-chuc`);
	await administrator.getByRole('link', { name: 'Sắp xếp tổ chức' }).click();
	// What the sample carried out in its year is there, with what came of it.
	await administrator.getByRole('link', { name: 'Sáp nhập Chi bộ Thanh tra vào Chi bộ Sở Nội vụ' }).click();
	await expect(administrator.getByText(/Đã thực hiện ngày/)).toBeVisible();
	await expectGoodPage(administrator);
	await administrator.goto(`${app.url}/to-chuc/sap-xep`);
	await expectGoodPage(administrator);
	await administrator.getByLabel('Trong phạm vi').selectOption({ label: home });
	await administrator.getByLabel('Tên đợt sắp xếp').fill('Giải thể Chi bộ Sở Nội vụ');
	await administrator.getByLabel('Ngày có hiệu lực').fill(day(10));
	await administrator.getByRole('button', { name: 'Lập phương án' }).click();
	await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('Giải thể Chi bộ Sở Nội vụ');
	await expectGoodPage(administrator);
	// Without a successor its people would belong nowhere: the plan says so, and can not be checked.
	await administrator.getByText('Giải thể', { exact: true }).click();
	await administrator.getByLabel('Đơn vị giải thể').selectOption({ label: second });
	await administrator.getByRole('button', { name: 'Thêm việc giải thể' }).click();
	await expect(administrator.getByText(`${second} còn người: chọn đơn vị tiếp nhận`)).toBeVisible();
	await expect(administrator.getByRole('button', { name: 'Ghi nhận đã kiểm tra' })).toBeDisabled();
	await expectGoodPage(administrator);
	await administrator.getByRole('button', { name: /^Bỏ: Giải thể/ }).click();
	await administrator.getByLabel('Đơn vị giải thể').selectOption({ label: second });
	await administrator.getByLabel('Đơn vị tiếp nhận người và công việc').selectOption({ label: first });
	await administrator.getByRole('button', { name: 'Thêm việc giải thể' }).click();
	await administrator.getByRole('button', { name: 'Ghi nhận đã kiểm tra' }).click();
	await administrator.getByLabel('Số quyết định', { exact: true }).last().fill('11-QĐ/ĐU');
	await administrator.getByLabel('Ngày ký quyết định').last().fill(day(-1));
	await administrator.getByRole('button', { name: 'Nhập quyết định, chờ đến ngày' }).click();
	await expect(administrator.getByText(/Tự thực hiện vào ngày/)).toBeVisible();
	await administrator.getByText('Hủy phương án').click();
	await administrator.getByLabel('Lý do hủy').fill('Chờ hướng dẫn của Tỉnh ủy');
	await administrator.getByRole('button', { name: 'Hủy cả phương án' }).click();
	await expect(administrator.getByText('Chờ hướng dẫn của Tỉnh ủy')).toBeVisible();
	await expectGoodPage(administrator);
	expect(troubles).toEqual([]);
});

test('two cells become one: previewed, decided, carried out at once', async ({ browser }) => {
	const administrator = await as(browser, 'quan.tri');
	const troubles = watch(administrator);
	await administrator.goto(`${app.url}/to-chuc/sap-xep`);
	await administrator.getByLabel('Trong phạm vi').selectOption({ label: home });
	await administrator.getByLabel('Tên đợt sắp xếp').fill('Sáp nhập hai chi bộ');
	await administrator.getByLabel('Ngày có hiệu lực').fill(day(0));
	await administrator.getByRole('button', { name: 'Lập phương án' }).click();
	await administrator.getByText('Sáp nhập', { exact: true }).click();
	await administrator.getByLabel(first).check();
	await administrator.getByLabel(second).check();
	await administrator.getByLabel('Tên đơn vị mới').first().fill(merged);
	await administrator.getByRole('button', { name: 'Thêm việc sáp nhập' }).click();
	await expect(administrator.getByRole('heading', { name: 'Xem trước' })).toBeVisible();
	plan = administrator.url();
	await expectGoodPage(administrator);
	await administrator.getByRole('link', { name: /người chuyển đơn vị/ }).click();
	await expect(administrator.getByText(`${second} → ${merged}`).first()).toBeVisible();
	await expectGoodPage(administrator);
	for (const tab of [
		'vai trò kết thúc',
		'công việc',
		'việc còn dở',
		'sổ văn bản đóng lại',
		'đơn vị cần chỉ định bí thư',
	]) {
		await administrator.getByRole('link', { name: tab, exact: true }).click();
		await expectGoodPage(administrator);
	}
	await administrator.goto(plan);
	await administrator.getByRole('button', { name: 'Ghi nhận đã kiểm tra' }).click();
	await administrator.getByLabel('Số quyết định', { exact: true }).last().fill('12-QĐ/ĐU');
	await administrator.getByLabel('Ngày ký quyết định').last().fill(day(-1));
	await administrator.getByRole('button', { name: 'Nhập quyết định và thực hiện ngay' }).click();
	await expect(administrator.getByText(/Đã thực hiện ngày/)).toBeVisible();
	await expectGoodPage(administrator);
	await administrator.getByRole('link', { name: 'Tổ chức ngày trước đó' }).click();
	await expect(administrator.getByRole('link', { name: first })).toBeVisible();
	await expect(administrator.getByText(merged)).toHaveCount(0);
	await expectGoodPage(administrator);
	await administrator.goto(`${app.url}/to-chuc?ngay=${day(0)}`);
	await expect(administrator.getByRole('link', { name: merged })).toBeVisible();
	await expect(administrator.getByRole('link', { name: first })).toHaveCount(0);
	await administrator.getByRole('link', { name: merged }).click();
	await expect(administrator.getByText('Hình thành từ sáp nhập')).toBeVisible();
	await expectGoodPage(administrator);
	await administrator.getByRole('link', { name: second, exact: true }).click();
	await expect(administrator.getByText(/Đơn vị đã kết thúc hoạt động/)).toBeVisible();
	await expectGoodPage(administrator);
	expect(troubles).toEqual([]);
});

test('a member finds the own tasks in the new cell, on a phone; the old office gives no right any more', async ({
	browser,
}) => {
	const member = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(member);
	await member.goto(`${app.url}/nhiem-vu`);
	const [task] =
		await app.owner`select t.title, u.name from task t join unit u on u.id = t.unit_id join auth."user" a on a.person_id = t.owner_id
		where a.username = 'dang.vien' and t.state in ('assigned', 'in_progress') order by t.due_on limit 1`;
	expect(task?.['name']).toBe(merged);
	await expect(member.getByRole('link', { name: String(task?.['title']) }).first()).toBeVisible();
	await member.goto(`${app.url}/to-chuc?ngay=${day(-1)}`);
	await expect(member.getByText(first).first()).toBeVisible();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
	const secretary = await as(browser, 'bi.thu');
	expect((await secretary.goto(plan))?.status()).toBe(404);
});

test('the template of 2025 drafts a plan from choices', async ({ browser }) => {
	const administrator = await as(browser, 'quan.tri');
	const troubles = watch(administrator);
	await administrator.goto(`${app.url}/to-chuc/sap-xep/2025`);
	await expectGoodPage(administrator);
	await administrator.getByLabel(home).check();
	await administrator
		.getByLabel('Đảng bộ xã, phường thành lập')
		.fill('Đảng bộ phường Sông Lam | ĐU\nĐảng bộ xã Nam Đàn');
	await administrator.getByLabel('Ngày có hiệu lực').fill(day(30));
	await administrator.getByRole('button', { name: 'Lập phương án và chọn nơi chuyển đến' }).click();
	await administrator.getByLabel(/Đơn vị tiếp nhận/).selectOption({ label: 'Đảng bộ các cơ quan đảng tỉnh' });
	await administrator.getByLabel(merged).selectOption({ label: 'Đảng bộ Ủy ban nhân dân tỉnh' });
	await expectGoodPage(administrator);
	await administrator.getByRole('button', { name: 'Ghi nơi chuyển đến và xem phương án' }).click();
	await expect(administrator.getByRole('heading', { level: 1 })).toContainText('không tổ chức cấp huyện');
	await expect(administrator.getByRole('button', { name: 'Ghi nhận đã kiểm tra' })).toBeEnabled();
	await expectGoodPage(administrator);
	expect(troubles).toEqual([]);
});

test('a list of people is looked at and taken in; a member is transferred by letter', async ({ browser }) => {
	const administrator = await as(browser, 'quan.tri');
	const troubles = watch(administrator);
	await administrator.goto(`${app.url}/to-chuc/nhap-danh-sach`);
	await expectGoodPage(administrator);
	await administrator.getByLabel('Vào đơn vị').selectOption({ label: merged });
	const list = [
		'DANH SÁCH ĐẢNG VIÊN',
		'TT;Họ và tên;Ngày sinh;Chức vụ;Chính thức/Dự bị',
		'1;ĐỖ THỊ THẢO NGUYÊN;01/02/1990;Chuyên viên;Dự bị',
		'2;Lê;03/04/1985;Chuyên viên;',
	].join('\n');
	await administrator
		.locator('input[type=file]')
		.first()
		.setInputFiles({ name: 'dang-vien.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
	await administrator.getByRole('button', { name: 'Đọc danh sách' }).click();
	await expect(administrator.getByRole('heading', { level: 1 })).toHaveText('dang-vien.csv');
	await expect(administrator.getByText('Họ và tên thiếu hoặc không đúng').first()).toBeVisible();
	await expect(administrator.getByText(/Ngày sinh: phần mềm không lưu/)).toBeVisible();
	await expectGoodPage(administrator);
	await administrator.getByText('Ghép cột', { exact: true }).click();
	await expectGoodPage(administrator);
	await administrator.getByRole('link', { name: /^Mới/ }).click();
	await expect(administrator.getByText('Đỗ Thị Thảo Nguyên', { exact: true }).first()).toBeVisible();
	await expectGoodPage(administrator);
	await administrator.getByRole('button', { name: 'Ghi 1 người mới, 0 thay đổi' }).click();
	await expect(administrator.getByText(/Thêm mới 1 người/)).toBeVisible();
	await expectGoodPage(administrator);

	await administrator.getByRole('link', { name: merged }).first().click();
	await administrator.getByRole('link', { name: 'Đỗ Thị Thảo Nguyên' }).click();
	await administrator.getByText('Chuyển sang đơn vị khác').click();
	await administrator.getByLabel('Đến đơn vị').selectOption({ label: home });
	await administrator.getByLabel('Số giấy giới thiệu hoặc quyết định').fill('07-GT');
	await administrator.getByLabel('Chuyển từ ngày').fill(day(20));
	await expectGoodPage(administrator);
	await administrator.getByRole('button', { name: 'Ghi việc chuyển sinh hoạt' }).click();
	await expect(administrator.getByText(`${merged} → ${home}`)).toBeVisible();
	await expectGoodPage(administrator);
	expect(troubles).toEqual([]);
});
