import type { Door } from '#lib/platform/command/command.ts';
import type { ReceivedFile } from './receive-upload.server.ts';
import type { ReceiveFile } from './schema.ts';

/** A kind of file that carries documents, which another feature knows how to open. */
export type PackageOpener = {
	isPackage: (file: { bytes: Uint8Array; filePath: string }) => boolean;
	receive: (door: Door, input: ReceiveFile) => Promise<ReceivedFile[]>;
};

const openers = new Map<string, PackageOpener>();

/** Tells the library who opens a kind of package. The entry points load those who do. */
export const openPackagesWith = (name: string, opener: PackageOpener): void => {
	openers.set(name, opener);
};

export const openerOf = (file: { bytes: Uint8Array; filePath: string }): PackageOpener | undefined =>
	[...openers.values()].find(({ isPackage }) => isPackage(file));
