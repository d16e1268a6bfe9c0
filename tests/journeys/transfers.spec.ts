import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A member goes to another organisation, which has no account here. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
/** A day from today on, as Viet Nam counts. */
const day = (offset: number): string =>
	new Date(Date.now() + 7 * 3_600_000 + offset * 86_400_000).toISOString().slice(0, 10);
const base = '/to-chuc/chuyen-sinh-hoat';
let transfer = '';

test('a member asks on a phone where nothing that was typed is lost, and reads where it is', async ({
	browser,
}) => {
	const member = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(member);
	await member.goto(`${app.url}${base}`);
	await expectGoodPage(member);
	await member.getByText('Đề nghị chuyển sinh hoạt').click();
	await member.getByLabel('Hình thức').selectOption({ label: 'Chuyển sinh hoạt đảng chính thức' });
	await member.getByLabel('Lý do').fill('Chuyển công tác về Sở Khoa học và Công nghệ');
	await member.getByLabel('Chuyển từ ngày').fill(day(2));
	await member.getByRole('button', { name: 'Gửi đề nghị' }).click();
	await expect(member.getByText('ghi tên nơi đến').first()).toBeVisible();
	await expect(member.getByLabel('Lý do')).toHaveValue('Chuyển công tác về Sở Khoa học và Công nghệ');
	await member.getByLabel('Tổ chức nơi đến').fill('Đảng bộ Sở Khoa học và Công nghệ tỉnh Sông Lam');
	await member.getByRole('button', { name: 'Gửi đề nghị' }).click();
	await expect(member.getByText('Chờ chi ủy nhận')).toBeVisible();
	transfer = new URL(member.url()).pathname;
	await member.getByRole('button', { name: 'Gửi kèm hồ sơ của tôi' }).click();
	await expect(member.getByText(/Gửi kèm: .+\.zip/)).toBeVisible();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
});

test('the secretary completes the letter, hands over what is open, and makes it out', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}${base}`);
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}${transfer}`);
	await expectGoodPage(secretary);
	await secretary.getByLabel('Ngày sinh').fill('1988-02-03');
	await secretary.getByRole('button', { name: 'Ghi nội dung' }).click();
	await expect(secretary.getByText('Đang làm thủ tục')).toBeVisible();
	await expect(secretary.getByText('Bàn giao hết các việc ở trên rồi cấp giấy.')).toBeVisible();
	// One thing to somebody else, the others closed with a word.
	await secretary.getByText('Bàn giao việc này').first().click();
	await secretary.getByRole('button', { name: 'Ghi bàn giao' }).first().click();
	await expect(secretary.getByText('Chọn người tiếp nhận, hoặc ghi ý kiến').first()).toBeVisible();
	await secretary.getByLabel('Người tiếp nhận').first().selectOption({ index: 2 });
	await secretary.getByRole('button', { name: 'Ghi bàn giao' }).first().click();
	await expect(secretary.getByText(/ tiếp nhận$/).first()).toBeVisible();
	for (let left = 0; left < 30; left += 1) {
		const open = secretary.getByText('Bàn giao việc này');
		if ((await open.count()) === 0) break;
		const before = await open.count();
		await open.first().click();
		await secretary
			.getByLabel(/^Ý kiến/)
			.first()
			.fill('Đồng chí đã nộp bản giấy trước khi chuyển.');
		await secretary.getByRole('button', { name: 'Ghi bàn giao' }).first().click();
		await expect(open).toHaveCount(before - 1);
	}
	await secretary.getByRole('button', { name: 'Cấp giấy giới thiệu' }).click();
	await expect(secretary.getByText('Chờ nơi nhận xác nhận')).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the other side confirms by the code on the letter, once, without an account', async ({
	browser,
	page,
}) => {
	const clerk = await as(browser, 'van.thu');
	await clerk.goto(`${app.url}${transfer}`);
	const [download] = await Promise.all([
		clerk.waitForEvent('download'),
		clerk.getByRole('button', { name: 'Tải .docx' }).click(),
	]);
	const { readFile } = await import('node:fs/promises');
	const { unzipSync, strFromU8 } = await import('fflate');
	const parts = unzipSync(new Uint8Array(await readFile(await download.path())));
	const words = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');
	const address = /http:\S+?\/tiep-nhan\/[\w-]{32}/.exec(words)?.[0] ?? '';
	expect(address).not.toBe('');
	await page.goto(address);
	await expectGoodPage(page);
	await page.getByLabel('Người xác nhận').fill('Lê Quang Vinh, Bí thư Đảng ủy');
	await page.getByRole('button', { name: 'Xác nhận đã tiếp nhận' }).click();
	await expect(page.getByText('Đã ghi nhận. Cảm ơn đồng chí.')).toBeVisible();
	await page.goto(address);
	await expect(page.getByText('Mã này không mở được')).toBeVisible();
	await clerk.goto(`${app.url}${transfer}`);
	await expect(clerk.getByText(/Đã tiếp nhận ngày/).first()).toBeVisible();
	await expectGoodPage(clerk);
	await clerk.goto(`${app.url}${base}?xem=xong`);
	await expectGoodPage(clerk);
	const member = await as(browser, 'dang.vien');
	await member.goto(`${app.url}${transfer}`);
	await expect(member.getByText(/Lê Quang Vinh/)).toBeVisible();
});

test('a list that was written is taken back, and the people of a unit are invited on paper', async ({
	browser,
}) => {
	const administrator = await as(browser, 'quan.tri');
	const troubles = watch(administrator);
	await administrator.goto(`${app.url}/to-chuc/nhap-danh-sach`);
	await administrator.getByLabel('Vào đơn vị').selectOption({ label: 'Chi bộ Sở Nội vụ' });
	await administrator.getByLabel('Tệp danh sách').setInputFiles({
		name: 'ds.csv',
		mimeType: 'text/csv',
		buffer: Buffer.from('Họ và tên;Chức vụ\nLương Thị Mới;Chuyên viên\nTạ Văn Mới;Chuyên viên'),
	});
	await administrator.getByRole('button', { name: 'Đọc danh sách' }).click();
	await administrator.getByRole('button', { name: /^Ghi 2 người mới/ }).click();
	await administrator.getByText('Hoàn tác cả danh sách').first().click();
	await administrator.getByRole('button', { name: 'Hoàn tác cả danh sách' }).click();
	await expect(administrator.getByText('Danh sách này đã hoàn tác')).toBeVisible();
	await administrator.goto(`${app.url}/to-chuc`);
	await administrator.getByRole('link', { name: 'Chi bộ Sở Nội vụ' }).click();
	await administrator.getByRole('link', { name: 'Phiếu mời lập tài khoản' }).click();
	await administrator.getByRole('button', { name: /Tạo phiếu mời/ }).click();
	await expect(administrator.getByText(/\/moi\/[\w-]{40,}/).first()).toBeVisible();
	await expectGoodPage(administrator);
	const above = await as(browser, 'dang.uy');
	await above.goto(`${app.url}/to-chuc`);
	await above.getByRole('link', { name: 'Chi bộ Sở Nội vụ' }).click();
	await above.getByRole('link', { name: 'Xem hồ sơ của đơn vị cũ' }).click();
	await expect(above.getByRole('heading', { name: 'Chi bộ Thanh tra' })).toBeVisible();
	await expectGoodPage(above);
	expect(troubles).toEqual([]);
});
