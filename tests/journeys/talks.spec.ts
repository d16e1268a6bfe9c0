import { expect, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { sampleName, servedSample, signingInTo } from '../support/sample-app.ts';

// A talk under the flag of the sample cell, from the rota to the consent of its speaker. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);

const title = 'Một lần thử trước giờ làm việc';
const added = 'Sáng ngày 12, cả Sở chờ bốn mươi phút; từ hôm đó tôi đến sớm mười lăm phút.';
const desk = 'Câu viết thêm ở máy bàn.';
let talk = '';

const nameOf = (login: string): Promise<string> => sampleName(app, login);

test('who leads plans: the rule, a theme, a proposal that is fair, a speaker who is away replaced; then it is published', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/duoi-co`);
	await expectGoodPage(secretary);
	await secretary.getByRole('link', { name: 'Quy định' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText('Quy định sinh hoạt dưới cờ');
	await expectGoodPage(secretary);
	await secretary.goto(`${app.url}/duoi-co/chu-de`);
	await secretary.getByLabel('Cho tháng, quý nào').selectOption({ label: 'Tháng 6' });
	await secretary.getByLabel('Tên chủ đề').fill('Gia đình cán bộ, đảng viên gương mẫu');
	await secretary.getByRole('button', { name: 'Thêm vào kế hoạch' }).click();
	await expect(secretary.getByText('Gia đình cán bộ, đảng viên gương mẫu').first()).toBeVisible();
	await expectGoodPage(secretary);

	await secretary.goto(`${app.url}/duoi-co/lich`);
	await expectGoodPage(secretary);
	await expect(secretary.getByText('Cần thay')).toBeVisible();
	await secretary.getByRole('button', { name: /^Thay người/ }).click();
	await expect(secretary.getByText('Đã thay người nói và báo cho hai người')).toBeVisible();
	await expect(secretary.getByText('Cần thay')).toHaveCount(0);
	await secretary.getByRole('button', { name: 'Xem đề xuất' }).click();
	await expectGoodPage(secretary);
	const until = new Date(Date.now() + 400 * 86_400_000).toISOString().slice(0, 10);
	await secretary.getByLabel('Đến ngày').fill(until);
	await secretary.getByRole('button', { name: 'Xem đề xuất' }).click();
	await expect(secretary).toHaveURL(new RegExp(until));
	await secretary.getByRole('button', { name: /^Đưa \d+ ngày này vào lịch dự kiến/ }).click();
	await expect(secretary.getByText(/^Đã đưa \d+ buổi vào lịch dự kiến/)).toBeVisible();
	await secretary.getByRole('button', { name: 'Công bố lịch' }).click();
	await expect(secretary.getByText(/^Đã công bố \d+ buổi/)).toBeVisible();
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('a probationary member gets a talk, enters leave, and exchanges days with a colleague who agrees', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const name = await nameOf('du.bi');
	await secretary.goto(`${app.url}/duoi-co/lich`);
	await secretary
		.locator('.row, li')
		.filter({ hasText: 'Đang chuẩn bị' })
		.last()
		.getByRole('link')
		.first()
		.click();
	await secretary.getByText('Sửa ngày, nơi, người nói, chủ đề').click();
	await secretary.getByLabel('Người nói', { exact: false }).last().selectOption({ label: name });
	await secretary.getByRole('button', { name: 'Lưu điều chỉnh và báo người nói' }).click();
	await expect(secretary.getByText('Đã ghi nhận')).toBeVisible();
	await expectGoodPage(secretary);

	const probationer = await as(browser, 'du.bi', { phone: true });
	const troubles = watch(probationer);
	await probationer.goto(`${app.url}/duoi-co/nghi`);
	await probationer.getByRole('button', { name: 'Báo vắng' }).click();
	await expect(probationer.getByText('Nghỉ phép').first()).toBeVisible();
	await expectGoodPage(probationer);
	await probationer.goto(`${app.url}/duoi-co`);
	await expectGoodPage(probationer);
	await probationer
		.locator('section', { hasText: 'Buổi nói của tôi' })
		.last()
		.getByRole('link')
		.first()
		.click();
	await expectGoodPage(probationer);
	await probationer.getByText('Xin đổi lịch với người khác').click();
	const other = probationer.getByLabel('Đổi với buổi');
	const colleague = await nameOf('dang.vien');
	const option = await other.locator('option', { hasText: colleague }).first().getAttribute('value');
	await other.selectOption(option);
	await probationer.getByRole('button', { name: 'Gửi lời hỏi' }).click();
	await expect(probationer.getByText(/^Đã hỏi .* đổi lịch/)).toBeVisible();
	await expectGoodPage(probationer);
	expect(troubles).toEqual([]);

	const member = await as(browser, 'dang.vien');
	await member.goto(`${app.url}/duoi-co`);
	await expect(member.getByText(/xin đổi: đồng chí nói/)).toBeVisible();
	await expectGoodPage(member);
	await member.getByRole('button', { name: 'Đồng ý đổi' }).click();
	await expect(member.getByText('Đã ghi nhận')).toBeVisible();
});

test('the speaker writes on a phone, quotes a clause, and no word is lost without a network or from another device', async ({
	browser,
}) => {
	const phone = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(phone);
	await phone.goto(`${app.url}/duoi-co`);
	await phone.locator('section', { hasText: 'Buổi nói của tôi' }).last().getByRole('link').first().click();
	await expect(phone.getByRole('link', { name: 'Viết tiếp' })).toBeVisible();
	talk = phone.url();
	await phone.getByRole('link', { name: 'Viết tiếp' }).click();
	const text = phone.getByLabel('Bài nói', { exact: true });
	await expect(text).toHaveValue(/bảy giờ kém mười lăm/);
	await expectGoodPage(phone);
	await phone.getByLabel('Tên bài').fill(title);
	await expect(async () => {
		await phone.getByText('Lời trích ở gần tay').click();
		await expect(phone.getByRole('button', { name: /^Trích / }).first()).toBeVisible({ timeout: 3_000 });
	}).toPass();
	await phone
		.getByRole('button', { name: /^Trích / })
		.first()
		.click();
	await expect(text).toHaveValue(/^> — /m);
	await expectGoodPage(phone);
	await phone.getByText('Lời trích ở gần tay').click();
	await expect(phone.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();

	// Without a network the device keeps it; meanwhile the same person writes at a desk.
	await phone.context().setOffline(true);
	await text.press('Control+End');
	await text.pressSequentially(added);
	await expect(phone.getByText(/chưa gửi|Chưa có mạng|Đã lưu trên máy/).first()).toBeVisible();
	const other = await as(browser, 'dang.vien');
	await other.goto(`${talk}/soan`);
	const there = other.getByLabel('Bài nói', { exact: true });
	await expect(there).toHaveValue(/^> — /m);
	await there.press('Control+Home');
	await there.pressSequentially(`${desk} `);
	await expect(other.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await expectGoodPage(other);
	await phone.context().setOffline(false);
	await expect(text).toHaveValue(new RegExp(`^${desk}`));
	await expect(text).toHaveValue(new RegExp(added));
	await expect(phone.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await phone.getByRole('button', { name: 'Gửi để duyệt' }).click();
	await expect(phone.getByText(/^Đã gửi bài cho .* duyệt|^Đã gửi bài\. /)).toBeVisible();
	await expect(phone.getByText('Chờ duyệt', { exact: true }).first()).toBeVisible();
	await expectGoodPage(phone);
	expect(troubles.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line))).toEqual([]);
});

test('the reviewer speaks of a passage and returns it; mended, it is accepted and frozen', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(talk);
	const reviewer = await nameOf('chi.uy');
	await secretary.getByLabel('Người duyệt').selectOption({ label: reviewer });
	await secretary.getByRole('button', { name: 'Phân công duyệt' }).click();
	await expect(secretary.getByText('Đã ghi nhận')).toBeVisible();
	// Who leads and does not review reads nothing of it before it is presented.
	await expect(secretary.getByText(added)).toHaveCount(0);

	const officer = await as(browser, 'chi.uy');
	const troubles = watch(officer);
	await officer.goto(talk);
	await expect(officer.getByText(added)).toBeVisible();
	await expectGoodPage(officer);
	await officer.getByLabel('Đoạn được nhận xét').fill('cả Sở chờ bốn mươi phút');
	await officer.getByRole('textbox', { name: 'Nhận xét', exact: true }).fill('Nên nói rõ là sáng thứ mấy.');
	await officer.getByRole('button', { name: 'Gửi nhận xét' }).click();
	await expect(officer.getByText('Nên nói rõ là sáng thứ mấy.')).toBeVisible();
	await officer.getByLabel('Trả lại để sửa').check();
	await officer.getByRole('button', { name: 'Gửi kết luận' }).click();
	await expect(officer.getByText('Nêu điều cần sửa khi trả lại bài').first()).toBeVisible();
	await officer.getByLabel('Lời cho người nói').fill('Bỏ ghi chú trong ngoặc, nói rõ ngày.');
	await officer.getByLabel('Trả lại để sửa').check();
	await officer.getByRole('button', { name: 'Gửi kết luận' }).click();
	await expect(officer.getByText('Cần sửa lại').first()).toBeVisible();

	const speaker = await as(browser, 'dang.vien');
	await speaker.goto(`${talk}/soan`);
	await expect(speaker.getByText('Bỏ ghi chú trong ngoặc, nói rõ ngày.')).toBeVisible();
	const text = speaker.getByLabel('Bài nói', { exact: true });
	await text.press('Control+End');
	await text.pressSequentially(' Hôm ấy là thứ Năm.');
	await expect(speaker.getByText('Đã gửi lên máy chủ', { exact: false })).toBeVisible();
	await speaker.getByRole('button', { name: 'Gửi để duyệt' }).click();
	await expect(speaker.getByText('Chờ duyệt', { exact: true }).first()).toBeVisible();
	await officer.reload();
	await expect(officer.getByText('Hôm ấy là thứ Năm.')).toBeVisible();
	await expect(officer.getByRole('link', { name: 'Bản 1' })).toBeVisible();
	await officer.getByLabel('Duyệt, dùng bản này để trình bày').check();
	await officer.getByRole('button', { name: 'Gửi kết luận' }).click();
	await expect(officer.getByText('Đã duyệt').first()).toBeVisible();
	await expectGoodPage(officer);
	expect(troubles).toEqual([]);
	expect((await speaker.goto(`${talk}/soan`))?.status()).toBe(403);
});

test('the view to speak from works without a network, with a clock and larger type', async ({ browser }) => {
	const speaker = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(speaker);
	await speaker.goto(`${talk}/trinh-bay`);
	await expect(speaker.getByRole('heading', { level: 1 })).toHaveText(title);
	await expectGoodPage(speaker);
	await speaker.getByRole('button', { name: 'Chữ lớn hơn' }).click();
	await speaker.getByRole('button', { name: 'Bắt đầu tính giờ' }).click();
	await expect(speaker.getByRole('timer')).toHaveText(/0:(0[1-9]|[1-5]\d) \/ 5:00/);
	await speaker.getByRole('button', { name: 'Tạm dừng' }).click();
	await expect(speaker.getByRole('button', { name: 'Tính tiếp' })).toBeVisible();
	await expectGoodPage(speaker);
	await expect(async () => {
		const kept = await speaker.evaluate(
			async (path) => {
				const pages = await caches.open('thuc-tien-van-ban');
				return (await pages.match(path)) !== undefined;
			},
			new URL(`${talk}/trinh-bay`).pathname,
		);
		expect(kept).toBe(true);
	}).toPass();
	await speaker.context().setOffline(true);
	await speaker.reload();
	await expect(speaker.getByRole('heading', { level: 1 })).toHaveText(title);
	await expect(speaker.getByRole('timer')).toBeVisible();
	await speaker.context().setOffline(false);
	expect(troubles.filter((line) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line))).toEqual([]);
});

test('presented, it is read by everybody of the unit; listeners say a word, and its speaker decides on publishing it', async ({
	browser,
}) => {
	// Time passes: it is the day of the talk.
	await app.owner`update talk set held_on = current_date where id = ${talk.split('/').at(-1) ?? ''}`;
	const speaker = await as(browser, 'dang.vien');
	const troubles = watch(speaker);
	await speaker.goto(talk);
	await speaker.getByRole('button', { name: 'Ghi nhận đã trình bày' }).click();
	await expect(speaker.getByText('Đã trình bày').first()).toBeVisible();
	await speaker.getByRole('radio', { name: /^Đồng ý đăng/ }).check();
	await speaker.getByRole('button', { name: 'Ghi ý kiến của tôi' }).click();
	await expect(speaker.getByText(/^Đã đồng ý đăng, ngày/)).toBeVisible();
	await expectGoodPage(speaker);

	const listener = await as(browser, 'quan.chung', { phone: true });
	await listener.goto(`${app.url}/duoi-co`);
	await listener.getByRole('link', { name: title }).click();
	await expect(listener.getByText(added)).toBeVisible();
	await listener.getByLabel('Đôi lời gửi người nói').fill('Tôi sẽ thử đăng nhập sớm hơn mỗi sáng.');
	await listener.getByRole('button', { name: 'Gửi cảm nhận' }).click();
	await expect(listener.getByLabel('Sửa cảm nhận')).toHaveValue('Tôi sẽ thử đăng nhập sớm hơn mỗi sáng.');
	await expectGoodPage(listener);

	await speaker.reload();
	await speaker
		.getByText(/^Trả lời /)
		.last()
		.click();
	await speaker.getByLabel('Câu trả lời').fill('Cảm ơn chị, có gì lạ chị báo tôi ngay nhé.');
	await speaker.getByRole('button', { name: 'Gửi câu trả lời' }).click();
	await expect(speaker.getByText('Cảm ơn chị, có gì lạ chị báo tôi ngay nhé.')).toBeVisible();
	await speaker.getByRole('radio', { name: 'Không đăng' }).check();
	await speaker.getByRole('button', { name: 'Ghi ý kiến của tôi' }).click();
	await expect(speaker.getByText(/^Không đồng ý đăng, ngày/)).toBeVisible();
	await expectGoodPage(speaker);
	await speaker.goto(`${app.url}/toi`);
	await expect(speaker.getByText('Tôi sẽ thử đăng nhập sớm hơn mỗi sáng.').first()).toBeVisible();
	expect(troubles).toEqual([]);
});
