package payloads_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/payloads"
)

func codec(t *testing.T, keys string) *payloads.Codec {
	t.Helper()
	c, err := payloads.ParseKeys(keys)
	require.NoError(t, err)
	return c
}

func TestSealText_OpensForItsOwnerOnly_AlsoAfterKeysRotate(t *testing.T) {
	t.Parallel()
	former, latter := payloads.NewKey("a"), payloads.NewKey("b")
	sealed, err := codec(t, former).SealText("whs_1", "whsec_x")
	require.NoError(t, err)
	require.NotContains(t, string(sealed), "whsec_x")
	text, err := codec(t, latter+","+former).OpenText("whs_1", sealed)
	require.NoError(t, err)
	require.Equal(t, "whsec_x", text)
	_, err = codec(t, former).OpenText("whs_2", sealed)
	require.ErrorIs(t, err, payloads.ErrUnreadable, "of another owner")
	_, err = codec(t, latter).OpenText("whs_1", sealed)
	require.ErrorIs(t, err, payloads.ErrUnreadable, "without its key")
	sealed[len(sealed)-1] ^= 1
	_, err = codec(t, former).OpenText("whs_1", sealed)
	require.ErrorIs(t, err, payloads.ErrUnreadable, "changed")
	_, err = codec(t, former).OpenText("whs_1", nil)
	require.ErrorIs(t, err, payloads.ErrUnreadable, "nothing")
}

func TestSealText_WithoutAKey_IsRefused(t *testing.T) {
	t.Parallel()
	_, err := codec(t, "").SealText("whs_1", "whsec_x")
	require.ErrorIs(t, err, payloads.ErrNoKey)
	_, err = codec(t, "").OpenText("whs_1", []byte("a\x00b"))
	require.ErrorIs(t, err, payloads.ErrUnreadable)
}
