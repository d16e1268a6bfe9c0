import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication } from '../../../../tests/support/trace-scene.ts';
import { answerQuestion, dropQuestion, setQuestion } from './check.server.ts';
import { beginRound } from './commands.server.ts';
import { publishRound } from './publish.server.ts';
import { checkPage, questionsPage } from './queries-check.server.ts';

const database = useDatabase();

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const members: (Actor & { personId: string })[] = [];
	for (const name of ['An', 'Bình', 'Chi', 'Dung', 'Em'])
		members.push(await buildPerson(database, tenant, cell, `Trần Văn ${name}`));
	const document = await sceneDocument(database, tenant, cell, secretary.personId, ['Thể chế', 'Hạ tầng']);
	const other = await sceneDocument(database, tenant, cell, secretary.personId, ['Khác'], {
		number: '06-NQ/CB',
	});
	await scenePublication(database, tenant, cell, document.id, secretary.personId, {
		readBy: '2026-12-01',
		assigned: 6,
		opened: 0,
		studied: 0,
		readers: {},
	});
	const lead = database.door(secretary);
	const { roundId } = await beginRound(lead, {
		unitId: cell.id,
		title: 'Quán triệt Nghị quyết 57-NQ/TW',
		startsOn: '2026-11-23',
		documentIds: [document.id],
	});
	const question = {
		roundId,
		clauseId: document.sections[0]?.clauseId,
		body: 'Điều kiện tiên quyết là gì?',
		choice1: 'Hạ tầng',
		choice3: 'Thể chế',
		right3: 'on',
		explanation: 'Thể chế cần đi trước một bước.',
	};
	const check = (actor: Actor) => look(database.door(actor), (tx) => checkPage(tx, actor, roundId));
	const written = () => look(lead, (tx) => questionsPage(tx, secretary, roundId));
	return { secretary, members, document, other, lead, roundId, question, check, written };
};

test('one sees what is right, why and where it stands with the answer and not before, and may answer again', async () => {
	const { members, document, lead, roundId, question, check } = await scene();
	const [member] = members;
	if (!member) throw new Error('nobody is there');
	const { questionId } = await setQuestion(lead, question);
	const answer = (chosen: number[]) => answerQuestion(database.door(member), { questionId, chosen });
	await expect(answer([1])).rejects.toMatchObject({ kind: 'missing' });
	await publishRound(lead, { roundId, audience: 'unit' });
	const before = await check(member);
	expect(before.questions).toEqual([
		{
			id: questionId,
			body: question.body,
			choices: ['Hạ tầng', 'Thể chế'],
			several: false,
			answer: null,
		},
	]);
	await expect(answer([])).rejects.toMatchObject({ kind: 'invalid' });
	await expect(answer([5])).rejects.toMatchObject({ kind: 'invalid' });
	expect(await answer([0])).toEqual({ isRight: false });
	expect((await check(member)).questions[0]?.answer).toMatchObject({
		chosen: [0],
		isRight: false,
		right: [1],
		explanation: 'Thể chế cần đi trước một bước.',
		clause: { href: `/van-ban/${document.id}#muc-1-a` },
	});
	expect(await answer([1])).toEqual({ isRight: true });
	expect((await check(member)).questions[0]?.answer).toMatchObject({ chosen: [1], isRight: true });
});

test('whoever organises sees counts per question once five people have answered, and never an answer', async () => {
	const { secretary, members, lead, roundId, question, written } = await scene();
	const { questionId } = await setQuestion(lead, question);
	await publishRound(lead, { roundId, audience: 'unit' });
	const answer = (actor: Actor, chosen: number[]) =>
		answerQuestion(database.door(actor), { questionId, chosen });
	for (const [at, member] of members.slice(0, 4).entries()) await answer(member, [at === 0 ? 0 : 1]);
	const [first, , , , last] = members;
	if (!first || !last) throw new Error('nobody is there');
	await answer(first, [1]);
	expect((await written()).questions[0]?.counts).toBeNull();
	await answer(last, [0]);
	expect((await written()).questions[0]?.counts).toEqual({ answered: 5, rightFirst: 3 });
	const answers = (actor: Actor) =>
		look(database.door(actor), (tx) => tx.selectFrom('study_answer').select('person_id').execute());
	expect(await answers(secretary)).toEqual([]);
	expect((await answers(last)).map(({ person_id }) => person_id)).toEqual([last.personId]);
	await expect(look(database.door(last), (tx) => questionsPage(tx, last, roundId))).rejects.toMatchObject({
		kind: 'refused',
	});
	const events = await database.owner`select verb from event where verb like 'study.answer%'`;
	expect(events).toHaveLength(0);
});

test('a question has two to six choices, right and wrong, and is about a clause of what is studied; one that is changed is asked anew', async () => {
	const { members, other, lead, roundId, question, check, written } = await scene();
	const wrong = (given: Record<string, unknown>, path: string) =>
		expect(setQuestion(lead, { ...question, ...given })).rejects.toMatchObject({
			kind: 'invalid',
			issues: [{ path }],
		});
	await wrong({ choice3: '' }, 'choices');
	await wrong({ right3: undefined }, 'choices');
	await wrong({ right1: 'on' }, 'choices');
	await wrong({ clauseId: other.sections[0]?.clauseId }, 'clauseId');
	const { questionId } = await setQuestion(lead, question);
	await setQuestion(lead, { ...question, body: 'Câu thứ hai?' });
	await publishRound(lead, { roundId, audience: 'unit' });
	const [member] = members;
	if (!member) throw new Error('nobody is there');
	await expect(setQuestion(database.door(member), question)).rejects.toMatchObject({ kind: 'refused' });
	await answerQuestion(database.door(member), { questionId, chosen: [1] });
	const changed = await setQuestion(lead, { ...question, questionId, body: 'Điều gì đi trước một bước?' });
	expect((await check(member)).questions.map(({ body, answer }) => `${body} ${answer !== null}`)).toEqual([
		'Điều gì đi trước một bước? false',
		'Câu thứ hai? false',
	]);
	await expect(answerQuestion(database.door(member), { questionId, chosen: [1] })).rejects.toMatchObject({
		kind: 'missing',
	});
	await dropQuestion(lead, { questionId: changed.questionId });
	expect((await written()).questions.map(({ body }) => body)).toEqual(['Câu thứ hai?']);
});
