package locales

// chineseExplain: why a return is where it is, in whole sentences.
var chineseExplain = map[string]string{
	// What it waits for.
	"The return waits for: %s. If nothing is heard of the parcel until %s, the carrier is to be asked.":               "退货单正在等待：%s。若到 %s 仍无物流更新，将提示询问承运商。",
	"Nobody has to act: the service takes the next step by itself.":                                                   "无需任何人处理：系统会自动执行下一步。",
	"Nobody has to act: the service takes the next step by itself. If it has not until %s, an administrator is told.": "无需任何人处理：系统会自动执行下一步；若到 %s 仍未完成，将通知管理员。",
	"Nobody has to act: the service takes the next step by itself. If it has not until %s, the return expires.":       "无需任何人处理：系统会自动执行下一步；若到 %s 仍未完成，退货将超时关闭。",

	// What a clause of the verdict saw.
	"%s %s":          "%s%s",
	"Line %s: %s %s": "第 %s 行：%s%s",
	"The policy gives no days for returning such goods for this reason.": "按政策，此类商品以此原因不可退货。",
	"the order":    "下单",
	"the dispatch": "发货",
	"the delivery": "签收",
	"The day from which the %s-day window counts is not known. From %s on %s, it ended on %s by the shop's calendar; the return was asked for on %s.": "%s 天退货期的起算日不详；若自%s（%s）起算，按店铺日历已于 %s 截止，申请日期为 %s。",
	"The %s-day window from %s on %s ends on %s by the shop's calendar; the return was asked for on %s.":                                              "%s 天退货期自%s（%s）起算，按店铺日历于 %s 截止，申请日期为 %s。",
	"%s is not on final sale.":                                        "商品 %s 不属于不可退商品。",
	"%s is on final sale.":                                            "商品 %s 属于不可退商品。",
	"%s, of the category “%s”, is on final sale.":                     "商品 %s（品类“%s”）属于不可退商品。",
	"Photos that the reason “%s” needs: %s; photos that came: %s.":    "原因“%s”需要照片 %s 张，已提供 %s 张。",
	"The customer asks to keep the goods and to have the money back.": "顾客申请仅退款、不退回商品。",
	"The rules of this policy could not be read.":                     "无法读取该政策的规则。",
	"The rule “%s” could not be judged: %s.":                          "规则“%s”无法判断：%s。",
	"The rule “%s” applies: “%s”.":                                    "适用规则“%s”：“%s”。",
	"The rule “%s” applies: “%s” (%s).":                               "适用规则“%s”：“%s”（%s）。",

	// What came of it.
	"That meets the policy.":                                                                  "符合政策。",
	"That does not meet the policy, which rejects the return.":                                "不符合政策，退货被拒绝。",
	"That does not meet the policy, but staff asked for the return and may decide otherwise.": "不符合政策，但申请由工作人员提出，可另行决定。",
	"A person decides.":      "由人工审核。",
	"It approves the line.":  "该规则通过此行。",
	"It rejects the return.": "该规则拒绝退货。",
	"It would reject the return, but staff asked for it and may decide otherwise.": "该规则本会拒绝退货，但申请由工作人员提出，可另行决定。",
	"It asks for a person, who decides.":                                           "该规则要求人工审核。",

	// Why a step is not done, and what a person can do.
	"No worker has taken this step yet. If that lasts, see that `backhaul worker` runs, and run more of them if they are busy.":                                                           "尚无 worker 领取此步骤。若持续如此，请确认 `backhaul worker` 正在运行；若都在忙，请增加数量。",
	"The worker that had this step ended, or took too long. The step is tried again by itself; if that happens again, see the worker's log and its machine.":                              "执行此步骤的 worker 已退出或超时。系统会自动重试；若再次发生，请检查 worker 的日志和所在机器。",
	"This is a fault of the program. Nothing is lost, and the step is tried again; report last_error with the worker's log, and update once it is repaired.":                              "这是程序的故障。数据没有丢失，系统会自动重试；请将 last_error 连同 worker 的日志一并上报，修复后升级。",
	"PostgreSQL cannot be reached, or does not do what it was asked. The return goes on by itself once it does; see that the server runs, and that DATABASE_URL is right.":                "无法连接 PostgreSQL，或其未能执行请求。恢复后退货会自动继续；请确认服务器正在运行，且 DATABASE_URL 正确。",
	"The payment provider asks to come back later. Nothing is to be done: it is asked again at next_attempt.":                                                                             "支付机构要求稍后再试。无需处理：系统会在 next_attempt 再次请求。",
	"The mail server is away, or does not take the message. Only the mail is late, and it goes out once the server takes it; see last_error and BACKHAUL_SMTP_URL.":                       "邮件服务器不可用或拒收邮件。受影响的只有邮件，服务器恢复后会自动发出；请查看 last_error 和 BACKHAUL_SMTP_URL。",
	"The payment provider does not answer, or answers with an error. It is asked again under the same key, so that nothing is paid twice; see last_error and the provider's status page.": "支付机构没有响应或返回错误。系统会以同一幂等键重试，不会重复付款；请查看 last_error 和支付机构的状态页。",
	"The carrier does not answer, or answers with an error. It is asked again by itself, and nothing is booked twice; see last_error, or call the carrier if it is urgent.":               "承运商没有响应或返回错误。系统会自动重试，不会重复下单；请查看 last_error，紧急时请致电承运商。",
	"This step failed and is tried again by itself. If last_error stays the same, show it, with the worker's log, to an administrator.":                                                   "此步骤失败，系统会自动重试。若 last_error 一直不变，请将其连同 worker 的日志交给管理员。",
}
