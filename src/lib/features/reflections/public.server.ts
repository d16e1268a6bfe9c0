export { type OwnAct, ownActs } from './own-acts.server.ts';
export { type PapersOfDocument, papersOfDocument } from './papers-of-document.server.ts';
