import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this installation keeps to itself. Made at the first start, readable by the owner of the data directory only. */
export type Secrets = {
	sessions: string;
	databaseOwner: string;
	databaseApp: string;
	databaseAuth: string;
	/** From which the keys are derived that sign what goes to other organisations (platform/signing/keys.ts). */
	exchange: string;
};

const fresh = (): Secrets => ({
	sessions: randomBytes(32).toString('hex'),
	databaseOwner: randomBytes(24).toString('hex'),
	databaseApp: randomBytes(24).toString('hex'),
	databaseAuth: randomBytes(24).toString('hex'),
	exchange: randomBytes(32).toString('hex'),
});

/** What an earlier version left is completed. Read again after writing: of two servers that complete it, the last one counts. */
const completed = (file: string): Secrets => {
	const kept = JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>;
	const whole: Secrets = { ...fresh(), ...kept };
	if (Object.keys(whole).every((name) => name in kept)) return whole;
	const own = `${file}.${process.pid}.whole`;
	writeFileSync(own, JSON.stringify(whole, null, '\t'), { mode: 0o600 });
	renameSync(own, file);
	return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
};

/**
 * The secrets of the data directory; the file is written whole or not at all. Of two servers that begin in one empty directory at the
 * same time, the first makes them and the other takes them.
 */
export const readSecrets = (dataDir: string): Secrets => {
	const file = join(dataDir, 'secrets.json');
	if (existsSync(file)) return completed(file);
	mkdirSync(dataDir, { recursive: true });
	const own = `${file}.${process.pid}.new`;
	writeFileSync(own, JSON.stringify(fresh(), null, '\t'), { mode: 0o600 });
	try {
		linkSync(own, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(own, { force: true });
	}
	return completed(file);
};
