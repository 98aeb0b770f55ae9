package subscriptions_test

import (
	"context"
	"encoding/json"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/publicnet"
	"backhaul/returns"
	"backhaul/subscriptions"
	"backhaul/webhooks"
)

func TestSend_AReceiverThatIsDownThenUp_GetsTheMessageUnderOneID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusInternalServerError, http.StatusBadGateway, http.StatusNoContent))
	id, secret := b.listens(there.URL + "/hook?key=theirs")
	message := b.ping(id)
	b.sends(id)
	require.Equal(t, "pending | 1 | 500 | the receiver answered 500", b.delivery(message))
	b.sends(id)
	require.Len(t, there.ids(), 1, "not before its time")
	b.at(6 * time.Second)
	b.sends(id)
	require.Equal(t, "pending | 2 | 502 | the receiver answered 502", b.delivery(message))
	require.NotEmpty(t, b.value(`select failing_since::text from webhook_subscriptions`))
	b.at(2 * time.Minute)
	b.sends(id)
	require.Equal(t, "delivered | 3 | 204 | ", b.delivery(message))
	require.Equal(t, "0", b.value(`select count(failing_since)::text from webhook_subscriptions`))
	require.Equal(t, "500 502 204", b.value(`select string_agg(answer_code::text, ' ' order by at) from webhook_attempts`))

	require.Equal(t, []string{message, message, message}, there.ids())
	for i, request := range there.got {
		require.Equal(t, "/hook?key=theirs", request.URL.String())
		require.Equal(t, "application/json", request.Header.Get("Content-Type"))
		named, err := secret.Verify(request.Header, there.body[i], b.now())
		require.NoError(t, err)
		require.Equal(t, message, named)
		var body map[string]any
		require.NoError(t, json.Unmarshal(there.body[i], &body))
		require.Equal(t, map[string]any{"type": "webhook.ping", "timestamp": "2026-03-02T12:00:00Z", "data": map[string]any{"subscription_id": id}}, body)
	}
	b.at(time.Hour)
	b.sends(id)
	require.Len(t, there.ids(), 3, "what is delivered is not sent again")
}

func TestSend_NobodyThere_IsTriedNineTimesThenFailed_AndCanBeRedelivered(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusOK))
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	down := b.sender(&http.Client{Transport: refusing{}})
	after := time.Duration(0)
	for range 12 {
		require.NoError(t, down.SendDue(t.Context(), id))
		after += 27 * time.Hour
		b.at(after)
		_, err := b.pool.Exec(t.Context(), `update webhook_subscriptions set failing_since = null`) // others get through
		require.NoError(t, err)
	}
	require.Equal(t, "failed | 9 | the connection broke, or TLS could not be agreed on", b.delivery(message))
	require.Equal(t, "9", b.value(`select count(*)::text from webhook_attempts`))
	require.NoError(t, b.Redeliver(t.Context(), id, message, admin, b.now()))
	b.sends(id)
	require.Equal(t, "delivered | 1 | 200 | ", b.delivery(message))
	require.Equal(t, []string{message}, there.ids())
	require.Equal(t, returns.CodeNotFound, returns.CodeOf(b.Redeliver(t.Context(), id, "msg_none", admin, b.now())))
}

type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, http.ErrServerClosed }

func TestSend_ReceiverSaysGone_DisablesAndTellsTheAdminsOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusGone))
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	b.sends(id)
	require.Equal(t, "failed | 1 | 410 | 410: the receiver wants no more messages", b.delivery(message))
	require.Equal(t, "gone", b.value(`select disabled_why from webhook_subscriptions`))
	require.Equal(t, "system "+id, b.value(`select actor_id || ' ' || subject from audit_events where kind = 'webhook.disabled'`))
	require.Equal(t, returns.CodeConflict, returns.CodeOf(b.Ping(t.Context(), id, returns.NewID("msg"), admin, b.now())))
	for range 2 {
		require.NoError(t, b.Announce(t.Context()))
	}
	require.Len(t, b.letters.sent, 1)
	require.Equal(t, "ana@shop.example", b.letters.sent[0].To)
	require.Contains(t, b.letters.sent[0].Text, "wants no more messages (410)")
	require.Contains(t, b.letters.sent[0].Text, "不再接收消息")
}

func TestSend_FailingForFiveDays_IsDisabled_AndGoesOnWhenEnabled(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(500, 500, 500, 200))
	id, _ := b.listens(there.URL)
	first := b.ping(id)
	b.sends(id)
	b.at(subscriptions.TooLong - time.Minute)
	b.sends(id)
	require.Equal(t, "true", b.value(`select (disabled_at is null)::text from webhook_subscriptions`), "not yet")
	b.at(subscriptions.TooLong + 10*time.Minute)
	b.sends(id)
	require.Equal(t, "failing", b.value(`select disabled_why from webhook_subscriptions`))
	b.at(subscriptions.TooLong + time.Hour)
	b.sends(id)
	require.Len(t, there.ids(), 3, "what is disabled is not called")
	require.NoError(t, b.Announce(t.Context()))
	require.Contains(t, b.letters.sent[0].Subject, "nothing got through")

	on := true
	_, err := b.Change(t.Context(), id, subscriptions.Wish{Enabled: &on}, admin, b.now())
	require.NoError(t, err)
	b.sends(id)
	require.Equal(t, "delivered | 4 | 200 | ", b.delivery(first), "what waited is sent")
}

