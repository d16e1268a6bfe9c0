import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { sampleName, servedSample, signingInTo } from '../support/sample-app.ts';

// A good example of the sample cell, from being proposed to being shown; and a reminder from a late task, from being given to
// being concluded. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);

const nameOf = (login: string): Promise<string> => sampleName(app, login);

const title = 'Viết lại mẫu hướng dẫn nộp hồ sơ bằng lời dễ hiểu';
const deed =
	'Đồng chí viết lại mẫu hướng dẫn theo câu hỏi mà người dân hay hỏi, thử với năm người rồi sửa tiếp.';
const answer = 'Số liệu của hai phòng gửi muộn, tôi đã không báo lại kịp thời. Tôi nhận trách nhiệm.';
const step = 'Gửi kết quả đợt một và báo vướng mắc cho người theo dõi';
const lateTask = 'Lập danh mục dữ liệu dùng chung của Sở';
const inThreeWeeks = new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);
let name = '';
let example = '';
let limit = '';

test('a colleague proposes, on a phone; what was typed survives a reload', async ({ browser }) => {
	const member = await as(browser, 'quan.chung', { phone: true });
	const troubles = watch(member);
	await member.goto(`${app.url}/guong-sang/de-xuat`);
	await expect(async () => {
		await member.getByLabel('Việc đã làm và kết quả').fill('');
		await member.getByLabel('Việc đã làm và kết quả').fill(deed);
		await member.reload();
		await expect(member.getByLabel('Việc đã làm và kết quả')).toHaveValue(deed, { timeout: 5_000 });
	}).toPass();
	await expectGoodPage(member);
	const who = member.getByLabel('Người được biểu dương');
	name = await nameOf('dang.vien');
	const option = await who.locator('option', { hasText: name }).getAttribute('value');
	await who.selectOption(option);
	await member.getByLabel('Việc đã làm, nói ngắn').fill(title);
	await member.getByLabel('Lĩnh vực').fill('Đạo đức công vụ');
	// Without evidence it is not taken, and nothing that was typed is lost.
	await member.getByRole('button', { name: 'Gửi đề xuất biểu dương' }).click();
	await expect(member.getByText('Cần ít nhất một minh chứng').first()).toBeVisible();
	await expect(member.getByLabel('Việc đã làm và kết quả')).toHaveValue(deed);
	await member.getByLabel('Mô tả minh chứng').fill('Bản hướng dẫn mới dán tại bộ phận một cửa.');
	await member.getByRole('button', { name: 'Gửi đề xuất biểu dương' }).click();
	await expect(member.getByRole('heading', { level: 1 })).toHaveText(title);
	await expect(member.getByText('Đang xem xét')).toBeVisible();
	example = member.url();
	await expectGoodPage(member);
	expect(troubles).toEqual([]);
});

test('the secretary agrees after the committee; it is announced to everybody, and the notice comes as a file', async ({
	browser,
}) => {
	const honoured = await as(browser, 'dang.vien');
	expect((await honoured.goto(example))?.status()).toBe(404);
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/guong-sang`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: title }).click();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Đồng ý và công bố' }).click();
	await expect(secretary.getByText('Gương người tốt, việc tốt').first()).toBeVisible();
	const download = secretary.waitForEvent('download');
	await secretary.getByRole('link', { name: 'Thông báo (.docx)' }).click();
	expect((await download).suggestedFilename()).toBe('Thông báo.docx');
	await secretary.goto(`${app.url}/guong-sang/tap-the`);
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/guong-sang/quy-dinh`);
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);

	// Who is honoured says whether it may be shown beyond the unit, and may leave the name out within it.
	await honoured.goto(example);
	await honoured.getByLabel('Đồng ý công khai').check();
	await honoured.getByRole('button', { name: 'Ghi ý kiến của tôi' }).click();
	await expect(honoured.getByText(/Đã đồng ý công khai, ngày/)).toBeVisible();
	await expectGoodPage(honoured);
	const colleague = await as(browser, 'du.bi', { phone: true });
	await colleague.goto(`${app.url}/guong-sang?hinh-thuc=example`);
	const shown = colleague.locator('article', { hasText: title });
	await expect(shown).toContainText(name);
	await expectGoodPage(colleague);
	await honoured.getByText('Nêu tên tôi trong đơn vị').click();
	await honoured.getByLabel('Không nêu tên tôi').check();
	await honoured.getByRole('button', { name: 'Ghi lựa chọn của tôi' }).click();
	await expect(honoured.getByText('Đã ghi nhận')).toBeVisible();
	await colleague.reload();
	await expect(shown).toContainText('Một đồng chí trong đơn vị');
	await expect(shown).not.toContainText(name);
	expect((await colleague.goto(example))?.status()).toBe(404);
});

