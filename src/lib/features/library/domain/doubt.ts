export const factFields = ['type', 'number', 'issuer', 'date', 'title'] as const;
export type FactField = (typeof factFields)[number];

type Found = { value: string | null; confidence: number };
/** What was recognised of a document, with how sure. */
export type RecognisedFacts = Record<FactField, Found>;

/** Below this the clerk is asked to look before confirming. */
const SURE = 0.6;

/** The fields to look at first: not found, or found without being sure. */
export const doubtful = (facts: RecognisedFacts): FactField[] =>
	factFields.filter((field) => facts[field].value === null || facts[field].confidence < SURE);
