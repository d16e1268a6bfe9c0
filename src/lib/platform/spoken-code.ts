import { randomInt } from 'node:crypto';

/** Six figures that are read out or shown on a screen, for those present to type in. */
export const newSpokenCode = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');

/** Did somebody type the code? People set it in groups, as it is shown. */
export const isSpokenCode = (typed: string, code: string): boolean => typed.replace(/\s/g, '') === code;
