import { confirmCertificate, enterCertificate } from '#lib/features/training/certificates.server.ts';
import { planCourse } from '#lib/features/training/courses.server.ts';
import { declineNeed, raiseNeed } from '#lib/features/training/needs.server.ts';
import { noteResults } from '#lib/features/training/results.server.ts';
import { tellOfLook } from '#lib/platform/command/personal-look.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

/** A scanned certificate of the sample: one page with nothing but its frame. */
const copyOf = (title: string): Uint8Array => {
	const plain = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
	const stream = `BT /F1 22 Tf 70 480 Td (CHUNG CHI) Tj 0 -40 Td (${plain}) Tj ET`;
	const parts = [
		'1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
		'2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
		'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 842 595]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj',
		`4 0 obj<</Length ${String(stream.length)}>>stream\n${stream}\nendstream endobj`,
		'5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>endobj',
	];
	let text = '%PDF-1.4\n';
	const offsets = parts.map((part) => {
		const at = text.length;
		text += `${part}\n`;
		return at;
	});
	const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
	const end = `xref\n0 ${String(parts.length + 1)}\n0000000000 65535 f \n${table}trailer<</Size ${String(parts.length + 1)}/Root 1 0 R>>\nstartxref\n${String(text.length)}\n%%EOF\n`;
	return new TextEncoder().encode(text + end);
};

type Course = {
	title: string;
	strand: string;
	organiser: string;
	/** Days before today; negative: ahead. */
	from: number;
	days: number;
	place?: string;
	isOnline?: boolean;
	hours: number;
	certificateKind?: string;
	people: Player[];
	/** Who did not complete it. */
	without?: readonly Player[];
};

/**
 * What the sample cell learned in its year: courses of the four strands with results, one that lies ahead, certificates (one that
 * ends soon, one to be confirmed), what people need, what was answered, and who looked at a record.
 */
