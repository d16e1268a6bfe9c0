import {
	addJointProgramme,
	cancelActivity,
	planActivity,
	recordActivity,
} from '#lib/features/mass-organisations/activities.server.ts';
import { addMember, giveTask, nameHead } from '#lib/features/mass-organisations/members.server.ts';
import { organisationPage } from '#lib/features/mass-organisations/queries.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { type OrganisationStory, organisations } from './mass-texts.ts';

const play = async (
	stage: Stage,
	secretary: Player,
	story: OrganisationStory,
	massId: string,
	documentId: string | undefined,
): Promise<void> => {
	const quiet = stage.people.filter(({ part }) => part.roles.length === 0);
	const head = quiet[story.head] ?? secretary;
	const members = [head, ...quiet.filter((one) => one !== head)].slice(0, story.members);
	for (const [nth, member] of members.entries()) {
		const { massMemberId } = await addMember(stage.at(secretary, 330, 8), {
			massId,
			memberPersonId: member.personId,
			validFrom: addDays(stage.today, -330),
		});
		if (nth === 0)
			await nameHead(stage.at(secretary, 330, 9), { massMemberId, duty: story.duty, isHead: 'yes' });
	}
	const { joint } = story;
	const { jointId } = await addJointProgramme(stage.at(head, 300, 9), {
		massId,
		title: joint.title,
		partner: joint.partner,
		contact: joint.contact,
		contents: joint.contents,
		startsOn: addDays(stage.today, -300),
		endsOn: addDays(stage.today, 400),
		...(documentId ? { documentId } : {}),
	});
	for (const one of joint.activities) {
		const planned = Math.max(one.daysAgo + 20, 20);
		const { activityId } = await planActivity(stage.at(head, planned, 10), {
			jointId,
			title: one.title,
			heldOn: addDays(stage.today, -one.daysAgo),
			location: one.location,
		});
		if (one.cancelled)
			await cancelActivity(stage.at(head, one.daysAgo + 1, 8), { activityId, reason: one.cancelled });
		if (one.done)
			await recordActivity(stage.at(head, one.daysAgo - 1, 15), {
				activityId,
				heldOn: addDays(stage.today, -one.daysAgo),
				done: one.done,
				result: one.result,
				locals: one.locals,
				participantIds: members.slice(0, one.people).map(({ personId }) => personId),
			});
	}
	const page = await look(stage.at(secretary, 2, 8), (tx) =>
		organisationPage(tx, secretary, massId, stage.today),
	);
	const [task] = page.openTasks;
	if (task) await giveTask(stage.at(secretary, 2, 9), { massId, taskId: task.value, part: 'takes_part' });
};

/** The union and the youth of the sample cell: their people, who heads them, and what they do with two localities. */
export const playMassOrganisations = async (
	stage: Stage,
	massIds: readonly string[],
	documentIds: readonly string[],
): Promise<void> => {
	const secretary = stage.people.find(({ part }) => part.roles.includes('secretary'));
	if (!secretary) throw new Error('The sample has no secretary');
	for (const [nth, story] of organisations.entries())
		await play(stage, secretary, story, massIds[nth] ?? '', documentIds[0]);
};
