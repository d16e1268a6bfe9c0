import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findRoot } from '#lib/platform/config/config.ts';

/** A route of the built application: what it answers to. `actions` of a page, `methods` of an endpoint. */
export type Route = { id: string; params: string[]; isPage: boolean; actions: string[]; methods: string[] };

const reader = (manifest: string): string => `
	const { manifest } = await import(${JSON.stringify(manifest)});
	const routes = [];
	for (const { id, page, endpoint } of manifest.routes) {
		const node = page ? await manifest.nodes[page.leaf]() : null;
		const methods = endpoint ? Object.keys(await endpoint()).filter((name) => /^[A-Z]+$|^fallback$/.test(name)) : [];
		routes.push({
			id,
			params: [...id.matchAll(/\\[+(?:\\.\\.\\.)?(\\w+)(?:=\\w+)?\\]+/g)].map((match) => match[1]),
			isPage: page !== null,
			actions: Object.keys(node?.server?.actions ?? {}),
			methods,
		});
	}
	console.log('ROUTES' + JSON.stringify(routes));
	process.exit(0);
`;

/** Every route that the built application serves, read from its own manifest. */
export const readRoutes = (): Route[] => {
	const manifest = pathToFileURL(join(findRoot(), 'build/server/manifest.js')).href;
	const text = execFileSync(process.execPath, ['--input-type=module', '-e', reader(manifest)], {
		encoding: 'utf8',
	});
	return JSON.parse(text.slice(text.indexOf('ROUTES') + 6)) as Route[];
};
