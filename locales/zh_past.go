package locales

// chinesePast are the refusals of returns of a former system.
var chinesePast = map[string]string{
	"%s does not name the system that the returns come from; give up to 40 small letters, digits, points, dashes and underscores": "%s 不是有效的旧系统名称；最多 40 个小写字母、数字、点、连字符或下划线",
	"the line_no must be a whole number from 1, not %s":                                                                           "line_no 必须是从 1 开始的整数，不能是 %s",
	"name the line of the order by line_no or sku":                                                                                "请用 line_no 或 sku 指明订单行",
	"the return %s has more than %s rows":                                                                                         "退货 %s 超过 %s 行",
	"the rows of the return %s do not stand together; it began in row %s; sort the file by return_number":                         "退货 %s 的各行没有排在一起（从第 %s 行开始）；请按 return_number 排序",
	"row %s beside it cannot be read and may belong to the return %s; correct it, and import them together":                       "相邻的第 %s 行无法读取，可能属于退货 %s；请更正后一起导入",
	"another row of the return %s was not taken; correct it, and import the rows of the return together":                          "退货 %s 的另一行未被接受；请更正后将该退货的各行一起导入",
	"the return %s was imported before and said something else; what is in the books stays as it is":                              "退货 %s 此前已导入且内容不同；已入账的内容保持不变",
	"%s is another one than in the first row of the return %s":                                                                    "%s 与退货 %s 第一行的不一致",
	"%s is not how a return ends; choose one of %s":                                                                               "%s 不是退货的结束状态；请从 %s 中选择",
	"the return is %s and has not ended; end it where it is, or open it here as a new one":                                        "退货处于 %s，尚未结束；请在原系统中结束，或在此新建退货",
	"the return cannot have ended at %s, before it was opened at %s":                                                              "退货不可能在 %s 结束，早于其发起时间 %s",
	"the return cannot have ended at %s, which is still to come":                                                                  "退货不可能在 %s 结束，该时间尚未到来",
	"the return cannot have been opened at %s, before the order of %s":                                                            "退货不可能在 %s 发起，早于下单时间 %s",
	"the SKU %s stands on several lines of order %s; name the line_no":                                                            "SKU %s 出现在订单 %s 的多行中；请填写 line_no",
	"line %s of order %s stands in the return twice; add the quantities up":                                                       "订单行 %s（订单 %s）在退货中出现了两次；请合并数量",
	"a return that ended as %s has no %s; leave the cell empty":                                                                   "以 %s 结束的退货没有 %s；请将该单元格留空",
	"%s is not a disposition; choose one of %s":                                                                                   "%s 不是有效的处置方式；请从 %s 中选择",
	"the customer keeps the goods of all lines of a return, or of none":                                                           "一次退货的所有行要么都由顾客保留商品，要么都不保留",
	"%s cannot be less than nothing, as %s is":                                                                                    "%s 不能为负数（%s）",
	"order %s has %s of its shipping left to refund, not %s":                                                                      "订单 %s 可退的运费只剩 %s，不足 %s",
	"line %s of order %s has %s left to refund, not %s":                                                                           "订单行 %s（订单 %s）可退的金额只剩 %s，不足 %s",
}
