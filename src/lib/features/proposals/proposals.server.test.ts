import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { respond, setNaming, withdraw } from './commands.server.ts';
import './due.server.ts';
import {
	answerProposal,
	assignProposal,
	closeProposal,
	groupProposals,
	sendUp,
	taskOfProposal,
	ungroupProposal,
} from './office.server.ts';
import { propose } from './propose.server.ts';
import { proposalsWaiting } from './public.server.ts';
import { proposalPage } from './queries.server.ts';
import { officeList, ownProposals, releasedList } from './queries-lists.server.ts';
import { releaseProposal, releaseProposals, setProposalRule, takeOffProposal } from './release.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const text = 'Đề nghị bố trí thêm chỗ để xe cho cán bộ và người dân đến giao dịch, sân trước đã quá tải.';
const again = 'De nghi bo tri them cho de xe cho can bo va nguoi dan den giao dich tai tru so';

type Person = Actor & { personId: string };

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
		buildPerson(database, tenant, unit, name, roles);
	const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
	const committee = await of('Lê Chi Ủy', { standing: 'official', roles: ['committee_member'] });
	const clerk = await of('Vũ Văn Thư', { standing: 'official', roles: ['clerk'] });
	const member = await of('Trần Văn An', { standing: 'official' });
	const fellow = await of('Phạm Thị Bình', { standing: 'non_party' });
	const stranger = await of('Đỗ Người Ngoài', { standing: 'official', roles: ['secretary'] }, other);
	const officer = await of('Hồ Cấp Trên', { standing: 'official', roles: ['higher_officer'] }, tenant.root);
	const colleague = await of('Bùi Cấp Trên', { standing: 'official' }, tenant.root);
	const sees = (actor: Person, proposalId: string) =>
		look(database.door(actor), (tx) => proposalPage(tx, actor, proposalId, today));
	const list = (actor: Person, filter: Parameters<typeof officeList>[2]['filter'], unitId = cell.id) =>
		look(database.door(actor), (tx) => officeList(tx, actor, { unitId, filter, words: '', page: 1, today }));
	const rows = (actor: Person) =>
		look(database.door(actor), (tx) => tx.selectFrom('proposal').select('id').execute()).then(
			(found) => found.length,
		);
	const own = (actor: Person) =>
		look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 6)).then(({ items }) =>
			items.map(({ kind }) => kind),
		);
	const send = (actor: Person, over: Record<string, unknown> = {}) =>
		propose(database.door(actor), { unitId: cell.id, text, ...over }).then(({ proposalId }) => proposalId);
	return {
		tenant,
		cell,
		secretary,
		committee,
		clerk,
		member,
		fellow,
		stranger,
		officer,
		colleague,
		sees,
		list,
		rows,
		own,
		send,
	};
};

test('a proposal goes from the member to the unit above and back: sent up, answered, settled, published without a name', async () => {
	const { tenant, cell, secretary, member, fellow, officer, sees, list, own, send } = await scene();
	const proposalId = await send(member);
	expect(await own(secretary)).toEqual(['proposal_sort']);
	expect(await list(secretary, 'new')).toMatchObject({
		found: 1,
		proposals: [{ proposerName: 'Trần Văn An' }],
	});
	await sendUp(database.door(secretary), {
		proposalId,
		reason: 'Vượt thẩm quyền của chi bộ',
		dueOn: '2026-12-10',
	});
	expect(await own(secretary)).toEqual([]);
	expect(await own(officer)).toEqual(['proposal_sort']);
	expect(await list(secretary, 'up')).toMatchObject({ found: 1, counts: { new: 0, up: 1 } });
	expect(await list(officer, 'new', tenant.root.id)).toMatchObject({ found: 1 });
	await answerProposal(database.door(officer), {
		proposalId,
		answer: 'Đồng ý mở rộng sân sau, hoàn thành trong quý I.',
		decision: 'Thông báo số 12-TB/ĐU',
	});
	expect(await own(member)).toEqual(['proposal_look']);
	expect((await sees(member, proposalId)).steps.map(({ kind }) => kind)).toEqual([
		'received',
		'sent_up',
		'answered',
	]);
	await respond(database.door(member), { proposalId, settled: 'yes' });
	expect(await own(member)).toEqual([]);
	await releaseProposal(database.door(secretary), { proposalId, body: text });
	const seen = await look(database.door(fellow), (tx) =>
		releasedList(tx, fellow, { unitId: cell.id, words: '', page: 1 }),
	);
	expect(seen).toMatchObject({ found: 1, proposals: [{ proposerName: null, answeredBy: 'Đảng bộ thử' }] });
	await expect(sees(fellow, proposalId)).rejects.toMatchObject({ kind: 'missing' });
	await takeOffProposal(database.door(secretary), { proposalId });
	const after = await look(database.door(fellow), (tx) =>
		releasedList(tx, fellow, { unitId: cell.id, words: '', page: 1 }),
	);
	expect(after.found).toBe(0);
	const verbs =
		await database.owner`select verb, is_personal from event where subject_id = ${proposalId} order by id`;
	expect(verbs.map((row) => row['verb'])).toEqual([
		'proposal.received',
		'proposal.sent_up',
		'proposal.answered',
		'proposal.settled',
		'proposal.released',
		'proposal.taken_off',
	]);
	expect(verbs.map((row) => row['is_personal'])).toEqual([true, true, true, true, false, false]);
});

