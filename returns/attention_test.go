package returns_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestAttention_IsASentenceWithItsValues(t *testing.T) {
	t.Parallel()
	require.Empty(t, returns.Attention{}.String())
	require.True(t, returns.Attention{}.IsZero())
	lost := returns.Attend("pickup_failed", "pickup attempt %s failed; book another", 2)
	require.False(t, lost.IsZero())
	require.Equal(t, "pickup attempt 2 failed; book another", lost.String())

	refused := returns.StepRefused(returns.ActionSettleRefund, returns.Refuse(returns.CodeConflict, "the provider %s is away", "bank"))
	require.Equal(t, "settle_refund failed: the provider bank is away", refused.String())
	text, err := json.Marshal(refused)
	require.NoError(t, err)
	var again returns.Attention
	require.NoError(t, json.Unmarshal(text, &again))
	require.Equal(t, refused, again)
}

func TestAttention_WrittenAsABareSentence_IsRead(t *testing.T) {
	t.Parallel()
	var before returns.Attention
	require.NoError(t, json.Unmarshal([]byte(`"50% of it is missing"`), &before))
	require.Equal(t, "50% of it is missing", before.String())
	require.False(t, before.IsZero())
	require.NoError(t, json.Unmarshal([]byte(`""`), &before))
	require.True(t, before.IsZero())
	require.Error(t, json.Unmarshal([]byte(`7`), &before))
}
