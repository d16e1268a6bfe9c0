import { readFileSync } from 'node:fs';
import { type APIRequestContext, type Browser, expect, type Page, test } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expectGoodPage, watch } from '../support/browser.ts';
import { servedSample, signingInTo } from '../support/sample-app.ts';

// A member of the sample cell is introduced to the place of residence; the residential cell, which has no account, confirms it
// and sends its remark. Each test goes on from the one before.
const app = servedSample();
const as = signingInTo(app);
/** Somebody of the residential cell: no account, a phone. */
const resident = async (browser: Browser): Promise<Page> => {
	const context = await browser.newContext({
		viewport: { width: 360, height: 740 },
		locale: 'vi-VN',
		timezoneId: 'Asia/Ho_Chi_Minh',
	});
	return context.newPage();
};

/** The words of a .docx. */
const textOf = (path: string): string => {
	const part = unzipSync(new Uint8Array(readFileSync(path)))['word/document.xml'];
	return part ? strFromU8(part).replaceAll(/<[^>]+>/g, ' ') : '';
};

const body =
	'Đồng chí tham gia đầy đủ các kỳ họp, nhận hướng dẫn tổ công nghệ số cộng đồng và làm rất nhiệt tình.';
const answer = 'Tôi cảm ơn chi ủy nơi cư trú và sẽ tiếp tục việc này.';
let name = '';
let personPage = '';
let requestPage = '';
let link = '';

/** What a stranger gets, without what differs with each answer. */
const answerTo = async (request: APIRequestContext, address: string) => {
	const got = await request.get(address, { maxRedirects: 0 });
	const text = (await got.text())
		.replaceAll(/nonce="[^"]*"|nonce-[^' "]*|__sveltekit_\w+|data-sveltekit-hydrate="\w+"/g, '')
		.replaceAll(new URL(address).pathname, '');
	return { status: got.status(), text: text.replaceAll(/uses:\{[^}]*\}|"[\w-]{32}"/g, '') };
};

test('the clerk introduces a member, and the residential cell confirms it by the code on the letter', async ({
	browser,
	request,
}) => {
	const member = await as(browser, 'du.bi');
	name = ((await member.locator('.who strong').first().textContent()) ?? '').trim();
	await member.goto(`${app.url}/noi-cu-tru`);
	await expect(member.getByText('Đồng chí chưa được giới thiệu về nơi cư trú.')).toBeVisible();
	await expectGoodPage(member);

	const clerk = await as(browser, 'van.thu');
	const troubles = watch(clerk);
	await clerk.goto(`${app.url}/noi-cu-tru`);
	await expectGoodPage(clerk);
	await clerk.getByRole('link', { name, exact: true }).click();
	await expect(clerk.getByRole('heading', { level: 1 })).toHaveText(name);
	personPage = clerk.url();
	await expectGoodPage(clerk);
	await clerk.getByText('Ghi một nơi mới').click();
	await clerk.getByLabel('Chi bộ nơi cư trú').fill('Chi bộ khối Quang Trung');
	// Without the ward it is not taken, and nothing that was typed is lost.
	await clerk.getByRole('button', { name: 'Ghi nơi cư trú' }).click();
	await expect(clerk.getByText('Ghi tên đảng ủy xã, phường và tỉnh').first()).toBeVisible();
	await expect(clerk.getByLabel('Chi bộ nơi cư trú')).toHaveValue('Chi bộ khối Quang Trung');
	await clerk.getByLabel('Đảng ủy xã, phường').fill('Đảng ủy phường Vinh Phú, tỉnh Sông Lam');
	await clerk.getByRole('button', { name: 'Ghi nơi cư trú' }).click();
	await expect(clerk.getByText('Cần cấp giấy giới thiệu').first()).toBeVisible();
	await clerk.getByRole('button', { name: 'Cấp số và lập giấy giới thiệu' }).click();
	await expect(clerk.getByText(/Giấy giới thiệu số \d+-GGT\/CB/)).toBeVisible();
	await expectGoodPage(clerk);
	const download = clerk.waitForEvent('download');
	await clerk.getByRole('button', { name: 'Giấy giới thiệu (.docx)' }).click();
	const file = await download;
	expect(file.suggestedFilename()).toMatch(/^Giấy giới thiệu \d+-GGT-CB\.docx$/);
	const value = textOf(await file.path());
	expect(value).toContain(name);
	const receipt = /http:\S+\/xac-nhan\/[\w-]{32}/.exec(value)?.[0] ?? '';
	expect(receipt).not.toBe('');
	expect(troubles).toEqual([]);

	// A messenger looks at the link before anybody does: that uses nothing up.
	for (const method of ['HEAD', 'GET'] as const)
		expect((await request.fetch(receipt, { method })).status()).toBe(200);
	const stranger = await resident(browser);
	const strange = watch(stranger);
	await stranger.goto(receipt);
	await expect(stranger.getByText(name)).toBeVisible();
	await expectGoodPage(stranger);
	await stranger.getByLabel('Họ tên, chức vụ người xác nhận').fill('Phan Đình Lợi, Bí thư');
	await stranger.getByRole('button', { name: 'Xác nhận đã tiếp nhận' }).click();
	await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('Xin cảm ơn');
	await expectGoodPage(stranger);
	expect(strange).toEqual([]);
	await clerk.goto(personPage);
	await expect(clerk.getByText(/Phan Đình Lợi, Bí thư xác nhận tiếp nhận/)).toBeVisible();
});

