/** `npm run bench -- NAME [ARG…]`: runs bench/NAME.ts. */
const [name, ...rest] = process.argv.slice(2);
const known = ['pages', 'recognition', 'search'];
if (!name || !known.includes(name)) {
	console.error(`npm run bench -- ${known.join(' | ')}`);
	process.exit(2);
}
process.argv = [process.argv[0] ?? 'node', name, ...rest];
const bench = (await import(`./${name}.ts`)) as { main: (args: string[]) => Promise<void> };
await bench.main(rest);
