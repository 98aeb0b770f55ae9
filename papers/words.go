package papers

import (
	"golang.org/x/text/language"

	"backhaul/locales"
)

// words are what papers say besides the names of goods and people.
type words struct {
	slip, layInside, order, customer, opened, item, units, reason, total string
	sendTo, pickup, inStore, parcel, tracking, checked                   string
	page                                                                 string // with the number of this page and of all
	toSort, inspected                                                    string
}

var english = words{
	slip: "Packing slip", layInside: "Please lay this sheet into the parcel, so that we find your return at once.",
	order: "Order", customer: "Customer", opened: "Asked for on", item: "Article", units: "Units", reason: "Reason", total: "Units in all",
	sendTo: "Send it to", pickup: "Hand the parcel to the courier who comes for it.", inStore: "Bring the goods and this sheet to the shop.",
	parcel: "Parcel", tracking: "Tracking number", checked: "Packed",
	page: "Page %d of %s", toSort: "units", inspected: "inspected",
}

var chinese = words{
	slip: "退货装箱单", layInside: "请将本单放入包裹内，以便我们收到后立即找到您的退货。",
	order: "订单号", customer: "顾客", opened: "申请日期", item: "商品", units: "数量", reason: "退货原因", total: "合计数量",
	sendTo: "寄往", pickup: "请将包裹交给上门取件的快递员。", inStore: "请携带商品和本单到门店办理。",
	parcel: "包裹", tracking: "运单号", checked: "已装箱",
	page: "第 %d 页，共 %s 页", toSort: "件", inspected: "验货日期",
}

func wordsIn(tag language.Tag) words {
	if tag == locales.Chinese {
		return chinese
	}
	return english
}
