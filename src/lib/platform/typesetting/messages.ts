/** What the process that sets pages is asked. Data is text in JSON: nothing of it is read as markup. */
export type TypesetRequest = { id: number; template: string; data: string };
/** What it answers, and how much memory it holds then. */
export type TypesetAnswer = { id: number; heldBytes: number } & ({ pdf: Uint8Array } | { failed: string });
