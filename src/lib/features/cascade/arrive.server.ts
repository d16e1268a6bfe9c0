import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import {
	isMarkedSecret,
	receiveWithMain,
	refusalOfPackage,
	takeParcels,
} from '#lib/features/exchange/public.server.ts';
import { confirmIntake, insertStoredFile } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { type CommandContext, command, type Door, look } from '#lib/platform/command/command.ts';
import { conflict } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { DISPATCH_KIND, WITHDRAW_KIND } from './across.server.ts';
import { type Arrival, arrivalOf, permitEntering } from './arrivals.server.ts';
import { officesOfUnits } from './facts.server.ts';
import { DispatchBody, EnterArrivalInput, WithdrawBody } from './schema.ts';

const tellOffice = async (
	context: CommandContext,
	arrival: { id: string; unitId: string; title: string; senderName: string },
	step: 'arrived' | 'withdrawn',
): Promise<void> => {
	const offices = await officesOfUnits(context.tx, context.actor.tenantId, [arrival.unitId], context.today);
	await notify(context, {
		personIds: offices.get(arrival.unitId) ?? [],
		unitId: arrival.unitId,
		kind: `dispatch.${step}`,
		subjectId: arrival.id,
		step,
		words: step === 'arrived' ? 'cascade_told_sent' : 'cascade_told_withdrawn',
		detail: { title: arrival.title, unit: arrival.senderName },
		letterWords: step === 'arrived' ? 'cascade_letter_sent' : 'cascade_letter_withdrawn',
		href: `/trien-khai/ket-noi/${arrival.id}`,
	});
};

takeParcels({
	kind: DISPATCH_KIND,
	schema: DispatchBody,
	inspect: async (_door, { body, attachments }) => {
		const [packed] = attachments;
		if (!packed || attachments.length > 1) return 'refused_exchange_shape';
		if (isMarkedSecret({ lines: [body.note, body.document.title], fileNames: [packed.name] }))
			return 'refused_exchange_secret';
		return refusalOfPackage(packed.content);
	},
	take: async (context, { partnerId, partnerName, unitId, body, attachments }) => {
		const { tx, actor, now } = context;
		const [packed] = attachments;
		if (!packed) throw conflict('refused_exchange_shape');
		await insertStoredFile(context, { ...packed, format: 'edxml' });
		const id = context.newId();
		await tx
			.insertInto('dispatch_arrival')
			.values({
				tenant_id: actor.tenantId,
				id,
				partner_id: partnerId,
				remote_id: body.dispatchId,
				unit_id: unitId,
				sender_name: partnerName,
				type_name: body.document.typeName,
				number: body.document.number,
				issued_on: body.document.issuedOn,
				issuer: body.document.issuer,
				title: body.document.title,
				note: body.note,
				spread_by: body.asked.spread,
				study_by: body.asked.study,
				programme_by: body.asked.programme,
				report_by: body.asked.report,
				package_sha256: packed.sha256,
				package_name: packed.name,
				package_bytes: packed.bytes,
				sent_at: new Date(body.sentAt),
				arrived_at: now,
			})
			.execute();
		await context.emit('dispatch.arrived', {
			subject: { type: 'dispatch_arrival', id },
			unitId,
			after: { from: partnerName, number: body.document.number, title: body.document.title },
		});
		await tellOffice(context, { id, unitId, title: body.document.title, senderName: partnerName }, 'arrived');
	},
});

takeParcels({
	kind: WITHDRAW_KIND,
	schema: WithdrawBody,
	take: async (context, { partnerId, body }) => {
		const { tx, actor, now } = context;
		const found = await sql<{
			id: string;
			unitId: string;
			title: string;
			senderName: string;
			dispatchId: string | null;
		}>`
			update dispatch_arrival set withdrawn_at = ${now}, reason = ${body.reason}
			where tenant_id = ${actor.tenantId} and partner_id = ${partnerId} and remote_id = ${body.dispatchId} and withdrawn_at is null
			returning id, unit_id as "unitId", title, sender_name as "senderName", dispatch_id as "dispatchId"`.execute(
			tx,
		);
		const [arrival] = found.rows;
		if (!arrival) return;
		if (arrival.dispatchId)
			await tx
				.updateTable('dispatch')
				.set({ withdrawn_at: now, reason: body.reason })
				.where('tenant_id', '=', actor.tenantId)
				.where('id', '=', arrival.dispatchId)
				.execute();
		await context.emit('dispatch.withdrawn', {
			subject: { type: 'dispatch_arrival', id: arrival.id },
			unitId: arrival.unitId,
			after: { reason: body.reason, from: arrival.senderName },
		});
		await tellOffice(context, arrival, 'withdrawn');
	},
});

