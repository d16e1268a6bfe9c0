import { confirmAddress, sendCodeAgain, setReminders } from '#lib/features/notifications/commands.server.ts';
import { ownSetting } from '#lib/features/notifications/queries.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { look } from '#lib/platform/command/command.ts';
import { doorOf, formProblem, runForm } from '#lib/platform/forms/form-action.ts';
import { mailSettings } from '#lib/platform/mail/settings.ts';
import { invalid } from '#lib/shared/failures.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, url }) => {
	const door = doorOf({ locals });
	const code = url.searchParams.get('ma') ?? '';
	return {
		setting: await look(door, (tx) => ownSetting(tx, door.actor)),
		sendsLetters: mailSettings() !== null,
		code: /^\d{8}$/.test(code) ? code : '',
	};
};

export const actions: Actions = {
	dat: async (event) => {
		const answer = await runForm(event, 'dat', setReminders);
		return answer.ok ? { action: 'dat', needsCode: answer.result.needsCode } : answer.problem;
	},
	'gui-lai': async (event) => {
		const answer = await runForm(event, 'gui-lai', sendCodeAgain);
		return answer.ok ? { action: 'gui-lai' } : answer.problem;
	},
	'xac-nhan': async (event) => {
		const answer = await runForm(event, 'xac-nhan', confirmAddress);
		if (!answer.ok) return answer.problem;
		if (answer.result.confirmed) return { action: 'xac-nhan' };
		return formProblem(invalid([{ path: 'code', message: m.issue_mail_code_wrong() }]), 'xac-nhan');
	},
};
