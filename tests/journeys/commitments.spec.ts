import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, ofSample, signIn, watch } from '../support/browser.ts';
import { sampleName, servedSample, signingInTo } from '../support/sample-app.ts';

// A campaign of the sample cell: carried on, registered, confirmed, checked. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);

const act = 'Lập danh mục 48 bộ dữ liệu dùng chung';
const measure = 'Danh mục được Giám đốc Sở phê duyệt trước ngày 30/9';
let running = '';
let next = '';

const nameOf = (login: string): Promise<string> => sampleName(app, login);

test('the secretary carries the campaign of the year on into the next one, and opens it', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.getByRole('link', { name: 'Đăng ký', exact: true }).first().click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Đăng ký học tập, làm theo');
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: /^Đăng ký học tập, làm theo tư tưởng/ }).click();
	await expect(secretary.getByText('Thực hành tiết kiệm, chống lãng phí')).toBeVisible();
	await expectGoodPage(secretary);
	running = secretary.url();
	await secretary.getByText('Lập đợt năm sau từ đợt này').click();
	await secretary.getByLabel('Từ ngày').fill('2027-01-01');
	await secretary.getByLabel('Đến ngày').fill('2027-12-31');
	await secretary.getByLabel('Đăng ký trước ngày').fill('2027-01-31');
	await secretary.getByRole('button', { name: 'Lập đợt tiếp theo' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Sửa đợt đăng ký');
	await expect(secretary.getByLabel('Tên nội dung 6')).toHaveValue('Nêu gương của người đứng đầu');
	await expectGoodPage(secretary);
	await secretary.getByLabel('Tên đợt đăng ký').fill('Đăng ký học tập, làm theo năm 2027');
	await secretary.getByLabel('Tên nội dung 7').fill('Chuyển đổi số trong công việc');
	await secretary.getByRole('button', { name: 'Ghi đợt đăng ký' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Đăng ký học tập, làm theo năm 2027');
	await secretary.getByRole('button', { name: 'Mở và báo cho mọi người' }).click();
	await expect(secretary.getByText('Đang thực hiện').first()).toBeVisible();
	next = secretary.url();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('a member registers on a phone: a hint where it is vague, a task taken with one tap, kept and handed in', async ({
	browser,
}) => {
	const member = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(member);
	await member.goto(`${next}/ban-dang-ky`);
	await expectGoodPage(member);
	const first = member.getByRole('region', { name: '1. Công tác chuyên môn' });
	await expect(async () => {
		await first.getByLabel('Việc làm').fill('Nâng cao tinh thần trách nhiệm trong công việc');
		await expect(first.getByText('Làm sao để thấy được việc này đã xong?')).toBeVisible({ timeout: 3_000 });
	}).toPass();
	await first.getByLabel('Việc làm').fill(act);
	await first.getByLabel('Thước đo').fill(measure);
	await expect(first.getByText('Làm sao để thấy được việc này đã xong?')).toHaveCount(0);
	await member
		.getByLabel(/^5\. Khắc phục hạn chế/)
		.fill('Chậm tổng hợp số liệu; làm xong trước ngày 25 hằng tháng.');
	await member.getByText('Việc tôi đã nhận, có thể đưa vào đăng ký').click();
	await member
		.getByRole('button', { name: /^Đưa vào đăng ký: / })
		.first()
		.click();
	await expect(member.getByText('đã đưa vào').first()).toBeVisible();
	await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await expectGoodPage(member);
	await member.reload();
	await expect(first.getByLabel('Việc làm').first()).toHaveValue(act);
	await member.getByRole('button', { name: 'Nộp đăng ký' }).click();
	await expect(member.getByText('Đã nộp. Bản đăng ký chờ chi ủy xác nhận.')).toBeVisible();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
});

test('the deputy confirms it in a meeting; another member is told that it is registered, and no more', async ({
	browser,
}) => {
	const name = await nameOf('dang.vien');
	const deputy = await as(browser, 'pho.bi.thu');
	const troubles = watch(deputy);
	await deputy.goto(next);
	await deputy.getByRole('link', { name, exact: true }).click();
	await expect(deputy.getByText(act)).toBeVisible();
	await expectGoodPage(deputy);
	const record = deputy.url();
	await deputy.getByLabel('Kỳ họp xác nhận').selectOption({ index: 1 });
	await deputy.getByRole('button', { name: 'Chi ủy xác nhận' }).click();
	await expect(deputy.getByText('Đã xác nhận').first()).toBeVisible();
	const [docx] = await Promise.all([
		deputy.waitForEvent('download'),
		deputy.getByRole('link', { name: 'Tải .docx' }).click(),
	]);
	expect(docx.suggestedFilename()).toBe('Bản đăng ký.docx');
	const [pdf] = await Promise.all([
		deputy.waitForEvent('download'),
		deputy.getByRole('link', { name: 'Tải PDF để in' }).click(),
	]);
	expect(pdf.suggestedFilename()).toBe('Bản đăng ký.pdf');
	const other = await as(browser, 'quan.chung');
	await other.goto(next);
	await expect(other.getByText(`${name}: đã đăng ký`)).toBeVisible();
	await expect(other.getByText(act)).toHaveCount(0);
	await other.goto(record);
	await expect(other.getByText(act)).toHaveCount(0);
	const [looked] =
		await app.owner`select count(*)::int as looks from event where verb = 'person.looked_at' and subject_type = 'registration' and subject_id = ${record.split('/').at(-1) ?? ''}`;
	expect(looked?.['looks']).toBe(1);
	expect(troubles).toEqual([]);
});

test('what was confirmed is changed with its reason; the earlier text stays', async ({ browser }) => {
	const member = await as(browser, 'dang.vien');
	await member.goto(`${next}/ban-dang-ky`);
	await member.getByRole('link', { name: 'Sửa bản đăng ký' }).click();
	const first = member.getByRole('region', { name: '1. Công tác chuyên môn' });
	await expect(async () => {
		await first.getByLabel('Việc làm').first().fill(`${act} và 6 bộ dữ liệu mở`);
		await expect(member.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible({ timeout: 5_000 });
	}).toPass();
	await expect(member.getByLabel('Lý do thay đổi')).toHaveAttribute('required', '');
	await member.getByLabel('Lý do thay đổi').fill('Được giao thêm dữ liệu mở');
	await member.getByRole('button', { name: 'Nộp thay đổi' }).click();
	await expect(member.getByText('Đã nộp. Bản đăng ký chờ chi ủy xác nhận.')).toBeVisible();
	await expect(member.getByText('Lý do thay đổi: Được giao thêm dữ liệu mở').first()).toBeVisible();
	await member.getByText('Nội dung lần 1').click();
	await expect(member.getByText(new RegExp(`${act} \\(`))).toBeVisible();
});

test('the quarter opens, and the member says how it stands in no more than twelve taps beyond typing', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(running);
	await secretary.getByRole('button', { name: 'Bắt đầu kiểm tra quý IV' }).click();
	await expect(secretary.getByText('đang kiểm tra')).toBeVisible();

	const member = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(member);
	let taps = 0;
	const tap = async (target: ReturnType<Page['locator']>): Promise<void> => {
		await target.tap();
		taps += 1;
	};
	await member.goto(app.url);
	const duty = member.getByRole('listitem').filter({ hasText: 'Tự kiểm tra đăng ký' });
	await tap(duty.getByRole('link', { name: /Tự kiểm tra/ }).last());
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Tự kiểm tra quý IV');
	await expectGoodPage(member);
	const entries = member.getByRole('group').filter({ has: member.getByLabel('Đạt một phần') });
	const count = await entries.count();
	expect(count).toBeGreaterThan(1);
	for (let at = 0; at < count; at++) {
		await tap(entries.nth(at).getByLabel(at === 0 ? 'Đạt một phần' : 'Đạt', { exact: true }));
		const words = member.getByLabel('Việc đã làm').nth(at);
		await tap(words);
		await member.keyboard.type('Đã làm xong phần của quý, có biên bản kèm theo.');
	}
	// What was typed is on the device while it is not sent.
	await member.reload();
	await expect(member.getByLabel('Việc đã làm').first()).toHaveValue(/^Đã làm xong/);
	await tap(member.getByRole('button', { name: 'Gửi tự kiểm tra' }));
	await expect(member.getByText('Đã gửi. Chi ủy viên phụ trách sẽ kiểm tra.')).toBeVisible();
	expect(taps).toBeLessThanOrEqual(12);
	await expectGoodPage(member);
	await member.goto(app.url);
	await expect(member.getByText('Tự kiểm tra đăng ký')).toHaveCount(0);
	expect(troubles).toEqual([]);
});

test('the committee member checks one screen a person, from the keyboard alone', async ({ browser }) => {
	// So that the list is whole: everybody whom the deputy checks has said how it stands.
	const [deputyRow] = await app.owner`select person_id from auth."user" where username = 'pho.bi.thu'`;
	const checker = String(deputyRow?.['person_id']);
	const campaign = running.split('/').at(-1) ?? '';
	await app.owner`insert into quarter_check (tenant_id, registration_id, quarter, person_id, unit_id, self_checked_at, self_checked_by)
		select tenant_id, id, 4, person_id, unit_id, now(), coalesce(person_id, handed_in_by) from registration where campaign_id = ${campaign} and checker_id = ${checker} on conflict do nothing`;
	await app.owner`insert into self_check (tenant_id, registration_id, quarter, entry_key, outcome, done)
		select e.tenant_id, e.registration_id, 4, e.entry_key, 'met', 'Đã làm' from registration_entry e join registration r on r.tenant_id = e.tenant_id and r.id = e.registration_id
		where r.campaign_id = ${campaign} and r.checker_id = ${checker} and e.is_current on conflict do nothing`;
	const deputy = await as(browser, 'pho.bi.thu');
	const troubles = watch(deputy);
	await deputy.goto(`${running}/kiem-tra/4`);
	await expectGoodPage(deputy);
	const progress = deputy.getByText(/^Đã kiểm tra \d+\/\d+$/);
	const all = Number((await progress.textContent())?.split('/').at(-1));
	expect(all).toBeGreaterThan(2);
	// From one to the next and back.
	const heading = deputy.getByRole('heading', { level: 2 });
	await expect(heading).toHaveText(/^1\//);
	await deputy.keyboard.press('Alt+ArrowRight');
	await expect(heading).toHaveText(/^2\//);
	await deputy.keyboard.press('Alt+ArrowLeft');
	await expect(heading).toHaveText(/^1\//);
	let screens = 0;
	for (; screens < all; screens++) {
		if (screens === 0) {
			// To see it otherwise asks for words.
			const group = deputy.getByRole('group', { name: 'Kết quả kiểm tra' }).first();
			await group.getByLabel('Chưa đạt').focus();
			await deputy.keyboard.press('Space');
			await deputy.keyboard.press('Control+Enter');
			await expect(deputy.getByText('Đánh giá khác với người đăng ký thì ghi ý kiến').first()).toBeVisible();
			await deputy
				.getByLabel(/^Ý kiến/)
				.first()
				.focus();
			await deputy.keyboard.type('Chưa thấy minh chứng, mời trao đổi thêm.');
		}
		await deputy.keyboard.press('Control+Enter');
		await expect(progress).toHaveText(`Đã kiểm tra ${screens + 1}/${all}`);
	}
	expect(screens).toBeLessThanOrEqual(all);
	await expect(deputy.getByText('Đã kiểm tra xong tất cả các bản được giao.')).toBeVisible();
	await expectGoodPage(deputy);
	expect(troubles).toEqual([]);
});

test('the trace of the resolution tells how many registered and what the quarter found', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(running);
	await secretary.getByRole('link', { name: 'Nghị quyết 05-NQ/CB' }).click();
	await expect(secretary).toHaveURL(/\/van-ban\//);
	await secretary.goto(`${secretary.url().split('#')[0]}/trace`);
	await expect(secretary.getByRole('columnheader', { name: 'Đăng ký' })).toBeVisible();
	await expect(secretary.getByRole('columnheader', { name: 'Kiểm tra quý' })).toBeVisible();
	await expect(secretary.getByRole('link', { name: /^\d+ người$/ }).first()).toBeVisible();
	await expectGoodPage(secretary);
});

test('the unit sets another form for later commitments', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/dang-ky/mau-dang-ky`);
	await expectGoodPage(secretary);
	await secretary.getByLabel(/^Tên phần 1/).fill('Về nhận thức');
	await secretary.getByRole('button', { name: 'Ghi mẫu' }).click();
	await expect(secretary.getByText('Đã ghi mẫu bản cam kết.')).toBeVisible();
	const member = await as(browser, 'du.bi');
	await member.goto(`${next}/ban-dang-ky`);
	await expect(member.getByLabel('1. Về nhận thức')).toBeVisible();
});

test('without a script it is a form: written, a task taken, handed in', async ({ browser }) => {
	const context = await browser.newContext({
		javaScriptEnabled: false,
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
	});
	const member = await context.newPage();
	await signIn(member, ofSample('du.bi'), app.url);
	await member.goto(`${next}/ban-dang-ky`);
	const first = member.getByRole('region', { name: '1. Công tác chuyên môn' });
	await first.getByLabel('Việc làm').fill('Công bố 12 bộ dữ liệu mở');
	await member.getByText('Việc tôi đã nhận, có thể đưa vào đăng ký').click();
	await member
		.getByRole('button', { name: /^Đưa vào đăng ký: / })
		.first()
		.click();
	await expect(member.getByText('đã đưa vào').first()).toBeAttached();
	await expect(first.getByLabel('Việc làm').first()).toHaveValue('Công bố 12 bộ dữ liệu mở');
	await member.getByRole('button', { name: 'Nộp đăng ký' }).click();
	await expect(member.getByText('Đã nộp. Bản đăng ký chờ chi ủy xác nhận.')).toBeVisible();
	await expect(member.getByText('Công bố 12 bộ dữ liệu mở').first()).toBeVisible();
	await context.close();
});
