package api

import (
	"net/netip"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"backhaul/accounts"
)

// Limits are how often calls under /v1 may come. A zero rate is no limit. Each
// instance of the API counts for itself; wrong passwords are counted in the
// database, for all of them.
type Limits struct {
	// PerAddress counts all calls from one address, before anything is looked up.
	PerAddress Rate
	// PerToken counts the calls with one token or session, and PerUser those of
	// one user with all of theirs.
	PerToken, PerUser Rate
}

// Rate is calls per second, and how many may come at once after a pause.
type Rate struct {
	PerSecond float64
	Burst     int
}

// remembered is how many callers a limit keeps in mind, some 200 bytes each. Who
// has not called for longest is forgotten first, and may then call as if new.
const remembered = 20_000

// limiter holds one kind of limit.
type limiter struct {
	rate Rate
	by   *lru.Cache[string, *rate.Limiter]
}

func newLimiter(limit Rate) *limiter {
	cache, err := lru.New[string, *rate.Limiter](remembered)
	if err != nil {
		panic("api: " + err.Error()) // only for a size below one
	}
	return &limiter{rate: limit, by: cache}
}

// take counts one call, or says how long its caller has to wait.
func (l *limiter) take(caller string, now time.Time) error {
	if l.rate.PerSecond <= 0 {
		return nil
	}
	fresh := rate.NewLimiter(rate.Limit(l.rate.PerSecond), max(1, l.rate.Burst))
	bucket, known, _ := l.by.PeekOrAdd(caller, fresh)
	if !known {
		bucket = fresh
	}
	l.by.Get(caller) // it is in use, so others are forgotten first
	reservation := bucket.ReserveN(now, 1)
	if wait := reservation.DelayFrom(now); wait > 0 {
		reservation.CancelAt(now) // what is refused does not count
		return &accounts.TooManyError{RetryAfter: wait}
	}
	return nil
}

// limitAddress comes before anything that costs. Probes and metrics, which a
// monitor asks for and which cost little, are not counted.
func (s *server) limitAddress(c *gin.Context) {
	this := callOf(c)
	if strings.HasPrefix(c.FullPath(), "/v1/") {
		if err := s.perAddress.take(this.network(), s.Now()); err != nil {
			s.fail(c, err)
			return
		}
	}
	c.Next()
}

// limitCaller counts the token or session, and its user.
func (s *server) limitCaller(c *gin.Context) {
	this := callOf(c)
	if !this.op.public {
		err := s.perToken.take(this.via, s.Now())
		if err == nil {
			err = s.perUser.take(this.actor.ID, s.Now())
		}
		if err != nil {
			s.fail(c, err)
			return
		}
	}
	c.Next()
}

// network is what counts as one address: a whole /64 of IPv6, which one
// household has to itself.
func (c *call) network() string {
	address, err := netip.ParseAddr(c.address)
	if err != nil {
		return c.address
	}
	if address = address.Unmap(); address.Is4() {
		return address.String()
	}
	prefix, err := address.Prefix(64)
	if err != nil {
		return c.address
	}
	return prefix.Masked().String()
}
