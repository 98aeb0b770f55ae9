package verify_test

// thisMonth is the month in which the town's returns were opened.
const thisMonth = `to_char(now() at time zone 'UTC', 'YYYY-MM')`

var brokenReports = []broken{
	{
		name: "a month's figure is another one", check: "figures of reports", subject: "report figures of product MUG in {month}",
		sql: `select report_fold(); update report_figures set requested_units = requested_units + 1
			where dimension = 'product' and key = 'MUG' and period = ` + thisMonth,
	},
	{
		name: "a figure is gone", check: "figures of reports", subject: "report figures of policy plain-30 1 in {month}",
		sql: `select report_fold(); delete from report_figures where dimension = 'policy' and key = 'plain-30 1' and period = ` + thisMonth,
	},
	{
		name: "a figure is there twice", check: "figures of reports", subject: "report figures of reason late in {month}",
		sql: `select report_fold(); insert into report_figures (dimension, period, key, currency, bucket, lines)
			values ('reason', ` + thisMonth + `, 'late', 'GBP', 7, 1)`,
	},
	{
		name: "a change was forgotten", check: "figures of reports", subject: "report figures of refund_to original in {month}",
		sql: `select report_fold(); update report_figures set refunded_amount = null
			where dimension = 'refund_to' and key = 'original' and period = ` + thisMonth,
	},
	{
		name: "a customer's name is not found", check: "names of customers", subject: "customer carla",
		sql: `delete from customer_names`,
	},
}
