import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, pageOf, people, signIn, watch } from '../support/browser.ts';

const notes = (page: Page) => page.getByLabel('Ghi chép của tôi');
const saved = (page: Page) => page.getByText('Đã lưu trên máy chủ');
const conclusion = (page: Page) => page.getByRole('textbox', { name: 'Kết luận' });
const held = /Biểu quyết, bế mạc và mở trang khác chờ đến khi có mạng/;

test('a meeting: prepared, called, run by three people, one of them without a network for five minutes; minutes signed', async ({
	browser,
	page,
}) => {
	const troubles = watch(page);
	// The five minutes without a network pass on the page's own clock.
	await page.clock.install();
	await signIn(page, people.secretary);
	await page.goto('/hop/moi');
	await page.getByLabel('Tên cuộc họp').fill('Sinh hoạt chi bộ thường kỳ tháng này');
	await page.getByLabel('Địa điểm').fill('Phòng họp tầng 2');
	await page.getByLabel('Chủ trì').selectOption({ label: people.secretary.name });
	await page.getByLabel('Ghi biên bản').selectOption({ label: people.officer.name });
	await page.getByRole('button', { name: 'Tạo cuộc họp' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sinh hoạt chi bộ thường kỳ tháng này');
	const meeting = new URL(page.url()).pathname;

	// The agenda fills itself with what waits.
	const wanted = 'Thảo luận, biểu quyết thông qua nghị quyết';
	await page.getByRole('button', { name: `Đưa vào chương trình: ${wanted}` }).click();
	await expect(page.getByText(`1. ${wanted}`)).toBeVisible();
	await page
		.getByRole('button', { name: /^Đưa vào chương trình: / })
		.first()
		.click();
	await expect(page.getByText(/^2\. /)).toBeVisible();
	await expectGoodPage(page);
	await page.getByRole('button', { name: 'Triệu tập' }).click();
	await page.getByRole('button', { name: 'Khai mạc' }).click();
	await expect(saved(page)).toBeVisible();
	const code = (await page.locator('.code strong').textContent()) ?? '';

	// A member says on a phone that they are there; the secretary sees it without asking again.
	const member = await pageOf(browser, people.member, { phone: true });
	await member.goto(meeting);
	await expectGoodPage(member);
	await member.getByLabel('Mã điểm danh').fill(code);
	await member.getByRole('button', { name: 'Tôi có mặt' }).click();
	await expect(
		page
			.getByRole('listitem')
			.filter({ hasText: people.member.name })
			.getByText('Có mặt', { exact: true })
			.first(),
	).toBeVisible();

	// Two write of the same item; one of them without a network, who goes on, and loses nothing by a reload either.
	const officer = await pageOf(browser, people.officer);
	await officer.goto(meeting);
	// It is seen at once by who chairs. What is typed while the page is still coming to life is typed once more.
	await expect(async () => {
		await notes(officer).fill('');
		await notes(officer).fill('Đồng chí Hạnh trình bày dự thảo nghị quyết.');
		await expect(page.getByText('Đồng chí Hạnh trình bày dự thảo nghị quyết.')).toBeVisible({
			timeout: 5_000,
		});
	}).toPass();
	await expect(saved(officer)).toBeVisible();
	const beforeTheCut = troubles.length;
	await page.context().setOffline(true);
	await expect(page.getByText(held).first()).toBeVisible();
	await expect(page.getByRole('button', { name: 'Bế mạc, lập biên bản' })).toBeDisabled();
	await notes(page).fill('Chi bộ thống nhất với dự thảo.');
	await notes(page).blur();
	await page.getByLabel('Ai', { exact: true }).selectOption({ label: people.member.name });
	await page.getByLabel('Làm gì').fill('Tổng hợp kết quả tháng');
	await page.getByLabel('Xong trước ngày').fill('2027-01-15');
	await page.getByRole('button', { name: 'Giao việc' }).click();
	await expect(page.getByText(/mục lưu trên máy này/)).toBeVisible();
	await page.getByRole('button', { name: `${people.officer.name}: có mặt` }).click();
	await page.getByRole('button', { name: 'Những người còn lại có mặt' }).click();
	await expect(page.getByText('Chưa điểm danh')).toHaveCount(0);
	await conclusion(page).fill('Giao chi ủy thực hiện.');
	await page.getByRole('button', { name: 'Ghi kết luận' }).click();
	await page.getByRole('button', { name: /^Chuyển đến mục: / }).click();
	await expect(page.getByRole('listitem').filter({ hasText: /^2\. / })).toHaveClass(/current/);
	// Another goes on with the same item and the same conclusion meanwhile.
	await notes(officer).fill('Đồng chí Hạnh trình bày dự thảo nghị quyết và giải trình ý kiến.');
	await conclusion(officer).fill('Chi bộ thống nhất thông qua.');
	await officer.getByRole('button', { name: 'Ghi kết luận' }).click();
	await expect(saved(officer)).toBeVisible();
	await page.clock.fastForward('05:00');
	await page.getByRole('link', { name: 'Biên bản' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sinh hoạt chi bộ thường kỳ tháng này');
	await expect(page.getByText(/mục lưu trên máy này/)).toBeVisible();
	await page.context().setOffline(false);
	await expect(saved(page)).toBeVisible();
	await expect(page.getByText(held)).toHaveCount(0);
	// Without a network the browser notes requests that fail, and nothing else goes wrong.
	const inTheCut = troubles.splice(beforeTheCut);
	// A route that is looked up then is such a request too.
	const noAnswer =
		/net::ERR_(INTERNET_DISCONNECTED|FAILED)|Failed to fetch dynamically imported module: \S+__route\.js/;
	expect(inTheCut.filter((trouble) => !noAnswer.test(trouble))).toEqual([]);

	// Nothing is lost and nothing there twice, here and with the other; both texts are there, and the chair chooses.
	await page.getByRole('button', { name: `1. ${wanted}` }).click();
	await expect(page.getByRole('link', { name: 'Tổng hợp kết quả tháng' })).toHaveCount(1);
	await expect(officer.getByText('Chưa điểm danh')).toHaveCount(0);
	await expect(officer.getByRole('listitem').filter({ hasText: /^2\. / })).toHaveClass(/current/);
	const both = 'Chi bộ thống nhất thông qua.\n\nGiao chi ủy thực hiện.';
	await expect(conclusion(page)).toHaveValue(both);
	await expect(conclusion(officer)).toHaveValue(both);
	await page.reload();
	await page.getByRole('button', { name: `Chuyển đến mục: ${wanted}` }).click();
	await expect(notes(page)).toHaveValue('Chi bộ thống nhất với dự thảo.');
	await expect(page.getByText('giải trình ý kiến')).toHaveCount(1);
	await expect(page.getByRole('link', { name: 'Tổng hợp kết quả tháng' })).toHaveCount(1);
	await expect(page.getByText('Đưa vào biên bản ghi chép của:')).toBeVisible();
	await page.getByRole('button', { name: people.officer.name, exact: true }).click();
	await expect(page.getByText('không đưa vào biên bản')).toBeVisible();
	// What somebody proposes is written down, and the cell owes an answer from then on.
	await page.locator('summary', { hasText: 'Ghi nhận đề xuất' }).click();
	await page.getByLabel('Người đề xuất').selectOption({ label: people.member.name });
	await page.getByLabel('Nội dung đề xuất').fill('Đề nghị gửi dự thảo trước kỳ họp hai ngày.');
	await page.getByRole('button', { name: 'Ghi nhận đề xuất' }).click();
	await expect(page.getByRole('link', { name: 'Đề nghị gửi dự thảo trước kỳ họp hai ngày.' })).toBeVisible();
	await conclusion(page).fill('Thống nhất thông qua; giao chi ủy thực hiện.');
	await page.getByLabel('Làm gì').fill('Gửi dự thảo cho đảng viên');
	// What is typed and not recorded survives a reload.
	await page.reload();
	await expect(page.getByLabel('Làm gì')).toHaveValue('Gửi dự thảo cho đảng viên');
	await page.getByLabel('Làm gì').fill('');
	await expect(conclusion(page)).toHaveValue('Thống nhất thông qua; giao chi ủy thực hiện.');
	await page.getByRole('button', { name: 'Ghi kết luận' }).click();
	await expect(conclusion(officer)).toHaveValue('Thống nhất thông qua; giao chi ủy thực hiện.');

	// The vote by hands.
	await page.getByText('Lấy biểu quyết').click();
	await page.getByLabel('Nội dung biểu quyết').fill('Thông qua nghị quyết tháng này');
	await page.getByRole('button', { name: 'Bắt đầu biểu quyết' }).click();
	await page.getByRole('button', { name: 'Ghi kết quả' }).click();
	await expect(page.getByText('Được thông qua')).toBeVisible();
	await expect(member.getByText('Được thông qua')).toBeVisible();
	await expectGoodPage(page);

	// The minutes write themselves; two sign.
	await page.getByRole('button', { name: 'Bế mạc, lập biên bản' }).click();
	const body = page.getByLabel('Nội dung biên bản');
	await expect(body).toHaveValue(/Chi bộ thống nhất với dự thảo\./);
	await expect(body).not.toHaveValue(/giải trình ý kiến/);
	await expect(body).toHaveValue(/Thống nhất thông qua; giao chi ủy thực hiện\./);
	await expect(body).toHaveValue(/Tổng hợp kết quả tháng; hoàn thành trước ngày 15\/01\/2027/);
	await page.getByRole('button', { name: 'Lưu biên bản' }).click();
	await page.getByRole('button', { name: 'Ký biên bản' }).click();
	await officer.goto(`${meeting}/bien-ban`);
	await officer.getByRole('button', { name: 'Ký biên bản' }).click();
	await expect(officer.getByRole('heading', { level: 1 })).toHaveText(/Biên bản số 1/);
	await expect(officer.getByText('Nội dung đúng như khi ký')).toBeVisible();
	await expectGoodPage(officer);
	const paper = officer.waitForEvent('download');
	await officer.getByRole('link', { name: 'Tải .pdf' }).click();
	expect((await paper).suggestedFilename()).toBe('Biên bản 01.pdf');
	expect(troubles.filter((trouble) => !/ERR_INTERNET_DISCONNECTED/.test(trouble))).toEqual([]);
});
