package webhooks_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/webhooks"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func secret(t *testing.T, letter string) webhooks.Secret {
	t.Helper()
	s, err := webhooks.NewSecret("whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32))))
	require.NoError(t, err)
	return s
}

func TestVerify_WhatWasSigned_CountsWithinFiveMinutes(t *testing.T) {
	t.Parallel()
	s, body := secret(t, "a"), []byte(`{"event":"delivered"}`)
	header, err := s.Sign("msg_1", noon, body)
	require.NoError(t, err)
	for _, late := range []time.Duration{0, webhooks.Window, -webhooks.Window} {
		id, err := s.Verify(header, body, noon.Add(late))
		require.NoError(t, err, late)
		require.Equal(t, "msg_1", id)
	}
	for _, late := range []time.Duration{webhooks.Window + time.Second, -webhooks.Window - time.Second} {
		_, err = s.Verify(header, body, noon.Add(late))
		require.ErrorIs(t, err, webhooks.ErrStale, late)
	}
}

func TestVerify_WhateverWasChanged_IsForged(t *testing.T) {
	t.Parallel()
	s, body := secret(t, "a"), []byte(`{"event":"delivered"}`)
	for name, change := range map[string]func(http.Header, *[]byte){
		"body":      func(_ http.Header, b *[]byte) { *b = []byte(`{"event":"lost"}`) },
		"id":        func(h http.Header, _ *[]byte) { h.Set(webhooks.HeaderID, "msg_2") },
		"time":      func(h http.Header, _ *[]byte) { h.Set(webhooks.HeaderTimestamp, "1772452801") },
		"signature": func(h http.Header, _ *[]byte) { h.Set(webhooks.HeaderSignature, "v1,AAAA") },
	} {
		header, err := s.Sign("msg_1", noon, body)
		require.NoError(t, err)
		changed := body
		change(header, &changed)
		_, err = s.Verify(header, changed, noon)
		require.ErrorIs(t, err, webhooks.ErrForged, name)
	}
	header, err := secret(t, "b").Sign("msg_1", noon, body)
	require.NoError(t, err)
	_, err = s.Verify(header, body, noon)
	require.ErrorIs(t, err, webhooks.ErrForged, "another secret")
}

func TestVerify_AHeaderIsMissing_IsUnsigned(t *testing.T) {
	t.Parallel()
	s := secret(t, "a")
	for _, name := range []string{webhooks.HeaderID, webhooks.HeaderTimestamp, webhooks.HeaderSignature} {
		header, err := s.Sign("msg_1", noon, nil)
		require.NoError(t, err)
		header.Del(name)
		_, err = s.Verify(header, nil, noon)
		require.ErrorIs(t, err, webhooks.ErrUnsigned, name)
	}
}

func TestVerify_AnExampleOfTheScheme_Counts(t *testing.T) {
	t.Parallel()
	// From the scheme's own documents, so that both sides cannot be wrong alike.
	s, err := webhooks.NewSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
	require.NoError(t, err)
	header := http.Header{}
	header.Set(webhooks.HeaderID, "msg_p5jXN8AQM9LWM0D4loKWxJek")
	header.Set(webhooks.HeaderTimestamp, "1614265330")
	header.Set(webhooks.HeaderSignature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
	_, err = s.Verify(header, []byte(`{"test": 2432232314}`), time.Unix(1614265330, 0))
	require.NoError(t, err)
}

func TestNewSecret_WhatIsNoSecret_IsRefusedWithoutShowingIt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "whsec_", "not base64!", "whsec_c2hvcnQ="} {
		_, err := webhooks.NewSecret(text)
		require.ErrorContains(t, err, "at least 24 random bytes", text)
		if text != "" && text != "whsec_" {
			require.NotContains(t, err.Error(), text)
		}
	}
}
