import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser for the journeys: that of CHROMIUM, else one of the usual places. */
export const findChromium = () =>
	[process.env.CHROMIUM, ...usual].find((place) => place && existsSync(place)) ?? null;

const apt = (...args) =>
	spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });

/**
 * Makes sure that there is a Chromium; as root on Debian it is installed.
 * @returns the environment that names it   @throws Error that says what to do
 */
export const ensureChromium = () => {
	const known = findChromium();
	if (known) return { CHROMIUM: known };
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('apt-get install chromium …');
		apt('update');
		apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
		const installed = findChromium();
		if (installed) return { CHROMIUM: installed };
	}
	throw new Error(
		'There is no Chromium. Install it (Debian: apt-get install chromium) or name one with CHROMIUM=/path/to/chromium.',
	);
};
