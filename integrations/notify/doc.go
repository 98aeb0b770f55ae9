// Package notify tells people about a return by e-mail, in their language.
//
// [Render] makes a mail from a template and its data, and is the preview as
// well; [Mailer] sends it. Sending is at least once: an answer can be lost after
// the mail has arrived, so each carries a Message-ID derived from the
// notification's own id, by which a repeat is known. The texts are in
// templates/, one file per template and language.
//
// It may import returns and locales. Start at [Mailer.Send].
package notify
