package locales

// chineseBatches: many returns in one go, and tables that are sent.
var chineseBatches = map[string]string{
	"no row of the batch that was chosen has a return; look at GET /v1/batches/%s/rows?outcome=opened": "所选的行都没有退货单，请查看 GET /v1/batches/%s/rows?outcome=opened",
	"there is no batch %s": "没有批次 %s",
	"this is a fault of the service and not of the row; the log has the details":        "这是服务的故障，与该行无关；详情见日志",
	"the field %s stands in the body twice":                                             "请求体中的字段 %s 重复",
	"the body must be an object with name and returns, a list":                          "请求体必须是含有 name 和列表 returns 的对象",
	"the body is not JSON: %s":                                                          "请求体不是 JSON：%s",
	"one return has more than %s MB":                                                    "一个退货申请超过 %s MB",
	"a batch has at most %s rows; send the rest as another batch":                       "一个批次最多 %s 行，其余请另建批次",
	"prices_include_tax is true or false, not %s":                                       "prices_include_tax 应为 true 或 false，不能是 %s",
	"there is no return in the batch":                                                   "批次中没有任何退货申请",
	"give the batch a name":                                                             "请填写批次名称",
	"%s must be a whole number from 1 on, not %s":                                       "%s 必须是从 1 开始的整数，不能是 %s",
	"the batch is %s; it is too late, or too early, to %s it":                           "批次当前为“%s”，现在不能 %s",
	"say in a note why, or what is missing; the customers read it":                      "请在 note 中说明原因或缺少什么，顾客会看到",
	"the review of a batch says approve, reject or request_info, not %s":                "批次的审核只能是 approve、reject 或 request_info，不能是 %s",
	"there is nothing called %s that could be done with a batch":                        "批次没有名为 %s 的操作",
	"the role %s may not %s a batch":                                                    "角色 %s 不能对批次执行 %s",
	"the row cannot be read: %s":                                                        "无法读取该行：%s",
	"the file cannot be read as an XLSX workbook; save it as .xlsx, without a password": "文件不是有效的 XLSX 工作簿，请另存为不带密码的 .xlsx",
}
