package notify_test

import (
	"context"
	"net"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify"
	"backhaul/integrations/notify/mailbox"
)

const sender = "Corner Shop <returns@shop.example>"

func setup(t *testing.T) (*notify.Mailer, *mailbox.Server) {
	t.Helper()
	server, err := mailbox.Start("127.0.0.1:0", "")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	return mailer(t, server.URL()), server
}

func mailer(t *testing.T, url string) *notify.Mailer {
	t.Helper()
	m, err := notify.NewMailer(url, sender)
	require.NoError(t, err)
	return m
}

func approval() notify.Message {
	data := full()
	data.ShopName = ""
	return notify.Message{ID: "ret_1:approved:1", To: "lilei@example.com", Locale: "zh-CN", Template: notify.Approved, Data: data}
}

func read(t *testing.T, message mailbox.Message) mailbox.Content {
	t.Helper()
	content, err := message.Read()
	require.NoError(t, err)
	return content
}

func TestMailer_Send_ArrivesAsItWasRendered(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	require.NoError(t, m.Send(t.Context(), approval()))

	messages := server.Messages()
	require.Len(t, messages, 1)
	require.Equal(t, "returns@shop.example", messages[0].From)
	require.Equal(t, []string{"lilei@example.com"}, messages[0].To)
	got := read(t, messages[0])
	subject, text, html, err := notify.Render(notify.Approved, "zh-CN", full())
	require.NoError(t, err)
	require.Contains(t, text, "Corner Shop", "the sender's name signs")
	require.Equal(t, subject, got.Subject)
	require.Equal(t, text, unix(got.Text))
	require.Equal(t, html, unix(got.HTML))
	require.Equal(t, `"Corner Shop" <returns@shop.example>`, got.Header.Get("From"))
	require.Equal(t, "<lilei@example.com>", got.Header.Get("To"))
	require.Equal(t, "<ret_1%3Aapproved%3A1@shop.example>", got.Header.Get("Message-ID"))
	require.Equal(t, "auto-generated", got.Header.Get("Auto-Submitted"))
	require.Empty(t, got.Header.Get("User-Agent"))
}

// unix undoes the line ends of SMTP.
func unix(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func TestMailer_AnswerLost_RepeatIsKnownByItsMessageID(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	server.DropNext(1)
	err := m.Send(t.Context(), approval())
	require.Error(t, err, "the server hung up before it said that it has the mail")
	require.False(t, notify.Permanent(err))
	require.NoError(t, m.Send(t.Context(), approval()))

	other := approval()
	other.ID = "ret_1:approved:2"
	require.NoError(t, m.Send(t.Context(), other))
	messages := server.Messages()
	require.Len(t, messages, 3)
	require.Equal(t, read(t, messages[0]).Header.Get("Message-ID"), read(t, messages[1]).Header.Get("Message-ID"))
	require.NotEqual(t, read(t, messages[0]).Header.Get("Message-ID"), read(t, messages[2]).Header.Get("Message-ID"))
}

func TestMailer_ServerSaysLater_IsNotPermanent(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	server.FailNext(1, 451)
	err := m.Send(t.Context(), approval())
	require.ErrorContains(t, err, "451")
	require.ErrorContains(t, err, "ret_1:approved:1")
	require.False(t, notify.Permanent(err))
	require.NoError(t, m.Send(t.Context(), approval()))
}

func TestMailer_ServerSaysNever_IsPermanent(t *testing.T) {
	t.Parallel()
	for name, refuse := range map[string]func(*mailbox.Server){
		"for the content":   func(s *mailbox.Server) { s.FailNext(1, 554) },
		"for the recipient": func(s *mailbox.Server) { s.RefuseRecipient("lilei@example.com", 550) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m, server := setup(t)
			refuse(server)
			err := m.Send(t.Context(), approval())
			require.Error(t, err)
			require.True(t, notify.Permanent(err), "%v", err)
			require.Empty(t, server.Messages())
		})
	}
}

func TestMailer_RecipientToTryLater_IsNotPermanent(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	server.RefuseRecipient("lilei@example.com", 450)
	err := m.Send(t.Context(), approval())
	require.ErrorContains(t, err, "450")
	require.False(t, notify.Permanent(err))
}

func TestMailer_ServerAway_IsNotPermanent(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	require.NoError(t, server.Close())
	err := m.Send(t.Context(), approval())
	require.Error(t, err)
	require.False(t, notify.Permanent(err))
}

func TestMailer_ServerThatNeverAnswers_IsLeftWhenTheCallerGivesUp(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer silent.Close()
	ctx, cancel := context.WithCancel(t.Context())
	hungUp := make(chan error, 1)
	go func() {
		conn, err := silent.Accept()
		if err != nil {
			hungUp <- err
			return
		}
		defer conn.Close()
		cancel()
		_, err = conn.Read(make([]byte, 1)) // returns when the mailer hangs up
		hungUp <- err
	}()
	err = mailer(t, "smtp://"+silent.Addr().String()).Send(ctx, approval())
	require.ErrorIs(t, err, context.Canceled)
	require.False(t, notify.Permanent(err))
	require.Error(t, <-hungUp, "the connection must not stay open")
}

func TestMailer_MessageThatIsNone_IsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	for name, spoil := range map[string]func(*notify.Message){
		"header behind the address": func(m *notify.Message) { m.To = "lilei@example.com\r\nBcc: everybody@example.com" },
		"second recipient":          func(m *notify.Message) { m.To = "lilei@example.com, ana@example.com" },
		"name posing as another":    func(m *notify.Message) { m.To = `"bank@example.com" <lilei@example.com>` },
		"no address":                func(m *notify.Message) { m.To = "" },
		"no domain":                 func(m *notify.Message) { m.To = "lilei" },
		"command in the address":    func(m *notify.Message) { m.To = "lilei@example.com>\r\nDATA" },
		"header in the subject":     func(m *notify.Message) { m.Data.RMANumber = "RMA\r\nBcc: everybody@example.com" },
		"no id":                     func(m *notify.Message) { m.ID = "" },
		"endless id":                func(m *notify.Message) { m.ID = strings.Repeat("a", 201) },
		"unknown template":          func(m *notify.Message) { m.Template = "birthday" },
	} {
		message := approval()
		spoil(&message)
		err := m.Send(t.Context(), message)
		require.Error(t, err, name)
		require.True(t, notify.Permanent(err), name)
	}
	require.Empty(t, server.Messages())
}

func TestMailer_IDWithAnything_StaysInsideItsHeader(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	message := approval()
	message.ID = "a b.c>\r\nBcc: x@example.com/退货"
	require.NoError(t, m.Send(t.Context(), message))
	got := read(t, server.Messages()[0])
	require.Equal(t, "<a+b%2Ec%3E%0D%0ABcc%3A+x%40example%2Ecom%2F%E9%80%80%E8%B4%A7@shop.example>", got.Header.Get("Message-ID"))
	require.Empty(t, got.Header.Get("Bcc"))
}

func TestMailer_ManyAtOnce_AllArrive(t *testing.T) {
	t.Parallel()
	m, server := setup(t)
	errs := make(chan error, 20)
	for range cap(errs) {
		go func() { errs <- m.Send(t.Context(), approval()) }()
	}
	for range cap(errs) {
		require.NoError(t, <-errs)
	}
	require.Len(t, server.Messages(), cap(errs))
}
