package locales

// chineseImports are the refusals of rows of stock and reasons.
var chineseImports = map[string]string{
	"%s is not JSON":                              "%s 不是有效的 JSON",
	"%s is true or false, not %s":                 "%s 只能是 true 或 false，不能是 %s",
	"the reason %s stands in row %s already":      "原因 %s 在第 %s 行已出现过",
	"the position must be a whole number, not %s": "position 必须是整数，不能是 %s",
	"%s is not a JSON object of texts by language, such as {\"de\": \"Zu spät\"}":                                                    "%s 不是按语言列出文字的 JSON 对象，例如 {\"de\": \"Zu spät\"}",
	"%s is not a location; it has up to 40 letters, digits, points, dashes and underscores":                                          "%s 不是有效的库位；最多 40 个字母、数字、点、连字符或下划线",
	"%s cannot be counted in; choose available, refurbish, quarantine, scrap or vendor, since what else there is belongs to returns": "%s 不能盘点；请选择 available、refurbish、quarantine、scrap 或 vendor，其余库存属于退货",
	"the quantity must be between 0 and %s, not %s":                                                                                  "数量必须在 0 到 %s 之间，不能是 %s",
	"nobody can have counted at %s; give a time that has passed":                                                                     "不可能在 %s 盘点；请填写已经过去的时间",
	"%s in %s at %s is counted in row %s already":                                                                                    "%s（%s，库位 %s）在第 %s 行已盘点过",
	"%s units of %s were taken from %s at %s since it was counted; %s cannot have been there":                                        "盘点之后已有 %s 件 %s 从 %s（库位 %s）取出，盘点时不可能只有 %s 件",
	"%s is not the code of a reason; it begins with a small letter and has up to 40 small letters, digits and underscores":           "%s 不是有效的原因代码；须以小写字母开头，最多 40 个小写字母、数字或下划线",
	"say whether %s is the customer's doing, who then pays for the way back":                                                         "请说明 %s 是否由顾客造成（由顾客承担退回运费）",
	"%s is no category, or stands there twice":                                                                                       "%s 不是有效的品类，或出现了两次",
	"the label in %s must have between 1 and %s characters":                                                                          "%s 的名称必须有 1 到 %s 个字符",
	"the form must be a JSON object, a JSON Schema":                                                                                  "表单必须是 JSON 对象（JSON Schema）",
	"a reason has at most %s categories, %s labels in further languages and a form of %s keys":                                       "一个原因最多有 %s 个品类、%s 个其他语言的名称，表单最多 %s 个键",
	"a shop has at most %s reasons, and these would be %s":                                                                           "最多可有 %s 个原因，现在会有 %s 个",
}
