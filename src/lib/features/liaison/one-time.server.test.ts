import { beforeAll, expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { residenceScene } from '../../../../tests/support/residence-scene.ts';
import { actByLink, levelsFor, tellOfOpening } from './one-time.server.ts';
import { withdrawLinks } from './remarks.server.ts';
import { closeRound } from './rounds.server.ts';
import { linkByToken } from './tokens.server.ts';

const database = useDatabase();
type Scene = Awaited<ReturnType<typeof residenceScene>>;
let scene: Scene;
let letterId = '';
beforeAll(async () => {
	scene = await residenceScene(database);
	const { linkId } = await scene.settle(scene.clerk, scene.member.personId);
	letterId = await scene.letter(linkId);
});
const said = {
	body: 'Gương mẫu, tham gia đầy đủ.',
	level: 'Tốt',
	signedBy: 'Nguyễn Văn Bình, Bí thư',
	signedOn: '2026-11-20',
};
const over = { kind: 'missing', key: 'failure_residence_link_over' };

test('a token has at least 128 bits and is nowhere kept: only its hash', async () => {
	const token = await scene.receiptToken(letterId);
	expect(Buffer.from(token, 'base64url').length * 8).toBeGreaterThanOrEqual(128);
	expect(token).not.toBe(await scene.receiptToken(letterId));
	for (const table of ['residence_token', 'event', 'notification', 'outgoing_paper'])
		expect(
			await database.owner.unsafe(`select from ${table} t where t::text like '%' || $1 || '%'`, [token]),
		).toHaveLength(0);
	const [row] = await database.owner`select max(length(token_hash)) as length from residence_token`;
	expect(row?.['length']).toBe(64);
});

test('looking at a link uses nothing up, shows no more than is needed, and each opening is told to the person', async () => {
	const token = await scene.receiptToken(letterId);
	for (let times = 0; times < 3; times += 1) {
		const link = await linkByToken(scene.visit, token);
		if (!link) throw new Error('The link is over');
		expect(Object.keys(link).sort()).toEqual(
			[
				'cell',
				'commune',
				'dueOn',
				'fullName',
				'id',
				'kind',
				'mark',
				'personId',
				'subjectId',
				'tenantId',
				'unitId',
				'unitName',
				'year',
			].sort(),
		);
		expect(await levelsFor(scene.visit, link, scene.today)).toEqual([]);
		await tellOfOpening(scene.visit, link);
	}
	const opened = await database.owner`
		select person_id, is_personal, actor_kind from event where verb = 'residence.link_opened' and subject_id = ${letterId}`;
	expect(opened).toHaveLength(3);
	expect(opened[0]).toMatchObject({
		person_id: scene.member.personId,
		is_personal: true,
		actor_kind: 'system',
	});
});

test('the receipt is confirmed once; then no link of the letter opens, and a wrong input uses nothing up', async () => {
	const [token, another] = [await scene.receiptToken(letterId), await scene.receiptToken(letterId)];
	await expect(actByLink(scene.visit, token, { receivedOn: scene.today })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(
		actByLink(scene.visit, token, { receivedName: 'Ông Bình', receivedOn: '2027-01-01' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	expect(await linkByToken(scene.visit, token)).not.toBeNull();
	const given = { receivedName: 'Nguyễn Văn Bình, Bí thư', receivedOn: scene.today };
	const results = await Promise.allSettled([
		actByLink(scene.visit, token, given),
		actByLink(scene.visit, token, given),
		actByLink(scene.visit, another, given),
	]);
	expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject(over);
	for (const one of [token, another]) expect(await linkByToken(scene.visit, one)).toBeNull();
	const [row] =
		await database.owner`select received_name, noted_by from residence_letter where id = ${letterId}`;
	expect(row).toMatchObject({ received_name: given.receivedName, noted_by: null });
});

test('a remark comes once through a link, reaches the person, and the link says nothing any more', async () => {
	const { requestId } = await scene.asked();
	const token = await scene.remarkToken(requestId);
	const link = await linkByToken(scene.visit, token);
	expect(link).toMatchObject({
		kind: 'remark',
		fullName: 'Trần Văn An',
		unitName: 'Chi bộ Văn phòng',
		year: 2026,
	});
	if (link) expect(await levelsFor(scene.visit, link, scene.today)).toContain('Tốt');
	for (const wrong of [
		{ ...said, body: '' },
		{ ...said, level: 'Tuyệt vời' },
		{ ...said, signedOn: '2027-01-01' },
	])
		await expect(actByLink(scene.visit, token, wrong)).rejects.toMatchObject({ kind: 'invalid' });
	const results = await Promise.allSettled([1, 2, 3].map(() => actByLink(scene.visit, token, said)));
	expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(await linkByToken(scene.visit, token)).toBeNull();
	await expect(actByLink(scene.visit, token, said)).rejects.toMatchObject(over);
	const rows =
		await database.owner`select way, entered_by, body from residence_remark where request_id = ${requestId}`;
	expect([...rows]).toEqual([{ way: 'link', entered_by: null, body: said.body }]);
	const told =
		await database.owner`select person_id from notification where kind = 'residence.remark' and subject_id = ${requestId}`;
	expect(told.map((row) => row['person_id'])).toEqual([scene.member.personId]);
});

test('one that never was, was used, withdrawn or is over, or whose round has ended, is answered alike', async () => {
	const { roundId, requestId } = await scene.asked(2025);
	const [withdrawn, late, ended] = [
		await scene.remarkToken(requestId),
		await scene.remarkToken(requestId),
		await scene.remarkToken(requestId),
	];
	const later = { ...scene.visit, clock: fixedClock('2027-06-01T08:00:00+07:00') };
	expect(await linkByToken(later, late)).toBeNull();
	await expect(actByLink(later, late, said)).rejects.toMatchObject(over);
	expect(await linkByToken(scene.visit, late)).not.toBeNull();
	expect(await withdrawLinks(database.door(scene.clerk), { requestId })).toEqual({ links: 3 });
	const last = await scene.remarkToken(requestId);
	await closeRound(database.door(scene.secretary), { roundId });
	const answers = await Promise.all(
		[withdrawn, ended, last, 'khong-co', 'A'.repeat(32), ''].map((token) =>
			actByLink(scene.visit, token, said).catch((error: unknown) => JSON.stringify(error)),
		),
	);
	expect(new Set(answers).size).toBe(1);
	for (const token of [withdrawn, ended, last, 'khong-co'])
		expect(await linkByToken(scene.visit, token)).toBeNull();
});
