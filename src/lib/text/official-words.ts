/** A title as it goes on within a sentence: "Về nâng cao …" → "về nâng cao …". */
export const lowerFirst = (text: string): string =>
	`${text.slice(0, 1).toLocaleLowerCase('vi')}${text.slice(1)}`;

/** "05/3/2020", "06/02/2017": a day (yyyy-mm-dd) within a text, with zeros where the long form has them (HD 36-HD/VPTW). */
export const shortDay = (day: string): string => {
	const [year = '', month = '', date = ''] = day.split('-');
	return `${date}/${Number(month) < 3 ? month : Number(month)}/${year}`;
};
