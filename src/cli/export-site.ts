import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { SITE_ROOT } from '#lib/features/site/domain/addresses.ts';
import { exportSite } from '#lib/features/site/export.server.ts';
import { type ShownSite, siteAt, sitesOn } from '#lib/features/site/read.server.ts';
import { readConfig } from '#lib/platform/config/config.ts';
import type { Handler } from '#lib/platform/front/captured.ts';
import { withDatabase } from './with-database.ts';

type Options = { site?: string; url?: string; json?: boolean };

/** The site that is meant: the named one, or the only one that is on. */
const chosen = (sites: readonly ShownSite[], wanted: string | undefined): ShownSite => {
	const site = siteAt(sites, '', wanted ? `@${wanted}` : undefined);
	if (site) return site;
	if (sites.length === 0) throw new Error('Chưa có trang công khai nào được bật.');
	const names = sites.map(({ slug, name }) => `  ${slug}  ${name}`).join('\n');
	throw new Error(`Đề nghị chọn trang bằng --site:\n${names}`);
};

/** `thuctien export site`: the public site as a folder of files. */
export const registerExportSite = (exporting: Command): void => {
	exporting
		.command('site')
		.description('Xuất trang công khai thành thư mục tệp tĩnh, đặt được lên mọi máy chủ web')
		.argument('<thư-mục>', 'được thay thế trọn vẹn; bài đã gỡ không còn trong đó')
		.option('--site <tên>', 'tên của trang trong địa chỉ, khi có nhiều trang')
		.option('--url <địa-chỉ>', 'địa chỉ công khai của thư mục, dùng trong nguồn tin và sitemap')
		.option('--json', 'kết quả là một dòng JSON')
		.action(async (folder: string, options: Options) => {
			await withDatabase(async (db, { appUrl, authUrl }) => {
				const config = readConfig();
				const site = chosen(await sitesOn(db, ''), options.site);
				const publicUrl = (
					options.url ?? (site.host ? `https://${site.host}` : (config.origin ?? 'http://localhost'))
				).replace(/\/+$/, '');
				// Rendered under a host of no other site, so that each is found by its name.
				const origin = site.host ? `${new URL(publicUrl).protocol}//${site.host}` : new URL(publicUrl).origin;
				process.env['THUCTIEN_APP_URL'] = appUrl;
				process.env['THUCTIEN_AUTH_URL'] = authUrl;
				process.env['PROTOCOL_HEADER'] = 'x-forwarded-proto';
				delete process.env['ORIGIN'];
				const { handler } = (await import(pathToFileURL(join(config.root, 'build', 'handler.js')).href)) as {
					handler: Handler;
				};
				const base = site.host ? SITE_ROOT : site.base;
				const told = await exportSite(handler, { base, origin, publicUrl }, folder);
				console.log(
					options.json
						? JSON.stringify({ folder, ...told })
						: `Đã xuất ${folder}: ${told.pages} trang, ${told.files} tệp.`,
				);
			});
			// The application that rendered the pages keeps its lines to the database open.
			process.exit(0);
		});
};
