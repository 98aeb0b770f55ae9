package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRoom_IsAShareOfTheMemory(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		memory uint64
		want   []string
	}{
		"not known":       {0, []string{"random_page_cost=1.1"}},
		"a small machine": {1 << 30, []string{"random_page_cost=1.1"}},
		"eight gigabytes": {8 << 30, []string{"random_page_cost=1.1", "shared_buffers=2048MB", "effective_cache_size=5120MB"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, room(tt.memory))
		})
	}
	require.NotZero(t, memory())
}
