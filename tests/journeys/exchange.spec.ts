import { expect, test } from '@playwright/test';
import { expectGoodPage, pageOf, picture, watch } from '../support/browser.ts';
import { freePort } from '../support/served.ts';
import { cardOf, dayIn, fileWith, Side } from '../support/two-sides.ts';

// Two organisations on two installations become partners, and a document goes from one to the other and back in figures.
test.describe.configure({ mode: 'serial' });

let above: Side;
let below: Side;
const keeper = { login: 'quan.tri', password: 'mat-khau-dai-du' };
test.beforeAll(async () => {
	[above, below] = [new Side(await freePort()), new Side(await freePort())];
	await above.begin();
	await below.begin();
	await fileWith(above, 1);
});
test.afterAll(async () => {
	await above?.app?.stop();
	await below?.app?.stop();
});

test('each side enters the card of the other and types the figures that it hears', async ({
	browser,
}, info) => {
	for (const [side, other, relation] of [
		[above, below, 'Cấp dưới'],
		[below, above, 'Cấp trên'],
	] as const) {
		const { card, print } = await cardOf(other);
		const page = await pageOf(browser, keeper, { base: side.app.url, phone: side === below });
		const troubles = watch(page);
		await page.goto(`${side.app.url}/trao-doi/ket-noi`);
		await expectGoodPage(page);
		await picture(page, info, side === below ? 'partners-phone' : 'partners');
		await page.getByLabel('Thẻ của phía bạn').fill('không phải thẻ');
		await page.getByText(relation, { exact: true }).click();
		await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
		await expect(page.getByText('Thẻ kết nối không đọc được').first()).toBeVisible();
		await page.getByLabel('Thẻ của phía bạn').fill(card);
		await page.getByRole('button', { name: 'Thêm đơn vị' }).click();
		await expect(page.getByText('Đã thêm')).toBeVisible();
		await expectGoodPage(page);
		await page.getByLabel('Dãy 24 chữ số nghe được').fill('0000 0000 0000 0000 0000 0000');
		await page.getByRole('button', { name: 'Xác nhận kết nối' }).click();
		await expect(page.getByText('Dãy số không khớp').first()).toBeVisible();
		await page.getByLabel('Dãy 24 chữ số nghe được').fill(print);
		await page.getByRole('button', { name: 'Xác nhận kết nối' }).click();
		await expect(page.getByText('Đã xác nhận', { exact: false }).first()).toBeVisible();
		await expectGoodPage(page);
		expect(troubles).toEqual([]);
	}
});

test('a document goes over with what is expected, is entered on the other side, and its progress is in the table', async ({
	browser,
}, info) => {
	const sender = await pageOf(browser, keeper, { base: above.app.url });
	const troubles = watch(sender);
	const [document] = await above.app.owner`select id from document`;
	await sender.goto(`${above.app.url}/trien-khai/giao?van-ban=${document?.['id']}`);
	await expectGoodPage(sender);
	await sender.getByLabel('Báo cáo kết quả trước ngày').fill(dayIn(40));
	await sender.getByText('Chi bộ Sở Nội vụ', { exact: true }).last().click();
	await picture(sender, info, 'send');
	await sender.getByRole('button', { name: 'Giao cho các đơn vị' }).click();
	await expect(sender.getByText('Đơn vị kết nối báo về')).toBeVisible();

	const receiver = await pageOf(browser, keeper, { base: below.app.url, phone: true });
	await expect
		.poll(
			async () => {
				await receiver.goto(`${below.app.url}/trien-khai`);
				return receiver.getByText('Chờ vào sổ').count();
			},
			{ timeout: 60_000 },
		)
		.toBeGreaterThan(0);
	await expectGoodPage(receiver);
	await receiver.getByRole('link', { name: /về nhiệm vụ thứ 1/ }).click();
	await expectGoodPage(receiver);
	await picture(receiver, info, 'arrival');
	await receiver.getByRole('button', { name: 'Vào sổ và nhận' }).click();
	await expect(receiver).toHaveURL(/trien-khai\/den/);
	await receiver.getByRole('button', { name: 'Tiếp nhận', exact: true }).click();
	await expect(receiver.getByText('Quán triệt: chưa xong').first()).toBeVisible();
	await receiver
		.getByLabel('Kết quả triển khai')
		.fill('Đã quán triệt, giảm 30% thời gian giải quyết thủ tục.');
	await receiver.getByRole('button', { name: 'Gửi báo cáo lên' }).click();

	await expect
		.poll(
			async () => {
				await sender.reload();
				return sender.getByText('giảm 30% thời gian').count();
			},
			{ timeout: 60_000 },
		)
		.toBeGreaterThan(0);
	await expectGoodPage(sender);
	await picture(sender, info, 'dispatch');
	await sender.setViewportSize({ width: 360, height: 740 });
	await expectGoodPage(sender);
	await picture(sender, info, 'dispatch-phone');
	await sender.goto(`${above.app.url}/trao-doi/ket-noi`);
	await sender.getByRole('link', { name: 'Chi bộ Sở Nội vụ' }).click();
	await expect(sender.getByText('Văn bản giao triển khai')).toBeVisible();
	await expectGoodPage(sender);
	await picture(sender, info, 'partner-phone');
	await sender.setViewportSize({ width: 1280, height: 800 });
	await picture(sender, info, 'partner');
	expect(troubles).toEqual([]);
});

