package api_test

import (
	"encoding/base64"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/payloads"
	"backhaul/returns"
)

const temporalUI = "http://127.0.0.1:8233"

func codecSetup(t *testing.T) *bundle {
	t.Helper()
	b := setup(t)
	codec, err := payloads.ParseKeys(payloads.NewKey("a"))
	require.NoError(t, err)
	b.payloads, b.temporalUI = codec, temporalUI
	b.restart()
	return b
}

func sealedName(b *bundle) object {
	plain := object{"payloads": []object{{"metadata": object{"encoding": "anNvbi9wbGFpbg=="}, "data": base64.StdEncoding.EncodeToString([]byte(`"Ana"`))}}}
	sealed := b.as(returns.RoleAdmin).post("/v1/codec/encode", plain).ok()
	require.NotEqual(b.t, plain["payloads"].([]object)[0]["data"], sealed["payloads"].([]any)[0].(object)["data"])
	return sealed
}

func TestCodec_WhatIsEncryptedHere_IsDecryptedForThoseWhoMaySee(t *testing.T) {
	t.Parallel()
	b := codecSetup(t)
	sealed := sealedName(b)
	for _, role := range returns.Roles() {
		answer := b.as(role).with("Idempotency-Key", "k").post("/v1/codec/decode", sealed)
		switch role {
		case returns.RoleAdmin, returns.RoleAuditor, returns.RoleSupport:
			require.Equal(t, "IkFuYSI=", answer.ok()["payloads"].([]any)[0].(object)["data"])
		default:
			answer.refused(http.StatusForbidden, "forbidden")
		}
	}
	var kept int
	require.NoError(t, b.db.QueryRow(t.Context(), `select count(*) from idempotency_keys`).Scan(&kept))
	require.Zero(t, kept, "what was decrypted is not stored")
	sealed["payloads"].([]any)[0].(object)["data"] = "AAAA"
	b.as(returns.RoleAdmin).post("/v1/codec/decode", sealed).refused(http.StatusUnprocessableEntity, "invalid")
	b.stranger().post("/v1/codec/decode", sealed).refused(http.StatusUnauthorized, "unauthenticated")
}

func TestCodec_APageOfTemporalsUI_MayCallIt_AndNoOtherPageMay(t *testing.T) {
	t.Parallel()
	b := codecSetup(t)
	asked := b.stranger().with("Origin", temporalUI).send(http.MethodOptions, "/v1/codec/decode", nil)
	require.Equal(t, http.StatusNoContent, asked.status)
	require.Equal(t, temporalUI, asked.header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "true", asked.header.Get("Access-Control-Allow-Credentials"))
	for _, origin := range []string{"http://evil.example", "null", "http://127.0.0.1:8233.evil.example", "https://127.0.0.1:8233"} {
		refused := b.stranger().with("Origin", origin).send(http.MethodOptions, "/v1/codec/decode", nil)
		require.NotEqual(t, http.StatusNoContent, refused.status, origin)
		require.Empty(t, refused.header.Get("Access-Control-Allow-Origin"), origin)
	}
	// Its right ends with the codec.
	elsewhere := b.stranger().with("Origin", temporalUI).send(http.MethodOptions, "/v1/returns", nil)
	require.Empty(t, elsewhere.header.Get("Access-Control-Allow-Origin"))

	b.withPassword("ana", returns.RoleSupport)
	sealed := sealedName(b)
	page := b.stranger().signedIn(b.stranger().signIn("ana", goodPassword)).with("Sec-Fetch-Site", "same-site")
	require.Equal(t, http.StatusOK, page.with("Origin", temporalUI).post("/v1/codec/decode", sealed).status)
	page.with("Origin", "http://evil.example").post("/v1/codec/decode", sealed).refused(http.StatusForbidden, "cross_origin")
}
