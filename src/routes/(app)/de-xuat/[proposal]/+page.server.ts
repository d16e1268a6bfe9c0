import { respond, setNaming, withdraw } from '#lib/features/proposals/commands.server.ts';
import {
	answerProposal,
	assignProposal,
	closeProposal,
	groupProposals,
	sendUp,
	taskOfProposal,
	ungroupProposal,
} from '#lib/features/proposals/office.server.ts';
import { proposalPage } from '#lib/features/proposals/queries.server.ts';
import { releaseProposal, takeOffProposal } from '#lib/features/proposals/release.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { actionsWith, doorOf } from '#lib/platform/forms/form-action.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import type { Actions, PageServerLoad } from './$types.js';

export const load: PageServerLoad = async ({ locals, params }) => {
	const door = doorOf({ locals });
	const today = dayOf(door.clock());
	return {
		page: await look(door, (tx) => proposalPage(tx, door.actor, params.proposal, today)),
		today,
	};
};

const act = actionsWith(({ proposal }) => ({ proposalId: proposal }));

export const actions: Actions = {
	'phan-cong': act('phan-cong', assignProposal),
	'chuyen-len': act('chuyen-len', sendUp),
	'tra-loi': act('tra-loi', answerProposal),
	'ket-thuc': act('ket-thuc', closeProposal),
	gop: act('gop', groupProposals, ['alikeIds']),
	tach: act('tach', ungroupProposal),
	'giao-viec': act('giao-viec', taskOfProposal),
	'thoa-dang': act('thoa-dang', respond),
	'neu-ten': act('neu-ten', setNaming),
	rut: act('rut', withdraw),
	'cong-khai': act('cong-khai', releaseProposal),
	'thoi-cong-khai': act('thoi-cong-khai', takeOffProposal),
};
