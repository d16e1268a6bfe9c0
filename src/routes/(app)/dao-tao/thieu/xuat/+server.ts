import { strandName } from '#lib/features/training/domain/rules.ts';
import { gapsPage } from '#lib/features/training/queries-gaps.server.ts';
import { sayGap } from '#lib/features/training/ui/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { hereOf } from '#lib/platform/forms/here.ts';
import { csvOf } from '#lib/text/sheet.ts';
import { yearFrom } from '../../year.ts';
import type { RequestHandler } from './$types.js';

/** What people of the unit lack, as a table for a spreadsheet: a line a person and gap. */
export const GET: RequestHandler = async ({ locals, cookies, url }) => {
	const { door, unit, today } = hereOf({ locals, cookies });
	const wanted = { unitId: unit.id, year: yearFrom(url, today) };
	const { people, strands, certificateNames } = await look(door, (tx) =>
		gapsPage(tx, door.actor, wanted, today),
	);
	const lines = people.flatMap(({ name, jobTitle, gaps }) =>
		(gaps.length > 0 ? gaps : [null]).map((gap) => [
			name,
			jobTitle,
			gap ? strandName(strands, gap.strand) : '',
			gap
				? sayGap(
						gap,
						strandName(strands, gap.strand),
						gap.kind === 'certificate' ? (certificateNames[gap.certificate] ?? gap.certificate) : '',
					)
				: m.training_lacking_none(),
		]),
	);
	const head = [m.training_person(), m.person_job(), m.training_course_strand(), m.training_lacking()];
	return downloadResponse(csvOf([head, ...lines]), {
		fileName: `${m.training_gaps_file()} ${today}.csv`,
		mediaType: 'text/csv; charset=utf-8',
	});
};
