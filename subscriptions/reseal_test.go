package subscriptions_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/payloads"
	"backhaul/webhooks"
)

func TestReseal_AfterAKeyRotates_TheFormerKeyCanGoAndSecretsStay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	first, second := payloads.NewKey("one"), payloads.NewKey("two")
	b.keys(first)
	there := receives(t, answers(http.StatusOK))
	id, former := b.listens(there.URL)
	_, text, err := b.Rotate(t.Context(), id, admin, b.now())
	require.NoError(t, err)
	latter, err := webhooks.NewSecret(text)
	require.NoError(t, err)

	b.keys(second + "," + first)
	require.NoError(t, b.Reseal(t.Context()))
	const stored = `select md5(secret || former_secret) from webhook_subscriptions where id = $1`
	once := b.value(stored, id)
	require.NoError(t, b.Reseal(t.Context()))
	require.Equal(t, once, b.value(stored, id), "what is encrypted with the key of today stays as it is")

	b.keys(second)
	b.ping(id)
	b.sends(id)
	for _, secret := range []webhooks.Secret{former, latter} {
		_, err := secret.Verify(there.got[0].Header, there.body[0], b.now())
		require.NoError(t, err, "the receiver notices nothing")
	}
}

func TestReseal_AKeyThatIsGone_IsSaidAndKeepsNobodyElseBack(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	lost, kept, now := payloads.NewKey("lost"), payloads.NewKey("kept"), payloads.NewKey("now")
	there := receives(t, answers(http.StatusOK))
	b.keys(lost)
	unreadable, _ := b.listens(there.URL)
	b.keys(kept)
	readable, _ := b.listens(there.URL)
	b.keys(now + "," + kept)
	require.ErrorContains(t, b.Reseal(t.Context()), unreadable)
	b.keys(now)
	b.ping(readable)
	b.sends(readable)
	require.Len(t, there.got, 1)
}

func TestPing_IsOnTheTrail_OnceForEachMessage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	id, _ := b.listens("http://127.0.0.1:9/")
	message := b.ping(id)
	require.NoError(t, b.Ping(t.Context(), id, message, admin, b.now()))
	require.Equal(t, "1 usr-admin "+id, b.value(`select concat_ws(' ', count(*), min(actor_id), min(subject)) from audit_events where kind = 'webhook.pinged'`))
}

// keys has desk and sender use other payload keys from now on.
func (b *bench) keys(text string) {
	b.t.Helper()
	codec, err := payloads.ParseKeys(text)
	require.NoError(b.t, err)
	b.Desk.Keys, b.Sender.Keys = codec, codec
}
