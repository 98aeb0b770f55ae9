package locales

// chinesePapers: what is printed.
var chinesePapers = map[string]string{
	"the goods of this return stay with the customer: there is nothing to pack": "这个退货单的商品由顾客保留，无需装箱",
	"the return is %s: there is a packing slip once it is confirmed":            "退货当前为“%s”，确认后才有装箱单",
	"the return is %s: nothing is to be sent any more":                          "退货当前为“%s”，已无需寄回商品",
	"nothing of this return has been inspected yet: there is nothing to label":  "这个退货单尚未验货，没有可打印的标签",
}
