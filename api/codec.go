package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	commonpb "go.temporal.io/api/common/v1"

	"backhaul/audit"
	"backhaul/payloads"
	"backhaul/returns"
)

// The remote codec of Temporal's web UI: its pages, in the browser of somebody
// who has signed in here, have payloads decrypted. The UI itself never holds a key.

// codecPath is below the endpoint that the UI is told of.
const codecPath = "/v1/codec/"

// fromTemporalUI reports whether a page of Temporal's UI calls the codec. Such a
// page may send this cookie along, and no other site may, to no other call.
func (s *server) fromTemporalUI(c *gin.Context) bool {
	return s.TemporalUI != "" && c.GetHeader("Origin") == s.TemporalUI && strings.HasPrefix(c.Request.URL.Path, codecPath)
}

// allowTemporalUI answers what a browser asks before a page of the UI may call.
func (s *server) allowTemporalUI(c *gin.Context) {
	if !strings.HasPrefix(c.Request.URL.Path, codecPath) {
		c.Next()
		return
	}
	c.Writer.Header().Add("Vary", "Origin")
	if s.fromTemporalUI(c) {
		c.Header("Access-Control-Allow-Origin", s.TemporalUI)
		c.Header("Access-Control-Allow-Credentials", "true")
		if c.Request.Method == http.MethodOptions {
			c.Header("Access-Control-Allow-Methods", http.MethodPost)
			c.Header("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Namespace, Authorization-Extras")
			c.Header("Access-Control-Max-Age", "600")
			c.AbortWithStatus(http.StatusNoContent)
			return
		}
	}
	c.Next()
}

// DecodePayloads decrypts what Temporal keeps, once the trail says who reads it.
func (s *server) DecodePayloads(ctx context.Context, r DecodePayloadsRequestObject) (DecodePayloadsResponseObject, error) {
	decoded, err := s.coded(r.Body.Payloads, (*payloads.Codec).Decode)
	if err == nil && s.Payloads != nil && len(decoded) > 0 {
		err = s.note(ctx, audit.PayloadsDecoded, strings.Join(returnsIn(decoded), " "), map[string]any{"payloads": len(decoded)})
	}
	if err != nil {
		return nil, err
	}
	return DecodePayloads200JSONResponse{Payloads: decoded}, nil
}

// EncodePayloads encrypts what is sent to Temporal by hand.
func (s *server) EncodePayloads(_ context.Context, r EncodePayloadsRequestObject) (EncodePayloadsResponseObject, error) {
	encoded, err := s.coded(r.Body.Payloads, (*payloads.Codec).Encode)
	return EncodePayloads200JSONResponse{Payloads: encoded}, err
}

// returnsIn lists the returns that payloads speak of. Temporal's UI does not say
// whose workflow it shows, but what a step is given and gives back names the
// return, as id or return_id.
func returnsIn(decoded []Payload) []string {
	var found []string
	for _, payload := range decoded {
		var named struct {
			ID       string `json:"id"`
			ReturnID string `json:"return_id"`
		}
		text := payload.Data
		if json.Unmarshal(text, &named) != nil && json.Unmarshal(text, &named.ReturnID) != nil {
			continue
		}
		for _, id := range []string{named.ID, named.ReturnID} {
			if strings.HasPrefix(id, "ret_") && len(id) < 64 && !slices.Contains(found, id) && len(found) < 20 {
				found = append(found, id)
			}
		}
	}
	return found
}

func (s *server) coded(
	in []Payload, code func(*payloads.Codec, []*commonpb.Payload) ([]*commonpb.Payload, error),
) ([]Payload, error) {
	if s.Payloads == nil {
		return in, nil // nothing is encrypted here
	}
	given := make([]*commonpb.Payload, len(in))
	for i, payload := range in {
		given[i] = &commonpb.Payload{Metadata: payload.Metadata, Data: payload.Data}
	}
	coded, err := code(s.Payloads, given)
	if errors.Is(err, payloads.ErrUnreadable) {
		return nil, returns.Refuse(returns.CodeInvalid, "a payload cannot be decrypted: its key is not here any more, or it was changed")
	}
	if err != nil {
		return nil, err
	}
	out := make([]Payload, len(coded))
	for i, payload := range coded {
		out[i] = Payload{Metadata: payload.GetMetadata(), Data: payload.GetData()}
	}
	return out, nil
}
