package locales

// chineseSecrets: what is encrypted, and what is erased.
var chineseSecrets = map[string]string{
	"nothing is known of a customer %s":         "没有关于客户 %s 的任何记录",
	"nobody has asked to erase the customer %s": "没有人要求删除客户 %s 的个人数据",
	"the customer cannot be erased while something of theirs is open: %s; bring it to its end, or cancel it, first":   "该客户还有未结束的事项：%s。请先办结或取消，再删除其个人数据",
	"the customer cannot be erased while the batch %s is about to open a return of theirs; resume or cancel it first": "批次 %s 即将为该客户建立退货，暂不能删除其个人数据；请先继续或取消该批次",
	"a payload cannot be decrypted: its key is not here any more, or it was changed":                                  "有一段数据无法解密：其密钥已不在此处，或数据被改动过",
}
