import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { studyScenes } from '../../../../tests/support/study-scene.ts';
import { publishRound } from './publish.server.ts';
import { addSlides, dropSlide, slideFile } from './slides.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const { scene } = studyScenes(database);

const presentation = (text: string): Uint8Array =>
	zipSync({
		'[Content_Types].xml': strToU8('<Types/>'),
		'ppt/presentation.xml': strToU8('<p/>'),
		'ppt/slides/slide2.xml': strToU8(`<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`),
	});

test('what was shown at a session is kept as files, for those who may see the round; a secret or a program is not', async () => {
	const { secretary, member, stranger, lead, roundId, session, page } = await scene();
	const { sessionId } = await session();
	const add = (name: string, bytes: Uint8Array, door = lead) =>
		addSlides(door, { studySessionId: sessionId, files: [{ name, bytes }] });
	await add('Chuyên đề 1.pptx', presentation('Những điểm mới'));
	await expect(add('Chuyên đề 2.pptx', presentation('TỐI MẬT'))).rejects.toMatchObject({ kind: 'invalid' });
	await expect(add('chay.pptx', strToU8('MZ'))).rejects.toMatchObject({ kind: 'invalid' });
	const secret = sha256Of(presentation('TỐI MẬT'));
	expect(await lead.files.has(secret)).toBe(false);

	const [slide] = (await page(secretary)).sessions[0]?.slides ?? [];
	expect(slide?.fileName).toBe('Chuyên đề 1.pptx');
	const slideId = slide?.id ?? '';
	const file = (actor: Actor, of = roundId) =>
		look(database.door(actor), (tx) => slideFile(tx, actor, { roundId: of, slideId }));
	await expect(file(member)).rejects.toMatchObject({ kind: 'missing' });
	await publishRound(lead, { roundId, audience: 'unit' });
	expect(await file(member)).toMatchObject({
		fileName: 'Chuyên đề 1.pptx',
		mediaType: expect.stringContaining('presentationml'),
	});
	await expect(file(stranger)).rejects.toMatchObject({ kind: 'missing' });
	await expect(file(secretary, sessionId)).rejects.toMatchObject({ kind: 'missing' });
	await expect(add('Ghi chú.pdf', strToU8('%PDF-1.7'), database.door(member))).rejects.toMatchObject({
		kind: 'refused',
	});
	await dropSlide(lead, { slideId });
	expect((await page(member)).sessions[0]?.slides).toEqual([]);
});
