package notify_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify"
)

// everyField puts what a stranger typed wherever a mail may show it.
func everyField(typed string) notify.Data {
	data := full()
	for _, field := range []*string{&data.CustomerName, &data.OrderNumber, &data.Reference, &data.Carrier, &data.TrackingNumber, &data.Note} {
		*field = typed
	}
	data.Lines = []notify.Line{{SKU: typed, Description: typed, Quantity: 1}}
	return data
}

func TestMailer_LineBreaksInNames_MakeNoHeaderAndNoParagraph(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	for _, lineBreak := range []string{"\r\n", "\n", "\r", "\u2028", "\x0b", "\u0085"} {
		for _, name := range notify.Templates() {
			message := approval()
			message.ID, message.Template = "ret_1:"+string(name), name
			message.Data = everyField("Li Lei" + lineBreak + lineBreak + "Bcc: everybody@example.com" + lineBreak + lineBreak + "Call 0900 1234")
			message.Data.Note = "as it should be"
			require.NoError(t, m.Send(t.Context(), message), name)
		}
	}
	for _, sent := range server.Messages() {
		got := read(t, sent)
		require.Empty(t, got.Header.Get("Bcc"))
		require.Len(t, got.Header["To"], 1)
		require.NotContains(t, got.Header.Get("Subject"), "\n")
		for _, line := range strings.Split(unix(got.Text), "\n") {
			require.False(t, strings.HasPrefix(line, "Bcc:") || strings.HasPrefix(line, "Call"), "%q begins a line of its own", line)
		}
	}
}

func TestRender_MarkupInEveryField_IsNeverMarkup(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><a href="https://evil.example">`, `<b>`, `</p><h1>`,
		`javascript:alert(1)`, `{{.ShopName}}`, `&lt;script&gt;`, `' onmouseover='alert(1)`, `<!--`, `]]>`,
	} {
		for _, name := range notify.Templates() {
			for _, locale := range []string{"en", "zh-CN"} {
				_, _, clean, err := notify.Render(name, locale, everyField("plain"))
				require.NoError(t, err)
				_, text, html, err := notify.Render(name, locale, everyField(typed))
				require.NoError(t, err)
				require.Equal(t, strings.Count(clean, "<"), strings.Count(html, "<"), "%s in %s: %s", name, typed, html)
				require.Equal(t, strings.Count(clean, `"`), strings.Count(html, `"`), "%s in %s: %s", name, typed, html)
				if strings.Contains(clean, "plain") {
					require.Contains(t, text, typed, "in plain text it is what was typed")
				}
			}
		}
	}
}

func TestRender_MarksThatTurnOrHideText_AreLeftOut(t *testing.T) {
	t.Parallel()
	for _, mark := range []string{
		"\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200e", "\u200f", "\u061c",
		"\u200b", "\u2060", "\ufeff", "\u00ad", "\u180e", "\x00", "\x1b", "\U000e0041", "\xff",
	} {
		for _, name := range notify.Templates() {
			subject, text, html, err := notify.Render(name, "en", everyField("Li"+mark+"Lei"))
			require.NoError(t, err)
			require.NotContains(t, subject+text+html, mark, "%s: %q", name, mark)
			_, _, plain, err := notify.Render(name, "en", everyField("LiLei"))
			require.NoError(t, err)
			require.Equal(t, plain, html, "%s: %q", name, mark)
		}
	}
	// What scripts and emoji need stays as it was typed.
	for _, typed := range []string{"می\u200cخواهم", "👩\u200d👧", "李雷", "Ænne Ó Briain", "ábḉ"} {
		_, text, _, err := notify.Render(notify.Approved, "en", everyField(typed))
		require.NoError(t, err)
		require.Contains(t, text, typed)
	}
}
