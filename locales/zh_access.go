package locales

// chineseAccess: signing in, users, tokens, and who asks too often.
var chineseAccess = map[string]string{
	"Not signed in":         "未能登录",
	"Not from another site": "不接受来自其他网站的请求",
	"Too many requests":     "请求过于频繁",
	"too many requests or failed attempts; try again in %s seconds":                                                      "请求过多或尝试失败次数过多，请在 %s 秒后重试",
	"the name or the password is wrong, or the user is disabled":                                                         "用户名或密码错误，或该用户已停用",
	"the session is over; sign in again":                                                                                 "会话已结束，请重新登录",
	"this is for a session, and the call came with a token":                                                              "此操作只适用于登录会话，而本次请求使用的是令牌",
	"a password has at least %s characters; several words are a good one":                                                "密码至少要有 %s 个字符，由几个词组成的更好",
	"a password has at most %s characters":                                                                               "密码最多 %s 个字符",
	"the password is the user's own name or address; choose another":                                                     "密码不能是用户自己的名称或邮箱，请换一个",
	"this is not the password there is now":                                                                              "这不是当前的密码",
	"there is a user %s already":                                                                                         "用户 %s 已存在",
	"there is no user %s":                                                                                                "没有用户 %s",
	"%s is the only admin; make another one first":                                                                       "%s 是唯一的管理员，请先另设一位",
	"a user of the role customer has a customer_id, and no other user has one":                                           "角色为 customer 的用户必须有 customer_id，其他用户不能有",
	"a token may do no more than you: the role %s may do what %s may not":                                                "令牌的权限不能超过您自己：角色 %s 的部分权限 %s 没有",
	"there is no token %s":                                                                                               "没有令牌 %s",
	"this token was made already, and its secret was shown then; if it is lost, revoke the token %s and make another":    "该令牌已经创建，密文当时已显示；如已丢失，请撤销令牌 %s 后重新创建",
	"with a session's cookie this must come from the service's own pages, with their Origin; programs send a token":      "使用会话 Cookie 时，此请求必须来自本服务自己的页面并带有 Origin；程序请使用令牌",
	"there is nothing with this number and contact; check both, and use the e-mail address or phone number of the order": "没有与该编号和联系方式相符的记录，请核对两者，并使用订单上的邮箱或电话",
	"the link has expired; ask for a new one with the order number":                                                      "链接已失效，请用订单号重新获取",
	"there are no customers' links here: the shop has set no key to sign them with":                                      "此处不提供客户链接：商家尚未设置签名密钥",
}