func TestSend_RedirectToTheMetadataService_IsAFailureAndNotFollowed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://169.254.169.254/latest/meta-data", http.StatusTemporaryRedirect)
	})
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	b.sends(id)
	require.Equal(t, "pending | 1 | 307 | 307: redirects are not followed; change the subscription's address", b.delivery(message))
}

// The address was harmless when it was typed in, and its name leads to this
// machine now.
func TestSend_NameThatLeadsInsideByNow_IsNeverCalled(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusOK))
	id, _ := b.listens("http://localhost" + there.URL[len("http://127.0.0.1"):])
	message := b.ping(id)
	require.NoError(t, b.sender(subscriptions.NewClient(publicnet.Rules{})).SendDue(t.Context(), id))
	require.Equal(t, "pending | 1 | the address leads into a private network, where messages never go", b.delivery(message))
	require.Empty(t, there.ids())
	b.at(time.Minute)
	b.sends(id)
	require.Len(t, there.ids(), 1, "the test would have seen a call")
}

func TestSend_AnswerWithoutEnd_IsCutOff(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 32<<10)); err != nil {
				return
			}
		}
	})
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	b.sends(id)
	require.Equal(t, "delivered | 1 | 200 | ", b.delivery(message))
}

func TestKeep_ASlowReceiver_IsSlowForItselfAlone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	wake := make(chan struct{})
	slow := receives(t, func(http.ResponseWriter, *http.Request) { <-wake })
	quick := receives(t, answers(http.StatusOK))
	slowID, _ := b.listens(slow.URL)
	quickID, _ := b.listens(quick.URL)
	b.ping(slowID)
	ctx, stop := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() { b.Keep(ctx, 10*time.Millisecond) })
	require.Eventually(t, func() bool { return len(slow.ids()) == 1 }, 10*time.Second, 5*time.Millisecond)
	for n := range 3 {
		b.ping(quickID)
		require.Eventually(t, func() bool { return len(quick.ids()) == n+1 }, 10*time.Second, 5*time.Millisecond)
	}
	stop()
	close(wake)
	running.Wait()
}

func TestSend_ReceiverThatNeverAnswers_IsGivenUpInTime(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	wake := make(chan struct{})
	there := receives(t, func(http.ResponseWriter, *http.Request) { <-wake })
	defer close(wake)
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	require.NoError(t, b.sender(trials.Client(100*time.Millisecond)).SendDue(t.Context(), id))
	require.Equal(t, "pending | 1 | no answer within 15s", b.delivery(message))
}

// A worker that is killed after the receiver has the message and before that is
// written down: the receiver hears of it twice, by one id.
func TestSend_KilledBetweenSendingAndRecording_SendsAgainUnderTheSameID(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx, kill := context.WithCancel(t.Context())
	there := receives(t, func(http.ResponseWriter, *http.Request) { kill() })
	id, _ := b.listens(there.URL)
	message := b.ping(id)
	require.ErrorIs(t, b.SendDue(ctx, id), context.Canceled)
	require.Equal(t, "pending | 1 | ", b.delivery(message), "nobody knows that it arrived")
	b.sends(id)
	require.Len(t, there.ids(), 1, "for a while it may still be under way")
	b.at(2 * time.Minute)
	b.sends(id)
	require.Equal(t, "delivered | 2 | 200 | ", b.delivery(message))
	require.Equal(t, []string{message, message}, there.ids())
}

func TestSend_ManyWorkersAtOnce_SendEachMessageOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusOK))
	id, _ := b.listens(there.URL)
	sent := map[string]bool{}
	for range 40 {
		sent[b.ping(id)] = true
	}
	var workers sync.WaitGroup
	for range 4 {
		workers.Go(func() { _ = b.SendDue(t.Context(), id) })
	}
	workers.Wait()
	require.Len(t, there.ids(), 40)
	for _, message := range there.ids() {
		require.True(t, sent[message])
		delete(sent, message)
	}
	require.Empty(t, sent)
}

func TestRotate_ForADay_MessagesCountByEitherSecret(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusOK))
	id, former := b.listens(there.URL)
	_, _, err := b.Rotate(t.Context(), id, admin, b.now()) // and its answer is lost
	require.NoError(t, err)
	_, text, err := b.Rotate(t.Context(), id, admin, b.now())
	require.NoError(t, err)
	latter, err := webhooks.NewSecret(text)
	require.NoError(t, err)
	b.ping(id)
	b.sends(id)
	for _, secret := range []webhooks.Secret{former, latter} {
		_, err := secret.Verify(there.got[0].Header, there.body[0], b.now())
		require.NoError(t, err)
	}
	b.at(subscriptions.FormerSecret)
	b.ping(id)
	b.sends(id)
	_, err = latter.Verify(there.got[1].Header, there.body[1], b.now())
	require.NoError(t, err)
	_, err = former.Verify(there.got[1].Header, there.body[1], b.now())
	require.ErrorIs(t, err, webhooks.ErrForged)
}

func TestForget_OldMessages_AreDeletedButForWhatWaits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	there := receives(t, answers(http.StatusOK))
	id, _ := b.listens(there.URL)
	b.ping(id)
	b.sends(id)
	waits := b.ping(id)
	b.at(31 * 24 * time.Hour)
	recent := b.ping(id)
	require.NoError(t, b.Forget(t.Context()))
	require.Equal(t, "2", b.value(`select count(*)::text from webhook_messages where id in ($1, $2)`, waits, recent))
	require.Equal(t, "2", b.value(`select count(*)::text from webhook_messages`))
	require.Equal(t, "0", b.value(`select count(*)::text from webhook_attempts`))
}
