import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { type Auth, openAuth } from '#lib/platform/sessions/auth.ts';
import { sessionReader } from '#lib/platform/sessions/session.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit, type TestUnit } from '../../../../tests/support/builders.ts';
import { testMoment, useDatabase } from '../../../../tests/support/database.ts';
import { createAccount, lockAccount, resetPassword, unlockAccount } from './commands.server.ts';
import { acceptInvitation, invitationOf, invite } from './invitations.server.ts';
import { changeOwnPassword, endOtherSessions, endSession } from './own-account.server.ts';

const database = useDatabase();

/** A cell with its administrator, its secretary and a member; and the sign-in over the same database. */
const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, unit: TestUnit, roles: Actor['roles'][number]['role'][] = []) =>
		buildPerson(database, tenant, unit, name, { standing: 'official', roles });
	const root = await person('Hoàng Quản Trị', tenant.root, ['administrator']);
	const administrator = await person('Nguyễn Quản Trị', cell, ['administrator']);
	const secretary = await person('Trần Bí Thư', cell, ['secretary']);
	const member = await person('Lê Đảng Viên', cell);
	const door = database.door(administrator);
	return { tenant, cell, root, administrator, secretary, member, door };
};

const withAuth = async <R>(run: (auth: Auth) => Promise<R>): Promise<R> => {
	const auth = openAuth(database.authUrl, 'a-secret-of-the-tests-with-length', false);
	try {
		return await run(auth);
	} finally {
		await auth.close();
	}
};

/** Signs in and answers with the headers of the next request; null when the sign-in is refused. */
const signIn = async (auth: Auth, username: string, password: string): Promise<Headers | null> => {
	try {
		const { headers } = await auth.auth.api.signInUsername({
			body: { username, password },
			returnHeaders: true,
		});
		return new Headers({
			cookie: headers
				.getSetCookie()
				.map((line) => line.split(';')[0])
				.join('; '),
		});
	} catch {
		return null;
	}
};
/** The session behind a cookie, looked up anew. */
const sessionOf = (auth: Auth, headers: Headers | null) =>
	headers ? sessionReader(auth, fixedClock(testMoment)).read(headers) : null;

const visitor = (): Omit<Door, 'actor'> => {
	const { actor: _nobody, ...door } = database.door({} as Actor);
	return door;
};
const eventsAbout = (personId: string) =>
	database.owner`select verb, before, after, is_personal from event where person_id = ${personId} order by id`;

test('an account opens with a first password that is changed before anything else', async () => {
	const { member, door } = await scene();
	const { login, firstPassword } = await createAccount(door, { personId: member.personId, login: 'le.dv' });
	expect(login).toBe('le.dv');
	expect(firstPassword).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
	await withAuth(async (auth) => {
		const first = await signIn(auth, 'le.dv', firstPassword);
		const other = await signIn(auth, 'le.dv', firstPassword);
		const session = await sessionOf(auth, first);
		expect(session?.actor).toMatchObject({ personId: member.personId, mustChangePassword: true });
		const own = database.door(session?.actor ?? member);
		const change = changeOwnPassword(auth, session?.id ?? null);

		await expect(
			change(own, { currentPassword: 'khong-phai-mat-khau', password: 'mat-khau-moi-2026' }),
		).rejects.toMatchObject({ kind: 'invalid', issues: [{ path: 'currentPassword' }] });
		await expect(
			change(own, { currentPassword: firstPassword, password: firstPassword }),
		).rejects.toMatchObject({ issues: [{ path: 'password' }] });
		await expect(change(own, { currentPassword: firstPassword, password: 'ngan' })).rejects.toMatchObject({
			issues: [{ path: 'password', message: 'Mật khẩu cần ít nhất 10 ký tự.' }],
		});
		await change(own, { currentPassword: firstPassword, password: 'mat-khau-moi-2026' });

		expect((await sessionOf(auth, first))?.actor.mustChangePassword).toBe(false);
		expect(await sessionOf(auth, other)).toBeNull();
		expect(await signIn(auth, 'le.dv', firstPassword)).toBeNull();
		expect(await signIn(auth, 'le.dv', 'mat-khau-moi-2026')).not.toBeNull();
	});
	const events = await eventsAbout(member.personId);
	// The clock stands still, so the two events are of the same moment.
	expect(events.map(({ verb }) => verb).sort()).toEqual(['account.created', 'account.password_changed']);
	expect(events.every((event) => event['is_personal'])).toBe(true);
	expect(JSON.stringify(events)).not.toContain(firstPassword);
});

