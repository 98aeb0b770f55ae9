package reports

import (
	"context"

	"github.com/xuri/excelize/v2"
)

// The sheets of the workbook, one function each.

func (r *Reader) summarySheet(ctx context.Context, b *workbook) error {
	s, err := r.Summary(ctx)
	if err != nil {
		return err
	}
	return b.sheet("Summary", []string{"Figure", "This period", "Period before"}, [][]any{
		{b.word("From"), s.From, s.Before.From},
		{b.word("To"), s.To, s.Before.To},
		{b.word("Returns"), s.Outcomes.Returns, s.OutcomesBefore.Returns},
		{b.word("Sold units"), s.Goods.SoldUnits, s.GoodsBefore.SoldUnits},
		{b.word("Requested units"), s.Goods.Requested, s.GoodsBefore.Requested},
		{b.word("Returned units"), s.Goods.Returned, s.GoodsBefore.Returned},
		{b.word("Return rate"), rate(s.Goods.ReturnRate), rate(s.GoodsBefore.ReturnRate)},
		{b.word("Sold"), inAll(s.Goods.Sold), inAll(s.GoodsBefore.Sold)},
		{b.word("Refunds"), s.Refunds, s.RefundsBefore},
		{b.word("Refunded"), inAll(s.Goods.Refunded), inAll(s.GoodsBefore.Refunded)},
		{b.word("Loss"), inAll(s.Goods.Loss), inAll(s.GoodsBefore.Loss)},
		{b.word("Decided by the policy"), rate(s.Outcomes.AutomaticRate), rate(s.OutcomesBefore.AutomaticRate)},
	}, chart{})
}

func (r *Reader) trendSheet(ctx context.Context, b *workbook) error {
	trend, err := r.Trend(ctx, GroupDay, "", "")
	var rows [][]any
	for _, p := range trend.Items {
		var average any = ""
		if p.Average != nil {
			average = p.Average.Requested
		}
		rows = append(rows, []any{p.Period, p.Requested, average, p.Returns, p.Returned, p.SoldUnits, rate(p.ReturnRate), inAll(p.Refunded)})
	}
	if err != nil {
		return err
	}
	heads := []string{"Day", "Requested units", "Average over a week", "Returns", "Returned units", "Sold units", "Return rate", "Refunded"}
	return b.sheet("Trend", heads, rows, chart{excelize.Line, []int{2, 3}})
}

func (r *Reader) reasonSheet(ctx context.Context, b *workbook) error {
	parts, err := r.Reasons(ctx, "")
	return b.parts("Reasons", excelize.Pie, parts, err)
}

func (r *Reader) productSheet(ctx context.Context, b *workbook) error {
	parts, err := r.Products(ctx, byProduct, "units")
	return b.parts("Products", excelize.Bar, parts, err)
}

func (r *Reader) categorySheet(ctx context.Context, b *workbook) error {
	parts, err := r.Products(ctx, byCategory, "units")
	return b.parts("Categories", excelize.Bar, parts, err)
}

func (b *workbook) parts(title string, kind excelize.ChartType, parts Parts, err error) error {
	if err != nil {
		return err
	}
	var rows [][]any
	for _, p := range parts.Items {
		rows = append(rows, []any{
			p.Key, p.Name, p.Requested, p.Returned, p.SoldUnits, rate(p.ReturnRate), rate(p.Share), inAll(p.Refunded), inAll(p.Loss), p.Before.Requested,
		})
	}
	heads := []string{
		"Key", "Name", "Requested units", "Returned units", "Sold units", "Return rate", "Share", "Refunded", "Loss", "Requested before",
	}
	return b.sheet(title, heads, rows, chart{kind, []int{3}})
}

func (r *Reader) customerSheet(ctx context.Context, b *workbook) error {
	customers, err := r.Customers(ctx, "unusual")
	var rows [][]any
	for _, c := range customers.Items {
		unusual := ""
		for _, rule := range c.Unusual {
			unusual += b.word(rule) + " "
		}
		rows = append(rows, []any{c.Key, c.Name, c.Returns, c.Requested, c.Returned, c.SoldUnits, rate(c.ReturnRate), c.Rejected, c.NotAsSent, c.Complaints, unusual})
	}
	if err != nil {
		return err
	}
	heads := []string{
		"Key", "Name", "Returns", "Requested units", "Returned units", "Sold units", "Return rate", "Rejected", "Not as sent", "Complaints", "Unusual",
	}
	return b.sheet("Customers", heads, rows, chart{})
}

