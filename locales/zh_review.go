package locales

// chineseHands: whose hands a return is in.
var chineseHands = map[string]string{
	"%s has claimed this return since %s; the claim lapses at %s, and until then only they or an administrator decide": "%s 已于 %s 认领了这个退货单；认领在 %s 失效，在此之前只有认领人或管理员可以处理",
	"nobody has claimed this return, so there is nothing to release":                                                   "这个退货单没有人认领，无需取消认领",
	"%s has claimed this return, and only they or an administrator can release it":                                     "这个退货单由 %s 认领，只有认领人或管理员可以取消认领",
	"there is no user %s":                  "没有用户 %s",
	"%s is %s and may not review a return": "%s 的角色是 %s，不能审核退货",
}

// chineseAfterwards: what a return waits for, and what is said once it is decided.
var chineseAfterwards = map[string]string{
	"The return waits for: %s.":                                                              "退货单正在等待：%s。",
	"The return waits for: %s, until %s; then they are reminded.":                            "退货单正在等待：%s，截止 %s；逾期将发出提醒。",
	"The return waits for: %s, until %s; then an administrator is told.":                     "退货单正在等待：%s，截止 %s；逾期将通知管理员。",
	"The return waits for: %s, until %s; then the policy approves it.":                       "退货单正在等待：%s，截止 %s；逾期将按政策自动通过。",
	"The return waits for: %s, until %s; then it expires.":                                   "退货单正在等待：%s，截止 %s；逾期将超时关闭。",
	"The return waits for: %s, until %s; then it is complete.":                               "退货单正在等待：%s，截止 %s；届时退货完成。",
	"a remark is a note or a rating; this is neither":                                        "备注或评分必须填写其一",
	"give a rating, or say what you complain about":                                          "请填写评分或投诉内容",
	"the complaint about %s is open, but its workflow cannot be found; ask an administrator": "%s 的投诉仍在处理，但找不到对应的工作流，请联系管理员",
	"a note needs a text":                                            "请填写备注内容",
	"a rating is between 1 and 5, not %s":                            "评分须在 1 到 5 之间，不能是 %s",
	"the return is %s: it can be rated once it is over":              "退货当前为“%s”，结束后才能评价",
	"say what went wrong":                                            "请说明投诉的内容",
	"write the answer that the customer reads":                       "请填写给顾客的答复",
	"say why; the customer reads it":                                 "请说明理由，顾客会看到",
	"%s is not a decision; choose uphold or dismiss":                 "%s 不是可选的裁决，请选择 uphold 或 dismiss",
	"the complaint is %s: %s is not possible now":                    "投诉当前为“%s”，现在不能“%s”",
	"a complaint that was escalated is an administrator's to decide": "已升级的投诉由管理员裁决",
	"the return is %s: there is nothing to complain about yet, or no longer; write to the shop instead": "退货当前为“%s”，现在不能投诉，请直接联系商家",
	"the return is %s: complaints about it were possible until %s":                                      "退货当前为“%s”，投诉已于 %s 截止",
}
