import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { commitmentScenes } from '../../../../tests/support/commitment-scene.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { carryOnCampaign, closeCampaign } from './campaign-life.server.ts';
import { setCommitmentForm } from './confirming.server.ts';
import { commitmentPaper } from './paper.server.ts';
import { campaignList, draftPage } from './queries.server.ts';

// The moment of the tests is 23/11/2026, 09:00. The last quarter of the campaign ends on 30/11, so that it is being checked.
const database = useDatabase();
const today = '2026-11-23';
const { scene } = commitmentScenes(database);

test('a campaign is carried on into a draft, and a closed one takes nothing more', async () => {
	const { secretary, member, clerk, campaignId, cell, own, save } = await scene();
	await expect(closeCampaign(database.door(clerk), { campaignId })).rejects.toMatchObject({
		kind: 'refused',
	});
	const next = await carryOnCampaign(database.door(secretary), {
		campaignId,
		startsOn: '2027-01-01',
		endsOn: '2027-12-31',
		registerBy: '2027-01-31',
	});
	const draft = await look(database.door(secretary), (tx) =>
		draftPage(tx, secretary, next.campaignId, today),
	);
	expect(draft).toMatchObject({
		campaign: { state: 'draft', unitRegisters: true },
		contents: [{ title: 'Công tác chuyên môn' }, { title: 'Đạo đức công vụ' }],
		criteria: [{ title: 'Chấp hành giờ giấc' }],
		fields: [{ title: 'Cải cách hành chính' }],
		quarters: [{ dueOn: '2027-03-31' }, {}, {}, {}],
	});
	const listed = async (actor: Actor) =>
		(await look(database.door(actor), (tx) => campaignList(tx, actor, cell.id))).campaigns.length;
	expect([await listed(secretary), await listed(member)]).toEqual([2, 1]);
	await closeCampaign(database.door(secretary), { campaignId });
	await expect(save(member, own('a-0', 'Muộn'))).rejects.toMatchObject({ key: 'refused_campaign_state' });
});

test('the form of a unit is dated, and the printed form has the parts, the entries and the lines for signing', async () => {
	const { secretary, deputy, member, cell, save, own, handIn, confirm, campaignId } = await scene();
	await expect(
		setCommitmentForm(database.door(member), { unitId: cell.id, validFrom: today, titles: ['X'], hints: [] }),
	).rejects.toMatchObject({ kind: 'refused' });
	await setCommitmentForm(database.door(secretary), {
		unitId: cell.id,
		validFrom: today,
		titles: ['Về tư tưởng', 'Về tác phong'],
		hints: ['', ''],
	});
	await save(member, {
		...own('a-0', 'Chuẩn hóa 12 biểu mẫu'),
		'part:thought': 'Tôi đọc mỗi tuần một chuyên đề.',
		'part:khac': 'x',
	});
	const { registrationId } = await handIn(member);
	await confirm(deputy, registrationId);
	const { paper } = await look(database.door(member), (tx) =>
		commitmentPaper(tx, member, { campaignId, registrationId }, today),
	);
	const words = JSON.stringify(paper.body);
	for (const text of [
		'Về tư tưởng',
		'Tôi đọc mỗi tuần một chuyên đề.',
		'Công tác chuyên môn',
		'Chuẩn hóa 12 biểu mẫu',
		'Quý IV: 12 mẫu',
		'Cải cách hành chính',
		'Chấp hành giờ giấc',
	])
		expect(words).toContain(text);
	expect(words).not.toContain('part:khac');
	expect(paper.head).toMatchObject({ typeName: 'Bản cam kết', number: null });
	expect(paper.signatures).toMatchObject({
		right: { name: 'Trần Văn An' },
		left: { name: 'Phạm Văn Phó', office: 'Phó Bí thư' },
	});
	await expect(
		look(database.door(deputy), (tx) =>
			commitmentPaper(tx, deputy, { campaignId, registrationId: crypto.randomUUID() }, today),
		),
	).rejects.toMatchObject({ kind: 'missing' });
});
