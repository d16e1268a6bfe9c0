export { ownSigns, signsSideBySide } from './queries.server.ts';
export { dropTextWithin, indexTextWithin } from './records.server.ts';
export type { Asked, KeptKind, OwnSign, OwnSigns, SideBySide, SignBeside } from './signs.ts';
