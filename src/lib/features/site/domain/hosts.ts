const name = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?::\d{1,5})?$/;

/** A host as it stands in an address: "Tin.SoTTTT.gov.vn/" → "tin.sotttt.gov.vn"; null where it is none. */
export const hostOf = (typed: string): string | null => {
	const host = typed
		.trim()
		.toLowerCase()
		.replace(/^https?:\/\//, '')
		.replace(/\/+$/, '');
	return name.test(host) ? host : null;
};

/** The hosts of a list, one a line or parted by commas; the first that is none is told. */
export const hostsOf = (typed: string): { hosts: string[] } | { wrong: string } => {
	const hosts: string[] = [];
	for (const part of typed.split(/[\s,;]+/).filter(Boolean)) {
		const host = hostOf(part);
		if (!host) return { wrong: part };
		hosts.push(host);
	}
	return { hosts: [...new Set(hosts)] };
};

/** The part of the content security policy that says who may show a page within their own. */
export const frameAncestors = (hosts: readonly string[]): string =>
	['frame-ancestors', "'self'", ...hosts.flatMap((host) => [`https://${host}`, `http://${host}`])].join(' ');
