import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { TransferKind } from './rules.ts';

export type TransferState = 'asked' | 'preparing' | 'issued' | 'received' | 'cancelled';
export type IncomingState = 'arrived' | 'received' | 'declined' | 'withdrawn';

export const isOpen = (state: TransferState): boolean =>
	state === 'asked' || state === 'preparing' || state === 'issued';
/** Reason, place and days can still be corrected. */
export const isDraft = (state: TransferState): boolean => state === 'asked' || state === 'preparing';

const monthsAfter = (day: Day, months: number): Day => {
	const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
	const last = new Date(Date.UTC(year, month - 1 + months + 1, 0));
	const wanted = Math.min(date, last.getUTCDate());
	return `${last.toISOString().slice(0, 7)}-${String(wanted).padStart(2, '0')}`;
};

export type TransferDays = { effectiveOn: Day; returnsOn: Day | null };
export type DayProblem = { path: 'effectiveOn' | 'returnsOn'; key: string };

/**
 * What is wrong with the days of a transfer. @param from the day on which the membership began that it ends
 * Who goes for a time says until when, and not for longer than the kind allows; who goes for good does not.
 */
export const dayProblem = (
	days: TransferDays,
	kind: Pick<TransferKind, 'needsReturn' | 'mostMonths'>,
	from: Day,
): DayProblem | null => {
	if (days.effectiveOn <= from) return { path: 'effectiveOn', key: 'issue_day_too_early' };
	if (!kind.needsReturn) return null;
	if (!days.returnsOn) return { path: 'returnsOn', key: 'issue_transfers_returns_needed' };
	if (days.returnsOn <= days.effectiveOn) return { path: 'returnsOn', key: 'issue_transfers_returns_early' };
	if (kind.mostMonths !== null && days.returnsOn > monthsAfter(days.effectiveOn, kind.mostMonths))
		return { path: 'returnsOn', key: 'issue_transfers_returns_late' };
	return null;
};

/** By when the other side is to confirm: so many days after the letter, or after the day from which it holds. */
export const confirmBy = (issuedOn: Day, effectiveOn: Day, days: number): Day =>
	addDays(issuedOn > effectiveOn ? issuedOn : effectiveOn, days);

/** A letter that went to another installation and has not come back: only the other side can send it back. */
export const isOnTheWay = (transfer: {
	state: TransferState;
	toPartnerId: string | null;
	declinedOn: Day | null;
}): boolean => transfer.state === 'issued' && transfer.toPartnerId !== null && transfer.declinedOn === null;

/** What the sender reads of where a transfer is. */
export type Stage = 'asked' | 'preparing' | 'waiting' | 'late' | 'declined' | 'received' | 'cancelled';

export const stageOf = (
	transfer: { state: TransferState; confirmBy: Day | null; declinedOn: Day | null },
	today: Day,
): Stage => {
	if (transfer.state !== 'issued') return transfer.state;
	if (transfer.declinedOn) return 'declined';
	return transfer.confirmBy && today > transfer.confirmBy ? 'late' : 'waiting';
};

/** The day on which the membership begins at the other side: not before the letter says, not in the future of the receipt. */
export const membershipSpan = (
	letter: { effectiveOn: Day; returnsOn: Day | null },
	receivedOn: Day,
): { from: Day; to: Day | null } => ({
	from: receivedOn > letter.effectiveOn ? receivedOn : letter.effectiveOn,
	to: letter.returnsOn,
});
