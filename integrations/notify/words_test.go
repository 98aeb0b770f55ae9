package notify_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify"
	"backhaul/returns"
)

func TestWords_InPlaceOfTheTemplates_AreFilledIn(t *testing.T) {
	t.Parallel()
	words := &notify.Words{Subject: "Approved: {{ rma_number }}", Body: "Dear {{customer_name}}, you may send it back.\n\nUntil {{deadline}}.\nKept for {{waiting_for}}."}
	data := full()
	data.WaitingFor = ""
	subject, text, html, err := notify.RenderWith(words, notify.Approved, "en", data)
	require.NoError(t, err)
	require.Equal(t, "Approved: RMA-7K4PQ-92QXD", subject)
	require.Contains(t, text, "Dear Li Lei, you may send it back.\n\nUntil March 9, 2026, 18:00 (UTC+8).\n\n")
	require.NotContains(t, text, "Kept for", "a paragraph about what is not known is left out")
	require.Contains(t, text, "Return number: RMA-7K4PQ-92QXD", "the facts stay")
	require.Contains(t, html, "you may send it back.")
}

func TestWords_WithNothingLeft_AreThoseOfTheTemplate(t *testing.T) {
	t.Parallel()
	data := full()
	data.Amount = returns.Money{}
	subject, text, _, err := notify.RenderWith(&notify.Words{Subject: "{{amount}}", Body: "You get {{amount}}."}, notify.Refunded, "en", data)
	require.NoError(t, err)
	plain, own, _, err := notify.Render(notify.Refunded, "en", data)
	require.NoError(t, err)
	require.Equal(t, plain, subject)
	require.Equal(t, own, text)
}

func TestWords_WhatIsFilledIn_IsNeitherReadNorMarkup(t *testing.T) {
	t.Parallel()
	data := full()
	data.CustomerName, data.Note = "{{reference}}", "<b>one</b>\ntwo"
	words := &notify.Words{Subject: "{{customer_name}} {{note}}", Body: "{{customer_name}}: {{note}}"}
	subject, text, html, err := notify.RenderWith(words, notify.Approved, "en", data)
	require.NoError(t, err)
	require.Equal(t, "{{reference}} <b>one</b> two", subject)
	require.Contains(t, text, "{{reference}}: <b>one</b>\n\ntwo")
	require.Contains(t, html, "&lt;b&gt;one&lt;/b&gt;")
}

func TestWords_NoMailCouldBeWrittenWith_AreRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		words       notify.Words
		field, says string
	}{
		"no subject":          {notify.Words{Subject: " ", Body: "b"}, "subject", "subject is missing"},
		"no body":             {notify.Words{Subject: "s"}, "body", "body is missing"},
		"a long subject":      {notify.Words{Subject: strings.Repeat("字", 201), Body: "b"}, "subject", "more than 200 characters"},
		"two lines":           {notify.Words{Subject: "a\nBcc: x", Body: "b"}, "subject", "one line"},
		"an unknown name":     {notify.Words{Subject: "s", Body: "{{customer}}"}, "body", "{{customer}} is no placeholder; a mail can name amount, "},
		"a template's code":   {notify.Words{Subject: "{{.RMANumber}}", Body: "b"}, "subject", "{{.RMANumber}} is no placeholder"},
		"a brace left open":   {notify.Words{Subject: "s", Body: "{{amount"}, "body", "begun and not ended"},
		"a brace only closed": {notify.Words{Subject: "s", Body: "amount}}"}, "body", "begun and not ended"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var refused *returns.Error
			require.ErrorAs(t, tt.words.Check(), &refused)
			require.Equal(t, tt.field, refused.Fields[0].Field)
			require.Contains(t, refused.Error(), tt.says)
		})
	}
}

// Whatever a template says, its draft can be saved, and reads as the template does.
func TestDraft_OfEveryTemplate_IsABeginningForOnesOwn(t *testing.T) {
	t.Parallel()
	for _, name := range notify.Templates() {
		for _, language := range notify.Languages() {
			words, err := notify.Draft(name, language)
			require.NoError(t, err)
			require.NoError(t, words.Check(), "%s in %s", name, language)
			require.Contains(t, words.Subject, "{{rma_number}}", "%s in %s", name, language)
			data := notify.Sample(language)
			of, _, _, err := notify.Render(name, language, data)
			require.NoError(t, err)
			own, _, _, err := notify.RenderWith(&words, name, language, data)
			require.NoError(t, err)
			require.Equal(t, of, own, "%s in %s", name, language)
		}
	}
}

func TestTemplates_ForStaff_AreThoseSignedByTheService(t *testing.T) {
	t.Parallel()
	var staff []notify.Template
	for _, name := range notify.Templates() {
		if name.ForStaff() {
			staff = append(staff, name)
		}
	}
	require.Equal(t, []notify.Template{
		notify.RefundToDecide, notify.PickupCalledOff, notify.StaffReminder, notify.StaffEscalation, notify.StaffTask, notify.StaffComplaint,
	}, staff)
	require.False(t, notify.Template("birthday").ForStaff())
}
