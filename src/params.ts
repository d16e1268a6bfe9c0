import { defineParams } from '@sveltejs/kit/params';
import { kindAt } from '#lib/features/site/domain/kinds.ts';

export const params = defineParams({
	/** One of several public sites: "@chi-bo-van-phong". */
	site: (param) => (/^@[a-z0-9]+(-[a-z0-9]+)*$/.test(param) ? param : undefined),
	/** A kind of entries of the public site, as it stands in addresses: "guong-sang". */
	siteKind: (param) => (kindAt(param) ? param : undefined),
});
