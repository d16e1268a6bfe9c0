import { links } from '#lib/features/study/domain/reach.ts';
import { reachPage } from '#lib/features/study/queries.server.ts';
import { sayLink, sayLinkState, sayWay } from '#lib/features/study/ui/words.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { downloadResponse } from '#lib/platform/files/file-response.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf, longDate } from '#lib/shared/calendar.ts';
import { csvOf } from '#lib/text/sheet.ts';
import type { RequestHandler } from './$types.js';

/** How far each participant of a round has come, as a table for a spreadsheet. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const { participants, reach } = await look(door, (tx) =>
		reachPage(tx, door.actor, params.round, door.clock()),
	);
	const told = links.filter((link) => reach[link].of > 0);
	const rows = [
		[
			m.study_participant(),
			m.study_report_unit(),
			...told.map(sayLink),
			m.study_csv_reasons(),
			m.study_make_up(),
			m.study_csv_excused(),
			m.study_csv_urged(),
		],
		...participants.map((person) => [
			person.name,
			person.homeUnitName,
			...told.map((link) => (person.isRequired ? sayLinkState(person.chain[link]).word : '')),
			person.awayReasons.join('; '),
			person.makeUp
				? person.makeUp.doneOn
					? m.study_made_up_on({ day: longDate(person.makeUp.doneOn) })
					: m.study_make_up_is({ way: sayWay(person.makeUp.way), day: longDate(person.makeUp.dueOn) })
				: '',
			person.excusedReason ?? '',
			person.urgedAt ? longDate(dayOf(person.urgedAt)) : '',
		]),
	];
	return downloadResponse(csvOf(rows), {
		fileName: `${m.study_csv_file()} ${dayOf(door.clock())}.csv`,
		mediaType: 'text/csv; charset=utf-8',
	});
};
