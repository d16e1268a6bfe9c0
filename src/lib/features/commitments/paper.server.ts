import { documentsForReading } from '#lib/features/library/public.server.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { commitmentBlocks } from './domain/commitment-paper.ts';
import { itemsOf } from './facts.server.ts';
import { registrationPage } from './queries-registration.server.ts';

/** One registration as a paper of the Party's layout, with the lines for signing and the committee's confirmation. @throws Failure missing, refused */
export const commitmentPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { campaignId: string; registrationId: string },
	today: Day,
): Promise<{
	paper: Paper;
	layout: Layout;
	registration: { id: string; personId: string | null; unitId: string };
}> => {
	const { campaign, registration, version } = await registrationPage(tx, actor, wanted, today);
	const day = dayOf(version.handedInAt);
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, registration.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const items = await itemsOf(tx, actor.tenantId, campaign.id);
	const [document] = await documentsForReading(tx, actor, [campaign.documentId]);
	const person = registration.personId
		? await tx
				.selectFrom('person')
				.select(['full_name as fullName', 'job_title as jobTitle'])
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', registration.personId)
				.executeTakeFirst()
		: undefined;
	const { verdict } = version;
	const isConfirmed = verdict?.outcome === 'confirmed';
	const signer = await headOf(tx, registration.unitId, day);
	const head = signatureOf(layout, body, signer);
	// The committee confirms through somebody else than whose it is: the secretary’s own through the deputy.
	const isByDeputy = registration.isOfSecretary || (isConfirmed && verdict?.byName !== signer.name);
	const year = campaign.startsOn.slice(0, 4);
	const paper: Paper = {
		type: 'commitment',
		head: {
			typeName: person ? 'Bản cam kết' : 'Bản đăng ký',
			superior: body.superior,
			issuer: body.name,
			number: null,
			place: body.place,
			day,
			title: `tu dưỡng, rèn luyện, phấn đấu; đăng ký học tập, làm theo năm ${year}`,
			draft: null,
		},
		body: commitmentBlocks({
			name: person?.fullName ?? registration.unitName,
			isUnit: !person,
			jobTitle: person?.jobTitle ?? '',
			unitName: registration.unitName,
			documentName: document ? cited(document) : campaign.title,
			year,
			form: registration.form,
			fields: version.fields,
			contents: items.contents,
			exampleFields: items.fields,
			criteria: items.criteria.map(({ title }) => title),
			confirmed: isConfirmed && verdict ? { on: dayOf(verdict.at), meeting: verdict.meetingTitle } : null,
		}),
		signatures: {
			left: {
				authority: ['Xác nhận của chi ủy', ...head.authority],
				office: isByDeputy ? body.deputy : body.head,
				name: isConfirmed ? (verdict?.byName ?? null) : null,
			},
			right: person
				? { authority: ['Người cam kết'], office: null, name: person.fullName }
				: { authority: head.authority, office: head.office, name: head.name },
		},
		copies: [],
	};
	return { paper, layout, registration };
};
