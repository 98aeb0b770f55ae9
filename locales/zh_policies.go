package locales

// chinesePolicies: what a policy may hold.
var chinesePolicies = map[string]string{
	"there is no version %s of a policy %s":                                           "政策 %[2]s 没有版本 %[1]s",
	"there is no policy %s":                                                           "没有政策 %s",
	"the period begins at %s, which is not before its end at %s":                      "时段的开始 %s 不早于结束 %s",
	"the reason %s stands in the list twice":                                          "列表中重复出现了原因 %s",
	"%s is not a language tag such as de or pt-BR":                                    "%s 不是有效的语言标签，应写作 de 或 pt-BR 的形式",
	"the labels in English and Chinese are label_en and label_zh":                     "英文和中文的名称请写在 label_en 和 label_zh 中",
	"at least one reason must be active, or nobody can ask for a return":              "至少要有一个启用的原因，否则无法申请退货",
	"give the policy a name of at most %s bytes":                                      "请为政策命名，最长 %s 字节",
	"%s is not a time zone such as Europe/London":                                     "%s 不是有效时区，应写作 Asia/Shanghai 的形式",
	"a policy has between 1 and %s windows, not %s":                                   "政策应有 1 到 %s 个退货期限，不能是 %s 个",
	"an earlier window matches everything that this one does; put it before that one": "前面的退货期限已涵盖这一条，请把它移到那一条之前",
	"the policy has two rules %s; give one another name":                              "政策中有两条规则名为 %s，请给其中一条换个名称",
	"say why, in at most %s bytes; the customer reads it":                             "请说明原因，最长 %s 字节，顾客会看到",
	"%s is above the %s from which two people must approve":                           "%s 超过了需要两人批准的金额 %s",
	"nobody waits in the status %s":                                                   "状态 %s 中无人等待，不能设时限",
	"say what happens when nobody acts while a return is %s":                          "请说明退货处于“%s”且无人处理时如何处理",
	"the last deadline of a refunded return must complete it":                         "“refunded”状态的最后一个时限必须是 complete",
	"the hours must be more than %s and at most %s":                                   "小时数必须大于 %s 且不超过 %s",
	"after %s nothing waits any more; make that the last deadline":                    "“%s”之后不再等待，请把它作为最后一个时限",
}
