package publicnet_test

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/net/dns/dnsmessage"

	"backhaul/publicnet"
)

// rebinding is a name server of somebody who owns a domain: the first question for
// an address is answered with the first, every later one with the second.
type rebinding struct {
	first, then netip.Addr
	asked       atomic.Int32
}

// resolver asks it, by UDP as a real one does.
func (s *rebinding) resolver(t *testing.T) *net.Resolver {
	t.Helper()
	socket, err := net.ListenPacket("udp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = socket.Close() }) // nothing is kept
	go func() {
		packet := make([]byte, 512)
		for {
			n, from, err := socket.ReadFrom(packet)
			if err != nil {
				return // the test is over
			}
			var question dnsmessage.Message
			if question.Unpack(packet[:n]) != nil {
				continue
			}
			reply, err := s.answer(question).Pack()
			if err == nil {
				_, _ = socket.WriteTo(reply, from) // what is lost is asked again
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", socket.LocalAddr().String())
	}}
}

func (s *rebinding) answer(question dnsmessage.Message) *dnsmessage.Message {
	answer := &dnsmessage.Message{Header: dnsmessage.Header{ID: question.ID, Response: true, Authoritative: true}, Questions: question.Questions}
	for _, q := range question.Questions {
		if q.Type != dnsmessage.TypeA {
			continue
		}
		address := s.then
		if s.asked.Add(1) == 1 {
			address = s.first
		}
		answer.Answers = append(answer.Answers, dnsmessage.Resource{
			Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: address.As4()},
		})
	}
	return answer
}

// Whoever has a name checked first and calls it then has asked twice, and the answers
// may differ. Here the first is a public address, and the call ends at the dialer.
func TestClient_NameThatIsPublicFirstAndLoopbackThen_IsNeverConnectedTo(t *testing.T) {
	t.Parallel()
	var called atomic.Bool
	inside := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called.Store(true) }))
	defer inside.Close()
	at, err := url.Parse(inside.URL)
	require.NoError(t, err)
	address := "http://hook.shop.example.:" + at.Port()

	names := &rebinding{first: netip.MustParseAddr("93.184.215.14"), then: netip.MustParseAddr("127.0.0.1")}
	resolver := names.resolver(t)
	looked, err := resolver.LookupNetIP(t.Context(), "ip4", "hook.shop.example.")
	require.NoError(t, err)
	require.NoError(t, publicnet.Rules{}.Check(looked[0]), "whoever looks beforehand sees nothing wrong")
	for range 3 { // as often as it is tried again
		_, err = get(t, publicnet.Rules{}.ClientAsking(resolver, 5*time.Second), address)
		require.ErrorIs(t, err, publicnet.ErrNotPublic)
	}
	require.False(t, called.Load())

	answer, err := get(t, publicnet.Rules{AllowLoopback: true}.ClientAsking(resolver, 5*time.Second), address)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer)
	require.True(t, called.Load(), "the name does lead there: without the check the call would have arrived")
}
