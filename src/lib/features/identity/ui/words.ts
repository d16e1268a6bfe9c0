import { m } from '#lib/paraglide/messages.js';

const browsers: readonly [RegExp, string][] = [
	[/Edg\//, 'Edge'],
	[/OPR\//, 'Opera'],
	[/coc_coc_browser/i, 'Cốc Cốc'],
	[/Firefox\//, 'Firefox'],
	[/Chrome\//, 'Chrome'],
	[/Safari\//, 'Safari'],
];
const systems: readonly [RegExp, string][] = [
	[/iPhone|iPad/, 'iOS'],
	[/Android/, 'Android'],
	[/Windows/, 'Windows'],
	[/Mac OS X/, 'macOS'],
	[/Linux/, 'Linux'],
];

/** "Chrome trên Windows", by what the browser says of itself. */
export const sayDevice = (userAgent: string | null): string => {
	const browser = browsers.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
	const system = systems.find(([pattern]) => pattern.test(userAgent ?? ''))?.[1];
	return browser && system ? m.account_device({ browser, system }) : m.account_device_unknown();
};
