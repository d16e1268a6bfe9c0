import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * A set of fonts for the office in which Times New Roman is Tinos: as wide, and the same on every machine.
 * @returns the file that says so
 */
const fontsFor = (folder: string): string => {
	const tinos = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
	const file = join(folder, 'fonts.conf');
	writeFileSync(
		file,
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${tinos}</dir>
		<cachedir>${join(folder, 'fonts')}</cachedir>
		<match target="pattern"><test name="family"><string>Times New Roman</string></test>
		<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match></fontconfig>`,
	);
	return file;
};

/** Lets LibreOffice make pages of .docx files; what it can not open is missing from the answer. */
export const pagesOf = async (
	office: string,
	folder: string,
	files: ReadonlyMap<string, Uint8Array>,
): Promise<Map<string, Uint8Array>> => {
	const out = join(folder, 'pdf');
	mkdirSync(out, { recursive: true });
	const paths = [...files].map(([name, bytes]) => {
		const path = join(folder, `${name}.docx`);
		writeFileSync(path, bytes);
		return path;
	});
	await new Promise<void>((done, failed) => {
		const child = spawn(
			office,
			[
				`-env:UserInstallation=file://${join(folder, 'profile')}`,
				'--headless',
				'--convert-to',
				'pdf',
				'--outdir',
				out,
				...paths,
			],
			{ stdio: 'ignore', env: { ...process.env, HOME: folder, FONTCONFIG_FILE: fontsFor(folder) } },
		);
		const timer = setTimeout(() => child.kill('SIGKILL'), 240_000);
		child.on('error', failed);
		child.on('close', () => {
			clearTimeout(timer);
			done();
		});
	});
	return new Map(
		[...files.keys()].map((name) => [name, new Uint8Array(readFileSync(join(out, `${name}.pdf`)))]),
	);
};
