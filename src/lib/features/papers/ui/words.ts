import { m } from '#lib/paraglide/messages.js';
import type { PaperKind, Side } from '../domain/paper.ts';

const mediaTypes = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
} as const;

/** The Vietnamese name of a kind of paper, as files of it are called whatever the language of the page. */
const fileNames: Record<PaperKind, string> = {
	minutes: 'Biên bản',
	resolution: 'Nghị quyết',
	action_programme: 'Chương trình hành động',
	plan: 'Kế hoạch',
	report: 'Báo cáo',
	notice: 'Thông báo',
	invitation: 'Giấy mời',
	official_letter: 'Công văn',
};

/** Name and media type of a written paper: "Nghị quyết 05-NQ-CB.docx". */
export const paperFile = (
	kind: PaperKind,
	mark: string | null,
	format: 'docx' | 'pdf',
): { fileName: string; mediaType: string } => ({
	fileName: `${[fileNames[kind], ...(mark ? [mark.replace(/[/\\]/g, '-')] : [])].join(' ')}.${format}`,
	mediaType: mediaTypes[format],
});

export const saySide = (side: Side): string =>
	({ party: m.papers_side_party, state: m.papers_side_state })[side]();