/** Makes a dispatch of what arrived, once its document is in the library; the unit has received it. @throws Failure refused, missing */
const enterDispatch = command('dispatch.enter', EnterArrivalInput, async (context, input) => {
	const { tx, actor, now } = context;
	const arrival = await arrivalOf(tx, actor.tenantId, input.arrivalId, true);
	permitEntering(context, arrival);
	const [dispatchId, receiptId] = [context.newId(), context.newId()];
	const { asked } = arrival;
	const days = {
		spread_by: asked.spread,
		study_by: asked.study,
		programme_by: asked.programme,
		report_by: asked.report,
	};
	await tx
		.insertInto('dispatch')
		.values({
			...days,
			tenant_id: actor.tenantId,
			id: dispatchId,
			document_id: input.documentId,
			unit_id: arrival.unitId,
			note: arrival.note,
			from_partner_id: arrival.partnerId,
			from_name: arrival.senderName,
			sent_at: arrival.sentAt,
		})
		.execute();
	await tx
		.insertInto('dispatch_receipt')
		.values({
			...days,
			tenant_id: actor.tenantId,
			id: receiptId,
			dispatch_id: dispatchId,
			unit_id: arrival.unitId,
			received_at: now,
			received_by: context.personId,
		})
		.execute();
	await tx
		.updateTable('dispatch_arrival')
		.set({ entered_at: now, entered_by: context.personId, dispatch_id: dispatchId })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', arrival.id)
		.execute();
	await context.emit('dispatch.received', {
		subject: { type: 'dispatch_receipt', id: receiptId },
		unitId: arrival.unitId,
		documentId: input.documentId,
		after: { from: arrival.senderName },
	});
	return { receiptId };
});

/** A document that the unit has already under this number and day: a second copy of it is another rendition of it. */
const sameDocument = (door: Door, arrival: Arrival): Promise<string | null> =>
	look(door, async (tx) => {
		const key = numberKey(arrival.number);
		if (!key || !arrival.issuedOn) return null;
		const found = await sql<{ id: string }>`
			select id from document where tenant_id = ${door.actor.tenantId} and unit_id = ${arrival.unitId}
				and number_key = ${key} and issued_on = ${arrival.issuedOn}::date order by id limit 1`.execute(tx);
		return found.rows[0]?.id ?? null;
	});

const documentOfIntake = (door: Door, intakeId: string): Promise<string | null> =>
	look(door, async (tx) => {
		const row = await tx
			.selectFrom('intake')
			.select('document_id')
			.where('tenant_id', '=', door.actor.tenantId)
			.where('id', '=', intakeId)
			.executeTakeFirst();
		return row?.document_id ?? null;
	});

/** Files what the package speaks of with the facts of its header; other formats of it become renditions. @returns the document */
const fileMain = async (door: Door, arrival: Arrival): Promise<string> => {
	const bytes = new Uint8Array(
		await new Response(await door.files.read(arrival.packageSha256)).arrayBuffer(),
	);
	const { main, facts } = await receiveWithMain(door, {
		unitId: arrival.unitId,
		batchId: randomUUID(),
		filePath: arrival.packageName,
		bytes,
	});
	let documentId = await sameDocument(door, arrival);
	const intakes = main.flatMap(({ intakeId, state }) => (intakeId ? [{ intakeId, state }] : []));
	for (const { intakeId, state } of intakes)
		if (state === 'confirmed') documentId ??= await documentOfIntake(door, intakeId);
	for (const { intakeId, state } of intakes) {
		if (state !== 'waiting') continue;
		const filed = await confirmIntake(door, {
			intakeId,
			typeName: facts.type || arrival.typeName || undefined,
			number: facts.number || arrival.number || undefined,
			issuer: facts.issuer || arrival.issuer || undefined,
			issuedOn: facts.date ?? arrival.issuedOn ?? undefined,
			title: facts.title || arrival.title,
			...(documentId ? { renditionOf: documentId } : { incoming: 'on', sender: arrival.senderName }),
		});
		documentId ??= filed.documentId;
	}
	if (documentId) return documentId;
	throw conflict(
		intakes.some(({ state }) => state === 'reading')
			? 'failure_cascade_arrival_reading'
			: 'failure_cascade_arrival_unread',
	);
};

/**
 * Enters what a partner gave: its document goes into the library and the register with the facts of its header, and the unit has
 * received it. Safe to do again where it was broken off in the middle: what is there already stays.
 * @throws Failure refused (rights, or a mark of secrecy), missing, conflict while a scan is still being read
 */
export const enterArrival = async (door: Door, arrivalId: string): Promise<{ receiptId: string }> => {
	const arrival = await look(door, async (tx) => {
		const known = await arrivalOf(tx, door.actor.tenantId, arrivalId);
		permitEntering({ actor: door.actor, permit: () => {} }, known);
		return known;
	});
	return enterDispatch(door, { arrivalId: arrival.id, documentId: await fileMain(door, arrival) });
};
