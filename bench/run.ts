/** `npm run bench -- NAME [ARG…]`: runs bench/NAME.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [name, ...rest] = process.argv.slice(2);
/** The files here that are benchmarks, and not what benchmarks share. */
const known = readdirSync(import.meta.dirname)
	.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
	.filter((file) => /^export const main\b/m.test(readFileSync(join(import.meta.dirname, file), 'utf8')))
	.map((file) => file.replace('.ts', ''));
if (!name || !known.includes(name)) {
	console.error(`npm run bench -- ${known.join(' | ')}`);
	process.exit(2);
}
process.argv = [process.argv[0] ?? 'node', name, ...rest];
const bench = (await import(`./${name}.ts`)) as { main: (args: string[]) => Promise<void> };
await bench.main(rest);
