package returns_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestMessageKind_EveryMove_IsOneOfTheKinds(t *testing.T) {
	t.Parallel()
	kinds := returns.MessageKinds()
	for _, from := range append(returns.Statuses(), "") {
		for _, to := range returns.Statuses() {
			kind := returns.MessageKind(from, to)
			require.Contains(t, kinds, kind)
			require.Equal(t, from == to, kind == returns.MessageUpdated)
		}
	}
}
