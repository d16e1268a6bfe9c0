import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this installation keeps to itself. Made at the first start, readable by the owner of the data directory only. */
export type Secrets = { sessions: string; databaseOwner: string; databaseApp: string; databaseAuth: string };

const fresh = (): Secrets => ({
	sessions: randomBytes(32).toString('hex'),
	databaseOwner: randomBytes(24).toString('hex'),
	databaseApp: randomBytes(24).toString('hex'),
	databaseAuth: randomBytes(24).toString('hex'),
});

/** The secrets of the data directory; the file is written whole or not at all. */
export const readSecrets = (dataDir: string): Secrets => {
	const file = join(dataDir, 'secrets.json');
	if (existsSync(file)) return { ...fresh(), ...JSON.parse(readFileSync(file, 'utf8')) };
	mkdirSync(dataDir, { recursive: true });
	const secrets = fresh();
	writeFileSync(`${file}.new`, JSON.stringify(secrets, null, '\t'), { mode: 0o600 });
	renameSync(`${file}.new`, file);
	return secrets;
};
