import type { CommandContext } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { type Issue, missing } from '#lib/shared/failures.ts';
import { type KnownProgramme, type KnownTask, programmeFacts, taskFacts } from './facts.server.ts';
import { maySeeProgramme, maySeeTask } from './policy.ts';

type Seeing = Pick<CommandContext, 'tx' | 'actor'>;

export const issue = (path: string, key: string): Issue => ({ path, message: sayKey(key) });

/** The programme, locked, for whoever may know of it; to everybody else it is not there. @throws Failure missing */
export const seenProgramme = async ({ tx, actor }: Seeing, programmeId: string): Promise<KnownProgramme> => {
	const programme = await programmeFacts(tx, actor.tenantId, programmeId, true);
	if (!maySeeProgramme(actor, programme).allowed) throw missing('failure_not_found');
	return programme;
};

/** The task, locked, for whoever may know of it; to everybody else it is not there. @throws Failure missing */
export const seenTask = async ({ tx, actor }: Seeing, taskId: string): Promise<KnownTask> => {
	const task = await taskFacts(tx, actor.tenantId, taskId, true);
	if (!maySeeTask(actor, task).allowed) throw missing('failure_not_found');
	return task;
};

/** Of what an event of a task speaks. */
export const aboutTask = (task: KnownTask) => ({
	subject: { type: 'task', id: task.id },
	unitId: task.unitId,
	documentId: task.documentId,
	personId: task.ownerId,
});
