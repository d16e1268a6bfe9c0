import { shownAs } from '#lib/features/library/domain/shown-as.ts';
import { intakeForFiling } from '#lib/features/library/intakes.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { fileResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { RequestHandler } from './$types.js';

export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const intake = await look(door, (tx) => intakeForFiling(tx, door.actor, params.intakeId));
	const fileName = intake.filePath.split(/[/\\]/).at(-1) ?? intake.filePath;
	return fileResponse(door.files, { sha256: intake.sha256, fileName, shownAs: shownAs(intake.format) });
};
