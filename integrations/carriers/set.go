package carriers

import (
	"fmt"
	"strings"
)

// Set finds the carrier of a name. The zero Set books everything by hand.
type Set struct {
	adapters map[string]Carrier
}

// NewSet collects the adapters a shop has configured, by the names its staff
// use. Names are compared without regard to case and surrounding space.
func NewSet(adapters map[string]Carrier) (Set, error) {
	set := Set{adapters: make(map[string]Carrier, len(adapters))}
	for name, adapter := range adapters {
		key := fold(name)
		if key == "" || adapter == nil {
			return Set{}, fmt.Errorf("carrier %q: a carrier needs a name and an adapter", name)
		}
		if _, taken := set.adapters[key]; taken {
			return Set{}, fmt.Errorf("carrier %q is configured twice", name)
		}
		set.adapters[key] = adapter
	}
	return set, nil
}

// Named returns the carrier of that name. A name without an adapter is booked by
// hand, since any courier in the world can be: the booking keeps the name.
func (s Set) Named(name string) Carrier {
	if adapter, ok := s.adapters[fold(name)]; ok {
		return adapter
	}
	return Manual{}
}

func fold(name string) string { return strings.ToLower(strings.TrimSpace(name)) }
