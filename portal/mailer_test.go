package portal_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/accounts"
	"backhaul/db/dbtest"
	"backhaul/integrations/notify"
	"backhaul/portal"
	"backhaul/returns"
)

var (
	now  = time.Date(2026, 1, 10, 12, 0, 0, 0, time.UTC)
	keys = accounts.LinkKeys{{Name: "test", Secret: bytes.Repeat([]byte{7}, 32)}}
)

// letterbox keeps what is sent, or is away.
type letterbox struct {
	away bool
	sent []notify.Letter
}

func (l *letterbox) SendLetter(_ context.Context, letter notify.Letter) error {
	if l.away {
		return errors.New("the mail server is away")
	}
	l.sent = append(l.sent, letter)
	return nil
}

func setup(t *testing.T) (portal.Mailer, *letterbox) {
	t.Helper()
	box := &letterbox{}
	m := portal.Mailer{
		DB: dbtest.New(t), Letters: box, Keys: keys, Public: &url.URL{Scheme: "https", Host: "returns.example.com"}, Log: slog.New(slog.DiscardHandler),
	}
	for number, to := range map[string][3]string{
		"A-1": {"ana@example.org", "+44 20 7946 0958", "en"}, "A-2": {"li@example.org", "", "zh-CN"}, "A-3": {"", "+44 20 7946 0000", "en"},
	} {
		_, err := m.DB.Exec(t.Context(), `insert into orders (order_number, customer_id, customer_name, customer_email, customer_phone, customer_language,
			currency, ordered_at, shipping_paid) values ($1, 'c-' || $1, 'Ana', $2, $3, $4, 'GBP', $5, 0)`, number, to[0], to[1], to[2], now)
		require.NoError(t, err)
	}
	return m, box
}

func ask(t *testing.T, m portal.Mailer, number, contact string) {
	t.Helper()
	require.NoError(t, portal.Ask(t.Context(), m.DB, number, contact, returns.Origin{Address: "198.51.100.7"}, now))
}

func count(t *testing.T, m portal.Mailer, sql string) (n int) {
	t.Helper()
	require.NoError(t, m.DB.QueryRow(t.Context(), sql).Scan(&n))
	return n
}

func TestLink_AskedFor_GoesToTheOrdersAddressInItsLanguage(t *testing.T) {
	t.Parallel()
	m, box := setup(t)
	ask(t, m, "A-1", "+44 20 7946 0958")
	require.NoError(t, m.SendDue(t.Context(), now))
	require.NoError(t, m.SendDue(t.Context(), now.Add(time.Hour-time.Second)))
	require.Len(t, box.sent, 1, "once")
	letter := box.sent[0]
	require.Equal(t, "ana@example.org", letter.To)
	require.Equal(t, "Your link to the returns of order A-1", letter.Subject)
	_, rest, found := strings.Cut(letter.Text, "https://returns.example.com/portal#")
	require.True(t, found, letter.Text)
	token, _, _ := strings.Cut(rest, "\n")
	require.Contains(t, letter.HTML, "https://returns.example.com/portal#"+token)
	link, err := keys.Read(token, now)
	require.NoError(t, err)
	require.Equal(t, "c-A-1", link.CustomerID)

	ask(t, m, "A-2", "li@example.org")
	require.NoError(t, m.SendDue(t.Context(), now))
	require.Equal(t, "订单 A-2 的退货链接", box.sent[1].Subject)
	require.NotRegexp(t, "[a-z]{4,} [a-z]{4,}", box.sent[1].Text, "nothing is left in English")
	require.Equal(t, 0, count(t, m, "select count(*) from link_requests"))
	require.Equal(t, 2, count(t, m, "select count(*) from audit_events where kind = 'link.mailed' and origin->>'address' = '198.51.100.7'"))
}

func TestLink_WrongUnknownOrWithoutAnAddress_IsMailedToNobody(t *testing.T) {
	t.Parallel()
	m, box := setup(t)
	for _, typed := range [][2]string{{"A-1", "eve@example.org"}, {"Z-9", "ana@example.org"}, {"A-2", ""}, {"A-3", "+44 20 7946 0000"}} {
		ask(t, m, typed[0], typed[1])
	}
	require.NoError(t, m.SendDue(t.Context(), now))
	require.Empty(t, box.sent)
	require.Equal(t, 0, count(t, m, "select count(*) from link_requests"), "what was typed is not kept")
	require.Equal(t, 0, count(t, m, "select count(*) from audit_events"))
}

func TestLink_ToAnAddressThatTakesNoMail_IsNotSaidToBeMailed(t *testing.T) {
	t.Parallel()
	m, _ := setup(t)
	mailer, err := notify.NewMailer("smtp://127.0.0.1:1", "returns@shop.example")
	require.NoError(t, err)
	m.Letters = mailer
	_, err = m.DB.Exec(t.Context(), "update orders set customer_email = 'ana at example' where order_number = 'A-1'")
	require.NoError(t, err)
	ask(t, m, "A-1", "+44 20 7946 0958")
	require.NoError(t, m.SendDue(t.Context(), now))
	require.Equal(t, 0, count(t, m, "select count(*) from link_requests"), "trying again cannot help")
	require.Equal(t, 0, count(t, m, "select count(*) from audit_events"))
}

func TestLink_MailServerAway_IsSentLaterWithItsFullTime_OrForgottenAfterAnHour(t *testing.T) {
	t.Parallel()
	m, box := setup(t)
	ask(t, m, "A-1", "ana@example.org")
	box.away = true
	require.ErrorContains(t, m.SendDue(t.Context(), now), "away")
	require.NoError(t, m.SendDue(t.Context(), now.Add(time.Second)), "not due yet")
	box.away = false
	later := now.Add(50 * time.Minute)
	require.NoError(t, m.SendDue(t.Context(), later))
	require.Len(t, box.sent, 1)
	_, rest, _ := strings.Cut(box.sent[0].Text, "#")
	token, _, _ := strings.Cut(rest, "\n")
	_, err := keys.Read(token, later.Add(accounts.LinkLife-time.Second))
	require.NoError(t, err)

	ask(t, m, "A-1", "ana@example.org")
	require.NoError(t, m.SendDue(t.Context(), now.Add(time.Hour+time.Second)))
	require.Len(t, box.sent, 1, "the customer has asked again by now")
	require.Equal(t, 0, count(t, m, "select count(*) from link_requests"))
}
