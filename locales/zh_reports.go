package locales

// chineseReports: periods of reports.
var chineseReports = map[string]string{
	"the period begins on %s, after its end on %s": "时间段的开始日 %s 晚于结束日 %s",
	"a report covers at most %s days":              "一份报表最多涵盖 %s 天",
	"%s is not a day such as 2026-01-31":           "%s 不是日期，请写成如 2026-01-31",
}
