package returns_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"backhaul/returns"
)

func TestIDs_SameKey_SameID(t *testing.T) {
	t.Parallel()
	for name, newID := range map[string]func(actor, key string) string{
		"ret": returns.NewReturnID, "dec": returns.NewDecisionID,
	} {
		id := newID("carla", "key-1")
		require.Regexp(t, "^"+name+"_[0-9a-hjkmnp-tv-z]{26}$", id)
		require.Equal(t, id, newID("carla", "key-1"), "a repeated request finds the same %s", name)
		require.NotEqual(t, id, newID("carla", "key-2"))
		require.NotEqual(t, id, newID("rita", "key-1"), "another person's key is another request")
		require.NotEqual(t, newID("a", "bc"), newID("ab", "c"))
		require.NotEqual(t, newID("carla", ""), newID("carla", ""), "without a key every request is new")
		require.Regexp(t, "^"+name+"_", newID("carla", ""))
	}
	require.NotEqual(t, returns.NewReturnID("carla", "key")[4:], returns.NewDecisionID("carla", "key")[4:],
		"one key names a return and a decision apart")
}

func TestIDs_AreFixedForever(t *testing.T) {
	t.Parallel()
	// Workflow ids, rows and printed labels hold these: the derivation is wire format.
	require.Equal(t, "ret_s44ndyadstar81evwx8m2448em", returns.NewReturnID("carla", "key-1"))
	require.Equal(t, "dec_bxc69qd8vq1ty1g0j4c8ccmjmm", returns.NewDecisionID("carla", "key-1"))
	require.Equal(t, "RMA-9GHDG-TNFD9", returns.RMANumber("ret_00000000000000000000000000", 0))
	require.Equal(t, "RMA-QDGN4-TF27X", returns.RMANumber("ret_00000000000000000000000000", 1))
	require.Equal(t, "rfd_00000000000000000000000000_2", returns.RefundTaskID("ret_00000000000000000000000000", 2))
}

func TestRMANumber_HasNoLettersThatAreMisread(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i := range 2000 {
		number := returns.RMANumber("ret_"+strconv.Itoa(i), 0)
		require.Regexp(t, "^RMA-[2346-79ACDEFGHJKMNPQRTWX]{5}-[2346-79ACDEFGHJKMNPQRTWX]{5}$", number)
		require.False(t, seen[number], "%s comes twice", number)
		seen[number] = true
	}
	require.NotEqual(t, returns.RMANumber("ret_1", 0), returns.RMANumber("ret_1", 1), "a collision is left by another attempt")
}

// alphabet is every character an RMA number may hold.
const alphabet = "234679ACDEFGHJKMNPQRTWX"

func TestParseRMANumber_OneWrongCharacter_IsCaught(t *testing.T) {
	t.Parallel()
	for i := range 40 {
		number := returns.RMANumber("ret_"+strconv.Itoa(i), 0)
		for at := len("RMA-"); at < len(number); at++ {
			if number[at] == '-' {
				continue
			}
			for _, wrong := range []byte(alphabet) {
				typed := number[:at] + string(wrong) + number[at+1:]
				_, ok := returns.ParseRMANumber(typed)
				require.Equal(t, wrong == number[at], ok, "%s for %s", typed, number)
			}
		}
	}
}

func TestParseRMANumber_SwappedNeighbours_AreCaught(t *testing.T) {
	t.Parallel()
	for i := range 1000 {
		number := strings.NewReplacer("RMA-", "", "-", "").Replace(returns.RMANumber("ret_"+strconv.Itoa(i), 0))
		for at := range len(number) - 1 {
			swapped := []byte(number)
			swapped[at], swapped[at+1] = swapped[at+1], swapped[at]
			_, ok := returns.ParseRMANumber(string(swapped))
			require.Equal(t, number[at] == number[at+1], ok, "%s for %s", swapped, number)
		}
	}
}

func TestParseRMANumber_ReadsWhatPeopleType(t *testing.T) {
	t.Parallel()
	const number = "RMA-9GHDG-TNFD9"
	bare := strings.NewReplacer("RMA-", "", "-", "").Replace(number)
	for _, typed := range []string{
		number, strings.ToLower(number), bare, strings.ToLower(bare), "RMA" + bare, "rma " + bare, " " + number + "\n",
		"RMA " + bare[:5] + " " + bare[5:], bare[:5] + "-" + bare[5:], bare[:3] + " " + bare[3:6] + " " + bare[6:],
	} {
		read, ok := returns.ParseRMANumber(typed)
		require.True(t, ok, "%q", typed)
		require.Equal(t, number, read)
	}
	for _, typed := range []string{
		"", "RMA", "RMA-", number + "2", number[:len(number)-1], "RMA-RMA-" + bare, "RMX-" + bare, "RET-" + bare,
		strings.Repeat("2", 1000), "０" + bare[1:], "RMA-OI105-S8B1L",
	} {
		read, ok := returns.ParseRMANumber(typed)
		require.False(t, ok, "%q", typed)
		require.Empty(t, read)
	}
}

func TestParseRMANumber_ANumberThatBeginsWithRMA_NeedsNoPrefix(t *testing.T) {
	t.Parallel()
	for _, last := range []byte(alphabet) {
		bare := "RMA234679" + string(last)
		read, ok := returns.ParseRMANumber(bare)
		if !ok {
			continue // only one check character fits
		}
		require.Equal(t, "RMA-RMA23-4679"+string(last), read)
		again, ok := returns.ParseRMANumber(read)
		require.True(t, ok)
		require.Equal(t, read, again)
		return
	}
	require.Fail(t, "some check character fits")
}

func TestRMANumber_OfAnyReturn_IsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := returns.NewReturnID(rapid.String().Draw(t, "actor"), rapid.StringN(1, 40, -1).Draw(t, "key"))
		number := returns.RMANumber(id, rapid.IntRange(0, 5).Draw(t, "attempt"))
		read, ok := returns.ParseRMANumber(strings.ToLower(strings.ReplaceAll(number, "-", "")))
		require.True(t, ok)
		require.Equal(t, number, read)
	})
}