test('figures go up: refused as long as no unit stands for the partner, counted in that unit once it is named, gone when it is freed', async ({
	browser,
}, info) => {
	const [root] = await above.app.owner`select id from unit`;
	await above.act(`/to-chuc/${root?.['id']}?/them-don-vi`, {
		name: 'Chi bộ Sở Nội vụ (nơi khác)',
		shortName: 'Sở Nội vụ nơi khác',
		kind: 'cell',
		from: dayIn(-300),
	});
	const [cell] = await below.app.owner`select id from unit`;
	await below.act(`/to-chuc/${cell?.['id']}?/them-nguoi`, {
		fullName: 'Trần Văn An',
		standing: 'official',
		from: dayIn(-100),
	});
	const [stand] = await above.app.owner`select id from unit where parent_id is not null`;
	const sender = await pageOf(browser, keeper, { base: below.app.url, phone: true });
	const receiver = await pageOf(browser, keeper, { base: above.app.url });
	const troubles = [watch(sender), watch(receiver)];
	await sender.goto(`${below.app.url}/trao-doi/ket-noi`);
	await sender.getByRole('link', { name: 'Chi bộ Sở Nội vụ' }).click();
	await sender.getByRole('button', { name: 'Gửi số liệu lên cấp trên' }).click();
	await expect(sender.getByText('Đã ghi nhận')).toBeVisible();
	await expectGoodPage(sender);
	const tells = (page: typeof sender, words: string) =>
		expect
			.poll(
				async () => {
					await page.reload();
					return page.getByText(words, { exact: false }).count();
				},
				{ timeout: 60_000 },
			)
			.toBeGreaterThan(0);
	await tells(sender, 'chưa chọn đơn vị đại diện');
	await expectGoodPage(sender);
	await picture(sender, info, 'figures-refused-phone');

	await receiver.goto(`${above.app.url}/trao-doi/ket-noi`);
	await receiver.getByRole('link', { name: 'Chi bộ Sở Nội vụ' }).click();
	await expect(receiver.getByText('chưa có đơn vị đại diện nên chưa nhận', { exact: false })).toBeVisible();
	await picture(receiver, info, 'figures-unnamed');
	await receiver.getByRole('button', { name: 'Nhận số liệu' }).click();
	await receiver.getByLabel('Đơn vị đại diện').selectOption(String(stand?.['id']));
	await receiver.getByRole('button', { name: 'Nhận số liệu' }).click();
	await expect(receiver.getByText('Đã ghi nhận')).toBeVisible();
	await tells(receiver, 'Nhận lúc');
	await expectGoodPage(receiver);
	await picture(receiver, info, 'figures-received');
	await tells(sender, 'Cấp trên nhận gần nhất');
	await expectGoodPage(sender);
	await picture(sender, info, 'figures-sent-phone');
	const people = () => above.count(`unit_people where unit_id = '${stand?.['id']}' and below > 0`);
	await expect.poll(people, { timeout: 60_000 }).toBe(1);
	await receiver.goto(`${above.app.url}/toan-canh/${stand?.['id']}`);
	await expect(
		receiver.getByText('Số liệu do tổ chức này chuyển lên, tính đến', { exact: false }),
	).toBeVisible();
	await expectGoodPage(receiver);
	await picture(receiver, info, 'figures-oversight');

	await receiver.goBack();
	await receiver.getByText('Thôi nhận số liệu').first().click();
	await receiver.getByRole('button', { name: 'Thôi nhận số liệu' }).click();
	await expect(receiver.getByLabel('Đơn vị đại diện')).toBeVisible();
	await expect.poll(people, { timeout: 60_000 }).toBe(0);
	await tells(sender, 'đã thôi nhận số liệu');
	await picture(sender, info, 'figures-unwanted-phone');
	expect(troubles.flat()).toEqual([]);
});
