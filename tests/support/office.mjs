import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const usual = [
	'/usr/bin/soffice',
	'/usr/lib/libreoffice/program/soffice',
	'/opt/libreoffice/program/soffice',
];

/** The office that turns a .docx into pages: that of SOFFICE, else one of the usual places. */
const findOffice = () => [process.env.SOFFICE, ...usual].find((place) => place && existsSync(place)) ?? null;

const apt = (...args) =>
	spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });

/**
 * Makes sure that there is a LibreOffice; as root on Debian it is installed. Where it can't be had, papers are not
 * rendered, and the tests say so.
 * @returns the environment that names it, or the reason why there is none
 */
export const ensureOffice = () => {
	const known = findOffice();
	if (known) return { SOFFICE: known };
	if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		console.log('apt-get install libreoffice-writer-nogui …');
		apt('update');
		apt('install', '-y', '--no-install-recommends', 'libreoffice-writer-nogui');
		const installed = findOffice();
		if (installed) return { SOFFICE: installed };
	}
	return {
		SOFFICE_MISSING:
			'there is no LibreOffice here (Debian: apt-get install libreoffice-writer-nogui, or name one with SOFFICE=/path/to/soffice)',
	};
};