test('the fence: who has no part in a proposal is given no row of it, whatever is asked', async () => {
	const { secretary, committee, member, fellow, stranger, officer, colleague, rows, send } = await scene();
	const proposalId = await send(member);
	expect(await rows(member)).toBe(1);
	expect(await rows(secretary)).toBe(1);
	expect(await rows(committee)).toBe(1);
	for (const nobody of [fellow, stranger, officer, colleague]) expect(await rows(nobody)).toBe(0);
	await sendUp(database.door(secretary), { proposalId, reason: 'Vượt thẩm quyền', dueOn: '2026-12-10' });
	expect(await rows(officer)).toBe(1);
	expect(await rows(secretary)).toBe(1);
	for (const nobody of [fellow, stranger, colleague]) expect(await rows(nobody)).toBe(0);
	const steps = await look(database.door(fellow), (tx) =>
		tx.selectFrom('proposal_step').select('id').execute(),
	);
	expect(steps).toEqual([]);
});

test('who is named to answer sees it, answers it, and nobody answers their own', async () => {
	const { secretary, member, fellow, own, sees, send } = await scene();
	const proposalId = await send(member);
	await expect(sees(fellow, proposalId)).rejects.toMatchObject({ kind: 'missing' });
	const given = { proposalId, answerer: fellow.personId, dueOn: '2026-12-01' };
	await expect(
		assignProposal(database.door(secretary), { ...given, answerer: member.personId }),
	).rejects.toMatchObject({ issues: [{ path: 'answerer' }] });
	await expect(assignProposal(database.door(member), given)).rejects.toMatchObject({ kind: 'refused' });
	await assignProposal(database.door(secretary), given);
	expect(await own(fellow)).toEqual(['proposal_answer']);
	await answerProposal(database.door(fellow), { proposalId, answer: 'Đã bố trí.' });
	expect(await own(fellow)).toEqual([]);
	const theirs = await send(secretary, { text: 'Kiến nghị trang bị máy quét tốc độ cao để số hóa hồ sơ.' });
	await expect(
		answerProposal(database.door(secretary), { proposalId: theirs, answer: 'Được' }),
	).rejects.toMatchObject({
		key: 'refused_answer_own',
	});
});

