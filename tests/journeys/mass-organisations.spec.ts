import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// The youth of the sample cell gets a new head, who agrees on something with a ward and writes down what came of it. Each test
// goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
const title = 'Cùng phường Trường Vinh dạy kỹ năng số cho người cao tuổi';
const contents = 'Mỗi tháng một buổi tại nhà văn hóa khối, hướng dẫn dùng dịch vụ công và tránh lừa đảo.';
let name = '';
let youth = '';
let joint = '';

test('the secretary makes a member the head of the youth and entrusts a task of the cell to it', async ({
	browser,
}) => {
	const member = await as(browser, 'dang.vien');
	name = ((await member.locator('.who strong').first().textContent()) ?? '').trim();
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/doan-the`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: 'Chi đoàn Sở Thông tin và Truyền thông' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(
		'Chi đoàn Sở Thông tin và Truyền thông',
	);
	youth = secretary.url();
	await expectGoodPage(secretary);
	if ((await secretary.locator('li', { hasText: name }).count()) === 0) {
		await secretary.getByText('Thêm thành viên', { exact: true }).click();
		const who = secretary.getByLabel('Người của đơn vị');
		await who.selectOption(await who.locator('option', { hasText: name }).getAttribute('value'));
		await secretary.getByRole('button', { name: 'Thêm vào đoàn thể' }).click();
		await expect(secretary.getByText('Đã ghi nhận')).toBeVisible();
	}
	const row = secretary.locator('li', { hasText: name });
	await row.getByText('Thay đổi').click();
	await row.getByLabel('Nhiệm vụ trong đoàn thể').fill('Phó Bí thư Chi đoàn');
	await row.getByLabel('Phụ trách đoàn thể này trên hệ thống').check();
	await row.getByRole('button', { name: 'Giao nhiệm vụ' }).click();
	await expect(secretary.locator('li', { hasText: name })).toContainText('Phụ trách');
	await secretary.getByText('Giao nhiệm vụ của chi bộ').click();
	const task = secretary.getByLabel('Nhiệm vụ', { exact: true });
	await task.selectOption({ index: 1 });
	await secretary.getByRole('button', { name: 'Giao cho đoàn thể' }).click();
	await expect(secretary.getByText('Đã ghi nhận')).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the head agrees on a programme with a ward, on a phone, plans an activity and records it', async ({
	browser,
}) => {
	const head = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(head);
	await head.goto(youth);
	await head.getByText('Thêm chương trình phối hợp').first().click();
	await head.getByLabel('Tên chương trình').fill(title);
	await head.getByLabel('Nội dung phối hợp').fill(contents);
	await head.locator('input[name=endsOn]').fill('2020-01-01');
	await head.locator('input[name=partner]').fill('UBND phường Trường Vinh');
	await head.getByRole('button', { name: 'Thêm chương trình phối hợp' }).click();
	await expect(head.getByText('Ngày kết thúc phải từ ngày bắt đầu trở đi').first()).toBeVisible();
	await expect(head.getByLabel('Nội dung phối hợp')).toHaveValue(contents);
	await head.locator('input[name=endsOn]').fill(nextYear);
	await head.getByRole('button', { name: 'Thêm chương trình phối hợp' }).click();
	await expect(head.getByRole('heading', { level: 1 })).toHaveText(title);
	joint = head.url();
	await expectGoodPage(head);
	await head.getByText('Lên lịch một hoạt động').click();
	await head.getByLabel('Tên hoạt động').fill('Buổi đầu tiên ở khối Tân Tiến');
	await head.locator('form[action="?/len-lich"] input[name=heldOn]').fill(today);
	await head.getByRole('button', { name: 'Lên lịch', exact: true }).click();
	await expect(head.getByText('Sắp tới')).toBeVisible();
	await head.getByText('Ghi kết quả', { exact: true }).click();
	await head.getByLabel('Việc đã làm').fill('Hướng dẫn 31 người cài VNeID.');
	await head.getByLabel('Số người dân, cán bộ địa phương tham gia').fill('31');
	await head.getByRole('checkbox', { name }).check();
	await head
		.locator('input[type=file]')
		.first()
		.setInputFiles({
			name: 'bien-ban.txt',
			mimeType: 'text/plain',
			buffer: Buffer.from('Biên bản buổi hướng dẫn'),
		});
	await head.getByRole('button', { name: 'Ghi kết quả hoạt động' }).click();
	await expect(head.getByText('1 thành viên, 31 người dân tham gia').first()).toBeVisible();
	await expect(head.getByRole('link', { name: 'bien-ban.txt' })).toBeVisible();
	await expectGoodPage(head);
	expect(troubles).toEqual([]);
});

test('a colleague reads what was done; the record of the year counts it', async ({ browser }) => {
	const colleague = await as(browser, 'quan.chung');
	await colleague.goto(joint);
	await expect(colleague.getByText('Hướng dẫn 31 người cài VNeID.')).toBeVisible();
	await expect(colleague.getByText('Lên lịch một hoạt động')).toHaveCount(0);
	await expectGoodPage(colleague);
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/danh-gia/nam/${today.slice(0, 4)}`);
	await expect(secretary.getByText('Hoạt động phối hợp của đoàn thể với địa phương')).toBeVisible();
});
