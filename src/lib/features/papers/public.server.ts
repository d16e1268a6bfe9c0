import type { Layout } from './domain/layout.ts';
import type { Paper } from './domain/paper.ts';
import { setOut } from './domain/set-out.ts';
import { writeDocx } from './write-docx.server.ts';
import { writePdf } from './write-pdf.server.ts';

export { closeTerms, registersOf } from './close-terms.server.ts';
export type { Layout } from './domain/layout.ts';
export type {
	Block,
	Column,
	Paper,
	PaperKind,
	PaperNumber,
	Run,
	Side,
	Signature,
	Words,
} from './domain/paper.ts';
export { type IssuingBody, minutesSignatures, type Signer, signatureOf } from './domain/signatures.ts';
export { type GivenNumber, type NumberRequest, takeNumber } from './numbers.server.ts';
export { mayNumber } from './policy.ts';
export { issuingBodyOf, layoutFor, type NumberedPaper, numberedPaperOf } from './queries.server.ts';

/** A paper in its prescribed layout, as a file of Word or as a PDF. */
export const writePaper = (paper: Paper, layout: Layout, format: 'docx' | 'pdf'): Promise<Uint8Array> => {
	const set = setOut(paper, layout);
	return format === 'docx' ? writeDocx(set) : writePdf(set);
};

export type { CitedDocument, ProgrammeFacts } from './domain/programme-paper.ts';
export { cited } from './domain/programme-paper.ts';
export { headOf, programmePaperOf } from './programme.server.ts';
