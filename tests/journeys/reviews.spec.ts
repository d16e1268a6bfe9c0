import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { expectGoodPage, watch } from '../support/browser.ts';
import { sampleName, servedSample, signingInTo } from '../support/sample-app.ts';

// A quarter of the sample cell, made larger to 40 people: self-rating on a phone, rating from the keyboard alone, conclusion,
// announcement. Each test goes on from the one before.
/** So many are rated: all but the one who rates. */
const PEOPLE = 41;
const MOST_SCREENS = 40;
const MOST_TAPS = 12;

const app = servedSample();
let address = '';
const as = signingInTo(app);

const nameOf = (login: string): Promise<string> => sampleName(app, login);

/** The cell of 27 becomes one of 41: the others join it and its open round. */
const enlarge = async (): Promise<void> => {
	const [round] =
		await app.owner`select tenant_id as tenant, id, unit_id as unit, opened_by as rater from review_round where state = 'open'`;
	const { tenant, id, unit, rater } = round as Record<string, string>;
	for (let nth = 27; nth < PEOPLE; nth += 1) {
		const person = randomUUID();
		await app.owner`insert into person (tenant_id, id, full_name, given_name, sort_key, job_title, created_at)
			values (${tenant ?? ''}, ${person}, ${`Hoàng Văn Y${nth}`}, ${`Y${nth}`}, ${`Y${nth} Hoàng Văn`}, 'Viên chức', now())`;
		await app.owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
			values (${tenant ?? ''}, ${randomUUID()}, ${person}, ${unit ?? ''}, 'official', '2026-01-01')`;
		await app.owner`insert into review_person (tenant_id, id, round_id, person_id, unit_id, rater_id, form, job_group)
			values (${tenant ?? ''}, ${randomUUID()}, ${id ?? ''}, ${person}, ${unit ?? ''}, ${rater ?? ''}, '2A', 'Chuyên môn, phục vụ')`;
	}
	address = `${app.url}/danh-gia/${id}`;
};

test('a member rates the own quarter on a phone, from the home page, in twelve taps', async ({ browser }) => {
	await enlarge();
	const member = await as(browser, 'dang.vien', { phone: true });
	const troubles = watch(member);
	let taps = 0;
	const tap = async (what: ReturnType<Page['getByRole']>): Promise<void> => {
		taps += 1;
		await what.tap();
	};
	await member.goto(app.url);
	await tap(member.getByRole('link', { name: /Tự đánh giá/ }).first());
	await expect(member.getByRole('heading', { level: 1 })).toHaveText('Tự đánh giá');
	await expectGoodPage(member);
	const type = async (label: string, words: string): Promise<void> => {
		await tap(member.getByLabel(label));
		await member.keyboard.type(words);
	};
	await type('Việc làm được trong kỳ', 'Xử lý 31 sự cố trong ngày.');
	await type('Hạn chế và nguyên nhân', 'Một sự cố kéo dài hai ngày.');
	await type('Việc sẽ khắc phục', 'Đề xuất thiết bị dự phòng.');
	// Typed on the device: a page that is opened again has it.
	await member.reload();
	await expect(member.getByLabel('Hạn chế và nguyên nhân')).toHaveValue('Một sự cố kéo dài hai ngày.');
	await tap(member.getByLabel(/^Tác phong/));
	await member.getByLabel(/^Tác phong/).fill('6');
	await expect(member.getByText('Tổng 99 điểm')).toBeVisible();
	await tap(member.getByRole('button', { name: 'Nộp tự đánh giá' }));
	await expect(member.getByText('Đã nộp bản tự đánh giá.')).toBeVisible();
	expect(taps).toBeLessThanOrEqual(MOST_TAPS);
	await expectGoodPage(member);
	await member.goto(app.url);
	await expect(member.getByRole('link', { name: /^Tự đánh giá.*quý/ })).toHaveCount(0);
	// Nothing of a rating is there before it is announced.
	await member.goto(`${app.url}/danh-gia`);
	await expect(member.getByText('Tôi đã tự đánh giá')).toBeVisible();
	await expectGoodPage(member);
	expect((await member.request.get(`${address}/ket-luan`)).status()).toBe(403);
	expect(troubles).toEqual([]);
});

test('the secretary rates 40 people on 40 screens, from the keyboard alone', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	const troubles = watch(secretary);
	await secretary.goto(address);
	await expectGoodPage(secretary);
	const next = secretary.getByRole('link', { name: 'Đánh giá người tiếp theo' });
	await next.focus();
	await secretary.keyboard.press('Enter');
	const screens = new Set<string>();
	const member = await nameOf('dang.vien');
	for (let nth = 0; nth < PEOPLE - 1; nth += 1) {
		const left = PEOPLE - 1 - nth;
		await expect(secretary.getByText(`Còn ${left} người chưa đánh giá`)).toBeVisible();
		screens.add(secretary.url());
		const heading = (await secretary.getByRole('heading', { level: 1 }).textContent())?.trim();
		if (nth === 0) await expectGoodPage(secretary);
		// The first field is at hand.
		await expect(secretary.getByLabel(/^Chính trị, tư tưởng/)).toBeFocused();
		if (heading === member) {
			await expect(secretary.getByText('Xử lý 31 sự cố trong ngày.')).toBeVisible();
			await secretary.keyboard.type('6');
			for (let field = 0; field < 4; field += 1) await secretary.keyboard.press('Tab');
			await secretary.keyboard.type('8');
			await secretary.keyboard.press('Tab');
			await secretary.keyboard.type('8');
			await secretary.keyboard.press('Tab');
			await secretary.keyboard.type('2');
			for (let field = 0; field < 4; field += 1) await secretary.keyboard.press('Tab');
			await secretary.keyboard.type('Hai việc chậm do chờ thiết bị.');
		}
		await secretary.keyboard.press('Enter');
	}
	await expect(secretary.getByText('Đã đánh giá xong mọi người thuộc phần của đồng chí.')).toBeVisible();
	expect(screens.size).toBe(PEOPLE - 1);
	expect(screens.size).toBeLessThanOrEqual(MOST_SCREENS);
	await expect(secretary.getByRole('link', { name: 'Đánh giá người tiếp theo' })).toHaveCount(0);
	// One goes back by a key, and the own page is not among them.
	await secretary.getByRole('link', { name: member }).click();
	await expect(secretary.getByText(/Lệch|lệch/)).toBeVisible();
	const here = secretary.url();
	await secretary.keyboard.press('Alt+KeyN');
	await expect(secretary).not.toHaveURL(here);
	await secretary.keyboard.press('Alt+KeyP');
	await expect(secretary).toHaveURL(here);
	await expectGoodPage(secretary);
	expect(troubles).toEqual([]);
});

test('the deputy rates the secretary; levels are decided, each by somebody else, and announced in a meeting', async ({
	browser,
}) => {
	const deputy = await as(browser, 'pho.bi.thu');
	const secretary = await as(browser, 'bi.thu');
	const troubles = [watch(deputy), watch(secretary)];
	await deputy.goto(address);
	await deputy.getByRole('link', { name: await nameOf('bi.thu') }).click();
	await deputy.getByRole('textbox', { name: /^Nhận xét/ }).fill('Điều hành sát, giao việc rõ.');
	await deputy.getByRole('button', { name: 'Ghi đánh giá' }).click();
	await expect(deputy.getByText('Đã đánh giá xong', { exact: false })).toBeVisible();

	await secretary.goto(`${address}/ket-luan`);
	await expect(secretary.getByText('Đồng chí khác quyết định')).toBeVisible();
	await expectGoodPage(secretary);
	const member = await nameOf('dang.vien');
	// 75 % on time: the conditions make it the last level, and another one needs its reason.
	await expect(secretary.getByText(/đúng hạn 75%, cần 100%/).first()).toBeVisible();
	await secretary.getByLabel(`Mức xếp loại của ${member}`).selectOption({ label: 'Hoàn thành nhiệm vụ' });
	await secretary.getByRole('button', { name: 'Chốt mức của 40 người' }).click();
	await expect(
		secretary.getByText(`Mức khác với mức tính được cần có lý do: ${member}.`).first(),
	).toBeVisible();
	await secretary.getByLabel(`Lý do quyết định khác, ${member}`).fill('Thiết bị về chậm, không do cá nhân');
	await secretary.getByRole('button', { name: 'Chốt mức của 40 người' }).click();
	await expect(secretary.getByText('Đã chốt mức xếp loại; chưa công bố.')).toBeVisible();
	await expect(secretary.getByText('Còn 1 người chưa chốt mức', { exact: false })).toBeVisible();

	await deputy.goto(`${address}/ket-luan`);
	await deputy.getByRole('button', { name: /^Chốt mức/ }).click();
	await expect(deputy.getByText('Đã chốt mức xếp loại; chưa công bố.')).toBeVisible();
	await secretary.goto(`${address}/ket-luan`);
	await secretary.getByLabel('Kết luận chung').fill('Thống nhất kết quả quý IV.');
	await secretary.getByRole('button', { name: 'Công bố kết quả' }).click();
	await expect(secretary.getByText('Đã công bố kết quả.')).toBeVisible();
	await expectGoodPage(secretary);
	const file = await secretary.request.get(`${address}/bang.pdf`);
	expect(file.headers()['content-type']).toBe('application/pdf');
	expect(troubles).toEqual([[], []]);
});

test('the member sees the own result, the words and who looked; nobody else’s', async ({ browser }) => {
	const member = await as(browser, 'dang.vien', { phone: true });
	await member.goto(`${address}/toi`);
	await expect(member.getByText('Hoàn thành nhiệm vụ', { exact: true })).toBeVisible();
	await expect(member.getByText('Lý do: Thiết bị về chậm, không do cá nhân')).toBeVisible();
	await expect(member.getByText('Hai việc chậm do chờ thiết bị.')).toBeVisible();
	await expectGoodPage(member);
	const [other] = await app.owner`select u.person_id as id from auth."user" u where u.username = 'du.bi'`;
	expect((await member.request.get(`${address}/nguoi/${other?.['id']}`)).status()).toBe(404);
	const [looked] = await app.owner`select count(*)::int as looks from event e
		join auth."user" u on u.person_id = e.person_id and u.username = 'dang.vien' where e.verb = 'person.looked_at' and e.subject_type = 'rating'`;
	expect(Number(looked?.['looks'])).toBeGreaterThan(0);
});

test('rules, the year and what a figure counts', async ({ browser }) => {
	const secretary = await as(browser, 'bi.thu');
	for (const path of ['quy-dinh', 'nam/2026', 'nam/2025', 'so-lieu/tasks', 'moi', '']) {
		await secretary.goto(`${app.url}/danh-gia/${path}`);
		await expectGoodPage(secretary);
	}
	await secretary.goto(`${app.url}/danh-gia/nam/2026`);
	await secretary.getByRole('link', { name: /Nhiệm vụ đúng hạn/ }).click();
	await expect(secretary.getByText('Được tính', { exact: true }).first()).toBeVisible();
	await secretary.goto(`${app.url}/danh-gia/quy-dinh`);
	await secretary.getByText('Sửa từ một ngày').click();
	await secretary.getByLabel('Tỷ lệ xuất sắc (%)').fill('15');
	await secretary.getByLabel('Căn cứ').fill('Hướng dẫn của Đảng ủy năm 2026');
	await secretary.getByRole('button', { name: 'Ghi quy định' }).click();
	await expect(secretary.getByText('Đã ghi quy định.')).toBeVisible();
	await expect(secretary.getByText('Hướng dẫn của Đảng ủy năm 2026').first()).toBeVisible();
	const member = await as(browser, 'quan.chung', { phone: true });
	for (const path of ['', 'quy-dinh']) {
		await member.goto(`${app.url}/danh-gia/${path}`);
		await expectGoodPage(member);
	}
});

test('a year: the unit writes of itself, another appraises, the committee above decides', async ({
	browser,
}) => {
	const secretary = await as(browser, 'bi.thu');
	await secretary.goto(`${app.url}/danh-gia/moi`);
	await secretary.getByLabel('Kỳ đánh giá').selectOption({ label: 'Cả năm: kiểm điểm, xếp loại' });
	await secretary.getByLabel('Ai được đánh giá').selectOption({ label: 'Chỉ đảng viên' });
	await secretary.getByRole('button', { name: 'Mở đợt đánh giá' }).click();
	await expect(secretary.getByRole('heading', { level: 1 })).toContainText('Đánh giá, xếp loại năm');
	await expectGoodPage(secretary);
	const year = secretary.url();
	await secretary.getByRole('link', { name: 'Tập thể' }).click();
	await expectGoodPage(secretary);
	const unit = (page: Page) => page.getByRole('region', { name: 'Đơn vị', exact: true });
	await unit(secretary).getByLabel('Ưu điểm, kết quả đạt được').fill('Hoàn thành 100% chỉ tiêu năm.');
	await unit(secretary).getByRole('button', { name: 'Ghi kiểm điểm: Đơn vị' }).click();
	await expect(secretary.getByText('Đã ghi.')).toBeVisible();
	await expect(unit(secretary).getByRole('button', { name: /^Ghi thẩm định/ })).toHaveCount(0);

	const deputy = await as(browser, 'pho.bi.thu', { phone: true });
	await deputy.goto(`${year}/tap-the`);
	await unit(deputy).getByLabel('Điểm thẩm định').fill('88');
	await unit(deputy).getByLabel('Ý kiến thẩm định').fill('Vững, đều các mặt.');
	await unit(deputy).getByRole('button', { name: 'Ghi thẩm định: Đơn vị' }).click();
	await expect(deputy.getByText('Đã ghi.')).toBeVisible();
	await expectGoodPage(deputy);

	const above = await as(browser, 'cap.tren');
	const troubles = watch(above);
	await above.goto(`${app.url}/danh-gia`);
	await above.getByRole('link', { name: /Chi bộ Sở Thông tin và Truyền thông · Đơn vị/ }).click();
	await expectGoodPage(above);
	await unit(above).getByRole('button', { name: 'Ghi quyết định: Đơn vị' }).click();
	await expect(unit(above).getByText('Hoàn thành tốt nhiệm vụ').first()).toBeVisible();
	const file = await above.request.get(`${year}/tap-the/unit.docx`);
	expect(file.status()).toBe(200);
	// The higher officer sees counts of the year, and nothing of anybody.
	const [cell] =
		await app.owner`select unit_id as id from review_round where id = ${year.split('/').at(-1) ?? ''}`;
	await above.goto(`${app.url}/danh-gia/nam/2025?don-vi=${cell?.['id']}`);
	await expect(above.getByText('Hoàn thành tốt nhiệm vụ').first()).toBeVisible();
	await expectGoodPage(above);
	expect((await above.request.get(`${address}/ket-luan`)).status()).toBe(404);
	expect(troubles).toEqual([]);
});
