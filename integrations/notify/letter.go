package notify

import (
	"context"

	"github.com/wneessen/go-mail"
)

// Letter is a mail that is about no return and comes with its text written, such
// as the monthly digest.
type Letter struct {
	// ID tells a repeat, as a message's does.
	ID, To, Subject string
	// Text is for readers without HTML.
	Text, HTML string
}

// SendLetter sends a letter, at least once, as Send does a message.
func (m *Mailer) SendLetter(ctx context.Context, letter Letter) error {
	to, err := bareAddress(letter.To)
	if err != nil {
		return err
	}
	if letter.ID == "" || len(letter.ID) > 200 {
		return unsendable("the id %q of a mail must have 1 to 200 characters", letter.ID)
	}
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	msg.FromMailAddress(m.from)
	msg.ToMailAddress(to)
	msg.Subject(letter.Subject)
	msg.SetDate()
	msg.SetMessageIDWithValue(m.messageID(letter.ID))
	msg.SetGenHeader("Auto-Submitted", "auto-generated")
	msg.SetBodyString(mail.TypeTextPlain, letter.Text)
	msg.AddAlternativeString(mail.TypeTextHTML, letter.HTML)
	return m.deliver(ctx, msg)
}
