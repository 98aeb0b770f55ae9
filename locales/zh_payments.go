package locales

// chinesePayments: orders that were paid by several payments, and the parts of
// their refunds.
var chinesePayments = map[string]string{
	"%s units of %s would leave the stock %s, which holds %s: others have taken them meanwhile; correct the stock by an adjustment, then decide again":             "需从库存 %[3]s 取出 %[1]s 件 %[2]s，但只有 %[4]s 件：其间已被他人取走；请先调整库存，再重新提交",
	"the payment provider does not answer since %s and may have paid already; wait for its answer, or from %s on record your own payment with override and a note": "支付服务商自 %s 起没有答复，可能已经付款；请等待其答复，或自 %s 起用 override 并附说明登记人工付款",
	"say why the payment provider is not waited for":                                                 "请说明为何不再等待支付服务商",
	"override can be given with mark_paid only, not with %s":                                         "只有 mark_paid 可以使用 override，%s 不可以",
	"nothing of the refund is left to send to a provider":                                            "退款中已没有需要提交给支付服务商的部分",
	"the payments of the order add up to %s, but its total is %s; send payments that add up to it":   "订单各笔付款合计 %s，而订单总额为 %s；请提交合计等于总额的 payments",
	"payment %s of order %s has refunds; it can be neither removed nor changed, only its amount can": "订单 %[2]s 的第 %[1]s 笔付款已有退款，不能删除或更改，只能改金额",
	"%s of payment %s of order %s was refunded; less cannot have been paid":                          "订单 %[3]s 的第 %[2]s 笔付款已退款 %[1]s，付款金额不能低于此数",
	"give payment or payments, not both":                                                             "payment 与 payments 只能填写一个",
	"an order has at most %s payments, not %s":                                                       "一个订单最多有 %s 笔付款，不能有 %s 笔",
	"%s is not a way to pay that is known here":                                                      "%s 不是可识别的付款方式",
	"%s is not the name of a payment provider":                                                       "%s 不是支付服务商的名称",
	"what was paid with store credit has the method store_credit, not %s":                            "用余额支付的款项，method 应为 store_credit，而不是 %s",
	"a payment is more than zero":                                                                    "付款金额必须大于零",
	"the sum of the payments is too large an amount":                                                 "各笔付款的合计金额过大",
	"the order's payments have %s left to refund, not %s":                                            "订单的各笔付款还可退 %s，不足 %s",
	"nothing of the refund is left to pay to payment %s of the order":                                "这笔退款中，订单的第 %s 笔付款已没有待退的部分",
	"the part of the refund for payment %s has not failed, so that it cannot be retried":             "第 %s 笔付款的退款并未失败，不能重试",
}
