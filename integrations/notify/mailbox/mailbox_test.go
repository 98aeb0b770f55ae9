package mailbox_test

import (
	"context"
	"net/smtp"
	"net/textproto"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/notify/mailbox"
)

const letter = "Subject: =?utf-8?q?=E9=80=80=E8=B4=A7?= one\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/alternative; boundary=b\r\n\r\n" +
	"--b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=E6=82=A8=E5=A5=BD\r\n" +
	"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>hello</p>\r\n--b--\r\n"

func setup(t *testing.T, dir string) *mailbox.Server {
	t.Helper()
	server, err := mailbox.Start("127.0.0.1:0", dir)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, server.Close()) })
	return server
}

func send(server *mailbox.Server, to string) error {
	return smtp.SendMail(server.Addr(), nil, "shop@example.com", []string{to}, []byte(letter))
}

func codeOf(t *testing.T, err error) int {
	t.Helper()
	var refusal *textproto.Error
	require.ErrorAs(t, err, &refusal)
	return refusal.Code
}

func TestServer_Mail_IsKeptInMemoryAndAsAFile(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	server := setup(t, dir)
	require.NoError(t, send(server, "ana@example.com"))
	require.NoError(t, send(server, "li@example.com"))

	messages := server.Messages()
	require.Len(t, messages, 2)
	require.Equal(t, "shop@example.com", messages[0].From)
	require.Equal(t, []string{"ana@example.com"}, messages[0].To)
	require.Equal(t, []string{"li@example.com"}, messages[1].To)
	content, err := messages[0].Read()
	require.NoError(t, err)
	require.Equal(t, "退货 one", content.Subject)
	require.Equal(t, "您好", content.Text)
	require.Equal(t, "<p>hello</p>", content.HTML)

	files, err := filepath.Glob(filepath.Join(dir, "*.eml"))
	require.NoError(t, err)
	require.Len(t, files, 2)
	onDisk, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.Equal(t, letter, string(onDisk))
}

func TestServer_ToldToFail_RefusesThatManyAndThenTakesMailAgain(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	server.FailNext(1, 451)
	server.FailNext(1, 554)
	require.Equal(t, 451, codeOf(t, send(server, "ana@example.com")))
	require.Equal(t, 554, codeOf(t, send(server, "ana@example.com")))
	require.Empty(t, server.Messages())
	require.NoError(t, send(server, "ana@example.com"))
	require.Len(t, server.Messages(), 1)
}

func TestServer_ToldToRefuseARecipient_TakesMailForOthers(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	server.RefuseRecipient("gone@example.com", 550)
	require.Equal(t, 550, codeOf(t, send(server, "gone@example.com")))
	require.NoError(t, send(server, "ana@example.com"))
	require.Len(t, server.Messages(), 1)
}

func TestServer_ToldToDrop_KeepsTheMailButDoesNotSaySo(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	server.DropNext(1)
	require.Error(t, send(server, "ana@example.com"))
	require.Len(t, server.Messages(), 1)
	require.NoError(t, send(server, "ana@example.com"))
	require.Len(t, server.Messages(), 2)
}

func TestServer_Wait_ReturnsWhenEnoughHasArrived(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	sent := make(chan error, 1)
	go func() { sent <- send(server, "ana@example.com") }()
	messages, err := server.Wait(t.Context(), 1)
	require.NoError(t, err)
	require.Len(t, messages, 1)
	require.NoError(t, <-sent)

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = server.Wait(ctx, 2)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorContains(t, err, "waiting for 2 messages, 1 have arrived")
}

func TestServer_FolderFull_TellsTheSenderToTryLater(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "mail")
	server := setup(t, dir)
	require.NoError(t, os.RemoveAll(dir))
	require.Equal(t, 451, codeOf(t, send(server, "ana@example.com")))
	require.Empty(t, server.Messages())
}

func TestStart_PortTaken_SaysWhich(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	_, err := mailbox.Start(server.Addr(), "")
	require.ErrorContains(t, err, server.Addr())
}

func TestServer_Closed_TakesNoMail(t *testing.T) {
	t.Parallel()
	server := setup(t, "")
	require.NoError(t, server.Close())
	require.Error(t, send(server, "ana@example.com"))
}
