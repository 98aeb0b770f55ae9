package fakecarrier_test

import (
	"bytes"
	"context"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/carrierstest"
	"backhaul/integrations/carriers/fakecarrier"
	"backhaul/integrations/carriers/httpcarrier"
	"backhaul/returns"
	"backhaul/webhooks"
)

func start(t *testing.T) (*fakecarrier.Server, *httpcarrier.Client, string) {
	t.Helper()
	server := &fakecarrier.Server{}
	listener := httptest.NewServer(server)
	t.Cleanup(listener.Close)
	client, err := httpcarrier.NewClient("Express", listener.URL)
	require.NoError(t, err)
	return server, client, listener.URL
}

func booking(mode fakecarrier.Mode) carriers.Booking {
	from := time.Date(2026, 3, 3, 9, 0, 0, 0, time.UTC)
	return carriers.Booking{
		Key: "pickup:ret_1:dec_1", ReturnID: "ret_1", RMANumber: "RMA-7K4PQ-92QXD", Carrier: "Express",
		From: carriers.Place{Address: "1 High Street #" + string(mode), Contact: "Li Lei"}, WindowStart: from, WindowEnd: from.Add(time.Hour),
	}
}

func TestClient_KeepsTheContract(t *testing.T) {
	t.Parallel()
	carrierstest.Run(t, func(t *testing.T) carrierstest.Subject {
		server, client, _ := start(t)
		return carrierstest.Subject{
			Carrier: client, OnOrder: server.OnOrder, LoseNextAnswer: server.LoseNextAnswer,
			HandOver: func(number string) error { return server.Scan(t.Context(), number, carriers.HandedOver) },
		}
	})
}

func TestBook_TheLabel_ShowsABarcode(t *testing.T) {
	t.Parallel()
	_, client, _ := start(t)
	booked, err := client.Book(t.Context(), booking(""))
	require.NoError(t, err)
	require.Equal(t, "image/png", booked.Label.ContentType)
	label, err := png.Decode(bytes.NewReader(booked.Label.Content))
	require.NoError(t, err)
	// Along a line through the bars, Code 128 changes color six times for each of eleven characters.
	changes, last := 0, uint32(0xffff)
	for x := range label.Bounds().Dx() {
		if gray, _, _, _ := label.At(x, 300).RGBA(); gray != last {
			changes, last = changes+1, gray
		}
	}
	require.Greater(t, changes, 50)
}

func TestBook_CarrierIsBusyOrDown_IsUnknownAndBookedOnceLater(t *testing.T) {
	t.Parallel()
	for mode, after := range map[fakecarrier.Mode]time.Duration{
		fakecarrier.TooMany: 7 * time.Second, fakecarrier.Down: 0, fakecarrier.LosesAnswer: 0, fakecarrier.Hangs: 0,
	} {
		server, client, _ := start(t)
		ctx := t.Context()
		if mode == fakecarrier.Hangs {
			short, cancel := context.WithTimeout(ctx, 100*time.Millisecond)
			defer cancel()
			ctx = short
		}
		_, err := client.Book(ctx, booking(mode))
		require.Error(t, err, mode)
		require.Empty(t, returns.CodeOf(err), "%s: it may be tried again", mode)
		require.Equal(t, after, carriers.RetryAfter(err), mode)
		require.Equal(t, mode == fakecarrier.LosesAnswer, len(server.OnOrder(booking(mode).Key)) == 1)
		booked, err := client.Book(t.Context(), booking(mode))
		require.NoError(t, err)
		require.Equal(t, []string{booked.TrackingNumber}, server.OnOrder(booking(mode).Key))
	}
}

func TestBook_CarrierDoesNotCome_SaysWhyAndNamesTheWindow(t *testing.T) {
	t.Parallel()
	server, client, _ := start(t)
	_, err := client.Book(t.Context(), booking(fakecarrier.NoWindow))
	var refusal *returns.Error
	require.ErrorAs(t, err, &refusal)
	require.Equal(t, "window_start", refusal.Fields[0].Field)
	require.ErrorContains(t, err, "the carrier Express does not come in this window: every courier is taken; the next day is free")
	require.Empty(t, server.OnOrder(booking("").Key))
}

func TestBook_AClerkWasGivenANumber_StaysByHand(t *testing.T) {
	t.Parallel()
	server, client, _ := start(t)
	byPhone := booking("")
	byPhone.TrackingNumber = "EX-1"
	booked, err := client.Book(t.Context(), byPhone)
	require.NoError(t, err)
	require.True(t, booked.ByHand)
	voided, err := client.Void(t.Context(), byPhone.Key, booked)
	require.NoError(t, err)
	require.True(t, voided.ByHand)
	require.Empty(t, server.OnOrder(byPhone.Key))
}

func TestGoDown_UntilItIsUp_NothingIsAnswered(t *testing.T) {
	t.Parallel()
	server, client, _ := start(t)
	server.GoDown(true)
	_, err := client.Book(t.Context(), booking(""))
	require.ErrorContains(t, err, "503")
	_, err = client.Void(t.Context(), booking("").Key, carriers.Booked{})
	require.ErrorContains(t, err, "503")
	server.GoDown(false)
	_, err = client.Book(t.Context(), booking(""))
	require.NoError(t, err)
}

func TestScan_IsToldToTheShopSigned_TwiceWhereTheCarrierRepeatsItself(t *testing.T) {
	t.Parallel()
	secret, err := webhooks.NewSecret("whsec_" + strings.Repeat("ab", 24))
	require.NoError(t, err)
	var heard []string
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if id, err := secret.Verify(r.Header, body, time.Now()); err == nil {
			heard = append(heard, id)
		}
	}))
	t.Cleanup(shop.Close)
	server, client, _ := start(t)
	server.WebhookURL, server.Secret = shop.URL, secret
	booked, err := client.Book(t.Context(), booking(fakecarrier.Duplicates))
	require.NoError(t, err)
	require.NoError(t, server.Scan(t.Context(), booked.TrackingNumber, carriers.HandedOver))
	require.NoError(t, server.Scan(t.Context(), booked.TrackingNumber, carriers.Delivered))
	require.Len(t, heard, 4)
	require.Equal(t, heard[0], heard[1])
	require.NotEqual(t, heard[1], heard[2])
}

func TestScans_ByHand_AreTakenOrSayWhyNot(t *testing.T) {
	t.Parallel()
	_, client, address := start(t)
	booked, err := client.Book(t.Context(), booking(""))
	require.NoError(t, err)
	for body, want := range map[string]int{
		`{"tracking_number":"` + booked.TrackingNumber + `","event":"handed_over"}`: 204,
		`{"tracking_number":"` + booked.TrackingNumber + `","event":"eaten"}`:       422,
		`{"tracking_number":"FC9","event":"handed_over"}`:                           404, `nonsense`: 400,
	} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/scans", strings.NewReader(body))
		require.NoError(t, err)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		require.Equal(t, want, response.StatusCode, body)
	}
	_, err = client.Void(t.Context(), booking("").Key, carriers.Booked{})
	require.Equal(t, returns.CodeConflict, returns.CodeOf(err), "the courier has it")
}

func TestNewClient_NoURL_SaysWhatIsWantedAndShowsNoPassword(t *testing.T) {
	t.Parallel()
	for _, base := range []string{"", "express", "ftp://me:sesame@x", "http://me:sesame@[x"} {
		_, err := httpcarrier.NewClient("Express", base)
		require.ErrorContains(t, err, "such as https://carrier.example", base)
		require.NotContains(t, err.Error(), "sesame")
	}
}
