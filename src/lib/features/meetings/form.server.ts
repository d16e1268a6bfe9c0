import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day, dayOf, timeOfDay } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { meetingKinds } from './domain/rules.ts';
import { seenMeeting } from './facts.server.ts';
import { mayPlan, mayPrepare } from './policy.ts';

const asOptions = (people: Awaited<ReturnType<typeof peopleOfUnit>>) =>
	people.map(({ personId, fullName }) => ({ value: personId, label: fullName }));

/** What the form of a new meeting offers: people, kinds, and the usual values. @throws Failure refused */
export const peopleForMeeting = async (
	tx: Tx,
	actor: Actor,
	unit: { id: string; path: string },
	today: Day,
) => {
	const plan = mayPlan(actor, { unitId: unit.id, path: unit.path });
	if (!plan.allowed) throw refused(plan.key);
	const people = await peopleOfUnit(tx, unit.id, today);
	const holding = (role: string): string | undefined =>
		people.find(({ roles }) => roles.some((held) => held.role === role))?.personId;
	const chairId = holding('secretary') ?? holding('deputy') ?? '';
	return {
		people: asOptions(people),
		kinds: meetingKinds,
		values: {
			title: '',
			place: '',
			day: addDays(today, 7),
			time: '08:00',
			minutesPlanned: '90',
			chairId,
			takerId:
				holding('committee_member') ?? people.find(({ personId }) => personId !== chairId)?.personId ?? '',
		},
	};
};

/** A meeting's own values for its form. @throws Failure refused, missing */
export const meetingForm = async (tx: Tx, actor: Actor, meetingId: string, today: Day) => {
	const meeting = await seenMeeting({ tx, actor }, meetingId, false);
	const prepare = mayPrepare(actor, meeting);
	if (!prepare.allowed) throw refused(prepare.key);
	return {
		meetingId: meeting.id,
		title: meeting.title,
		people: asOptions(await peopleOfUnit(tx, meeting.unitId, today)),
		values: {
			title: meeting.title,
			place: meeting.place,
			day: dayOf(meeting.startsAt),
			time: timeOfDay(meeting.startsAt),
			minutesPlanned: String(meeting.minutesPlanned),
			chairId: meeting.chairId,
			takerId: meeting.takerId,
		},
	};
};
