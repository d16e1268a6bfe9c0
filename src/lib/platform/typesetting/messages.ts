/** What the process that sets pages is asked, and what it answers. Data is text in JSON: nothing of it is read as markup. */
export type TypesetRequest = { id: number; template: string; data: string };
export type TypesetAnswer = { id: number; pdf: Uint8Array } | { id: number; failed: string };
