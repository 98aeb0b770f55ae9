package api_test

import (
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

const wrongPassword = "wrong horse battery staple"

// retryAfter requires a 429 and returns the seconds it asks for.
func (a answer) retryAfter() int {
	a.t.Helper()
	a.refused(http.StatusTooManyRequests, "too_many_requests")
	seconds, err := strconv.Atoi(a.header.Get("Retry-After"))
	require.NoError(a.t, err)
	require.Positive(a.t, seconds)
	return seconds
}

func TestSignIn_BruteForce_WaitsTwiceAsLongEachTime(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	at := now
	b.clock = func() time.Time { return at }
	attacker := b.stranger().from("198.51.100.7")
	for range 3 {
		attacker.signIn("ana", wrongPassword).refused(http.StatusUnauthorized, "sign_in_refused")
	}
	var waits []int
	for range 12 {
		attacker.signIn("ana", wrongPassword).refused(http.StatusUnauthorized, "sign_in_refused")
		wait := attacker.signIn("ana", goodPassword).retryAfter() // the right one has to wait too
		waits = append(waits, wait)
		at = at.Add(time.Duration(wait)*time.Second - time.Millisecond)
		require.Equal(t, 1, attacker.signIn("ana", wrongPassword).retryAfter(), "a try that came too early costs nothing and gets nothing")
		at = at.Add(time.Millisecond)
	}
	require.Equal(t, []int{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900}, waits)
	b.stranger().from("203.0.113.9").signIn("ana", goodPassword).ok() // from where nobody guesses, the user comes in
}

func TestSignIn_PasswordSpray_FromOneAddress_Waits(t *testing.T) {
	t.Parallel()
	b := setup(t)
	at := now
	b.clock = func() time.Time { return at }
	attacker := b.stranger().from("198.51.100.7")
	for i := range 31 {
		attacker.signIn("user-"+strconv.Itoa(i), goodPassword).refused(http.StatusUnauthorized, "sign_in_refused")
	}
	require.Equal(t, 1, attacker.signIn("user-31", goodPassword).retryAfter())
	b.withPassword("ana", returns.RoleReviewer)
	b.stranger().from("203.0.113.9").signIn("ana", goodPassword).ok()
}

func TestSignIn_GuessesFromEverywhere_DelayTheUserForASecondNotForEver(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	at := now
	b.clock = func() time.Time { return at }
	for i := range 40 {
		try := b.stranger().from("198.51.100."+strconv.Itoa(i)).signIn("ana", wrongPassword)
		if try.status == http.StatusTooManyRequests {
			require.LessOrEqual(t, try.retryAfter(), 30)
			at = at.Add(31 * time.Second)
		}
	}
	at = at.Add(31 * time.Second)
	b.stranger().from("203.0.113.9").signIn("ana", goodPassword).ok()
}

func TestSignIn_ManyGuessesAtOnce_GetNoMoreTriesThanOneByOne(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	var tried atomic.Int32
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if b.stranger().from("198.51.100.7").signIn("ana", wrongPassword).status == http.StatusUnauthorized {
				tried.Add(1)
			}
		})
	}
	all.Wait()
	require.EqualValues(t, 4, tried.Load(), "three are free, the fourth starts the wait")
}

func TestSignIn_RightPassword_BeginsTheCountAnew(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	for range 3 {
		for range 3 {
			b.stranger().signIn("ana", wrongPassword).refused(http.StatusUnauthorized, "sign_in_refused")
		}
		b.stranger().signIn("ana", goodPassword).ok()
	}
}

func TestForwardedFor_IsBelievedOfTrustedProxiesOnly(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	liar := b.stranger().from("198.51.100.7")
	for i := range 4 {
		liar.with("X-Forwarded-For", "203.0.113."+strconv.Itoa(i)).signIn("ana", wrongPassword).refused(401, "sign_in_refused")
	}
	liar.with("X-Forwarded-For", "203.0.113.5").signIn("ana", wrongPassword).retryAfter()
	require.Contains(t, b.log.String(), "address=198.51.100.7")
	require.NotContains(t, b.log.String(), "address=203.0.113.5")

	behind := setup(t)
	behind.withPassword("ana", returns.RoleReviewer)
	behind.proxies = []string{"10.0.0.0/8"}
	behind.restart()
	proxy := behind.stranger().from("10.1.2.3")
	for range 4 {
		proxy.with("X-Forwarded-For", "9.9.9.9, 203.0.113.1").signIn("ana", wrongPassword).refused(401, "sign_in_refused")
	}
	proxy.with("X-Forwarded-For", "8.8.8.8, 203.0.113.1").signIn("ana", wrongPassword).retryAfter() // what the client wrote itself does not count
	proxy.with("X-Forwarded-For", "203.0.113.2").signIn("ana", goodPassword).ok()
}
