package publicnet

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// maxURL is the longest address that is taken, in bytes.
const maxURL = 2000

// The ways in which an address cannot be called.
var (
	ErrNoURL     = errors.New("not an address such as https://shop.example.com/returns")
	ErrNotHTTPS  = errors.New("it does not begin with https://")
	ErrCarriesID = errors.New("it holds a user name, a password or a fragment")
	ErrOddHost   = errors.New("its host is a number that is written in an odd way")
)

// CheckURL refuses at once what could never be called, so that whoever types it
// learns of it. Names are looked up only when they are called.
func (r Rules) CheckURL(text string) error {
	target, err := url.Parse(text)
	if err != nil || len(text) > maxURL || target.Hostname() == "" || target.Opaque != "" {
		return ErrNoURL
	}
	if target.Scheme != "https" && (target.Scheme != "http" || !r.AllowLoopback) {
		return ErrNotHTTPS
	}
	if target.User != nil || target.Fragment != "" {
		return ErrCarriesID
	}
	host := strings.TrimSuffix(target.Hostname(), ".")
	if address, err := netip.ParseAddr(host); err == nil {
		return r.Check(address)
	}
	if numeric(host) {
		return ErrOddHost
	}
	if name := strings.ToLower(host); !r.AllowLoopback && (name == "localhost" || strings.HasSuffix(name, ".localhost")) {
		return fmt.Errorf("%s is %w", host, ErrNotPublic)
	}
	return nil
}

// numeric tells hosts that some resolvers take for an address of version 4:
// 2130706433, 0x7f000001, 0177.0.0.1, 127.1. No public name ends in a number.
func numeric(host string) bool {
	last := strings.ToLower(host[strings.LastIndexByte(host, '.')+1:])
	return last == "" || strings.Trim(last, "0123456789") == "" ||
		(strings.HasPrefix(last, "0x") && strings.Trim(last[2:], "0123456789abcdef") == "")
}
