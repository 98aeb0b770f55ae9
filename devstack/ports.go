package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"strconv"
	"syscall"
	"time"
)

// Free ports come from below the range the kernel takes the ports of outgoing connections from (32768 and up on
// Linux), so that nobody's outgoing connection can sit on one between the claim and its use.
const (
	firstFreePort = 20000
	lastFreePort  = 32767
)

// A port is one address the stack listens on. It is held by a listener from the claim until the server that wants it
// starts, so that two stacks starting at once do not choose the same one.
type port struct {
	host   string
	number int
	held   net.Listener
}

// address is where clients on this machine find the port.
func (p *port) address() string {
	return net.JoinHostPort(dialableHost(p.host), strconv.Itoa(p.number))
}

// release lets go of the port; its server must start right after. It may be called twice.
func (p *port) release() {
	_ = p.held.Close()
}

// wantedPort says which port a person asked for and how to ask for another one.
type wantedPort struct {
	purpose string // "PostgreSQL"
	host    string
	number  int // 0: any free one
	flag    string
	env     string
}

// claimPorts holds all the wanted ports, in their order, or none of them and names every one that is taken.
func claimPorts(wanted ...wantedPort) ([]*port, error) {
	var claimed []*port
	var refused []error
	for _, want := range wanted {
		claim, err := want.claim()
		if err != nil {
			refused = append(refused, err)
			continue
		}
		claimed = append(claimed, claim)
	}
	if len(refused) > 0 {
		for _, claim := range claimed {
			claim.release()
		}
		return nil, errors.Join(refused...)
	}
	return claimed, nil
}

func (w wantedPort) claim() (*port, error) {
	switch {
	case w.number == 0:
		return freePort(w.host)
	case w.number < 0 || w.number > 65535:
		return nil, fmt.Errorf("port %d for %s is not a port; choose one up to 65535, or 0 for any free one, with %s or %s",
			w.number, w.purpose, w.flag, w.env)
	}
	inUse := fmt.Errorf("port %d for %s is in use; choose another with %s or %s", w.number, w.purpose, w.flag, w.env)
	if answers(w.host, w.number) {
		// Asked first because macOS lets us listen on 127.0.0.1 beside a server on all addresses, and hide it.
		return nil, inUse
	}
	listener, err := listen(w.host, w.number)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, inUse
	}
	if err != nil {
		return nil, fmt.Errorf("port %d for %s cannot be used: %w", w.number, w.purpose, err)
	}
	return &port{host: w.host, number: w.number, held: listener}, nil
}

// freePort claims any free port. It starts at a random one: stacks that start together rarely meet.
func freePort(host string) (*port, error) {
	const count = lastFreePort - firstFreePort + 1
	start := rand.IntN(count) //nolint:gosec // only to meet rarely
	var last error
	for i := range count {
		number := firstFreePort + (start+i)%count
		listener, err := listen(host, number)
		if err == nil {
			return &port{host: host, number: number, held: listener}, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) {
			return nil, fmt.Errorf("cannot listen on %s: %w", host, err)
		}
		last = err
	}
	return nil, fmt.Errorf("no port from %d to %d is free on %s: %w", firstFreePort, lastFreePort, host, last)
}

func listen(host string, number int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(number)))
}

func answers(host string, number int) bool {
	conn, err := net.DialTimeout("tcp", net.JoinHostPort(dialableHost(host), strconv.Itoa(number)), time.Second)
	if err != nil {
		return false
	}
	_ = conn.Close()
	return true
}

// dialableHost is a host to connect to for a host to listen on: "all addresses" includes the loopback one.
func dialableHost(host string) string {
	if ip := net.ParseIP(host); host == "" || ip.IsUnspecified() {
		return "127.0.0.1"
	}
	return host
}