test('a login that is taken, also in another organisation, and a second account are refused at the field', async () => {
	const here = await scene();
	const there = await scene();
	await createAccount(here.door, { personId: here.member.personId, login: 'trung.ten' });
	await expect(
		createAccount(there.door, { personId: there.member.personId, login: ' Trung.Ten ' }),
	).rejects.toMatchObject({ kind: 'invalid', issues: [{ path: 'login' }] });
	await expect(
		createAccount(here.door, { personId: here.member.personId, login: 'ten.khac' }),
	).rejects.toMatchObject({ kind: 'invalid', issues: [{ path: 'login' }] });
	await expect(
		createAccount(here.door, { personId: here.secretary.personId, login: 'Có dấu' }),
	).rejects.toMatchObject({ kind: 'invalid', issues: [{ path: 'login' }] });
});

test('a new first password ends every session', async () => {
	const { member, door } = await scene();
	const { firstPassword } = await createAccount(door, { personId: member.personId, login: 'cap.lai' });
	await withAuth(async (auth) => {
		const session = await signIn(auth, 'cap.lai', firstPassword);
		const again = await resetPassword(door, { personId: member.personId });
		expect(again.firstPassword).not.toBe(firstPassword);
		expect(await sessionOf(auth, session)).toBeNull();
		expect(await signIn(auth, 'cap.lai', firstPassword)).toBeNull();
		const anew = await sessionOf(auth, await signIn(auth, 'cap.lai', again.firstPassword));
		expect(anew?.actor.mustChangePassword).toBe(true);
	});
	await expect(resetPassword(door, { personId: (await scene()).member.personId })).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('a locked account has no sessions and opens none until it is unlocked', async () => {
	const { member, administrator, door } = await scene();
	const personId = member.personId;
	await expect(lockAccount(door, { personId })).rejects.toMatchObject({ key: 'failure_no_account' });
	const { firstPassword } = await createAccount(door, { personId, login: 'bi.khoa', mustChange: false });
	await createAccount(door, { personId: administrator.personId, login: 'nguoi.khoa' });
	await withAuth(async (auth) => {
		const session = await signIn(auth, 'bi.khoa', firstPassword);
		await lockAccount(door, { personId });
		expect(await sessionOf(auth, session)).toBeNull();
		expect(await signIn(auth, 'bi.khoa', firstPassword)).toBeNull();
		await unlockAccount(door, { personId });
		expect(await signIn(auth, 'bi.khoa', firstPassword)).not.toBeNull();
	});
	await expect(lockAccount(door, { personId: administrator.personId })).rejects.toMatchObject({
		kind: 'refused',
		key: 'refused_lock_self',
	});
});

test('an invitation is taken up once, within seven days, and only the newest one', async () => {
	const { member, tenant, door } = await scene();
	const personId = member.personId;
	const old = await invite(door, { personId });
	const { token } = await invite(door, { personId });
	expect(await invitationOf(visitor(), old.token)).toBeNull();
	expect(await invitationOf(visitor(), token)).toMatchObject({ personId, tenantId: tenant.tenantId });
	const [stored] =
		await database.owner`select token_hash from invitation where person_id = ${personId} and used_at is null`;
	expect(stored?.['token_hash']).not.toContain(token);
	const late = { ...visitor(), clock: fixedClock('2026-11-30T09:00:01+07:00') };
	expect(await invitationOf(late, token)).toBeNull();

	const accept = { token, login: 'duoc.moi', password: 'mat-khau-tu-chon' };
	await expect(acceptInvitation(visitor(), { ...accept, password: 'ngan' })).rejects.toMatchObject({
		issues: [{ path: 'password' }],
	});
	expect(await acceptInvitation(visitor(), accept)).toEqual({ login: 'duoc.moi' });
	await withAuth(async (auth) => {
		const session = await sessionOf(auth, await signIn(auth, 'duoc.moi', 'mat-khau-tu-chon'));
		expect(session?.actor).toMatchObject({ personId, mustChangePassword: false });
	});
	await expect(acceptInvitation(visitor(), { ...accept, login: 'lan.hai' })).rejects.toMatchObject({
		kind: 'missing',
		key: 'failure_invitation_over',
	});
	await expect(invite(door, { personId })).rejects.toMatchObject({ kind: 'invalid' });
});

test('an account that was made meanwhile closes the invitation', async () => {
	const { member, door } = await scene();
	const { token } = await invite(door, { personId: member.personId });
	await createAccount(door, { personId: member.personId, login: 'da.co' });
	expect(await invitationOf(visitor(), token)).toBeNull();
});

test('sessions are ended by whoever they belong to, and by nobody else', async () => {
	const { member, secretary, door } = await scene();
	const mine = await createAccount(door, { personId: member.personId, login: 'phien.toi' });
	const theirs = await createAccount(door, { personId: secretary.personId, login: 'phien.ho' });
	await withAuth(async (auth) => {
		const here = await signIn(auth, 'phien.toi', mine.firstPassword);
		const elsewhere = await signIn(auth, 'phien.toi', mine.firstPassword);
		const others = await signIn(auth, 'phien.ho', theirs.firstPassword);
		const [kept, left, foreign] = await Promise.all(
			[here, elsewhere, others].map((at) => sessionOf(auth, at)),
		);
		const own = database.door(member);
		await expect(endSession(own, { sessionId: foreign?.id })).rejects.toMatchObject({ kind: 'missing' });
		await endSession(own, { sessionId: left?.id });
		expect(await sessionOf(auth, elsewhere)).toBeNull();
		await signIn(auth, 'phien.toi', mine.firstPassword);
		await endOtherSessions(kept?.id ?? null)(own, {});
		expect(await sessionOf(auth, here)).not.toBeNull();
		expect(await sessionOf(auth, others)).not.toBeNull();
		const open =
			await database.owner`select s.id from auth.session s join auth."user" u on u.id = s.user_id where u.person_id = ${member.personId}`;
		expect(open.length).toBe(1);
	});
});

test('accounts are no business of a secretary, of another organisation, or of an administrator below', async () => {
	const { member, secretary, root, cell, tenant, door } = await scene();
	const personId = member.personId;
	const stranger = (await scene()).administrator;
	for (const run of [createAccount, invite, resetPassword, lockAccount, unlockAccount]) {
		const input = { personId, login: 'khong.duoc' };
		await expect(run(database.door(secretary), input)).rejects.toMatchObject({ kind: 'refused' });
		await expect(run(database.door(stranger), input)).rejects.toMatchObject({
			kind: 'missing',
			key: 'failure_not_found',
		});
		// The administrator of the whole is a member of the cell too: that of the cell does not become them.
		await expect(run(door, { ...input, personId: root.personId })).rejects.toMatchObject({ kind: 'refused' });
	}
	await database.owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		values (${tenant.tenantId}, gen_random_uuid(), ${root.personId}, ${cell.id}, 'official', '2024-01-01')`;
	await expect(invite(door, { personId: root.personId })).rejects.toMatchObject({ kind: 'refused' });
	expect(await createAccount(database.door(root), { personId, login: 'tu.tren' })).toBeTruthy();
});

test('who has moved to another unit is left to its administrators; who has left everywhere, to those of the last one', async () => {
	const { member, tenant, door } = await scene();
	const personId = member.personId;
	await database.owner`update membership set valid_to = '2026-01-01' where person_id = ${personId}`;
	await invite(door, { personId });
	const other = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	await database.owner`insert into membership (tenant_id, id, person_id, unit_id, standing, valid_from)
		values (${tenant.tenantId}, gen_random_uuid(), ${personId}, ${other.id}, 'official', '2026-01-01')`;
	await expect(invite(door, { personId })).rejects.toMatchObject({ kind: 'refused' });
});