test('the secretary takes the member into the round and makes a link that is shown once', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(`${app.url}/noi-cu-tru`);
	await expectGoodPage(secretary);
	await secretary
		.getByRole('link', { name: `Lấy nhận xét nơi cư trú năm ${new Date().getFullYear()}` })
		.click();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Đưa vào đợt này' }).click();
	await secretary.getByRole('link', { name, exact: true }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toHaveText(name);
	requestPage = secretary.url();
	await expectGoodPage(secretary);
	await secretary.getByRole('button', { name: 'Tạo liên kết một lần' }).click();
	link = await secretary.getByLabel('Liên kết', { exact: true }).inputValue();
	expect(link).toContain('/xac-nhan/');
	await expectGoodPage(secretary);
	await secretary.reload();
	await expect(secretary.getByLabel('Liên kết', { exact: true })).toHaveCount(0);
	const form = secretary.waitForEvent('download');
	await secretary.getByRole('button', { name: 'Phiếu nhận xét (PDF)' }).click();
	expect((await form).suggestedFilename()).toMatch(/^Phiếu nhận xét nơi cư trú \d{4}\.pdf$/);
	expect(troubles).toEqual([]);
});

test('through the link the remark is written once, on a phone; what was typed survives a mistake', async ({
	browser,
	request,
}) => {
	const page = await resident(browser);
	await page.goto(link);
	await page.getByLabel('Nội dung nhận xét').fill(body);
	await page.getByLabel('Tốt', { exact: true }).check();
	await page.getByLabel('Người ký nhận xét').fill('Phan Đình Lợi, Bí thư');
	await page.locator('input[name=signedOn]').fill('2099-01-01');
	await page.getByRole('button', { name: 'Gửi nhận xét' }).click();
	await expect(page.getByText('Ngày này không thể ở phía trước').first()).toBeVisible();
	await expect(page.getByLabel('Nội dung nhận xét')).toHaveValue(body);
	await expect(page.getByLabel('Tốt', { exact: true })).toBeChecked();
	await page.locator('input[name=signedOn]').fill(new Date().toISOString().slice(0, 10));
	await page.getByRole('button', { name: 'Gửi nhận xét' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Xin cảm ơn');

	// Used, or never there: one answer, which names nobody.
	const used = await answerTo(request, link);
	const never = await answerTo(request, `${app.url}/xac-nhan/${'A'.repeat(32)}`);
	expect(used).toEqual(never);
	expect(used.text).not.toContain(name);
	const again = await resident(browser);
	await again.goto(link);
	await expect(again.getByRole('heading', { level: 1 })).toHaveText('Liên kết không mở được');
	await expectGoodPage(again);
});

test('the person reads it first and answers; the secretary reads both, the clerk neither', async ({
	browser,
}) => {
	const member = await as(browser, 'du.bi', { phone: true });
	const troubles = watch(member);
	await member.goto(`${app.url}/noi-cu-tru`);
	await expect(member.getByText('Mới, chưa đọc')).toBeVisible();
	await member.goto(requestPage);
	await expect(member.getByText(body)).toBeVisible();
	await expectGoodPage(member);
	await member.getByRole('button', { name: 'Tôi đã đọc' }).click();
	await member.getByText('Trả lời, nói rõ thêm').click();
	await member.getByLabel('Ý kiến của tôi').fill(answer);
	await member.getByRole('button', { name: 'Gửi ý kiến của tôi' }).click();
	await expect(member.getByText('Ý kiến của người được nhận xét')).toBeVisible();
	expect(troubles).toEqual([]);

	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(requestPage);
	await expect(secretary.getByText(answer)).toBeVisible();
	await expectGoodPage(secretary);
	const clerk = await as(browser, 'van.thu');
	await clerk.goto(requestPage);
	await expect(clerk.getByText('Nội dung chỉ dành cho người được nhận xét')).toBeVisible();
	await expect(clerk.getByText(body)).toHaveCount(0);
	const colleague = await as(browser, 'quan.chung');
	expect((await colleague.goto(requestPage))?.status()).toBe(404);
	await member.goto(`${app.url}/toi`);
	await expect(member.getByText(body).first()).toBeVisible();
});

test('a residential cell that was merged is looked at before; who lives there gets letters again', async ({
	browser,
}) => {
	const clerk = await as(browser, 'van.thu');
	const troubles = watch(clerk);
	await clerk.goto(`${app.url}/noi-cu-tru/noi`);
	await expectGoodPage(clerk);
	await clerk.getByRole('link', { name: 'Chi bộ khối Quang Trung' }).click();
	await expectGoodPage(clerk);
	await clerk.getByText('Đổi tên', { exact: true }).click();
	await clerk.getByLabel('Chi bộ nơi cư trú').fill('Chi bộ khối Quang Trung 2');
	await clerk.locator('form:has(input[name=cell]) input[name=on]').fill('2026-01-05');
	await clerk.locator('form:has(input[name=cell])').getByRole('button', { name: 'Xem trước' }).click();
	await expect(clerk.getByText('1 giấy giới thiệu sẽ cần cấp lại')).toBeVisible();
	await expectGoodPage(clerk);
	await clerk.getByRole('button', { name: 'Đổi tên' }).click();
	await expect(clerk.getByText('Giấy giới thiệu của những người liên quan cần cấp lại.')).toBeVisible();
	await clerk.goto(personPage);
	await expect(clerk.getByText('Cần cấp lại giấy do nơi cư trú đổi tên, sáp nhập').first()).toBeVisible();
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/noi-cu-tru/quy-dinh`);
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('whoever tries one link after another is not heard for a while, whatever the link is', async ({
	request,
}) => {
	let status = 0;
	for (let times = 0; times < 12; times += 1)
		({ status } = await answerTo(request, `${app.url}/xac-nhan/${String(times).repeat(32)}`));
	expect(status).toBe(429);
	expect((await answerTo(request, link)).status).toBe(429);
});
