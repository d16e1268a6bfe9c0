import '#lib/features/commitments/due.server.ts';
import { expect } from 'vitest';
import { openCampaign } from '#lib/features/commitments/campaign-life.server.ts';
import { beginCampaign, changeCampaign } from '#lib/features/commitments/campaigns.server.ts';
import { checkRegistration, selfCheck } from '#lib/features/commitments/checking.server.ts';
import { confirmRegistrations } from '#lib/features/commitments/confirming.server.ts';
import { handInRegistration } from '#lib/features/commitments/hand-in.server.ts';
import { openQuarters } from '#lib/features/commitments/jobs.server.ts';
import { draftPage } from '#lib/features/commitments/queries.server.ts';
import { registrationPage } from '#lib/features/commitments/queries-registration.server.ts';
import { saveRegistration } from '#lib/features/commitments/writing.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';
import { sceneDocument, scenePublication, sceneReader } from './trace-scene.ts';

const today = '2026-11-23';

/** A cell with an open campaign whose last quarter is being checked. */
export const commitmentScenes = (database: TestDatabase) => {
	const scene = async () => {
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
			buildPerson(database, tenant, cell, name, place);
		const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
		const deputy = await person('Phạm Văn Phó', { standing: 'official', roles: ['deputy'] });
		const officer = await person('Đỗ Thị Chi Ủy', { standing: 'official', roles: ['committee_member'] });
		const member = await person('Trần Văn An', { standing: 'official' });
		const second = await person('Lê Thị Bình', { standing: 'non_party' });
		const clerk = await person('Võ Thị Thư', { standing: 'official', roles: ['clerk'] });
		const above = await buildPerson(database, tenant, tenant.root, 'Hồ Văn Trên', {
			roles: ['higher_officer'],
		});
		const document = await sceneDocument(database, tenant, cell, secretary.personId, [
			'Công tác chuyên môn',
			'Đạo đức công vụ',
		]);
		const publication = await scenePublication(database, tenant, cell, document.id, secretary.personId, {
			readBy: '2026-12-01',
			assigned: 6,
			opened: 0,
			studied: 0,
			readers: {},
		});
		for (const one of [secretary, deputy, officer, member, second, clerk])
			await sceneReader(database, tenant, cell, publication, document.id, one.personId, '2026-12-01');
		const lead = database.door(secretary);
		const { campaignId } = await beginCampaign(lead, {
			unitId: cell.id,
			documentId: document.id,
			title: 'Đăng ký học tập, làm theo năm 2026',
			startsOn: '2026-01-01',
			endsOn: '2026-12-31',
			registerBy: '2026-12-01',
		});
		await changeCampaign(lead, {
			campaignId,
			title: 'Đăng ký học tập, làm theo năm 2026',
			registerBy: '2026-12-01',
			audience: 'unit',
			unitRegisters: 'on',
			contents: [
				{ title: 'Công tác chuyên môn', clauseId: document.sections[0]?.id },
				{ title: 'Đạo đức công vụ', clauseId: document.sections[1]?.id },
			],
			criteria: ['Chấp hành giờ giấc'],
			fields: ['Cải cách hành chính'],
			quarters: [{ quarter: 4, dueOn: '2026-11-30' }],
		});
		const draft = await look(lead, (tx) => draftPage(tx, secretary, campaignId, today));
		const [content, other] = draft.contents;
		if (!content || !other) throw new Error('no content');
		await openCampaign(lead, { campaignId });
		// The clock opens the quarter whose day has come, and none that was over before the campaign began.
		const { actor: _nobody, ...door } = lead;
		await openQuarters(door);
		expect(await openQuarters(door)).toBe(0);
		const own = (key: string, act: string, contentId = content.id): Record<string, string> => ({
			[`e:${key}:content`]: contentId,
			[`e:${key}:act`]: act,
			[`e:${key}:measure`]: '12 biểu mẫu',
			[`e:${key}:q4`]: '12 mẫu',
			[`e:${key}:field`]: draft.fields[0]?.id ?? '',
		});
		const save = (actor: Actor, fields: Record<string, string>, revision = 0, ofUnit?: string) =>
			saveRegistration(database.door(actor), { campaignId, revision, fields, ofUnit });
		const handIn = (actor: Actor, more: Record<string, string> = {}) =>
			handInRegistration(database.door(actor), { campaignId, ...more });
		const register = async (actor: Actor, ofUnit?: string): Promise<string> => {
			await save(actor, own('a-0', 'Chuẩn hóa 12 biểu mẫu'), 0, ofUnit);
			return (await handIn(actor, ofUnit ? { ofUnit } : {})).registrationId;
		};
		const confirm = (actor: Actor, registrationId: string) =>
			confirmRegistrations(database.door(actor), { registrationIds: [registrationId] });
		const say = (actor: Actor, registrationId: string, outcome = 'met', more: Record<string, unknown> = {}) =>
			selfCheck(database.door(actor), {
				registrationId,
				quarter: 4,
				entries: [{ entryKey: 'a-0', outcome, done: 'Đã ban hành 12 biểu mẫu' }],
				...more,
			});
		const check = (actor: Actor, registrationId: string, outcome = 'met', words = '') =>
			checkRegistration(database.door(actor), {
				registrationId,
				quarter: 4,
				entries: [{ entryKey: 'a-0', outcome, words }],
			});
		const read = (actor: Actor, registrationId: string) =>
			look(database.door(actor), (tx) => registrationPage(tx, actor, { campaignId, registrationId }, today));
		const duties = (actor: Actor & { personId: string }) =>
			look(database.door(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9)).then(
				({ items }) => items.map(({ kind }) => kind).filter((kind) => kind.startsWith('registration')),
			);
		const checkerOf = async (registrationId: string): Promise<Actor & { personId: string }> => {
			const [row] = await database.owner`select checker_id from registration where id = ${registrationId}`;
			const found = [secretary, deputy, officer].find(({ personId }) => personId === row?.['checker_id']);
			if (!found) throw new Error('nobody checks');
			return found;
		};
		return {
			tenant,
			cell,
			secretary,
			deputy,
			officer,
			member,
			second,
			clerk,
			above,
			document,
			lead,
			campaignId,
			content,
			other,
			own,
			save,
			handIn,
			register,
			confirm,
			say,
			check,
			read,
			duties,
			checkerOf,
		};
	};
	return { scene };
};
