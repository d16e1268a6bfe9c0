/** Public pages are read, printed and shown within others without a script. */
export const csr = false;
