package fakepsp_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/payments"
	"backhaul/integrations/payments/fakepsp"
	"backhaul/integrations/payments/paymentstest"
	"backhaul/returns"
)

func start(t *testing.T) (*fakepsp.Server, *fakepsp.Client) {
	t.Helper()
	server := &fakepsp.Server{}
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	client, err := fakepsp.NewClient(listener.URL)
	require.NoError(t, err)
	return server, client
}

func asked(mode fakepsp.Mode) payments.Refund {
	return payments.Refund{
		Key: "refund:ret_1:1", Payment: "pay_1#" + string(mode), Amount: returns.Money{Minor: 1849, Currency: "USD"}, ReturnID: "ret_1",
	}
}

func TestClient_KeepsTheContract(t *testing.T) {
	t.Parallel()
	paymentstest.Run(t, func(t *testing.T) paymentstest.Subject {
		server, client := start(t)
		subject := paymentstest.Subject{Provider: client, Payment: "pay_1", Paid: server.Paid}
		subject.LoseNextAnswer = server.LoseNextAnswer
		return subject
	})
}

func TestRefund_InEachMode_GoesAsTheModeSays(t *testing.T) {
	t.Parallel()
	for mode, want := range map[fakepsp.Mode]payments.State{
		"": payments.Settled, fakepsp.Pending: payments.Pending, fakepsp.Fails: payments.Failed,
		fakepsp.OtherAmount: payments.Settled, fakepsp.OtherCurrency: payments.Settled,
	} {
		_, client := start(t)
		outcome, err := client.Refund(t.Context(), asked(mode))
		require.NoError(t, err, mode)
		require.Equal(t, want, outcome.State, mode)
		other := mode == fakepsp.OtherAmount || mode == fakepsp.OtherCurrency
		require.Equal(t, other, *outcome.Amount != asked(mode).Amount, "%s: %s", mode, outcome.Amount)
	}
}

func TestRefund_ProviderIsBusyOrDown_IsUnknownAndPaidOnceLater(t *testing.T) {
	t.Parallel()
	for mode, after := range map[fakepsp.Mode]time.Duration{fakepsp.TooMany: 7 * time.Second, fakepsp.Down: 0, fakepsp.LosesAnswer: 0} {
		server, client := start(t)
		_, err := client.Refund(t.Context(), asked(mode))
		require.Error(t, err)
		require.Empty(t, returns.CodeOf(err), "it may be tried again")
		require.Equal(t, after, payments.RetryAfter(err), mode)
		_, found, err := client.Lookup(t.Context(), asked(mode).Key)
		require.NoError(t, err)
		require.Equal(t, mode == fakepsp.LosesAnswer, found)
		_, err = client.Refund(t.Context(), asked(mode))
		require.NoError(t, err)
		require.Equal(t, []returns.Money{asked(mode).Amount}, server.Paid(asked(mode).Key))
	}
}

func TestLookup_AfterItSettledOrFailedLate_SaysSo(t *testing.T) {
	t.Parallel()
	server, client := start(t)
	_, err := client.Refund(t.Context(), asked(fakepsp.Pending))
	require.NoError(t, err)
	for state, change := range map[payments.State]func() error{
		payments.Settled: func() error { return server.Settle(t.Context(), "refund:ret_1:1") },
		payments.Failed:  func() error { return server.Fail(t.Context(), "refund:ret_1:1", "closed") },
	} {
		require.NoError(t, change())
		outcome, found, err := client.Lookup(t.Context(), "refund:ret_1:1")
		require.NoError(t, err)
		require.True(t, found)
		require.Equal(t, state, outcome.State)
	}
	require.ErrorContains(t, server.Settle(t.Context(), "refund:ret_9:1"), "no refund has the key")
}

func TestNewClient_NoURL_SaysWhatIsWanted(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "psp", "ftp://x"} {
		_, err := fakepsp.NewClient(base)
		require.ErrorContains(t, err, "such as http://127.0.0.1:8090", base)
	}
	_, err := fakepsp.NewClient(strings.Repeat("x", 9))
	require.Error(t, err)
}

func TestChanges_ByHand_ChangeARefundOrSayWhyNot(t *testing.T) {
	t.Parallel()
	server := &fakepsp.Server{}
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	client, err := fakepsp.NewClient(listener.URL)
	require.NoError(t, err)
	_, err = client.Refund(t.Context(), asked(fakepsp.Pending))
	require.NoError(t, err)
	for body, want := range map[string]int{
		`{"key":"refund:ret_1:1","status":"failed","reason":"closed"}`: 204, `{"key":"refund:ret_1:1","status":"maybe"}`: 422,
		`{"key":"refund:ret_9:1","status":"succeeded"}`: 409, `nonsense`: 400,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, listener.URL+"/changes", strings.NewReader(body))
		require.NoError(t, err)
		response, err := listener.Client().Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, response.StatusCode, body)
	}
	outcome, _, err := client.Lookup(t.Context(), "refund:ret_1:1")
	require.NoError(t, err)
	require.Equal(t, payments.Failed, outcome.State)
}
