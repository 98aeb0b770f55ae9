package reports

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"io"

	"backhaul/returns"
)

//go:embed digest.html
var digestFile embed.FS

// The digest escapes what it is given, as html/template does.
var digest = template.Must(template.New("digest.html").Funcs(template.FuncMap{
	"word": func(string) string { return "" }, "percent": percent, "money": moneyText, "hours": hoursText, "bar": bar,
}).ParseFS(digestFile, "digest.html"))

// Digest is a report as a page of HTML that needs nothing else, for a mail or a
// printer: what a manager looks at once a month.
func (r *Reader) Digest(ctx context.Context, w io.Writer) error {
	data, err := r.digest(ctx)
	if err != nil {
		return err
	}
	book := &workbook{chinese: r.ask.Language == "zh-CN"}
	page, err := digest.Clone()
	if err != nil {
		return err
	}
	return page.Funcs(template.FuncMap{"word": book.word}).Execute(w, data)
}

// DigestHTML is Digest as text, with its title.
func (r *Reader) DigestHTML(ctx context.Context) (title, page string, err error) {
	title = fmt.Sprintf("Returns from %s to %s", r.span.From, r.span.To)
	if r.ask.Language == "zh-CN" {
		title = fmt.Sprintf("退货月报：%s 至 %s", r.span.From, r.span.To)
	}
	var b bytes.Buffer
	err = r.Digest(ctx, &b)
	return title, b.String(), err
}

type digestData struct {
	Language     string
	Summary      Summary
	Reasons      Parts
	Products     Parts
	Customers    Customers
	CycleTimes   CycleTimes
	Dispositions Dispositions
	Policies     Policies
	Complaints   Complaints
}

// digest reads ten of everything.
func (r *Reader) digest(ctx context.Context) (data digestData, err error) {
	short := *r
	short.ask.Most = 10
	data.Language = r.ask.Language
	if data.Language == "" {
		data.Language = "en"
	}
	for _, read := range []func() error{
		func() (err error) { data.Summary, err = short.Summary(ctx); return err },
		func() (err error) { data.Reasons, err = short.Reasons(ctx, ""); return err },
		func() (err error) { data.Products, err = short.Products(ctx, byProduct, "units"); return err },
		func() (err error) { data.Customers, err = short.Customers(ctx, "unusual"); return err },
		func() (err error) { data.CycleTimes, err = short.CycleTimes(ctx); return err },
		func() (err error) { data.Dispositions, err = short.Dispositions(ctx); return err },
		func() (err error) { data.Policies, err = short.Policies(ctx); return err },
		func() (err error) { data.Complaints, err = short.Complaints(ctx); return err },
	} {
		if err := read(); err != nil {
			return data, err
		}
	}
	return data, nil
}

func percent(value *float64) string {
	if value == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", *value*100)
}

func moneyText(list []returns.Money) string {
	if len(list) == 0 {
		return "–"
	}
	text := ""
	for i, money := range list {
		if i > 0 {
			text += ", "
		}
		text += money.String()
	}
	return text
}

func hoursText(seconds *int64) string {
	if seconds == nil {
		return "–"
	}
	return fmt.Sprintf("%.1f h", float64(*seconds)/3600)
}

// bar is how long the bar of a share is drawn, in percent.
func bar(value *float64) int {
	if value == nil {
		return 0
	}
	return int(*value*100 + 0.5)
}