func (r *Reader) stepSheet(ctx context.Context, b *workbook) error {
	report, err := r.CycleTimes(ctx)
	var rows [][]any
	for _, s := range report.Steps {
		rows = append(rows, []any{string(s.Status), hours(s.Median), hours(s.P90), s.Count, hours(s.Before.Median), hours(s.Before.P90)})
	}
	if err != nil {
		return err
	}
	heads := []string{"Status", "Median, hours", "90 % within, hours", "Count", "Median before", "90 % within before"}
	return b.sheet("Cycle times", heads, rows, chart{excelize.Col, []int{2, 3}})
}

func (r *Reader) refundSheet(ctx context.Context, b *workbook) error {
	report, err := r.Refunds(ctx)
	var rows [][]any
	for _, f := range report.Items {
		for _, money := range f.Refunded {
			rows = append(rows, []any{f.RefundTo + " " + money.Currency, number(money), f.Refunds, f.RefundsBefore})
		}
	}
	if err != nil {
		return err
	}
	return b.sheet("Refunds", []string{"Refunded to", "Refunded", "Refunds", "Refunds before"}, rows, chart{excelize.Col, []int{2}})
}

func (r *Reader) dispositionSheet(ctx context.Context, b *workbook) error {
	report, err := r.Dispositions(ctx)
	var rows [][]any
	for _, d := range report.Items {
		rows = append(rows, []any{b.word(d.Disposition), d.Units, rate(d.Share), d.UnitsBefore})
	}
	if err != nil {
		return err
	}
	return b.sheet("Dispositions", []string{"Disposition", "Units", "Share", "Units before"}, rows, chart{excelize.Pie, []int{2}})
}

func (r *Reader) policySheet(ctx context.Context, b *workbook) error {
	report, err := r.Policies(ctx)
	var rows [][]any
	for _, p := range report.Items {
		rows = append(rows, []any{
			p.PolicyID, p.Version, p.Returns, p.ApprovedByPolicy, p.ApprovedByHand, p.RejectedByPolicy, p.RejectedByHand, p.Cancelled, p.Expired,
		})
	}
	if err != nil {
		return err
	}
	heads := []string{
		"Policy", "Version", "Returns", "Approved by policy", "Approved by hand", "Rejected by policy", "Rejected by hand", "Cancelled", "Expired",
	}
	return b.sheet("Policies", heads, rows, chart{excelize.ColStacked, []int{4, 5, 6, 7}})
}

func (r *Reader) reviewerSheet(ctx context.Context, b *workbook) error {
	report, err := r.Reviewers(ctx)
	var rows [][]any
	for _, p := range report.Items {
		rows = append(rows, []any{p.Key, p.Name, p.Decided, p.Approved, p.Rejected, p.Asked, hours(p.Median), hours(p.P90)})
	}
	if err != nil {
		return err
	}
	heads := []string{"Key", "Name", "Decided", "Approved", "Rejected", "Asked", "Median, hours", "90 % within, hours"}
	return b.sheet("Reviewers", heads, rows, chart{excelize.Bar, []int{3}})
}

func (r *Reader) carrierSheet(ctx context.Context, b *workbook) error {
	report, err := r.Carriers(ctx)
	var rows [][]any
	for _, c := range report.Items {
		rows = append(rows, []any{c.Carrier, c.Parcels, c.Delivered, c.Lost, c.PickupsFailed, hours(c.Median), hours(c.P90)})
	}
	if err != nil {
		return err
	}
	heads := []string{"Carrier", "Parcels", "Delivered", "Lost", "Pickups failed", "Median, hours", "90 % within, hours"}
	return b.sheet("Carriers", heads, rows, chart{excelize.Col, []int{2, 3}})
}
