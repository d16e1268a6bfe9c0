import { proposedAgenda } from '#lib/features/meetings/domain/agenda.ts';
import { callNumbers } from '#lib/features/meetings/invitation-paper.server.ts';
import { meetingPage } from '#lib/features/meetings/queries.server.ts';
import { agendaWords } from '#lib/features/meetings/ui/agenda-words.ts';
import { resolutionOfMeeting } from '#lib/features/resolutions/queries.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { dayOf } from '#lib/shared/calendar.ts';

/** What the page of a meeting shows: when it is opened, and each time when something has changed. */
export const meetingView = async (door: Door, meetingId: string) => {
	const today = dayOf(door.clock());
	const { page, own, call } = await look(door, async (tx) => {
		const meetingData = await meetingPage(tx, door.actor, meetingId, today);
		return {
			page: meetingData,
			own: await resolutionOfMeeting(tx, door.actor, meetingData.meeting),
			call: await callNumbers(tx, door.actor, meetingData.meeting),
		};
	});
	const proposed = page.waiting ? proposedAgenda(page.meeting.kind, page.waiting, agendaWords()) : [];
	return { ...page, own, call, proposed, today };
};
