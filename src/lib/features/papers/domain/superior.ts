const committees: [RegExp, string][] = [
	[/^(?:Tỉnh ủy|Tỉnh uỷ)\s+/iu, 'Đảng bộ tỉnh '],
	[/^(?:Thành ủy|Thành uỷ)\s+/iu, 'Đảng bộ thành phố '],
	[/^(?:Đảng ủy|Đảng uỷ)\s+/iu, 'Đảng bộ '],
];

/**
 * How a unit is named as issuer, where nobody has told: a paper is issued by its committee ("ĐẢNG ỦY …"), not by the organisation that
 * the unit is. @param collective on whose behalf it is signed
 */
export const issuerName = (name: string, collective: string): string =>
	collective === 'Đảng ủy' ? name.replace(/^Đảng bộ\s+/iu, 'Đảng ủy ') : name;

/**
 * How the body above stands over an issuer: by its organisation, not by its committee ("ĐẢNG BỘ SỞ Y TẾ" over "CHI BỘ …",
 * HD 36-HD/VPTW, II.1.2.1b). Any other name is taken as it is.
 */
export const superiorName = (name: string): string => {
	const found = committees.find(([pattern]) => pattern.test(name));
	return found ? name.replace(found[0], found[1]) : name;
};
