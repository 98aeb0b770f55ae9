package reports

// words are what stands in workbooks and digests, in Chinese. A test finds those
// that are missing.
var words = map[string]string{
	"Summary": "概览", "Trend": "趋势", "Reasons": "退货原因", "Products": "商品", "Categories": "品类", "Customers": "客户",
	"Cycle times": "处理时长", "Refunds": "退款", "Dispositions": "商品处置", "Policies": "政策", "Reviewers": "审核员", "Carriers": "承运商",
	"Figure": "指标", "This period": "本期", "Period before": "上期", "From": "开始", "To": "结束", "Returns": "退货单",
	"Sold units": "售出件数", "Requested units": "申请件数", "Returned units": "退回件数", "Return rate": "退货率", "Sold": "销售额",
	"Refunded": "退款额", "Loss": "损失", "Decided by the policy": "政策自动决定", "Day": "日期", "Average over a week": "七日均值",
	"Key": "代码", "Name": "名称", "Share": "占比", "Requested before": "上期申请件数", "Rejected": "已拒绝", "Not as sent": "缺件或错件",
	"Complaints": "投诉", "Unusual": "异常", "Status": "状态", "Median, hours": "中位数（小时）", "90 % within, hours": "90% 不超过（小时）",
	"Count": "次数", "Median before": "上期中位数", "90 % within before": "上期 90% 不超过", "Refunded to": "退款方式", "Refunds before": "上期退款数",
	"Disposition": "去向", "Units": "件数", "Units before": "上期件数", "Policy": "政策", "Version": "版本", "Approved by policy": "政策批准",
	"Approved by hand": "人工批准", "Rejected by policy": "政策拒绝", "Rejected by hand": "人工拒绝", "Cancelled": "已取消", "Expired": "已过期",
	"Decided": "已决定", "Approved": "批准", "Asked": "询问客户", "Carrier": "承运商", "Parcels": "包裹", "Delivered": "已送达", "Lost": "丢失",
	"Pickups failed": "取件失败", "available": "重新入库", "refurbish": "翻新", "quarantine": "隔离", "scrap": "报废", "vendor": "退供应商",
	"send_back": "退回客户", "missing": "缺件", "lost": "运输丢失", "wrong_item": "错件", UnusualRate: "退货率过高", UnusualRejected: "多次被拒绝",
	UnusualIncomplete: "多次缺件或错件",
}
