package locales

// chineseExchange: goods that go out instead of money.
var chineseExchange = map[string]string{
	"%s is not offered; a refund goes to the original payment, to store_credit or to an exchange":    "不支持 %s；退款只能原路退回、退为 store_credit（余额），或换货 exchange",
	"a replacement can be named only when refund_to is exchange":                                     "只有 refund_to 为 exchange 时才能指定替换商品",
	"somebody else can be credited only when refund_to is store_credit":                              "只有 refund_to 为 store_credit 时才能退给他人的余额",
	"only the shop can credit somebody else than who bought; ask the shop":                           "只有商家才能把余额退给购买者以外的人，请联系商家",
	"an exchange needs at least one line of what the customer gets instead":                          "换货至少要有一行替换商品",
	"an exchange has at most %s lines":                                                               "换货最多 %s 行",
	"name the SKU of the replacement":                                                                "请填写替换商品的 SKU",
	"the order is in %s, so its replacement cannot be priced in %s":                                  "订单币种为 %s，替换商品不能以 %s 计价",
	"the price must not be below zero":                                                               "价格不能为负",
	"the refund is settled; only the release of a replacement that was not available can be retried": "退款已结清；只有缺货未发放的替换商品可以重试",
	"the customer owes %s for the replacement; collect it and record the reference with mark_paid":   "客户需为替换商品补款 %s；请收款后用 mark_paid 登记凭证号",
	"the replacement has been released already, so the refund can no longer be refused":              "替换商品已发放，不能再拒绝退款",
	"the replacement has not been released yet, so the return cannot be completed":                   "替换商品尚未发放，退货不能完成",
}
