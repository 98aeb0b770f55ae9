package papers

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWords_EveryLanguage_SaysAll(t *testing.T) {
	t.Parallel()
	for _, said := range []words{english, chinese} {
		fields := reflect.ValueOf(said)
		for i := range fields.NumField() {
			require.NotEmpty(t, fields.Field(i).String(), fields.Type().Field(i).Name)
		}
	}
}
