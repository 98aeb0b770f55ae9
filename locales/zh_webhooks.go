package locales

// chineseWebhooks: who else is told of what happens to returns.
var chineseWebhooks = map[string]string{
	"there is no webhook subscription %s":                                                                             "没有 Webhook 订阅 %s",
	"the webhook subscription %s has no message %s":                                                                   "Webhook 订阅 %s 没有消息 %s",
	"the webhook subscription %s is disabled; enable it first":                                                        "Webhook 订阅 %s 已停用，请先启用",
	"there are %s webhook subscriptions already, which is the most there can be; delete one first":                    "已有 %s 个 Webhook 订阅，达到上限；请先删除一个",
	"there are no messages of the kind %s":                                                                            "没有类型为 %s 的消息",
	"the address begins with https://, so that nobody reads along":                                                    "地址必须以 https:// 开头，以免内容被他人读取",
	"the address holds no user name, password or fragment; messages are signed instead":                               "地址中不能包含用户名、密码或片段；消息以签名验证",
	"messages go to public addresses only, and never into a private network or to the service itself":                 "消息只发送到公网地址，绝不发送到内部网络或本服务自身",
	"%s is not an address such as https://shop.example.com/returns":                                                   "%s 不是有效的地址，例如 https://shop.example.com/returns",
	"this subscription was made already, and its secret was shown then; if it is lost, ask for a new secret of %s":    "该订阅已经创建，密钥当时已显示；如已丢失，请为 %s 申请新密钥",
	"secrets of webhooks are kept encrypted, and the service has no key for that: set BACKHAUL_PAYLOAD_KEYS first":    "Webhook 密钥以加密方式保存，而本服务没有可用的加密密钥：请先设置 BACKHAUL_PAYLOAD_KEYS",
	"the webhook subscription %s to %s is disabled: for five days nothing got through; repair it and enable it again": "Webhook 订阅 %s（%s）已停用：五天来没有任何消息送达；请修复后重新启用",
	"the webhook subscription %s to %s is disabled: its receiver answered that it wants no more messages (410)":       "Webhook 订阅 %s（%s）已停用：接收方答复不再接收消息（410）",
}
