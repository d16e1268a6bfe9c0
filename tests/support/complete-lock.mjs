// Completes package-lock.json: an npm that can't reach a package of another platform (a mirror without it, no network)
// leaves it out, and then `npm ci` refuses the lock file on every machine. Versions are the exact ones that the parent
// names; only where they differ from ours is anything written. Run by hand after a package was added: node tests/support/complete-lock.mjs
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const systems = [
	'android',
	'darwin',
	'freebsd',
	'netbsd',
	'openbsd',
	'linux',
	'openharmony',
	'sunos',
	'aix',
	'win32',
	'windows',
];
const processors = [
	'arm64',
	'x64',
	'ia32',
	'arm',
	'ppc64',
	'riscv64',
	's390x',
	'loong64',
	'mips64el',
	'wasm32',
];

const isFoundFrom = (packages, place, name) => {
	for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
		if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
		if (!folder) return false;
	}
};

/** What the lock file would say of a platform's package, read from its name. */
const entryFor = (name, version, parent) => {
	const tail = name.split('/').at(-1) ?? '';
	const os = systems.find((system) => tail.includes(system));
	const cpu = processors.find((processor) => tail.includes(processor));
	const libc = /musl/.test(tail) ? 'musl' : /gnu/.test(tail) ? 'glibc' : null;
	return {
		version,
		...(cpu ? { cpu: [cpu] } : {}),
		...(os === 'linux' && libc ? { libc: [libc] } : {}),
		...(parent.dev ? { dev: true } : {}),
		optional: true,
		...(os ? { os: [os === 'windows' ? 'win32' : os] } : {}),
	};
};

/** Platform packages that a package of the lock file names and the lock file does not hold: place → entry. */
export const missingFrom = (lock) =>
	Object.fromEntries(
		Object.entries(lock.packages).flatMap(([place, parent]) =>
			Object.entries(parent.optionalDependencies ?? {})
				.filter(
					([name, version]) => /^\d+\.\d+\.\d+/.test(version) && !isFoundFrom(lock.packages, place, name),
				)
				.map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, parent)]),
		),
	);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const file = fileURLToPath(new URL('../../package-lock.json', import.meta.url));
	const { atime, mtime } = statSync(file);
	const lock = JSON.parse(readFileSync(file, 'utf8'));
	const added = missingFrom(lock);
	const packages = { ...lock.packages, ...added };
	lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
	if (Object.keys(added).length > 0) {
		writeFileSync(file, `${JSON.stringify(lock, null, '\t')}\n`);
		utimesSync(file, atime, mtime); // what is installed is still what the file names
	}
	console.log(`${Object.keys(added).length} entries added`);
}
