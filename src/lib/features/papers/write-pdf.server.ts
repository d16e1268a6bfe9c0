import { typesetPdf } from '#lib/platform/typesetting/typeset.ts';
import type { SetPaper } from './domain/set-paper.ts';

/** A paper as a PDF, set with Tinos, whose letters are as wide as those of Times New Roman. */
export const writePdf = (paper: SetPaper): Promise<Uint8Array> =>
	typesetPdf('src/lib/features/papers/paper.typ', paper);
