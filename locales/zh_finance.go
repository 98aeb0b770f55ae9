package locales

// chineseFinance: who may let money flow, and what providers say.
var chineseFinance = map[string]string{
	"you opened this return, so somebody else must approve its refund":                                                            "这个退货是您发起的，退款须由其他人批准",
	"the refund of %s is above %s, the limit of %s; somebody with a higher limit must approve it":                                 "退款 %s 超过了“%[3]s”的限额 %[2]s，须由限额更高的人批准",
	"you have approved the refund of %s already; above %s a second, different person must approve it":                             "您已批准过退款 %s；超过 %s 的退款须由另一个人再次批准",
	"the refund of %s must be approved by two people before it is paid; approve it first":                                         "退款 %s 须先由两个人批准才能付款，请先批准",
	"the payment provider has accepted the refund as %s and may still pay it; wait for its answer, or the customer is paid twice": "支付服务商已受理退款（%s），仍可能付款；请等待其结果，否则会重复付款",
	"the refund %s was not paid by the provider, so that it cannot have failed there":                                             "退款 %s 并非由支付服务商付出，因此不可能在那里失败",
	"an amount can be given with approve only, not with %s":                                                                       "只有 approve 可以指定金额，%s 不可以",
	"the return is in %s, so its refund cannot be in %s":                                                                          "退货的货币是 %s，退款不能用 %s",
	"say why another amount is refunded":                                                                                          "请说明为什么改变退款金额",
	"the amount must not be below zero":                                                                                           "金额不能小于零",
	"%s is more than can be refunded for these lines; at most %s can":                                                             "%s 超出了这些商品可退的金额，最多可退 %s",
	"another return has been refunded for line %s meanwhile; retry the refund, so that it is computed anew":                       "第 %s 行在此期间已有其他退货退款；请重试退款，以便重新计算金额",
	"the discount has been given back meanwhile; retry the refund, so that it is computed anew":                                   "折扣在此期间已退还；请重试退款，以便重新计算金额",
	"the shipping has been refunded meanwhile; retry the refund, so that it is computed anew":                                     "运费在此期间已退还；请重试退款，以便重新计算金额",
	"no webhooks of %s are expected here":                                                                                         "这里不接收 %s 的 webhook",
	"the headers webhook-id, webhook-timestamp and webhook-signature are required":                                                "须带有 webhook-id、webhook-timestamp 和 webhook-signature 请求头",
	"the webhook-timestamp is more than five minutes from now":                                                                    "webhook-timestamp 与当前时间相差超过五分钟",
	"the webhook-signature does not fit the message and the secret":                                                               "webhook-signature 与消息和密钥不符",
	"the payment provider knows the refund %s with another amount or payment":                                                     "支付服务商已有退款 %s，但金额或付款不同",
	"the payment provider refuses the refund %s with the HTTP status %s":                                                          "支付服务商拒绝了退款 %s，HTTP 状态码 %s",
	"Not enough store credit":                                    "余额不足",
	"there is no such store credit":                              "没有这样的余额",
	"%s cannot be spent: the amount must be above zero":          "不能使用 %s：金额必须大于零",
	"the customer %s has %s of store credit; %s cannot be spent": "顾客 %s 的余额为 %s，不足以支付 %s",
}
