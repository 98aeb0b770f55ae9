package locales

// chineseRules: rules and forms of the shop's own.
var chineseRules = map[string]string{
	"line %s, character %s: %s":                                           "第 %s 行第 %s 个字符：%s",
	"the rule must be true or false, and it is of the type %s":            "规则的结果必须是 true 或 false，现为 %s 类型",
	"the rule cannot be run: %s":                                          "规则无法运行：%s",
	"the rule is not UTF-8":                                               "规则不是 UTF-8",
	"the form is larger than %s bytes":                                    "表单超过 %s 字节",
	"the form is not JSON: %s":                                            "表单不是 JSON：%s",
	"the form is no JSON Schema: %s":                                      "表单不是有效的 JSON Schema：%s",
	"a form is a JSON Schema of the type object":                          "表单应是类型为 object 的 JSON Schema",
	"a form has between 1 and %s fields, not %s":                          "表单应有 1 到 %s 个字段，不能是 %s 个",
	"the form is nested more than %s levels deep":                         "表单的嵌套超过 %s 层",
	"%s is not possible in a form; write everything out where it belongs": "表单中不能使用 %s，请在所在处写全",
	"the form has no such field":                                          "表单中没有这个字段",
	"the text has fewer than %s characters":                               "文本少于 %s 个字符",
	"the form does not allow this: %s":                                    "表单不允许这样填写：%s",
}
