import { type Installation, installation } from '#lib/platform/installation.ts';
import { tooMany } from '#lib/shared/failures.ts';
import { checkAttempts, countFailure } from './attempts.server.ts';

/** What is known of somebody who comes with a link or a code and without an account. */
type Visitor = { getClientAddress: () => string; locals: { requestId: string } };

const keysOf = (visitor: Visitor): string[] => [`link:${visitor.getClientAddress()}`];

/** Who tries one link or code after another is not heard for a while; what it is, is not looked at then. @throws Failure too many */
export const hearLink = async (visitor: Visitor): Promise<void> => {
	const { auth, clock } = installation();
	const wait = await checkAttempts(auth.db, keysOf(visitor), clock());
	if (wait > 0) throw tooMany('failure_too_many_attempts', { minutes: Math.ceil(wait / 60) });
};

/** Counts a link or a code that leads nowhere. */
export const failLink = async (visitor: Visitor): Promise<void> => {
	const { auth, clock } = installation();
	await countFailure(auth.db, keysOf(visitor), clock());
};

/** The door of somebody who has no account: nobody, until the link says of whom it is. */
export const visitOf = (
	visitor: Visitor,
): Pick<Installation, 'db' | 'files' | 'clock'> & { requestId: string } => {
	const { db, files, clock } = installation();
	return { db, files, clock, requestId: visitor.locals.requestId };
};
