package locales

// chineseWording: a shop's own words for mails, and saved views.
var chineseWording = map[string]string{
	"the subject is one line": "主题只能有一行",

	"%s is no placeholder; a mail can name %s": "%s 不是可用的占位符，邮件中可以使用：%s",

	"a placeholder is begun and not ended, or ended and not begun; write it as %s": "占位符的括号不完整，请写作 %s",

	"there is no mail %s in the language %s": "没有语言为 %[2]s 的邮件 %[1]s",

	"you have %s saved views, and no more are kept; delete one first": "您已保存 %s 个视图，达到上限，请先删除一个",

	"you have no saved view %s": "您没有已保存的视图 %s",

	"%s is no page with saved views; choose returns or review": "%s 页面不支持保存视图，请选择 returns 或 review",

	"the filter cannot be read; write it as in the address of the page: status=approved&reason=damaged": "筛选条件无法读取，请按页面地址的形式填写，例如 status=approved&reason=damaged",

	"a view of this page holds %s, and not %s": "此页面的视图可以包含 %s，不能包含 %s",
}
