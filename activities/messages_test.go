package activities_test

import (
	"fmt"
	"net"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify"
	"backhaul/integrations/notify/mailbox"
	"backhaul/returns"
)

// withMailbox makes the shop send its mail over SMTP to the mailbox.
func (s *shop) withMailbox() *mailbox.Server {
	s.t.Helper()
	server, err := mailbox.Start("127.0.0.1:0", "")
	require.NoError(s.t, err)
	s.t.Cleanup(func() { require.NoError(s.t, server.Close()) })
	s.mailTo(server.URL())
	return server
}

func (s *shop) mailTo(url string) {
	s.t.Helper()
	mailer, err := notify.NewMailer(url, "Example Shop <returns@shop.example>")
	require.NoError(s.t, err)
	s.Mail = mailer
}

// messages says of each message who it is for and what became of it.
func (s *shop) messages() string {
	return s.value(`select coalesce(string_agg(kind || ' to ' || recipient || ': ' || coalesce(outcome, 'pending'), ', ' order by event_seq, id), '') from notifications`)
}

func messageIDs(t *testing.T, messages []mailbox.Message) (ids []string) {
	for _, message := range messages {
		content, err := message.Read()
		require.NoError(t, err)
		ids = append(ids, content.Header.Get("Message-Id"))
	}
	return ids
}

func TestSendMessages_MailServerIsDown_SendsOnceItIsBack(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	s.mailTo("smtp://" + closed.Addr().String())
	require.NoError(t, closed.Close())
	require.True(t, s.play(until("Review", 1)...).Messages)
	for range 2 {
		_, err = s.run("SendMessages", first)
		require.ErrorContains(t, err, "refused")
	}
	require.Equal(t, "requested to ada@example.com: pending, info_needed to ada@example.com: pending", s.messages())
	require.Equal(t, "2 2", s.value(`select string_agg(attempts::text, ' ') from notifications where last_error <> ''`))

	box := s.withMailbox()
	s.do("SendMessages", first)
	s.do("SendMessages", first)
	require.Equal(t, "requested to ada@example.com: sent, info_needed to ada@example.com: sent", s.messages())
	require.Len(t, box.Messages(), 2)
	require.Equal(t, "0", s.value(`select count(*)::text from notifications where last_error <> ''`))
}

func TestSendMessages_OneRecipientIsNotTaken_TheOthersAreSent(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		code int
		want string
	}{
		"for now":  {450, "pending"},
		"for good": {550, "refused"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newShop(t)
			box := s.withMailbox()
			box.RefuseRecipient("admin@shop.example", tt.code)
			openReturn := openStep(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"})
			s.play(openReturn, step{"PassDeadline", deadlineOf(first, "w1")}, step{"PassDeadline", deadlineOf(first, "w2")})
			_, err := s.run("SendMessages", first)
			require.Equal(t, tt.want == "pending", err != nil, "%v", err)
			require.Equal(t, "requested to ada@example.com: sent, staff_reminder to reviewer@shop.example: sent, "+
				"staff_escalation to admin@shop.example: "+tt.want, s.messages())
			require.Len(t, box.Messages(), 2)
		})
	}
}

func TestSendMessages_NobodyToWriteTo_IsOnRecord(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.exec(`update orders set customer_email = ''`)
	s.exec(`delete from users where role = 'reviewer'`)
	snapshot := s.play(
		openStep(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"}), step{"PassDeadline", deadlineOf(first, "w1")})
	require.False(t, snapshot.Messages, "nothing is left to send")
	require.Equal(t, "requested to : no_address, staff_reminder to : no_address", s.messages())
}

func TestSendMessages_WorkerDiesBeforeItNotes_SendsTheSameMessageAgain(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	box := s.withMailbox()
	s.play(until("Open", 1)...)
	box.DropNext(1) // it keeps the mail, and nobody hears of it
	_, err := s.run("SendMessages", first)
	require.Error(t, err)
	s.do("SendMessages", first)
	arrived := messageIDs(t, box.Messages())
	require.Len(t, arrived, 2)
	require.Equal(t, arrived[0], arrived[1], "the recipient's side can tell that it is the same message")
	require.NotEmpty(t, arrived[0])
}

// An address that two colleagues share must not make the step fail: the unique
// key of a message is what was written to whom.
func TestNotices_ColleaguesShareAnAddress_OneMessageGoesThere(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	s.exec(`insert into users (id, name, email, role) values ('reviewer-2', 'B', 'reviewer@shop.example', 'reviewer'),
		('reviewer-3', 'C', 'c@shop.example', 'reviewer')`)
	s.play(openStep(first, returns.RequestLine{LineNo: 1, Quantity: 1, Reason: "late"}), step{"PassDeadline", deadlineOf(first, "w1")})
	require.Equal(t, "requested to ada@example.com: pending, staff_reminder to c@shop.example: pending, "+
		"staff_reminder to reviewer@shop.example: pending", s.messages())
}

// TestEveryMessage_HasAText sends what the story and all its deadlines intend
// through the real templates.
func TestEveryMessage_HasAText(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	box := s.withMailbox()
	s.exec(`update orders set customer_language = 'zh-CN'`)
	s.play(everyStep()...)
	fourth := story(4)
	s.play(openStep(fourth, returns.RequestLine{LineNo: 2, Quantity: 1, Reason: "late"}),
		step{"PassDeadline", deadlineOf(fourth, "w1")}, step{"PassDeadline", deadlineOf(fourth, "w2")},
		does("Review", fourth, returns.Review{By: by("no", returns.RoleReviewer), Decision: returns.DecisionReject, Note: "too old"}))
	for _, id := range []string{first, second, third, fourth} {
		s.do("SendMessages", id)
	}
	require.Equal(t, s.value(`select count(*)::text from notifications`), s.value(`select count(*)::text from notifications where outcome = 'sent'`),
		"a message cannot be written: %s", s.messages())
	require.Equal(t, s.value(`select count(*)::text from notifications`), fmt.Sprint(len(box.Messages())))
	content, err := box.Messages()[0].Read()
	require.NoError(t, err)
	require.Regexp(t, `\p{Han}`, content.Subject, "the customer reads Chinese")
	at, err := content.Header.Date()
	require.NoError(t, err)
	require.WithinDuration(t, time.Now(), at, time.Minute)
}

func TestSendMessages_OfAShopWithItsOwnWords_SayThose(t *testing.T) {
	t.Parallel()
	s := newShop(t)
	box := s.withMailbox()
	s.exec(`insert into message_words (kind, language, subject, body, changed_by, changed_at)
		values ('requested', 'en', 'We have {{rma_number}}', 'Thanks, {{customer_name}}.', 'boss', now()), ('requested', 'zh-CN', '收到', '谢谢', 'boss', now())`)
	s.play(until("Open", 1)...)
	s.do("SendMessages", first)
	content, err := box.Messages()[0].Read()
	require.NoError(t, err)
	require.Equal(t, "We have "+s.value(`select rma_number from returns where id = '`+first+`'`), content.Subject)
	require.Contains(t, content.Text, "Thanks, ")
}
