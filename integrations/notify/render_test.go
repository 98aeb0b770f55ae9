package notify_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"

	"backhaul/integrations/notify"
	"backhaul/locales"
	"backhaul/returns"
)

// full holds everything a template may say.
func full() notify.Data {
	shanghai := time.FixedZone("", 8*60*60)
	return notify.Data{
		ShopName: "Corner Shop", CustomerName: "Li Lei", RMANumber: "RMA-7K4PQ-92QXD", OrderNumber: "536365",
		Lines: []notify.Line{
			{SKU: "85123A", Description: "White hanging heart", Quantity: 2},
			{SKU: "71053", Description: "White metal lantern", Quantity: 1},
		},
		Amount: returns.Money{Minor: 849, Currency: "GBP"}, Reference: "FP-2026-0042",
		Note: "The glass was cracked.", Deadline: time.Date(2026, 3, 9, 18, 0, 0, 0, shanghai),
		Carrier: "SF Express", TrackingNumber: "SF1234567890",
		WindowStart: time.Date(2026, 3, 5, 9, 0, 0, 0, shanghai), WindowEnd: time.Date(2026, 3, 5, 11, 30, 0, 0, shanghai),
		TrackURL: "https://shop.example/track/RMA-7K4PQ-92QXD",
		Status:   returns.RefundPending, WaitingFor: returns.RoleFinance,
	}
}

func TestRender_PickupInEnglish_ReadsLikeThis(t *testing.T) {
	t.Parallel()
	subject, text, _, err := notify.Render(notify.PickupScheduled, "en-GB", full())
	require.NoError(t, err)
	require.Equal(t, "Your pickup is booked: return RMA-7K4PQ-92QXD", subject)
	require.Equal(t, `Hello Li Lei,

Your parcel will be picked up by SF Express: March 5, 2026, 09:00–11:30 (UTC+8). Please have it closed and ready.

Please put a note with the return number RMA-7K4PQ-92QXD into it, if you have not done so yet.

A note from us: The glass was cracked.

See your return: https://shop.example/track/RMA-7K4PQ-92QXD

Items
- 2 × White hanging heart (85123A)
- 1 × White metal lantern (71053)

Return number: RMA-7K4PQ-92QXD
Order: 536365
Carrier: SF Express
Pickup: March 5, 2026, 09:00–11:30 (UTC+8)
Tracking number: SF1234567890
Payment reference: FP-2026-0042

With kind regards, Corner Shop
`, text)
}

func TestRender_PickupInChinese_ReadsLikeThis(t *testing.T) {
	t.Parallel()
	data := full()
	data.CustomerName, data.ShopName, data.Note, data.Reference = "李雷", "海港百货", "", ""
	data.Lines = []notify.Line{{SKU: "85123A", Description: "白色爱心挂饰", Quantity: 2}}
	subject, text, _, err := notify.Render(notify.PickupScheduled, "zh", data)
	require.NoError(t, err)
	require.Equal(t, "已为您预约上门取件：退货 RMA-7K4PQ-92QXD", subject)
	require.Equal(t, `李雷，您好！

SF Express 将上门取件，时间：2026年3月5日 09:00–11:30（UTC+8）。请提前将包裹封好，留意快递员来电。

别忘了在包裹内附上写有退货单号 RMA-7K4PQ-92QXD 的纸条。

查看退货进度：https://shop.example/track/RMA-7K4PQ-92QXD

相关商品
- 2 × 白色爱心挂饰（85123A）

退货单号：RMA-7K4PQ-92QXD
订单号：536365
快递公司：SF Express
取件时间：2026年3月5日 09:00–11:30（UTC+8）
运单号：SF1234567890

祝您生活愉快！海港百货
`, text)
}

