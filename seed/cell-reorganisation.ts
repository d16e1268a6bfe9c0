import { addUnit } from '#lib/features/organisation/commands.server.ts';
import { addPerson } from '#lib/features/organisation/people.server.ts';
import { addAct } from '#lib/features/reorganisation/acts.server.ts';
import { carryOutReorganisation } from '#lib/features/reorganisation/carry-out.server.ts';
import {
	checkReorganisation,
	decideReorganisation,
	draftReorganisation,
} from '#lib/features/reorganisation/commands.server.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Stage } from './cell.ts';

const people = ['Đặng Quang Hưng', 'Võ Thị Kim Oanh', 'Bùi Xuân Trường'];

/** What the sample carried out in its year: a small cell of three merged into that of another department. */
export const playReorganisation = async (
	stage: Stage,
	administrator: Actor,
	{ committeeId, successorId }: { committeeId: string; successorId: string },
): Promise<void> => {
	const founded = stage.at(administrator, 398);
	const from = addDays(stage.today, -398);
	const name = 'Chi bộ Thanh tra';
	const { unitId } = await addUnit(founded, {
		parentId: committeeId,
		kind: 'cell',
		name,
		shortName: name,
		sign: 'CB',
		from,
	});
	for (const fullName of people)
		await addPerson(founded, { unitId, fullName, jobTitle: 'Thanh tra viên', standing: 'official', from });
	const effectiveOn = addDays(stage.today, -120);
	const { reorganisationId } = await draftReorganisation(stage.at(administrator, 135), {
		unitId: committeeId,
		title: 'Sáp nhập Chi bộ Thanh tra vào Chi bộ Sở Nội vụ',
		reason: 'Đề án sắp xếp các chi bộ có ít đảng viên trong Đảng bộ.',
		effectiveOn,
	});
	await addAct(stage.at(administrator, 135, 10), {
		reorganisationId,
		kind: 'merge',
		sourceIds: [unitId],
		targetId: successorId,
	});
	await checkReorganisation(stage.at(administrator, 134), { reorganisationId });
	await decideReorganisation(stage.at(administrator, 130), {
		reorganisationId,
		decisionNumber: '18-QĐ/ĐU',
		decidedOn: addDays(stage.today, -130),
	});
	await carryOutReorganisation(stage.at(systemActor(administrator.tenantId), 120, 1), { reorganisationId });
};
