package publicnet_test

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/publicnet"
)

// insiders are addresses that a caller may try to have us call.
var insiders = []string{
	"127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "169.254.169.254", "172.16.0.1", "172.31.255.255",
	"192.0.0.1", "192.0.2.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
	"::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
	"2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1",
}

func TestCheck_WhateverOnlyWeCanReach_IsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range insiders {
		require.ErrorIs(t, publicnet.Rules{}.Check(netip.MustParseAddr(text)), publicnet.ErrNotPublic, text)
	}
	for _, text := range []string{"1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "::ffff:1.1.1.1", "2606:4700:4700::1111", "2a00:1450::1"} {
		require.NoError(t, publicnet.Rules{}.Check(netip.MustParseAddr(text)), text)
	}
}

func TestCheck_LoopbackForTrials_OpensNothingElse(t *testing.T) {
	t.Parallel()
	trials := publicnet.Rules{AllowLoopback: true}
	for _, text := range insiders {
		err := trials.Check(netip.MustParseAddr(text))
		if plain := netip.MustParseAddr(text).Unmap(); plain.IsLoopback() {
			require.NoError(t, err, text)
		} else {
			require.ErrorIs(t, err, publicnet.ErrNotPublic, text)
		}
	}
}

func TestCheckURL_WhatCouldNeverBeCalled_IsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]error{
		"": publicnet.ErrNoURL, "shop.example.com": publicnet.ErrNoURL, "https://": publicnet.ErrNoURL, "https:shop": publicnet.ErrNoURL,
		"https://shop.example.com/" + strings.Repeat("a", 2000): publicnet.ErrNoURL,
		"http://shop.example.com/":                              publicnet.ErrNotHTTPS, "file:///etc/passwd": publicnet.ErrNoURL, "gopher://shop.example.com": publicnet.ErrNotHTTPS,
		"https://shop.example.com@10.0.0.1/": publicnet.ErrCarriesID, "https://shop.example.com/#top": publicnet.ErrCarriesID,
		"https://127.0.0.1/": publicnet.ErrNotPublic, "https://[::1]/": publicnet.ErrNotPublic, "https://[::ffff:7f00:1]/": publicnet.ErrNotPublic,
		"https://169.254.169.254/latest/meta-data": publicnet.ErrNotPublic, "https://localhost/": publicnet.ErrNotPublic, "https://a.LOCALHOST./": publicnet.ErrNotPublic,
		"https://2130706433/": publicnet.ErrOddHost, "https://0x7f000001/": publicnet.ErrOddHost, "https://0177.0.0.1/": publicnet.ErrOddHost,
		"https://127.1/": publicnet.ErrOddHost, "https://127.0.0.0x1/": publicnet.ErrOddHost,
	} {
		require.ErrorIs(t, publicnet.Rules{}.CheckURL(text), why, text)
	}
	require.NoError(t, publicnet.Rules{}.CheckURL("https://shop.example.com:8443/returns?key=1"))
	require.NoError(t, publicnet.Rules{AllowLoopback: true}.CheckURL("http://127.0.0.1:9000/"))
	require.ErrorIs(t, publicnet.Rules{AllowLoopback: true}.CheckURL("http://169.254.169.254/"), publicnet.ErrNotPublic)
}

// A name that resolves to this machine stands for every name that was harmless
// when it was typed in: what is checked is the address that is dialed.
func TestClient_NameThatPointsInside_IsNeverConnectedTo(t *testing.T) {
	t.Parallel()
	called := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { called = true }))
	defer server.Close()
	at, err := url.Parse(server.URL)
	require.NoError(t, err)
	_, port, err := net.SplitHostPort(at.Host)
	require.NoError(t, err)
	for _, host := range []string{"localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		_, err := get(t, publicnet.Rules{}.Client(5*time.Second), "http://"+host+":"+port)
		require.ErrorIs(t, err, publicnet.ErrNotPublic, host)
	}
	require.False(t, called)
	answer, err := get(t, publicnet.Rules{AllowLoopback: true}.Client(5*time.Second), server.URL)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, answer)
	require.True(t, called, "the test would have seen a call")
}

func TestClient_Redirect_IsAnAnswerAndNotFollowed(t *testing.T) {
	t.Parallel()
	var paths []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.Path)
		http.Redirect(w, r, "/elsewhere", http.StatusTemporaryRedirect)
	}))
	defer server.Close()
	answer, err := get(t, publicnet.Rules{AllowLoopback: true}.Client(5*time.Second), server.URL+"/here")
	require.NoError(t, err)
	require.Equal(t, http.StatusTemporaryRedirect, answer)
	require.Equal(t, []string{"/here"}, paths)
}

func TestClient_ProxyOfTheEnvironment_IsNotUsed(t *testing.T) {
	t.Parallel()
	require.Nil(t, publicnet.Rules{}.Client(time.Second).Transport.(*http.Transport).Proxy)
}

func get(t *testing.T, client *http.Client, at string) (int, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, at, http.NoBody)
	require.NoError(t, err)
	answer, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}
