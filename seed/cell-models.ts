import { adoptModel, giveModelTask } from '#lib/features/models/adopt.server.ts';
import {
	decideModel,
	proposeModel,
	setModelConsent,
	showModel,
	writeModel,
} from '#lib/features/models/commands.server.ts';
import { adoptionPage } from '#lib/features/models/queries.server.ts';
import { issueProgramme } from '#lib/features/programmes/commands.server.ts';
import { publishDocument } from '#lib/features/reading/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

const holding = (stage: Stage, role: Player['part']['roles'][number]): Player => {
	const found = stage.people.find(({ part }) => part.roles.includes(role));
	if (!found) throw new Error(`The sample has no ${role}`);
	return found;
};

/** The cell writes up what its programme brought; who is named agrees, the committee above approves. */
const writeUp = async (stage: Stage, officer: Player, programmeId: string): Promise<string> => {
	const secretary = holding(stage, 'secretary');
	const named = stage.people.find(({ part }) => part.login === 'dang.vien');
	if (!named) throw new Error('The sample has nobody to name');
	const { modelId } = await writeModel(stage.at(secretary, 45, 9), {
		unitId: stage.unitId,
		title: 'Mỗi nhiệm vụ một minh chứng, mỗi tuần một lần báo cáo ngắn',
		theme: 'Chuyển đổi số, cải cách hành chính',
		problem:
			'Nhiệm vụ thực hiện nghị quyết thường chỉ được báo cáo vào cuối quý, minh chứng gom lại muộn nên khó biết việc nào đang vướng.',
		steps:
			'Mỗi nhiệm vụ nêu rõ mục của nghị quyết, một người thực hiện, một hạn và kết quả đo được\nThứ Sáu hằng tuần người thực hiện báo cáo tiến độ trong ba câu, gắn minh chứng ngay\nNgười theo dõi xem trong ngày, nhắc việc chậm trước khi quá hạn\nHọp chi bộ chỉ bàn những việc vướng',
		conditions: 'Chi bộ có chương trình hành động, mỗi nhiệm vụ có người theo dõi khác người thực hiện.',
		results: `Đồng chí ${named.name} làm thử trước với nhiệm vụ của mình; sau một quý, các nhiệm vụ đều có minh chứng khi báo cáo.`,
		programmeId,
		namedIds: [named.personId],
	});
	await setModelConsent(stage.at(named, 44, 20), { modelId, consent: 'yes' });
	await proposeModel(stage.at(secretary, 43, 9), { modelId });
	await decideModel(stage.at(officer, 38, 9), { modelId, decision: 'approved' });
	await showModel(stage.at(secretary, 37, 9), { modelId, shown: 'yes' });
	return modelId;
};

/** A sister cell adopts it for a document of its own, and names who carries out the first task. */
const adoptIn = async (sister: Stage, modelId: string, documentId: string): Promise<void> => {
	const secretary = holding(sister, 'secretary');
	await publishDocument(sister.at(holding(sister, 'clerk'), 33, 9), {
		documentId,
		unitId: sister.unitId,
		audience: 'unit',
		readBy: addDays(sister.today, -20),
	});
	const { adoptionId } = await adoptModel(sister.at(secretary, 30, 9), {
		modelId,
		unitId: sister.unitId,
		documentId,
		startsOn: addDays(sister.today, -30),
	});
	const page = await look(sister.at(secretary, 30, 10), (tx) =>
		adoptionPage(tx, secretary, { adoptionId, today: sister.today }),
	);
	const owner = sister.people.find(({ part }) => part.roles.length === 0);
	const [first] = page.tasks;
	const [clause] = page.clauses;
	if (first && owner && clause)
		await giveModelTask(sister.at(secretary, 29, 9), {
			adoptionId,
			adoptionTaskId: first.id,
			ownerId: owner.personId,
			clauseId: clause.value,
			dueOn: first.dueOn < sister.today ? addDays(sister.today, 20) : first.dueOn,
		});
	if (page.adoption.programmeId)
		await issueProgramme(sister.at(secretary, 28, 9), { programmeId: page.adoption.programmeId });
};

/** A model of the sample cell, approved and adopted by the cell beside it. */
export const playModels = async (
	stage: Stage,
	sister: Stage,
	officer: Player,
	of: { programmeId: string; documentId: string },
): Promise<void> => {
	const modelId = await writeUp(stage, officer, of.programmeId);
	await adoptIn(sister, modelId, of.documentId);
};
