import { comparable } from '#lib/text/fold.ts';

export type Receiver = {
	place: number;
	code: string;
	name: string;
	stateCode: string;
	stateAt: Date | null;
};
export type Sent = {
	id: string;
	documentKey: string;
	business: string;
	madeAt: Date;
	receivers: readonly Receiver[];
};
export type Answering = {
	code: string;
	at: Date;
	documentKey: string;
	/** Every code under which the organ that answers is known, and its name. */
	organCodes: readonly string[];
	organName: string;
};

const receiverIn = (sent: Sent, answer: Answering): Receiver | undefined =>
	sent.receivers.find(({ code }) => answer.organCodes.includes(code)) ??
	sent.receivers.find(({ name }) => name !== '' && comparable(name) === comparable(answer.organName)) ??
	(sent.receivers.length === 1 ? sent.receivers[0] : undefined);

/**
 * Which of the messages that carried a document a status answers, and which receiver speaks. A yes or a no goes to a
 * request; else it is the last one that was sent before the answer was made.
 * @param sent messages about the document, the latest first
 */
export const answeredBy = (
	sent: readonly Sent[],
	answer: Answering,
): { message: Sent; receiver: Receiver | null } | null => {
	const exact = sent.filter(
		({ documentKey }) => answer.documentKey !== '' && documentKey === answer.documentKey,
	);
	const about = exact.length > 0 ? exact : sent;
	const decides = answer.code === '15' || answer.code === '16';
	const fit = decides ? about.filter(({ business }) => business !== 'new') : about;
	const known = (fit.length > 0 ? fit : about).filter((one) => receiverIn(one, answer));
	const choice = known.length > 0 ? known : about;
	const message = choice.find(({ madeAt }) => madeAt <= answer.at) ?? choice[0];
	return message ? { message, receiver: receiverIn(message, answer) ?? null } : null;
};

/** Does an answer say something newer than what is known? One that comes late changes nothing. */
export const isNewer = (answer: { at: Date }, known: { stateAt: Date | null }): boolean =>
	known.stateAt === null || answer.at >= known.stateAt;
