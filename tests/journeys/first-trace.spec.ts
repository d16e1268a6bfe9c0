import { expect, test } from '@playwright/test';
import { expectGoodPage, organisation, people, watch } from '../support/browser.ts';

test.describe.configure({ mode: 'serial' });

test('an empty installation begins with setting up the organisation', async ({ page }) => {
	const troubles = watch(page);
	await page.goto('/');
	await expect(page).toHaveURL(/bat-dau/);
	await page.getByLabel('Tên tổ chức').fill(organisation);
	await page.getByLabel('Họ và tên người quản trị').fill(people.administrator.name);
	await page.getByLabel('Tên đăng nhập').fill(people.administrator.login);
	await page.getByLabel('Mật khẩu').fill(people.administrator.password);
	await page.getByRole('button', { name: 'Thiết lập tổ chức' }).click();
	await expect(page).toHaveURL(/\/$/);
	await expectGoodPage(page);
	expect(troubles).toEqual([]);
});