func TestRender_EveryTemplateInEveryLanguage_ReadsCleanly(t *testing.T) {
	t.Parallel()
	least := notify.Data{RMANumber: "RMA-7K4PQ-92QXD"}
	kept := full()
	kept.KeepItem, kept.StoreCredit = true, true
	gift := full()
	gift.StoreCredit, gift.Gift = true, true
	for _, locale := range locales.Supported() {
		for _, name := range notify.Templates() {
			for kind, data := range map[string]notify.Data{"full": full(), "least": least, "keep item": kept, "gift": gift} {
				subject, text, html, err := notify.Render(name, locale.String(), data)
				where := strings.Join([]string{string(name), locale.String(), kind}, ", ")
				require.NoError(t, err, where)
				require.Contains(t, subject, "RMA-7K4PQ-92QXD", where)
				require.Contains(t, html, `<html lang="`+locale.String()+`">`, where)
				for _, content := range []string{subject, text, html} {
					require.NotContains(t, content, "{{", where)
					require.NotContains(t, content, "<no value>", where)
					require.NotContains(t, content, "ZgotmplZ", where)
				}
				require.NotRegexp(t, `\n\n\n`, text, where)
				require.NotRegexp(t, `[^\n] {2}`, text, where)
				require.NotRegexp(t, ` [,.;:!?，。：；！]| \n|[（），。：；！] `, text, where)
				if locale == locales.Chinese {
					require.NotRegexp(t, `[\p{Han}][,;:!?]`, text, where)
				} else {
					require.NotRegexp(t, `\p{Han}|[，。：；！]`, text, where)
				}
			}
		}
	}
}

func TestRender_TextAndHTML_SayTheSame(t *testing.T) {
	t.Parallel()
	for _, name := range notify.Templates() {
		_, text, html, err := notify.Render(name, "zh-CN", full())
		require.NoError(t, err)
		for line := range strings.Lines(text) {
			for _, words := range strings.Split(strings.TrimPrefix(strings.TrimSpace(line), "- "), "：https") {
				if strings.HasPrefix(words, "://") {
					continue // the link is behind the button
				}
				for _, part := range strings.SplitN(words, "：", 2) {
					require.Contains(t, html, strings.ReplaceAll(part, "+", "&#43;"), "%s", name)
				}
			}
		}
		require.Contains(t, html, `href="https://shop.example/track/RMA-7K4PQ-92QXD"`)
	}
}

func TestRender_WhatACustomerTyped_IsNeverMarkup(t *testing.T) {
	t.Parallel()
	data := full()
	data.CustomerName = `<script>alert(1)</script>`
	data.Note = `<img src=x onerror=alert(1)> {{.ShopName}} %s`
	data.Lines[0].Description = `"><a href="https://evil.example">`
	_, text, html, err := notify.Render(notify.Rejected, "en", data)
	require.NoError(t, err)
	require.NotContains(t, html, "<script>")
	require.NotContains(t, html, "<img")
	require.NotContains(t, html, `href="https://evil.example"`)
	require.Contains(t, text, data.Note, "in plain text it is what was typed")
}

func TestRender_NoteOfSeveralLines_IsSeveralParagraphs(t *testing.T) {
	t.Parallel()
	data := full()
	data.Note = "A photo of the label.\r\n\r\nA photo of the damage."
	_, text, html, err := notify.Render(notify.InfoNeeded, "en", data)
	require.NoError(t, err)
	require.Contains(t, text, "something more from you:\n\nA photo of the label.\n\nA photo of the damage.\n\n")
	require.Contains(t, html, ">A photo of the damage.</p>")
}

func TestRender_StaffMail_NamesStatusAndRoleInTheirLanguage(t *testing.T) {
	t.Parallel()
	_, text, _, err := notify.Render(notify.StaffEscalation, "zh-CN", full())
	require.NoError(t, err)
	require.Contains(t, text, "当前状态：退款处理中。负责人：财务。原定时限：2026年3月9日 18:00（UTC+8）。")
	_, text, _, err = notify.Render(notify.StaffReminder, "en", full())
	require.NoError(t, err)
	require.NotContains(t, text, "Li Lei", "staff are not greeted by the customer's name")
	require.Contains(t, text, "Status: refund pending. Waits for: finance. Due: March 9, 2026, 18:00 (UTC+8).")
}