test('not settled, it is taken up again once; the second time it is sent up or closed with the reason', async () => {
	const { secretary, member, sees, send } = await scene();
	const proposalId = await send(member);
	const answer = (words: string) => answerProposal(database.door(secretary), { proposalId, answer: words });
	await answer('Sẽ xem xét.');
	await expect(respond(database.door(member), { proposalId, settled: 'no' })).rejects.toMatchObject({
		issues: [{ path: 'reason' }],
	});
	await respond(database.door(member), { proposalId, settled: 'no', reason: 'Chưa rõ khi nào' });
	expect((await sees(secretary, proposalId)).proposal).toMatchObject({ state: 'received', round: 2 });
	await answer('Trong quý I.');
	await respond(database.door(member), { proposalId, settled: 'no', reason: 'Quá lâu' });
	await expect(answer('Vẫn thế.')).rejects.toMatchObject({ kind: 'refused' });
	await closeProposal(database.door(secretary), { proposalId, reason: 'Đã hết khả năng của đơn vị' });
	expect((await sees(member, proposalId)).steps.map(({ kind }) => kind)).toEqual([
		'received',
		'answered',
		'reopened',
		'answered',
		'disputed',
		'closed',
	]);
});

test('alike proposals are suggested; grouped by a person, one answer goes to all, and each proposer says for themselves', async () => {
	const { cell, secretary, member, fellow, sees, list, send } = await scene();
	const first = await send(member);
	const second = await send(fellow, { text: again });
	await send(fellow, { text: 'Kiến nghị tổ chức lớp bồi dưỡng kỹ năng số cho viên chức trung tâm.' });
	expect((await sees(secretary, first)).alike.map(({ id }) => id)).toEqual([second]);
	await groupProposals(database.door(secretary), { proposalId: first, alikeIds: [second] });
	expect(await list(secretary, 'new')).toMatchObject({ found: 2 });
	const waiting = await look(database.door(secretary), (tx) => proposalsWaiting(tx, cell.id));
	expect(waiting.find(({ id }) => id === first)).toMatchObject({ alike: 1 });
	await expect(
		answerProposal(database.door(secretary), { proposalId: second, answer: 'Riêng' }),
	).rejects.toMatchObject({ key: 'refused_proposal_grouped' });
	expect(
		await answerProposal(database.door(secretary), { proposalId: first, answer: 'Đã bố trí sân sau.' }),
	).toEqual({ answered: 2 });
	await respond(database.door(member), { proposalId: first, settled: 'yes' });
	expect((await sees(fellow, second)).steps.at(-1)).toMatchObject({
		kind: 'answered',
		words: 'Đã bố trí sân sau.',
	});
	await respond(database.door(fellow), { proposalId: second, settled: 'no', reason: 'Chưa có mái che' });
	expect((await sees(secretary, second)).proposal).toMatchObject({ state: 'received', leaderId: null });
	expect((await sees(secretary, first)).proposal.state).toBe('settled');
});

test('a group lives on when its first proposal is taken back, and one can be taken out of it again', async () => {
	const { secretary, member, fellow, committee, sees, send } = await scene();
	const first = await send(member);
	const second = await send(fellow, { text: again });
	const third = await send(committee, { text: again });
	await groupProposals(database.door(secretary), { proposalId: first, alikeIds: [second, third] });
	await withdraw(database.door(member), { proposalId: first });
	expect((await sees(secretary, second)).proposal.leaderId).toBeNull();
	expect((await sees(secretary, third)).proposal.leaderId).toBe(second);
	await ungroupProposal(database.door(secretary), { proposalId: third });
	expect((await sees(secretary, third)).proposal.leaderId).toBeNull();
	await expect(withdraw(database.door(member), { proposalId: first })).rejects.toMatchObject({
		kind: 'refused',
	});
});

test('who asks not to be named is known to the secretary, not to the committee, and to the level above unless the unit says no', async () => {
	const { tenant, cell, secretary, committee, member, officer, sees, list, send } = await scene();
	const proposalId = await send(member, { naming: 'hidden' });
	expect((await sees(secretary, proposalId)).proposerName).toBe('Trần Văn An');
	expect((await sees(committee, proposalId)).proposerName).toBeNull();
	expect(await list(committee, 'new')).toMatchObject({ proposals: [{ proposerName: null }] });
	await sendUp(database.door(secretary), { proposalId, reason: 'Vượt thẩm quyền', dueOn: '2026-12-10' });
	expect((await sees(officer, proposalId)).proposerName).toBe('Trần Văn An');
	await setProposalRule(database.door(secretary), { unitId: cell.id, validFrom: today, answerDays: '10' });
	expect((await sees(officer, proposalId)).proposerName).toBeNull();
	expect(await list(officer, 'new', tenant.root.id)).toMatchObject({ proposals: [{ proposerName: null }] });
	expect(JSON.stringify(await sees(officer, proposalId))).not.toContain(member.personId);
});

