import { periodName, type ReportPeriod } from './periods.ts';

/** "Báo cáo công tác xây dựng Đảng" + "quý III năm 2026". */
export const titleOf = (name: string, period: ReportPeriod): string => `${name} ${periodName(period)}`;

/** What the paper is about, below the name of its type: "công tác xây dựng Đảng quý III năm 2026". */
export const aboutOf = (title: string): string => {
	const rest = title.replace(/^báo cáo\s+/iu, '');
	// A name of its own keeps its capitals; only the first word of a sentence loses it.
	return /^\p{Lu}\p{Ll}/u.test(rest) ? rest.charAt(0).toLocaleLowerCase('vi') + rest.slice(1) : rest;
};
