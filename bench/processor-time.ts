import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Seconds of processor time that the processes of a database server have used (Linux tells; elsewhere 0): what other work
 * on the machine changes little.
 */
export const serverSeconds = (cluster: string): number => {
	try {
		const [postmaster = ''] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
		return readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name))
			.map((pid) => {
				try {
					return readFileSync(`/proc/${pid}/stat`, 'utf8')
						.replace(/^.*\) /, '')
						.split(' ');
				} catch {
					return [];
				}
			})
			.filter(([, parent]) => parent === postmaster)
			.reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) / 100, 0);
	} catch {
		return 0;
	}
};