test('a name is published only when its proposer lets it, and goes when the proposer takes that back', async () => {
	const { cell, secretary, member, fellow, send } = await scene();
	const proposalId = await send(member);
	await answerProposal(database.door(secretary), { proposalId, answer: 'Đã bố trí.' });
	const names = async () =>
		(
			await look(database.door(fellow), (tx) =>
				releasedList(tx, fellow, { unitId: cell.id, words: 'bố trí', page: 1 }),
			)
		).proposals.map(({ proposerName }) => proposerName);
	await expect(
		releaseProposal(database.door(secretary), { proposalId, body: text, named: 'yes' }),
	).rejects.toMatchObject({ issues: [{ path: 'named' }] });
	await setNaming(database.door(member), { proposalId, naming: 'open' });
	await releaseProposal(database.door(secretary), { proposalId, body: text, named: 'yes' });
	expect(await names()).toEqual(['Trần Văn An']);
	await setNaming(database.door(member), { proposalId, naming: 'usual' });
	expect(await names()).toEqual([null]);
	await releaseProposals(database.door(secretary), { unitId: cell.id, proposalIds: [proposalId] });
	expect(await names()).toEqual([null]);
	await expect(
		releaseProposals(database.door(fellow), { unitId: cell.id, proposalIds: [proposalId] }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('it names a clause of a document that one may read; a task made of it carries that clause out', async () => {
	const { tenant, cell, secretary, committee, member, stranger, sees, send } = await scene();
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Công tác chuyên môn']);
	const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 1,
		opened: 0,
		studied: 0,
		readers: {},
	});
	await sceneReader(database, tenant, cell, publication, document.id, member.personId, '2026-12-01');
	const clauseId = document.sections[0]?.id ?? '';
	await expect(send(member, { documentId: document.id, clauseId: randomUUID() })).rejects.toMatchObject({
		kind: 'missing',
	});
	await expect(send(stranger, { documentId: document.id })).rejects.toMatchObject({ kind: 'refused' });
	const proposalId = await send(member, { documentId: document.id, clauseId });
	expect((await sees(secretary, proposalId)).place).toMatchObject({ anchor: 'muc-1' });
	const { taskId } = await taskOfProposal(database.door(secretary), {
		proposalId,
		title: 'Mở rộng sân để xe',
		ownerId: committee.personId,
		dueOn: '2026-12-20',
	});
	const links = await database.owner`select clause_id from task_clause where task_id = ${taskId}`;
	expect(links).toMatchObject([{ clause_id: clauseId }]);
	expect((await sees(member, proposalId)).steps.at(-1)).toMatchObject({ kind: 'task', taskId });
});

test('only people of the unit propose, what is sent twice is there once, the day of the answer follows the rule', async () => {
	const { cell, secretary, clerk, member, stranger, sees, list, send } = await scene();
	await expect(send(stranger)).rejects.toMatchObject({ key: 'refused_propose' });
	await expect(send(member, { text: '  ' })).rejects.toMatchObject({ issues: [{ path: 'text' }] });
	const proposalKey = randomUUID();
	expect(await send(member, { proposalKey })).toBe(proposalKey);
	expect(await send(member, { proposalKey })).toBe(proposalKey);
	expect((await sees(member, proposalKey)).proposal.dueOn).toBe('2026-12-14');
	await setProposalRule(database.door(secretary), {
		unitId: cell.id,
		validFrom: today,
		answerDays: '5',
		namesToAnswerer: 'yes',
	});
	expect((await sees(member, await send(member, { text: again }))).proposal.dueOn).toBe('2026-11-30');
	await expect(list(clerk, 'new')).rejects.toMatchObject({ kind: 'refused' });
	expect(
		await look(database.door(member), (tx) => ownProposals(tx, member, { unitId: cell.id, page: 1, today })),
	).toMatchObject({ found: 2, mayPropose: true, mayList: false });
});
