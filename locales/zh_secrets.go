package locales

// chineseSecrets: what is encrypted, and what is erased.
var chineseSecrets = map[string]string{
	"a payload cannot be decrypted: its key is not here any more, or it was changed": "有一段数据无法解密：其密钥已不在此处，或数据被改动过",
}
