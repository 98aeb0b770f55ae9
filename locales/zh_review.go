package locales

// chineseHands: whose hands a return is in.
var chineseHands = map[string]string{
	"%s has claimed this return since %s; the claim lapses at %s, and until then only they or an administrator decide": "%s 已于 %s 认领了这个退货单；认领在 %s 失效，在此之前只有认领人或管理员可以处理",
	"nobody has claimed this return, so there is nothing to release":                                                   "这个退货单没有人认领，无需取消认领",
	"%s has claimed this return, and only they or an administrator can release it":                                     "这个退货单由 %s 认领，只有认领人或管理员可以取消认领",
	"there is no user %s":                  "没有用户 %s",
	"%s is %s and may not review a return": "%s 的角色是 %s，不能审核退货",
}
