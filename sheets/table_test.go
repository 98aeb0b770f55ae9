package sheets_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"

	"backhaul/exports"
	"backhaul/returns"
	"backhaul/sheets"
)

var columns = sheets.Columns{Required: []string{"name"}, Optional: []string{"day"}}

// read reads a whole table; a row that is refused reads as its code.
func read(t *testing.T, file io.Reader, format sheets.Format) (rows []string) {
	t.Helper()
	table, err := sheets.Open(file, format, columns, nil)
	require.NoError(t, err)
	defer table.Close()
	for {
		row, err := table.Next()
		if errors.Is(err, io.EOF) {
			return rows
		}
		if err != nil {
			rows = append(rows, string(returns.CodeOf(err)))
			continue
		}
		rows = append(rows, row.Get("name"))
	}
}

func TestCSV_InWhatChinaSaves_IsRead_AndOtherEncodingsAreRefusedRowByRow(t *testing.T) {
	t.Parallel()
	const text = "name,day\n马克杯,2026-01-02\n台灯,\n"
	chinese, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	require.NoError(t, err)
	for _, file := range []string{text, "\ufeff" + text, chinese} {
		require.Equal(t, []string{"马克杯", "台灯"}, read(t, strings.NewReader(file), sheets.CSV))
	}
	western, err := charmap.Windows1252.NewEncoder().String("name,day\nMug,\nStraßencafé,\nÄpfel,\n")
	require.NoError(t, err)
	require.Equal(t, []string{"Mug", "malformed_row", "malformed_row"}, read(t, strings.NewReader(western), sheets.CSV))
}

func TestTable_OfOurOwn_ReadsAsItWasWritten(t *testing.T) {
	t.Parallel()
	names := []any{"Mug", "=1+1", "'quoted'", "-5", "@home", "马克杯", "a,\"b\""}
	for _, format := range []exports.Format{exports.FormatCSV, exports.FormatXLSX} {
		var file bytes.Buffer
		table, err := exports.New(&file, format, "name", "day")
		require.NoError(t, err)
		var want []string
		for _, name := range names {
			require.NoError(t, table.Row(name, nil))
			want = append(want, name.(string))
		}
		require.NoError(t, table.Close())
		require.Equal(t, want, read(t, &file, sheets.Format(format)), format)
	}
}

func TestXLSX_DatesAndEmptyRows_AreReadAsPeopleMeanThem(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	require.NoError(t, book.SetSheetRow("Sheet1", "A1", &[]any{"Name", "Day"}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A4", &[]any{"Mug", time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)}))
	require.NoError(t, book.SetSheetRow("Sheet1", "A5", &[]any{"Lamp", "someday"}))
	var file bytes.Buffer
	require.NoError(t, book.Write(&file))
	table, err := sheets.Open(&file, sheets.XLSX, columns, nil)
	require.NoError(t, err)
	defer table.Close()
	row, err := table.Next()
	require.NoError(t, err)
	require.Equal(t, 4, row.Number)
	at, refusal := row.Time("day")
	require.Nil(t, refusal)
	require.Equal(t, "2026-01-02T03:04:05Z", at.Format(time.RFC3339))
	row, err = table.Next()
	require.NoError(t, err)
	_, refusal = row.Time("day")
	require.Equal(t, "not_a_time", refusal.Fields[0].Code)
}

func TestXLSX_ThatUnpacksToGigabytes_OrIsNone_IsRefused(t *testing.T) {
	t.Parallel()
	var bomb bytes.Buffer
	archive := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "xl/worksheets/sheet1.xml"} {
		part, err := archive.Create(name)
		require.NoError(t, err)
		zeros := make([]byte, 1<<20)
		for range 600 {
			_, err = part.Write(zeros)
			require.NoError(t, err)
		}
	}
	require.NoError(t, archive.Close())
	require.Less(t, bomb.Len(), 4<<20)
	for _, file := range []string{bomb.String(), "", "PK\x03\x04", "name,day\n"} {
		_, err := sheets.Open(strings.NewReader(file), sheets.XLSX, columns, nil)
		require.Equal(t, returns.CodeInvalid, returns.CodeOf(err), "%v", err)
	}
}
