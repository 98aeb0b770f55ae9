package main

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/integrations/carriers"
	"backhaul/integrations/carriers/httpcarrier"
)

func TestCarriers_OfTheSettings_AreBookedOverHTTPAndAnyOtherByHand(t *testing.T) {
	t.Parallel()
	set, err := shipping{HTTPCarriers: map[string]string{"Express": "https://me:sesame@express.example"}}.carriers()
	require.NoError(t, err)
	require.IsType(t, &httpcarrier.Client{}, set.Named("express"))
	require.Equal(t, carriers.Manual{}, set.Named("Uncle Wang's van"))
	for _, wrong := range []map[string]string{{"Express": "express.example"}, {"": "https://express.example"}} {
		_, err = shipping{HTTPCarriers: wrong}.carriers()
		require.ErrorContains(t, err, "BACKHAUL_HTTP_CARRIERS")
	}
}

func TestFakeCarrier_SwitchedOff_BooksNothingAndRunsNowhere(t *testing.T) {
	t.Parallel()
	off, err := newFakeCarrier(t.Context(), "off")
	require.NoError(t, err)
	require.NoError(t, off.run(t.Context(), "127.0.0.1:1"))
	require.Empty(t, off.shipping().HTTPCarriers)
	require.Empty(t, off.secrets())

	on, err := newFakeCarrier(t.Context(), "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(on.close)
	require.Contains(t, on.shipping().HTTPCarriers, "fakecarrier")
	_, err = listening{CarrierSecrets: on.secrets()}.carrierSecrets()
	require.NoError(t, err)
}
