package locales

import "maps"

// chinese holds what a reader of Chinese sees for each English text. The tables
// are grouped by where the texts come from. What has to be typed (a field, a
// value such as keep_item) stays as it is.
var chinese = merge(chineseMoney, chineseOpening, chineseDeciding, chineseHands, chineseAfterwards, chineseGoods, chineseRefunds, chineseFinance, chineseOrders, chineseIntegrations, chineseTitles, chineseAPI,
	chineseBatches,
	chinesePolicies, chineseRules, chineseExchange, chineseAccess,
	chinesePayments, chineseHeld, chineseImports, chinesePast, chineseReports, chineseSecrets, chineseWebhooks,
	chineseAttention, chineseExplain, chinesePapers, chineseWording,
)

func merge(tables ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// chineseMoney: returns/money.go.
var chineseMoney = map[string]string{
	"%s is not an ISO 4217 currency code":          "%s 不是 ISO 4217 货币代码",
	"%s has more decimals than %s, which has %s":   "%s 的小数位数超出了 %s 的规定（%s 位）",
	"%s is too large an amount":                    "金额 %s 过大",
	"%s × %s is too large an amount":               "%s × %s 的金额过大",
	"%s is not a decimal amount such as \"12.34\"": "%s 不是有效金额，应写作 \"12.34\" 的形式",
}

// chineseOpening: asking for a return.
var chineseOpening = map[string]string{
	"the signal's input cannot be read: %s": "信号的内容无法读取：%s",
	"the input holds a value that cannot be stored, such as a NUL character or an id of thousands of characters": "输入中有无法保存的内容，例如 NUL 字符或长达数千字符的编号",
	"there is no order %s":                                                                  "没有订单 %s",
	"a return needs at least one line":                                                      "退货申请至少要有一行商品",
	"%s is not a method; choose pickup, drop_off, in_store or keep_item":                    "%s 不是可选的退货方式，请选择 pickup、drop_off、in_store 或 keep_item",
	"the pickup window ends at %s, before it starts at %s":                                  "取件时段的结束时间 %s 早于开始时间 %s",
	"the quantity must be between 1 and %s, not %s":                                         "数量必须在 1 到 %s 之间，不能是 %s",
	"%s is not a reason; choose one of %s":                                                  "%s 不是可选的退货原因，请从以下选择：%s",
	"the reason %s is not offered for line %s, whose category is %s; choose another reason": "第 %[2]s 行的商品类别为 %[3]s，不能选择退货原因 %[1]s，请选择其他原因",
	"line %s of order %s stands in the request twice; add the quantities up":                "申请中重复出现了订单 %[2]s 的第 %[1]s 行，请把数量合并",
	"line %s of order %s: %s asked for, but only %s of %s can still be returned":            "订单 %[2]s 第 %[1]s 行：申请退 %[3]s 件，但 %[5]s 件中只有 %[4]s 件还可退",
	"order %s has no line %s":                                                               "订单 %s 没有第 %s 行",
	"line %s of order %s is %s, not %s":                                                     "订单 %[2]s 第 %[1]s 行的 SKU 是 %[3]s，不是 %[4]s",
	"order %s has no line with the SKU %s":                                                  "订单 %s 中没有 SKU 为 %s 的商品",
	"the SKU %s stands on several lines of order %s at different prices; name the line_no":  "SKU %s 在订单 %s 中有多行且价格不同，请用 line_no 指明是哪一行",
	"a photo is not there or belongs to another return; upload it again":                    "有照片不存在，或已用于其他退货，请重新上传",
	"the return is still being opened; try again in a moment":                               "退货申请正在创建中，请稍后再试",
}

// chineseDeciding: what is decided about a return, and by whom.
var chineseDeciding = map[string]string{
	"there is no return %s":                                                                                  "没有退货单 %s",
	"no such return is running":                                                                              "没有这个正在处理的退货单",
	"the role %s may not %s a return":                                                                        "角色“%s”无权对退货执行“%s”",
	"the return is %s: nothing more can be decided, and %s is refused":                                       "退货当前为“%s”，已不能再作任何处理，“%s”未被接受",
	"the return is %s: %s is not possible now, but %s is":                                                    "退货当前为“%s”，现在不能“%s”，可以进行的操作：%s",
	"the decision %s was refused before: %s":                                                                 "处理 %s 此前已被拒绝：%s",
	"the service cannot decide this right now; repeat the same request in a moment":                          "系统暂时无法处理，请稍后原样重试",
	"the deadline %s is no longer the return's":                                                              "%s 已不是这个退货单的时限",
	"say why the return is rejected; the customer reads it":                                                  "请说明拒绝退货的原因，顾客会看到",
	"say what the customer should send or answer":                                                            "请说明需要顾客补充或答复什么",
	"%s is not a decision; choose approve, reject, request_info or counter_offer":                            "%s 不是可选的审核结果，请选择 approve、reject、request_info 或 counter_offer",
	"line %s is not in this return":                                                                          "这个退货单没有第 %s 行",
	"line %s is not in this return, or is named twice":                                                       "这个退货单没有第 %s 行，或该行重复出现",
	"line %s: between 0 and %s units can be approved, not %s":                                                "第 %s 行：可批准 0 到 %s 件，不能是 %s 件",
	"no unit would be approved; reject the return instead":                                                   "没有批准任何一件，请直接拒绝退货",
	"the order was paid in %s, not %s":                                                                       "订单以 %s 付款，不是 %s",
	"the amount %s is negative":                                                                              "金额 %s 不能为负",
	"%s is more than the %s that was paid and not yet refunded":                                              "%s 超过了已付且尚未退款的 %s",
	"say what is offered: an amount, keep_item, or lines with fewer units":                                   "请说明协商方案：金额、keep_item，或减少数量的商品行",
	"say whether the offer is accepted: true or false":                                                       "请说明是否接受方案：true 或 false",
	"send an answer or a photo":                                                                              "请填写答复或上传照片",
	"the shop's staff confirm this return":                                                                   "这个退货单由商家工作人员确认",
	"lines or amounts have changed since they were shown; read the return again and confirm what stands now": "商品行或金额在展示之后有变动，请重新查看后再确认",
}

// chineseGoods: the way back, the warehouse, the stock.
var chineseGoods = map[string]string{
	"the customer keeps the goods of this return; there is nothing to pick up":                                      "这个退货单的商品由顾客留用，无需取件",
	"the customer keeps the goods of this return; no parcel is expected":                                            "这个退货单的商品由顾客留用，不会有包裹寄回",
	"the customer keeps the goods of this return; nothing is expected":                                              "这个退货单的商品由顾客留用，无需收货",
	"%s is not a carrier event; choose handed_over, in_transit, delivered, failed_attempt, lost, refused or voided": "%s 不是物流动态，请选择 handed_over、in_transit、delivered、failed_attempt、lost、refused 或 voided",
	"the parcel is %s; %s cannot follow":                                                                            "包裹当前为“%s”，之后不能是“%s”",
	"say how many units of which lines arrived":                                                                     "请填写各行商品到货的数量",
	"line %s: %s counted, but only %s of %s approved units are still to come; more than that are strays":            "第 %[1]s 行：清点到 %[2]s 件，但批准的 %[4]s 件中只有 %[3]s 件尚未到货；超出部分请记为 strays",
	"the time %s lies in the future":                                                                                "时间 %s 在未来",
	"between 0 and %s of the units can be damaged, not %s":                                                          "破损数量须在 0 到 %s 之间，而不是 %s",
	"the parcel is %s; only what a carrier has lost can be refunded before it arrives":                              "包裹状态为 %s；只有承运商丢失的包裹才能在到货前退款",
	"a lost parcel can be refunded anyway with approve; %s is not possible, but the return can be closed":           "丢失的包裹可用 approve 直接退款；不能 %s，但可以关闭退货",
	"no unit waits for its inspection; close the return without lines":                                              "没有待验的商品，关闭退货时请不要填写 lines",
	"say where the %s uninspected units of line %s go":                                                              "请说明第 %[2]s 行 %[1]s 件未验商品的去向",
	"every approved unit has arrived or is written missing; there is nothing to pick up":                            "批准的商品均已到货或已记为缺失，无需取件",
	"a booking is for another parcel or replaces parcel %s, not both":                                               "预约要么是另一个包裹，要么替换第 %s 个包裹，不能两者兼有",
	"parcel %s is not a booking of this return that still waits for its courier":                                    "第 %s 个包裹不是本退货单中仍待取件的预约",
	"say which article it is": "请说明是哪个商品",
	"%s is no place for goods that came; choose restock, refurbish, quarantine, scrap, return_to_vendor or return_to_customer": "%s 不能作为到货商品的去向，请选择 restock、refurbish、quarantine、scrap、return_to_vendor 或 return_to_customer",
	"say which units were inspected and where they go":                                                                         "请填写验过哪些商品、分别如何处置",
	"%s is not a disposition; choose restock, refurbish, quarantine, scrap, return_to_vendor, return_to_customer or missing":   "%s 不是可选的处置方式，请选择 restock、refurbish、quarantine、scrap、return_to_vendor、return_to_customer 或 missing",
	"line %s: %s units given as %s, but only %s are open to it":                                                                "第 %[1]s 行：%[2]s 件登记为 %[3]s，但只有 %[4]s 件可以这样登记",
	"%s is not an outcome; choose sent_back or written_off":                                                                    "%s 不是可选的关闭方式，请选择 sent_back 或 written_off",
	"nothing has arrived that could be sent back; close the return as written_off":                                             "没有到货的商品可以寄回，请以 written_off 关闭",
	"the stock does not hold that many units":                                                                                  "库存没有这么多件",
	"somebody else has just asked for the same units; fewer can be returned now":                                               "这些商品刚刚已被另一个退货申请占用，现在可退的数量变少了",
}

// chineseRefunds: the money.
var chineseRefunds = map[string]string{
	"no approval of the return is recorded, so nothing can be refunded":                           "没有审核通过的记录，不能退款",
	"no unit was accepted, so there is nothing to refund; close the return instead":               "验货没有认可任何一件，无款可退，请关闭退货单",
	"say why nothing is refunded; the customer reads it":                                          "请说明不予退款的原因，顾客会看到",
	"after the inspection a return can be approved with an amount, or rejected; %s is neither":    "验货之后只能批准退款金额或拒绝，不能是 %s",
	"%s units of line %s were accepted; that can no longer be changed to %s, only the amount can": "第 %[2]s 行已认可 %[1]s 件，不能再改为 %[3]s 件，只能改金额",
	"the task %s is closed; %s is the open one of this return":                                    "任务 %s 已关闭，这个退货单待处理的任务是 %s",
	"nobody has approved the refund %s yet, so that no provider can have paid it":                 "退款 %s 还没有人批准，支付渠道不可能已经付款",
	"give the reference of the payment, such as the bank's":                                       "请填写付款的流水号，例如银行的流水号",
	"say why the refund is refused; the reviewer decides anew":                                    "请说明拒绝退款的原因，审核员会重新决定",
	"%s is not an action; choose approve, reject, mark_paid or retry":                             "%s 不是可选的操作，请选择 approve、reject、mark_paid 或 retry",
	"the refund is %s and can no longer be refused":                                               "退款当前为“%s”，不能再拒绝",
	"the refund is %s; %s cannot follow":                                                          "退款当前为“%s”，之后不能是“%s”",
	"no refund is due: the return is %s and waits for %s":                                         "现在还不能退款：退货单状态为“%s”，正在等待“%s”",
	"the return has a refund already":                                                             "这个退货单已经有一笔退款",
	"more would be refunded than was paid":                                                        "退款会超过已付金额",
	"more would be refunded for a line than was paid for it":                                      "该行的退款会超过其已付金额",
	"more units would be refunded than were bought":                                               "退款的件数会超过购买的件数",
	"more shipping would be refunded than was paid":                                               "退还的运费会超过已付的运费",
	"the payment provider %s is not configured":                                                   "支付渠道 %s 尚未配置",
}
