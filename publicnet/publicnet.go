// Package publicnet calls addresses that somebody else has chosen, such as the
// URL of a webhook subscription, without letting them choose a machine that only
// we can reach: loopback, private networks, the metadata service of a cloud.
//
// What counts is the address that is dialed, after names are resolved, so that
// neither a name that points inside, nor one that points elsewhere the second
// time, nor an odd way to write a number gets past. Redirects are not followed,
// and no proxy of the environment is used, since it would dial for us.
//
// It imports nothing of ours. Start at [Client] and [CheckURL].
package publicnet

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// ErrNotPublic says that an address is one that only we could reach.
var ErrNotPublic = errors.New("not a public address")

// Rules say what may be called. The zero value is for production: https, and
// public addresses only.
type Rules struct {
	// AllowLoopback is for trials on one machine: plain http too, and this machine.
	// Everything else that is not public stays out of reach.
	AllowLoopback bool
}

// inside are the networks within 2000::/3 that are not the public Internet:
// special purposes (Teredo among them), documentation, and 6to4, which holds an
// address of version 4.
var inside = []netip.Prefix{
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("3fff::/20"),
}

// inside4 are those of version 4, by IANA's registry of special-purpose addresses.
var inside4 = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("224.0.0.0/4"), netip.MustParsePrefix("240.0.0.0/4"),
}

// global is what is given out of version 6. All else (unique local, link-local,
// multicast, NAT64, mapped addresses that were not unmapped) is refused unseen.
var global = netip.MustParsePrefix("2000::/3")

// Check returns [ErrNotPublic] for an address that may not be called.
func (r Rules) Check(address netip.Addr) error {
	plain := address.Unmap() // ::ffff:127.0.0.1 is 127.0.0.1
	refused := inside4
	if plain.Is6() {
		refused = inside
		if plain.Zone() != "" || !global.Contains(plain) {
			refused = []netip.Prefix{netip.PrefixFrom(plain.WithZone(""), 128)}
		}
	}
	for _, network := range refused {
		if network.Contains(plain.WithZone("")) && (!r.AllowLoopback || !plain.IsLoopback()) {
			return fmt.Errorf("%s is %w", address, ErrNotPublic)
		}
	}
	return nil
}

// control is asked by the dialer after it has resolved the name and before it
// connects, once for each address it tries.
func (r Rules) control(_ context.Context, _, address string, _ syscall.RawConn) error {
	target, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%s is %w", address, ErrNotPublic)
	}
	return r.Check(target.Addr())
}

// Client makes calls by the rules. A call takes no longer than the timeout, its
// answer included; a redirect is an answer like any other.
func (r Rules) Client(timeout time.Duration) *http.Client { return r.client(timeout, nil) }

// client asks the resolver for names; nil is the machine's.
func (r Rules) client(timeout time.Duration, names *net.Resolver) *http.Client {
	dialer := &net.Dialer{Timeout: timeout / 2, ControlContext: r.control, Resolver: names}
	return &http.Client{
		Timeout:       timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
			TLSHandshakeTimeout: timeout / 2, ResponseHeaderTimeout: timeout, MaxResponseHeaderBytes: 16 << 10,
			MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second, DisableCompression: true,
		},
	}
}
