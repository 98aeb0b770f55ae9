package payloads_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"pgregory.net/rapid"

	"backhaul/payloads"
)

func parse(t testing.TB, keys ...string) *payloads.Codec {
	t.Helper()
	codec, err := payloads.ParseKeys(strings.Join(keys, ","))
	require.NoError(t, err)
	return codec
}

func payload(data string) []*commonpb.Payload {
	return []*commonpb.Payload{{Metadata: map[string][]byte{"encoding": []byte("json/plain"), "x": []byte("Ana")}, Data: []byte(data)}}
}

func TestCodec_WhateverIsEncrypted_ComesBackAndIsNowhereToBeRead(t *testing.T) {
	t.Parallel()
	codec := parse(t, payloads.NewKey("a"))
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringMatching(`[a-z]{8,40}@example\.org`).Draw(t, "secret")
		sealed, err := codec.Encode(payload(secret))
		require.NoError(t, err)
		require.NotContains(t, sealed[0].String(), secret)
		require.NotContains(t, string(sealed[0].GetData()), "Ana")
		again, err := codec.Encode(payload(secret))
		require.NoError(t, err)
		require.NotEqual(t, sealed[0].GetData(), again[0].GetData(), "the same text twice looks like two")
		plain, err := codec.Decode(sealed)
		require.NoError(t, err)
		require.Equal(t, payload(secret)[0].String(), plain[0].String())
	})
}

func TestCodec_KeysRotate_OldPayloadsAreReadAndNewOnesUseTheNewKey(t *testing.T) {
	t.Parallel()
	old, fresh := payloads.NewKey("2026-01"), payloads.NewKey("2026-02")
	before, err := parse(t, old).Encode(payload("x"))
	require.NoError(t, err)
	during := parse(t, fresh, old)
	plain, err := during.Decode(before)
	require.NoError(t, err)
	require.Equal(t, "x", string(plain[0].GetData()))
	after, err := during.Encode(payload("y"))
	require.NoError(t, err)
	require.Equal(t, "2026-02", string(after[0].GetMetadata()["encryption-key-id"]))
	_, err = parse(t, fresh).Decode(before)
	require.ErrorIs(t, err, payloads.ErrUnreadable)
}

func TestCodec_ChangedOrRelabeled_IsUnreadable(t *testing.T) {
	t.Parallel()
	codec := parse(t, payloads.NewKey("a"), payloads.NewKey("b"))
	for i := range 60 {
		sealed, err := codec.Encode(payload("some text"))
		require.NoError(t, err)
		sealed[0].Data[i%len(sealed[0].GetData())] ^= 1 << (i % 8)
		_, err = codec.Decode(sealed)
		require.ErrorIs(t, err, payloads.ErrUnreadable)
	}
	sealed, err := codec.Encode(payload("some text"))
	require.NoError(t, err)
	sealed[0].Metadata["encryption-key-id"] = []byte("b")
	_, err = codec.Decode(sealed)
	require.ErrorIs(t, err, payloads.ErrUnreadable)
}

func TestCodec_Plain_IsReadAsItIs(t *testing.T) {
	t.Parallel()
	plain, err := parse(t, payloads.NewKey("a")).Decode(payload("by hand"))
	require.NoError(t, err)
	require.Equal(t, "by hand", string(plain[0].GetData()))
}

func TestParseKeys_WhatIsNoKey_IsRefusedWithoutShowingIt(t *testing.T) {
	t.Parallel()
	short := base64.StdEncoding.EncodeToString([]byte("a secret that is short"))
	good := payloads.NewKey("a")
	for name, text := range map[string]string{
		"no id": short, "too short": "a:" + short, "no base64": "a:***secret***", "an empty one": good + ",",
		"twice the same id": good + "," + payloads.NewKey("a"), "an id with a space": "a b:" + strings.TrimPrefix(good, "a:"),
	} {
		_, err := payloads.ParseKeys(text)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "secret", name)
		require.NotContains(t, err.Error(), short, name)
	}
	none, err := payloads.ParseKeys(" ")
	require.NoError(t, err)
	require.Nil(t, none)
}
