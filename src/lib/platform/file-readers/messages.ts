import type { ReadErrorKey } from './reading.ts';

type Words = { vi: string; en: string };

const words: Record<ReadErrorKey, Words> = {
	'empty-file': {
		vi: 'Tệp rỗng, không có nội dung. Đề nghị kiểm tra lại tệp gốc rồi gửi lại.',
		en: 'The file is empty.',
	},
	truncated: {
		vi: 'Tệp bị hỏng hoặc tải về chưa đủ. Đề nghị tải lại từ nguồn rồi gửi lại.',
		en: 'The file is damaged or incomplete.',
	},
	'too-large': {
		vi: 'Tệp quá lớn ({megabytes} MB; tối đa {limit} MB). Đề nghị tách hoặc giảm dung lượng tệp.',
		en: 'The file is too large ({megabytes} MB; at most {limit} MB).',
	},
	'unpacks-too-large': {
		vi: 'Tệp nén bung ra quá lớn (trên {megabytes} MB) nên không được mở, để bảo vệ hệ thống. Đề nghị lưu lại văn bản thành tệp mới.',
		en: 'The file unpacks to more than {megabytes} MB and was not opened.',
	},
	password: {
		vi: 'Tệp đang đặt mật khẩu. Đề nghị bỏ mật khẩu rồi gửi lại.',
		en: 'The file is protected by a password.',
	},
	unreadable: {
		vi: 'Không đọc được tệp. Đề nghị mở tệp bằng Word hoặc trình đọc PDF, lưu lại thành tệp mới rồi gửi lại.',
		en: 'The file could not be read.',
	},
	'wrong-ending': {
		vi: 'Nội dung tệp không đúng với đuôi {ending}. Đề nghị kiểm tra lại tệp gốc.',
		en: 'The content of the file does not match its ending {ending}.',
	},
	'unsupported-format': {
		vi: 'Chưa đọc được loại tệp này ({ending}). Đề nghị lưu thành .docx, .pdf hoặc .txt rồi gửi lại.',
		en: 'This kind of file ({ending}) can not be read yet.',
	},
	'scan-without-text': {
		vi: 'Tệp là bản quét, không có phần chữ ({pages} trang). Đề nghị gửi bản có chữ (.docx hoặc PDF xuất từ máy).',
		en: 'The file is a scan without text ({pages} pages).',
	},
	'no-text': {
		vi: 'Tệp không có chữ nào. Đề nghị kiểm tra lại tệp gốc.',
		en: 'There is no text in the file.',
	},
	'too-many-paragraphs': {
		vi: 'Tệp có quá nhiều dòng (trên {limit}), không giống một văn bản. Đề nghị tách tệp rồi gửi lại.',
		en: 'The file has more than {limit} lines.',
	},
	'no-files': {
		vi: 'Tệp nén không có tệp nào bên trong. Đề nghị kiểm tra lại rồi gửi lại.',
		en: 'There are no files in the archive.',
	},
	'too-many-files': {
		vi: 'Tệp nén có quá nhiều tệp (tối đa {limit}). Đề nghị chia thành nhiều tệp nén nhỏ hơn.',
		en: 'The archive holds too many files (at most {limit}).',
	},
	'too-slow': {
		vi: 'Tệp quá phức tạp, đọc quá {seconds} giây chưa xong nên đã dừng. Đề nghị tách tệp rồi gửi lại.',
		en: 'Reading the file took more than {seconds} seconds and was stopped.',
	},
};

/** What is wrong with a file and what to do, in the words of an office. */
export const readErrorMessage = (
	key: ReadErrorKey,
	detail: Record<string, string | number> = {},
	language: 'vi' | 'en' = 'vi',
): string => words[key][language].replace(/\{(\w+)\}/g, (_, name: string) => String(detail[name] ?? '…'));
