package sheets_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/sheets"
)

func open(t *testing.T, header string, pairs ...string) (*sheets.Table, error) {
	t.Helper()
	headings, err := sheets.ParseHeadings(pairs)
	require.NoError(t, err)
	return sheets.Open(strings.NewReader(header+"\nMug,blue,2026-01-02\n"), sheets.CSV, columns, headings)
}

func TestHeadings_OfTheFilesOwn_AreReadAsOurColumns(t *testing.T) {
	t.Parallel()
	table, err := open(t, "商品 = 名称,Color,Day", "商品 = 名称=name")
	require.NoError(t, err)
	require.Equal(t, []string{"Color"}, table.Unused())
	row, err := table.Next()
	require.NoError(t, err)
	require.Equal(t, "Mug", row.Get("name"))
	at, refusal := row.Time("day")
	require.Nil(t, refusal)
	require.Equal(t, 2026, at.Year())
}

func TestHeadings_ThatCannotBe_AreRefusedWithWhatTheFileHas(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		header string
		pairs  []string
		want   []string // field and code of each refusal
	}{
		"a column lacks, and these headings may be it": {header: "Item,Color,day", want: []string{"name missing_column", "Item unused_column", "Color unused_column"}},
		"a heading stands for no column of ours":       {header: "Item,Color,day", pairs: []string{"Item=title"}, want: []string{"heading unknown_column"}},
		"a heading that the file does not have":        {header: "name,Color,day", pairs: []string{"Item=day"}, want: []string{"heading unknown_heading"}},
		"two columns would be one":                     {header: "name,Color,day", pairs: []string{"Color=name"}, want: []string{"name duplicate_column"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := open(t, tt.header, tt.pairs...)
			var refusal *returns.Error
			require.ErrorAs(t, err, &refusal)
			var got []string
			for _, field := range refusal.Fields {
				got = append(got, field.Field+" "+field.Code)
			}
			require.Equal(t, tt.want, got)
		})
	}
	for _, pair := range []string{"", "name", "=name", "Item="} {
		_, err := sheets.ParseHeadings([]string{pair})
		require.Equal(t, returns.CodeInvalid, returns.CodeOf(err), pair)
	}
}