test('from a late task the secretary reminds its owner; nobody else sees it before the person does', async ({
	browser,
}) => {
	// Time passes: the task is two days late.
	const [task] =
		await app.owner`update task set due_on = current_date - 2 where title = ${lateTask} returning id`;
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/nhac-nho`);
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/nhiem-vu/${task?.['id']}`);
	await secretary.getByRole('link', { name: 'Trao đổi, nhắc nhở' }).click();
	await expect(secretary.getByLabel(new RegExp(`Nhiệm vụ “${lateTask}” hạn`))).toBeChecked();
	await expectGoodPage(secretary);
	// Discipline has no place here, and what was typed stays.
	await secretary.locator('input[name=kind][value=reminder]').check();
	await secretary.getByLabel('Điều muốn trao đổi').fill('Đề nghị cảnh cáo.');
	await secretary.getByRole('button', { name: 'Gửi tới người được góp ý' }).click();
	await expect(secretary.getByText(/là hình thức kỷ luật/).first()).toBeVisible();
	await expect(secretary.getByLabel('Điều muốn trao đổi')).toHaveValue('Đề nghị cảnh cáo.');
	await expectGoodPage(secretary);
	await secretary.getByLabel('Điều muốn trao đổi').fill('Đồng chí cho biết vướng ở đâu để cùng tháo gỡ.');
	await secretary.getByRole('button', { name: 'Gửi tới người được góp ý' }).click();
	await expect(secretary.getByText('Người được góp ý chưa mở xem')).toBeVisible();
	limit = secretary.url();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
	const deputy = await as(browser, 'pho.bi.thu');
	expect((await deputy.goto(limit))?.status()).toBe(404);
	await deputy.goto(`${app.url}/nhac-nho`);
	await expect(deputy.getByRole('link', { name: lateTask })).toHaveCount(0);
});

test('the person reads it first, answers on a phone with a plan, and does what was planned', async ({
	browser,
}) => {
	const person = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(person);
	await person.goto(`${app.url}/`);
	await expect(person.locator(`a[href="${new URL(limit).pathname}"]`).first()).toBeVisible();
	await person.goto(limit);
	await expectGoodPage(person);
	await person.getByLabel('Nội dung trả lời').fill(answer);
	await person.getByRole('button', { name: 'Gửi trả lời' }).click();
	await expect(person.getByText(answer)).toBeVisible();
	await person.getByLabel('Việc sẽ làm').fill(step);
	await person.getByLabel(/^Xong trước ngày/).fill(inThreeWeeks);
	await person.getByRole('button', { name: 'Thêm vào kế hoạch' }).click();
	await expect(person.getByText('Đang khắc phục: 0/1 việc')).toBeVisible();
	await expectGoodPage(person);

	const deputy = await as(browser, 'pho.bi.thu');
	await deputy.goto(limit);
	await deputy.getByRole('button', { name: 'Đồng ý với kế hoạch' }).click();
	await expect(deputy.getByText('Kế hoạch đã được đồng ý.')).toBeVisible();
	await expectGoodPage(deputy);

	await person.reload();
	await person.getByText('Đã làm xong việc này').click();
	await person.getByLabel('Đã làm được gì').fill('Đã gửi kết quả đợt một, kèm ba vướng mắc.');
	await person.getByRole('button', { name: 'Ghi là đã xong' }).click();
	await expect(person.getByText('Đã khắc phục, chờ kết luận')).toBeVisible();
	expect(troubles).toEqual([]);
});

test('the deputy concludes it; then it is in the person’s own file and in nobody else’s list', async ({
	browser,
}) => {
	const deputy = await as(browser, 'pho.bi.thu');
	const troubles = watch(deputy);
	await deputy.goto(`${app.url}/nhac-nho`);
	await deputy.getByRole('link', { name: lateTask }).click();
	await deputy.getByLabel('Kết luận', { exact: true }).fill('Đã khắc phục đúng hạn, chi ủy ghi nhận.');
	await deputy.getByRole('button', { name: 'Kết luận', exact: true }).click();
	await expect(deputy.getByText('Đã kết luận. Việc này không còn trong danh sách')).toBeVisible();
	await expect(deputy.getByRole('link', { name: lateTask })).toHaveCount(0);
	await expectGoodPage(deputy);
	expect(troubles).toEqual([]);
	const secretary = await as(browser, 'bi.thu');
	expect((await secretary.goto(limit))?.status()).toBe(404);
	const person = await as(browser, 'dang.vien');
	await person.goto(`${app.url}/nhac-nho`);
	await person.getByRole('link', { name: lateTask }).click();
	await expect(person.getByText('Đã khắc phục đúng hạn, chi ủy ghi nhận.')).toBeVisible();
	await expectGoodPage(person);
});
