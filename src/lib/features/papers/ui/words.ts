import { m } from '#lib/paraglide/messages.js';
import type { PartName } from '../domain/layout.ts';
import type { CardKind, PaperKind, Side, UnnumberedKind } from '../domain/paper.ts';

const mediaTypes = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
} as const;

/** The Vietnamese name of a kind of paper, as files of it are called whatever the language of the page. */
const fileNames: Record<PaperKind | UnnumberedKind | CardKind, string> = {
	commitment: 'Bản đăng ký',
	introduction: 'Giấy giới thiệu',
	minutes: 'Biên bản',
	resolution: 'Nghị quyết',
	action_programme: 'Chương trình hành động',
	plan: 'Kế hoạch',
	report: 'Báo cáo',
	notice: 'Thông báo',
	submission: 'Tờ trình',
	invitation: 'Giấy mời',
	official_letter: 'Công văn',
};

/** Name and media type of a written paper: "Nghị quyết 05-NQ-CB.docx". */
export const paperFile = (
	kind: PaperKind | UnnumberedKind | CardKind,
	mark: string | null,
	format: 'docx' | 'pdf',
): { fileName: string; mediaType: string } => ({
	fileName: `${[fileNames[kind], ...(mark ? [mark.replace(/[/\\]/g, '-')] : [])].join(' ')}.${format}`,
	mediaType: mediaTypes[format],
});

export const saySide = (side: Side): string =>
	({ party: m.papers_side_party, state: m.papers_side_state })[side]();

const bodyKinds: Record<string, () => string> = {
	cell: m.papers_kind_cell,
	party_group: m.papers_kind_party_group,
	branch_committee: m.papers_kind_branch_committee,
	grassroots_committee: m.papers_kind_grassroots_committee,
	superior_committee: m.papers_kind_superior_committee,
	provincial_committee: m.papers_kind_provincial_committee,
	mass_organisation: m.papers_kind_mass_organisation,
	single_head: m.papers_kind_single_head,
	collective: m.papers_kind_collective,
};

/** A kind of issuing body; one that a layout brought along has its own name. */
export const sayBodyKind = (kind: string): string => bodyKinds[kind]?.() ?? kind;

const partWords: Record<PartName, () => string> = {
	circulation: m.papers_part_circulation,
	motto: m.papers_part_motto,
	mottoSecond: m.papers_part_motto_second,
	superior: m.papers_part_superior,
	issuer: m.papers_part_issuer,
	issuerDivider: m.papers_part_issuer_divider,
	number: m.papers_part_number,
	draft: m.papers_part_draft,
	place: m.papers_part_place,
	typeName: m.papers_part_type_name,
	title: m.papers_part_title,
	titleDivider: m.papers_part_title_divider,
	letterTitle: m.papers_part_letter_title,
	addresseeLabel: m.papers_part_addressee_label,
	addressee: m.papers_part_addressee,
	basis: m.papers_part_basis,
	heading1: m.papers_part_heading1,
	heading2: m.papers_part_heading2,
	heading3: m.papers_part_heading3,
	paragraph: m.papers_part_paragraph,
	tableHead: m.papers_part_table_head,
	tableCell: m.papers_part_table_cell,
	copiesLabel: m.papers_part_copies_label,
	copies: m.papers_part_copies,
	authority: m.papers_part_authority,
	office: m.papers_part_office,
	signer: m.papers_part_signer,
	pageNumber: m.papers_part_page_number,
};
export const sayPart = (part: PartName): string => partWords[part]();
