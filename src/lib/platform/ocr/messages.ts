import type { ReadPage } from './rows.ts';
import type { ScanFormat } from './scan-kind.ts';

/** What the process of the pages is asked. */
export type PageRequest = { id: number; path: string; format: ScanFormat } & (
	| { act: 'count' }
	| { act: 'read'; page: number }
	| { act: 'draw'; page: number; width: number }
);
/** What it answers: to a count, a reading, a drawing; or that it failed. */
export type PageAnswer =
	| { id: number; pages: number }
	| { id: number; read: ReadPage; red: ReadPage | null }
	| { id: number; png: Uint8Array }
	| { id: number; failed: string };
