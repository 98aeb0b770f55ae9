// Package payloads encrypts what Temporal keeps: the inputs and results of
// workflows, activities, updates and signals, and the texts of failures. A
// history then holds no name, address or note that its server's operators, its
// backups or its web UI could read.
//
// AES-256-GCM, one random nonce per payload; a payload names the key it was
// encrypted with, so that keys can be rotated while returns run for weeks. It
// imports nothing of ours.
package payloads

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"
)

// How an encrypted payload says that it is one.
const (
	encoding  = "binary/encrypted"
	keyIDName = "encryption-key-id"
)

// ErrUnreadable says that a payload was encrypted with a key that is not there,
// or was changed since.
var ErrUnreadable = errors.New("the payload cannot be decrypted")

type key struct {
	id   string
	aead cipher.AEAD
}

// Codec encrypts with its first key and decrypts with any of them. What is not
// encrypted is read as it is: histories from before there was a key, and Signals
// that people send by hand. A nil Codec leaves everything as it is.
type Codec struct{ keys []key }

var keyID = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,64}$`)

// ParseKeys reads "id:base64,id:base64": the first encrypts, the others still
// decrypt. A key is 32 random bytes. An empty text is no codec. Errors never
// show a key.
func ParseKeys(text string) (*Codec, error) {
	if strings.TrimSpace(text) == "" {
		return nil, nil //nolint:nilnil // no codec is a codec that does nothing
	}
	codec := &Codec{}
	for i, each := range strings.Split(text, ",") {
		id, secret, _ := strings.Cut(strings.TrimSpace(each), ":")
		raw, err := base64.StdEncoding.DecodeString(secret)
		if err != nil || len(raw) != 32 || !keyID.MatchString(id) {
			return nil, fmt.Errorf("payload key %d is not id:base64 of 32 random bytes, such as 2026-01:$(openssl rand -base64 32)", i+1)
		}
		if codec.find(id) != nil {
			return nil, fmt.Errorf("there are two payload keys with the id %s", id)
		}
		block, err := aes.NewCipher(raw)
		if err != nil {
			return nil, err
		}
		aead, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return nil, err
		}
		codec.keys = append(codec.keys, key{id, aead})
	}
	return codec, nil
}

// NewKey makes a key as [ParseKeys] reads it.
func NewKey(id string) string {
	var raw [32]byte
	rand.Read(raw[:]) // never fails since Go 1.24
	return id + ":" + base64.StdEncoding.EncodeToString(raw[:])
}

func (c *Codec) find(id string) *key {
	for i := range c.keys {
		if c.keys[i].id == id {
			return &c.keys[i]
		}
	}
	return nil
}

// Encode encrypts payloads, with what they say about themselves.
func (c *Codec) Encode(plain []*commonpb.Payload) ([]*commonpb.Payload, error) {
	sealed := make([]*commonpb.Payload, len(plain))
	for i, payload := range plain {
		text, err := proto.Marshal(payload)
		if err != nil {
			return nil, err
		}
		with := c.keys[0]
		sealed[i] = &commonpb.Payload{
			Metadata: map[string][]byte{converter.MetadataEncoding: []byte(encoding), keyIDName: []byte(with.id)},
			Data:     with.aead.Seal(nil, nil, text, []byte(with.id)), //nolint:gosec // the nonce is random, made inside
		}
	}
	return sealed, nil
}

// Decode decrypts what is encrypted and leaves the rest as it is. The error is
// [ErrUnreadable].
func (c *Codec) Decode(sealed []*commonpb.Payload) ([]*commonpb.Payload, error) {
	plain := make([]*commonpb.Payload, len(sealed))
	for i, payload := range sealed {
		if string(payload.GetMetadata()[converter.MetadataEncoding]) != encoding {
			plain[i] = payload
			continue
		}
		id := string(payload.GetMetadata()[keyIDName])
		with := c.find(id)
		if with == nil {
			return nil, fmt.Errorf("%w: there is no key %q", ErrUnreadable, id)
		}
		text, err := with.aead.Open(nil, nil, payload.GetData(), []byte(id))
		if err != nil {
			return nil, fmt.Errorf("%w: it does not fit the key %s", ErrUnreadable, id)
		}
		plain[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(text, plain[i]); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
		}
	}
	return plain, nil
}

// Converter is what turns Go values into payloads and back, encrypted where
// there is a codec.
func (c *Codec) Converter() converter.DataConverter {
	if c == nil {
		return converter.GetDefaultDataConverter()
	}
	return converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), c)
}

// Failures turns errors into what histories keep of them. Their texts may quote
// a mail address or a provider's answer, so that they are encrypted too.
func (c *Codec) Failures() converter.FailureConverter {
	return temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
		DataConverter: c.Converter(), EncodeCommonAttributes: c != nil,
	})
}

// Seal makes a client, and the workers made of it, encrypt.
func (c *Codec) Seal(options client.Options) client.Options {
	options.DataConverter, options.FailureConverter = c.Converter(), c.Failures()
	return options
}
