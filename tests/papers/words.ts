/** A paragraph of several lines, as such papers have them. */
export const long =
	'Trong những năm qua, công tác xây dựng Đảng các cấp đã đạt được nhiều kết quả quan trọng. Tuy nhiên, việc ứng dụng công nghệ thông tin và chuyển đổi số trong công tác xây dựng Đảng còn chậm, chưa đồng bộ; hệ thống cơ sở dữ liệu đảng viên, tổ chức đảng chưa được số hoá toàn diện; việc quản lý hồ sơ đảng viên, thu nộp đảng phí, sinh hoạt chi bộ phần lớn còn thực hiện thủ công.';
