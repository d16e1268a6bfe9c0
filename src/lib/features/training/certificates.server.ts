import { bearsSecretMark, insertStoredFile } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command, type Door } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { mediaTypeOf, safeFileName, shownInPage } from '#lib/shared/file-kind.ts';
import { OTHER_KIND } from './domain/rules.ts';
import { certificateById, type KnownCertificate, trainingRuleFor } from './facts.server.ts';
import { mayDecideCertificate, mayEnterCertificate, mayWithdrawCertificate } from './policy.ts';
import {
	CertificateInput,
	EnterCertificateInput,
	LookedCertificateInput,
	RefuseCertificateInput,
} from './schema.ts';
import { tellOf } from './tell.server.ts';

const MOST_BYTES = 20 * 1024 * 1024;

const subjectOf = (certificate: { id: string; unitId: string; personId: string }) => ({
	subject: { type: 'training_certificate', id: certificate.id },
	unitId: certificate.unitId,
	personId: certificate.personId,
	personal: true,
});

/** A PDF or a picture, as certificates are scanned. @throws Failure invalid */
const lookAt = async (name: string, bytes: Uint8Array): Promise<string> => {
	if (bytes.byteLength > MOST_BYTES) throw invalidAt('file', 'issue_certificate_file_large');
	const mediaType = mediaTypeOf(bytes);
	if (!shownInPage.includes(mediaType)) throw invalidAt('file', 'issue_certificate_file_kind');
	if (await bearsSecretMark(name, bytes)) throw invalidAt('file', 'issue_file_secret');
	return mediaType;
};

type File = { name: string; bytes: Uint8Array; mediaType: string };
const keep = async (context: CommandContext, file: File) => {
	const stored = await context.files.put(file.bytes);
	const format = file.mediaType === 'image/jpeg' ? 'jpg' : (file.mediaType.split('/')[1] ?? null);
	await insertStoredFile(context, { ...stored, format });
	return { sha256: stored.sha256, file_name: safeFileName(file.name), media_type: file.mediaType };
};

const recordCertificate = command(
	'training.enter_certificate',
	LookedCertificateInput,
	async (context, input) => {
		const { tx, actor, now, today } = context;
		await requireUnit(tx, input.unitId);
		const of = { unitId: input.unitId, personId: input.personId };
		context.permit(mayEnterCertificate(actor, of));
		const people = await peopleOfUnit(tx, of.unitId, today);
		if (!people.some(({ personId, standing }) => personId === of.personId && standing !== null))
			throw invalidAt('personId', 'issue_people_of_unit');
		const rule = await trainingRuleFor(tx, { tenantId: actor.tenantId, unitId: of.unitId }, today);
		const kind = rule.certificates.find(({ code }) => code === input.kind);
		if (!kind && input.kind !== OTHER_KIND) throw invalidAt('kind', 'issue_certificate_kind');
		const strand = kind?.strand ?? input.strand;
		if (!rule.strands.some(({ code }) => code === strand)) throw invalidAt('strand', 'issue_strand_needed');
		const title = kind?.name ?? input.title;
		if (!title) throw invalidAt('title', 'issue_certificate_title');
		if (input.issuedOn > today) throw invalidAt('issuedOn', 'issue_certificate_later');
		if (input.expiresOn && input.expiresOn <= input.issuedOn)
			throw invalidAt('expiresOn', 'issue_certificate_expires');
		const isOwn = of.personId === context.personId;
		const id = context.newId();
		await tx
			.insertInto('training_certificate')
			.values({
				tenant_id: actor.tenantId,
				id,
				unit_id: of.unitId,
				person_id: of.personId,
				kind: input.kind,
				title,
				strand,
				number: input.number,
				issuer: input.issuer,
				issued_on: input.issuedOn,
				expires_on: input.expiresOn ?? null,
				course_id: input.courseId ?? null,
				...(input.file ? await keep(context, input.file) : {}),
				// What somebody else enters for a person, they vouch for; one's own waits for who leads.
				state: isOwn ? 'entered' : 'confirmed',
				entered_by: context.personId,
				entered_at: now,
				decided_by: isOwn ? null : context.personId,
				decided_at: isOwn ? null : now,
			})
			.execute();
		await context.emit('training.certificate_entered', subjectOf({ id, ...of }));
		if (!isOwn)
			await tellOf(context, {
				personIds: [of.personId],
				unitId: of.unitId,
				kind: 'training.entered',
				subjectId: id,
				href: `/dao-tao/nguoi/${of.personId}`,
			});
		return { certificateId: id };
	},
);

/**
 * Enters a certificate: the own, to be confirmed by who leads, or that of somebody else. The file is looked at before a
 * transaction is open; one that bears a mark of secrecy is never written.
 * @throws Failure invalid, refused
 */
export const enterCertificate = Object.assign(
	async (door: Door, raw: unknown): Promise<{ certificateId: string }> => {
		const input = EnterCertificateInput.safeParse(raw);
		// What is wrong otherwise, the command says in its own words.
		if (!input.success || !input.data.file) return recordCertificate(door, raw);
		const { file } = input.data;
		return recordCertificate(door, {
			...input.data,
			file: { ...file, mediaType: await lookAt(file.name, file.bytes) },
		});
	},
	recordCertificate,
);

type Decided = Pick<KnownCertificate, 'id' | 'unitId' | 'personId'>;
const change = async (
	{ tx, actor }: CommandContext,
	{ id }: Decided,
	values: { state: string; decided_by?: string; decided_at?: Date; reason?: string },
): Promise<void> => {
	await tx
		.updateTable('training_certificate')
		.set(values)
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', id)
		.execute();
};
const tellDecided = (context: CommandContext, certificate: Decided, kind: string): Promise<void> =>
	tellOf(context, {
		personIds: [certificate.personId],
		unitId: certificate.unitId,
		kind,
		subjectId: certificate.id,
		href: `/dao-tao/nguoi/${certificate.personId}`,
	});

/** Confirms a certificate that a person entered. Nobody confirms the own (policy, and a check of the table). */
export const confirmCertificate = command(
	'training.confirm_certificate',
	CertificateInput,
	async (context, input) => {
		const certificate = await certificateById(context.tx, context.actor.tenantId, input.certificateId, true);
		context.permit(mayDecideCertificate(context.actor, certificate));
		await change(context, certificate, {
			state: 'confirmed',
			decided_by: context.personId,
			decided_at: context.now,
		});
		await context.emit('training.certificate_confirmed', subjectOf(certificate));
		await tellDecided(context, certificate, 'training.confirmed');
	},
);

/** Refuses it, with the reason that the person reads. */
export const refuseCertificate = command(
	'training.refuse_certificate',
	RefuseCertificateInput,
	async (context, input) => {
		const certificate = await certificateById(context.tx, context.actor.tenantId, input.certificateId, true);
		context.permit(mayDecideCertificate(context.actor, certificate));
		await change(context, certificate, {
			state: 'refused',
			decided_by: context.personId,
			decided_at: context.now,
			reason: input.reason,
		});
		await context.emit('training.certificate_refused', subjectOf(certificate));
		await tellDecided(context, certificate, 'training.refused');
	},
);

/** The person takes back what was entered by mistake, before it is confirmed. */
export const withdrawCertificate = command(
	'training.withdraw_certificate',
	CertificateInput,
	async (context, input) => {
		const certificate = await certificateById(context.tx, context.actor.tenantId, input.certificateId, true);
		context.permit(mayWithdrawCertificate(context.actor, certificate));
		await change(context, certificate, { state: 'withdrawn' });
		await context.emit('training.certificate_withdrawn', subjectOf(certificate));
	},
);
