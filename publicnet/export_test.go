package publicnet

import (
	"net"
	"net/http"
	"time"
)

// ClientAsking is [Rules.Client] with a resolver of the test's own.
func (r Rules) ClientAsking(names *net.Resolver, timeout time.Duration) *http.Client {
	return r.client(timeout, names)
}
