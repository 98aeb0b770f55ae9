package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
)

func TestImport_StockReasonsAndOrders_AreTakenWithProgress(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	folder := t.TempDir()
	run := func(content string, args ...string) (string, string, error) {
		file := filepath.Join(folder, "file.csv")
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		var stdout, stderr bytes.Buffer
		err := run(t.Context(), append(args, "--database-url="+pool.Config().ConnString(), file), &stdout, &stderr)
		return stdout.String(), stderr.String(), err
	}
	stdout, stderr, err := run("sku,quantity\nMUG,12\nLAMP,many\n", "import", "stock")
	require.EqualError(t, err, "1 rows were rejected; correct them and import the file again")
	require.Equal(t, "file.csv: 1 rows accepted, 1 rejected; 1 new, 0 changed, 0 as they were\n", stdout)
	require.Contains(t, stderr, "file.csv row 3: the quantity must be a whole number")
	require.Contains(t, stderr, "Importing file.csv")

	stdout, _, err = run("code,label_en,label_zh,by_customer\nwrong_size,Wrong size,尺码不合适,yes\n", "import", "reasons")
	require.NoError(t, err)
	require.Equal(t, "file.csv: 1 rows accepted, 0 rejected; 1 new, 0 changed, 0 as they were\n", stdout)

	for _, words := range [][]string{{"import"}, {"import", "orders"}} {
		stdout, _, err = run("order_number,sku,quantity,unit_price\n1,A,1,1.00\n", words...)
		require.NoError(t, err)
		require.Contains(t, stdout, "1 rows accepted, 0 rejected")
	}

	const past = "return_number,order_number,sku,quantity,reason,status,opened_at,closed_at,disposition,refunded_goods\n" +
		"R-1,2,B,1,late,completed,2026-01-05,2026-01-09,restock,1.00\n"
	_, _, err = run("order_number,sku,quantity,unit_price,date\n2,B,1,1.00,2026-01-02\n", "import")
	require.NoError(t, err)
	stdout, _, err = run(past, "import", "returns", "--from=oldshop")
	require.NoError(t, err)
	require.Equal(t, "file.csv: 1 rows accepted, 0 rejected; 1 new, 0 changed, 0 as they were\n", stdout)
	_, _, err = run(past, "import", "returns")
	require.ErrorContains(t, err, "--from")
}
