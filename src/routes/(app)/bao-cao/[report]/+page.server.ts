import { acceptReport, returnReport } from '#lib/features/reports/decide.server.ts';
import { reportPage } from '#lib/features/reports/queries.server.ts';
import { correctReport, sendReport, signReport } from '#lib/features/reports/sign.server.ts';
import { refreshReport, setFigure, writeReport } from '#lib/features/reports/write.server.ts';
import { type Command, look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, readForm, runForm } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types.js';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	const version = Number(url.searchParams.get('ban')) || null;
	return {
		page: await look(door, (tx) => reportPage(tx, door.actor, { reportId: params.report, version, today })),
		today,
		place: `bao-cao ${door.actor.personId} ${params.report}`,
	};
};

const act =
	<Input, Result>(name: string, command: Command<Input, Result>) =>
	async (event: RequestEvent) => {
		const done = await runForm(event, name, command, { extra: { periodicReportId: event.params.report } });
		return done.ok ? { action: name } : done.problem;
	};

/** The texts of all sections come in one form: `body.<key>`, each with the revision on which it was written. */
const write = async (event: RequestEvent) => {
	const input = readForm(await event.request.formData());
	const sections = Object.keys(input)
		.filter((name) => name.startsWith('revision.'))
		.map((name) => name.slice('revision.'.length))
		.map((key) => ({ key, body: input[`body.${key}`] ?? '', revision: input[`revision.${key}`] }));
	try {
		await writeReport(doorOf(event), { periodicReportId: event.params.report, sections });
	} catch (error) {
		return formProblem(error, 'luu', input);
	}
	return { action: 'luu' };
};

export const actions: Actions = {
	luu: write,
	'lay-so-lieu': act('lay-so-lieu', refreshReport),
	so: act('so', setFigure),
	ky: act('ky', signReport),
	gui: act('gui', sendReport),
	'tiep-nhan': act('tiep-nhan', acceptReport),
	'tra-lai': act('tra-lai', returnReport),
	sua: act('sua', correctReport),
};
