/** The commonest syllables of official documents, counted over some 650 of the gazette. They tell which of two ways to cut is meant. */
export const commonSyllables: ReadonlySet<string> = new Set(
	`định của và số điều các công quy có theo động được ngày cơ hợp thông tại tư cấp bộ quan hành thực trong
chức hiện khoản về chính với người tổ lý trường việc nghiệp vụ bảo nghị luật báo hội dụng nước nhà nhân
năm hoặc đối pháp này từ đầu lao tài đồng tháng quản cho thời trình sở bản không nhận xã án quyết quyền
thành ban sản dự chứng điểm nhiệm giá hoạt đổi hàng gia doanh sơ dịch làm chủ văn hồ dân ký chi tế thẩm
sử hiểm sau liệu phải để hạn tin nội đơn liên bổ kinh là giấy quốc đề tiền giao một cáo thuộc thi lập
viên khác trưởng thầu kết đến kiểm học vị vi sung trên thu nam bị việt sửa độ chỉ toán địa ngân phạm đã
phương do ngoài hiệu trợ an xuất thủ nghề tiếp phủ khi trách phát quỹ tổng lực xác phòng tính cá thể
chất thống mức điện giáo sự ủy cầu dung năng tra phí tiêu trung mục hóa lượng tạo tác tỉnh tên loại nđ
bằng chế mẫu thì sách xây sinh dựng ứng thiết trị phụ hệ hình giải kế tự danh thuế thương kiện khai yêu
chuyển thanh hoạch giám gian phân đăng vốn khu kể phép dục đủ đảm đại nếu kỹ vực căn gồm tham khoán quả
tục đánh trực cứ ghi chương sát kèm lệ kiến bệnh thức đất toàn chuyên dẫn diện phần gửi đào vào lục xử
ty đóng trước vật vệ kỳ như chuẩn thuật áp hỗ triển bên lại hướng ngành nghệ thị bao thay hưởng nộp dữ
qua nhập cao trả tượng quá tịch môi tử lương cung phẩm hoàn tập lưu nơi hộ trừ cục nghĩa chưa duyệt rõ
nhất chỉnh chấp ra phục khẩu xét nguồn phê nguyên tối phiếu binh đó vay bán thuận đặc bố tiết tích
thường lĩnh mua tín cộng hữu trí khoa trở phối đây máy phù tạm thác mà tương giới cứu đi vận phố hải
chịu kê nông chọn cần nghiệm đang trái đường chữa tỷ mới mô ương minh lần mạng soát cách biên thưởng cụ
biểu mã biện ii từng đa thế cố lên đáp lựa hồi bỏ tuyến trì đầy di đấu lợi biệt dưỡng nêu độc hòa giảm
vấn thiểu mời môn chí xem giữ tình tâm phạt khám tăng cổ đạo quân nợ đốc thủy trụ tờ nuôi ninh chống
tiến ngoại rủi những ro`.split(/\s+/),
);