func TestRender_DataThatCannotBeSent_IsPermanent(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*notify.Data){
		"no return number":          func(d *notify.Data) { d.RMANumber = "" },
		"line break in the subject": func(d *notify.Data) { d.RMANumber = "RMA-1\r\nBcc: everybody@example.com" },
		"line feed in the subject":  func(d *notify.Data) { d.RMANumber = "RMA-1\nX: y" },
		"script as a link":          func(d *notify.Data) { d.TrackURL = "javascript:alert(1)" },
		"link without a host":       func(d *notify.Data) { d.TrackURL = "/track/1" },
		"link that is none":         func(d *notify.Data) { d.TrackURL = "https://%zz" },
		"currency unknown":          func(d *notify.Data) { d.Amount.Currency = "XYZ" },
	} {
		data := full()
		spoil(&data)
		_, _, _, err := notify.Render(notify.Approved, "en", data)
		require.Error(t, err, name)
		require.True(t, notify.Permanent(err), name)
	}
	_, _, _, err := notify.Render("birthday", "en", full())
	require.ErrorContains(t, err, "birthday")
	require.True(t, notify.Permanent(err))
}

func TestAmount_EachLocale_WritesMoneyItsOwnWay(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		locale language.Tag
		money  returns.Money
		want   string
	}{
		{locales.English, returns.Money{Minor: 123456, Currency: "GBP"}, "£1,234.56"},
		{locales.English, returns.Money{Minor: 100000, Currency: "JPY"}, "¥100,000"},
		{locales.English, returns.Money{Minor: 429, Currency: "KWD"}, "KWD\u00a00.429"},
		{locales.English, returns.Money{Minor: 1000, Currency: "CNY"}, "CN¥10.00"},
		{locales.English, returns.Money{Minor: -5, Currency: "USD"}, "-$0.05"},
		{locales.Chinese, returns.Money{Minor: 123456, Currency: "CNY"}, "¥1,234.56"},
		{locales.Chinese, returns.Money{Minor: 849, Currency: "USD"}, "US$8.49"},
		{locales.Chinese, returns.Money{Minor: 1000, Currency: "JPY"}, "JP¥1,000"},
		{locales.Chinese, returns.Money{Minor: 90071992547409, Currency: "CNY"}, "¥900,719,925,474.09"},
		{locales.English, returns.Money{}, ""},
	} {
		got, err := notify.Amount(tt.locale, tt.money)
		require.NoError(t, err)
		require.Equal(t, tt.want, got, "%s in %s", tt.money, tt.locale)
	}
}

func TestRender_Times_AreShownAtTheirOffset(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 12, 31, 23, 0, 0, 0, time.UTC)
	for name, tt := range map[string]struct {
		start, end time.Time
		want       string
	}{
		"over midnight":        {start, start.Add(2 * time.Hour), "December 31, 2026, 23:00 (UTC) – January 1, 2027, 01:00 (UTC)"},
		"one day":              {start.Add(-4 * time.Hour), start, "December 31, 2026, 19:00–23:00 (UTC)"},
		"no end":               {start, time.Time{}, "December 31, 2026, 23:00 (UTC)"},
		"half an hour off":     {start.In(time.FixedZone("", 5*3600+1800)), time.Time{}, "January 1, 2027, 04:30 (UTC+5:30)"},
		"west of Greenwich":    {start.In(time.FixedZone("", -9*3600)), time.Time{}, "December 31, 2026, 14:00 (UTC-9)"},
		"end in another zone":  {start.Add(-4 * time.Hour), start.In(time.FixedZone("", 8*3600)), "December 31, 2026, 19:00–23:00 (UTC)"},
		"neither start or end": {time.Time{}, time.Time{}, ""},
	} {
		data := notify.Data{RMANumber: "RMA-7K4PQ-92QXD", WindowStart: tt.start, WindowEnd: tt.end}
		_, text, _, err := notify.Render(notify.PickupScheduled, "en", data)
		require.NoError(t, err, name)
		if tt.want == "" {
			require.NotContains(t, text, "Pickup:", name)
			continue
		}
		require.Contains(t, text, "Pickup: "+tt.want+"\n", name)
	}
}
