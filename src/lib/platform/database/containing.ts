/** The pattern of `like` for texts that contain these words as they stand. */
export const containing = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
