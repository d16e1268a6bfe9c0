import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import type { Player, Stage } from './cell.ts';
import { factsOf } from './intake-facts.ts';
import type { DocumentStory } from './story.ts';

/** Files a document of the story: received by the clerk, facts completed where the file is silent, confirmed. */
export const fileDocument = async (stage: Stage, clerk: Player, entry: DocumentStory): Promise<string> => {
	const door = stage.at(clerk, entry.filedDaysAgo, 8);
	const bytes = new Uint8Array(readFileSync(join(stage.root, 'seed/documents', entry.file)));
	const received = await receiveFile(door, {
		unitId: stage.unitId,
		batchId: '00000000-0000-7000-8000-000000000000',
		filePath: entry.file,
		bytes,
	});
	if (!received.intakeId || received.state !== 'waiting')
		throw new Error(`The sample document ${entry.file} was not read: ${received.error}`);
	const { intake } = await factsOf(door, received.intakeId);
	const facts = { ...intake, ...entry.facts };
	const { documentId } = await confirmIntake(door, { intakeId: received.intakeId, ...facts });
	return documentId;
};
