// The process that sets pages: a template of our own and data become a PDF. A process of its own, because the compiler
// is native code that can't be interrupted otherwise, and what it holds in memory goes with it.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { TypesetAnswer, TypesetRequest } from './messages.ts';

/** Only the fonts that the product ships: what a machine has installed changes no page. */
const fonts = (): Buffer[] => {
	const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
	return ['400Regular', '400Regular_Italic', '700Bold', '700Bold_Italic'].map((style) =>
		readFileSync(join(folder, style, `Tinos_${style}.ttf`)),
	);
};

const compiler = NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs: fonts() }] });

const typeset = ({ template, data }: TypesetRequest): Uint8Array => {
	compiler.resetShadow();
	compiler.mapShadow(join(import.meta.dirname, 'paper.json'), Buffer.from(data));
	const compiled = compiler.compile({ mainFileContent: readFileSync(template, 'utf8'), resetRead: true });
	const document = compiled.result;
	if (!document) {
		const problems = compiled.takeDiagnostics()?.shortDiagnostics ?? [];
		throw new Error(`The template could not be set: ${JSON.stringify(problems).slice(0, 2000)}`);
	}
	const pdf = compiler.pdf(document);
	// What was remembered of this paper is of no use to the next.
	compiler.evictCache(2);
	return new Uint8Array(pdf);
};

process.on('message', (request: TypesetRequest) => {
	const { id } = request;
	let told: { pdf: Uint8Array } | { failed: string };
	try {
		told = { pdf: typeset(request) };
	} catch (error) {
		told = { failed: error instanceof Error ? error.message : String(error) };
	}
	const answer: TypesetAnswer = { id, heldBytes: process.memoryUsage.rss(), ...told };
	process.send?.(answer);
});
process.on('disconnect', () => process.exit(0));
