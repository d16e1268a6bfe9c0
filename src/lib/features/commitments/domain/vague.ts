import { withoutMarks } from '#lib/text/fold.ts';

/** Words that say a direction and no result: alone they can't be seen done. */
const vagueWords =
	/\b(nang cao|tich cuc|co gang|no luc|phan dau|tang cuong|quan tam|chu dong|phat huy|thuc hien tot|hoan thanh tot|tham gia day du|guong mau|nghiem tuc)\b/;
/** Words with which one says what will be there when it is done. */
const resultWords =
	/\b(xay dung|lap|ban hanh|cong bo|niem yet|dang|trinh|nop|to chuc|mo|day|huong dan|tra loi|giai quyet|so hoa|ra soat|bien soan|viet|doc|hoc xong|giup|tang|giam|cat|doi|sua|chuan hoa|ban giao|dat chung chi|de xuat|chu tri|khao sat|tiet kiem|don|trong|hien mau|ghi)\b/;
const figure = /\d/;
const SHORT = 4;

/**
 * Would somebody else not see when it is done? So it is with an act that names no figure or day and no verb of a result, or that is
 * of vague words alone, while neither measure nor evidence makes up for it. It is a hint to the author, never a refusal.
 */
export const isVague = ({
	act,
	measure,
	evidence,
}: {
	act: string;
	measure: string;
	evidence: string;
}): boolean => {
	if (act.trim() === '') return false;
	if (figure.test(`${act} ${measure}`)) return false;
	const words = withoutMarks(act);
	const isShort = (words.match(/\S+/g)?.length ?? 0) < SHORT;
	const saysResult = resultWords.test(words) && !isShort;
	if (saysResult && !vagueWords.test(words)) return false;
	// A measure or evidence in words of its own is enough where it names a thing.
	const made = withoutMarks(`${measure} ${evidence}`);
	return !(resultWords.test(made) && (made.match(/\S+/g)?.length ?? 0) >= SHORT);
};