export const playTraining = async (stage: Stage): Promise<void> => {
	const { people, unitId, today } = stage;
	const holding = (role: Player['part']['roles'][number]): Player => {
		const found = people.find(({ part }) => part.roles.includes(role));
		if (!found) throw new Error(`The sample has no ${role}`);
		return found;
	};
	const called = (login: string): Player => {
		const found = people.find(({ part }) => part.login === login);
		if (!found) throw new Error(`The sample has nobody called ${login}`);
		return found;
	};
	const [chair, deputy, clerk] = [holding('secretary'), holding('deputy'), holding('clerk')];
	const [member, probationer, outsider] = [called('dang.vien'), called('du.bi'), called('quan.chung')];
	const others = people.filter(({ part }) => part.roles.length === 0 && !part.login);
	const technicians = people.filter(({ part }) => /Công nghệ thông tin|Chuyển đổi số/.test(part.title));

	const hold = async (course: Course): Promise<string> => {
		const { courseId } = await planCourse(stage.at(chair, Math.max(course.from + 20, 3), 10), {
			unitId,
			title: course.title,
			strand: course.strand,
			organiser: course.organiser,
			startsOn: addDays(today, -course.from),
			endsOn: addDays(today, course.days - 1 - course.from),
			place: course.place ?? '',
			isOnline: course.isOnline ?? false,
			hours: course.hours,
			certificateKind: course.certificateKind ?? '',
			personIds: course.people.map(({ personId }) => personId),
		});
		if (course.from - course.days < 1) return courseId;
		const note = (by: Player, whom: readonly Player[]) =>
			whom.length === 0
				? Promise.resolve()
				: noteResults(stage.at(by, course.from - course.days, 16), {
						courseId,
						...Object.fromEntries(
							whom.flatMap((one, nth) => {
								const isDone = !course.without?.includes(one);
								return [
									[`result-${one.personId}`, isDone ? 'completed' : 'not_completed'],
									[`mark-${one.personId}`, isDone ? (nth % 3 === 0 ? 'Giỏi' : 'Khá') : 'Vắng quá số buổi'],
								];
							}),
						),
					});
		await note(
			chair,
			course.people.filter((one) => one !== chair),
		);
		await note(
			deputy,
			course.people.filter((one) => one === chair),
		);
		return courseId;
	};

	await hold({
		title: 'Bồi dưỡng kỹ năng số cho công chức',
		strand: 'professional',
		organiser: 'Học viện Hành chính Quốc gia',
		from: 250,
		days: 5,
		place: 'Hội trường Sở',
		hours: 40,
		people: [...technicians, outsider],
		without: technicians.slice(-1),
	});
	await hold({
		title: 'Quản lý nhà nước về báo chí, xuất bản',
		strand: 'professional',
		organiser: 'Bộ chủ quản',
		from: 160,
		days: 3,
		isOnline: true,
		hours: 24,
		people: others.slice(3, 8),
	});
	await hold({
		title: 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh: chuyên đề năm',
		strand: 'ethics',
		organiser: 'Chi bộ',
		from: 120,
		days: 1,
		place: 'Hội trường Sở',
		hours: 8,
		people: people.filter((one) => one !== probationer && !others.slice(8, 10).includes(one)),
	});
	await hold({
		title: 'Kỹ năng soạn thảo văn bản của Đảng',
		strand: 'skills',
		organiser: 'Ban Tuyên giáo và Dân vận Tỉnh ủy',
		from: 60,
		days: 2,
		place: 'Trường Chính trị tỉnh',
		hours: 16,
		certificateKind: 'party_work',
		people: [chair, deputy, holding('committee_member'), clerk, member],
	});
	await hold({
		title: 'Lớp bồi dưỡng đảng viên mới',
		strand: 'politics',
		organiser: 'Trường Chính trị tỉnh',
		from: -9,
		days: 5,
		place: 'Trường Chính trị tỉnh',
		hours: 40,
		certificateKind: 'politics_new_member',
		people: [probationer],
	});

	const enter = (by: Player, whom: Player, daysAgo: number, given: Record<string, unknown>) =>
		enterCertificate(stage.at(by, daysAgo, 14), { unitId, personId: whom.personId, ...given });
	for (const one of people
		.filter(({ part }) =>
			part.roles.some((role) => role === 'secretary' || role === 'deputy' || role === 'committee_member'),
		)
		.slice(0, 4))
		await enter(clerk, one, 300, {
			kind: one === chair ? 'politics_advanced' : 'politics_intermediate',
			issuer: 'Trường Chính trị tỉnh',
			number: `${String(140 + people.indexOf(one))}/CC`,
			issuedOn: addDays(today, -2_000),
		});
	const own = await enter(member, member, 90, {
		kind: 'data_security',
		issuer: 'Cục An toàn thông tin',
		number: 'ATTT-2024-0317',
		issuedOn: addDays(today, -700),
		expiresOn: addDays(today, 34),
		file: { name: 'chung-chi-an-toan-thong-tin.pdf', bytes: copyOf('An toàn thông tin') },
	});
	await confirmCertificate(stage.at(chair, 88, 9), own);
	await enter(outsider, outsider, 2, {
		kind: 'other',
		title: 'Nghiệp vụ văn thư, lưu trữ',
		strand: 'professional',
		issuer: 'Trường Đại học Nội vụ',
		number: 'VTLT-0912',
		issuedOn: addDays(today, -30),
		file: { name: 'van-thu-luu-tru.pdf', bytes: copyOf('Nghiệp vụ văn thư, lưu trữ') },
	});

	const raise = (by: Player, daysAgo: number, strand: string, body: string) =>
		raiseNeed(stage.at(by, daysAgo, 20), { unitId, personId: by.personId, strand, body });
	const early = await raise(member, 150, 'skills', 'Kỹ năng thuyết trình trước đông người');
	await declineNeed(stage.at(deputy, 146, 10), {
		...early,
		answer: 'Chi ủy ghi nhận; đồng chí tham gia tổ báo cáo viên của Sở để thực hành, năm sau mở lớp.',
	});
	await raise(member, 9, 'professional', 'Xử lý sự cố an toàn thông tin của hệ thống một cửa');
	await raise(others[1] ?? member, 8, 'professional', 'Vận hành, giám sát an toàn hệ thống thông tin');
	await raise(outsider, 6, 'skills', 'Kỹ năng giao tiếp với người dân khi hướng dẫn dịch vụ công trực tuyến');

	await tellOfLook(stage.at(chair, 88, 9), {
		type: 'training_record',
		id: member.personId,
		personId: member.personId,
		unitId,
	});
};
