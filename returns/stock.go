package returns

// Disposition is what becomes of a unit after inspection.
type Disposition string

// The dispositions. Missing is for units that never arrived.
const (
	Restock          Disposition = "restock"
	Refurbish        Disposition = "refurbish"
	Quarantine       Disposition = "quarantine"
	Scrap            Disposition = "scrap"
	ReturnToVendor   Disposition = "return_to_vendor"
	ReturnToCustomer Disposition = "return_to_customer"
	Missing          Disposition = "missing"
)

// Bucket is a kind of stock at a location.
type Bucket string

// The buckets. Only available may be sold.
const (
	BucketExpected   Bucket = "expected"
	BucketArrived    Bucket = "arrived"
	BucketAvailable  Bucket = "available"
	BucketRefurbish  Bucket = "refurbish"
	BucketQuarantine Bucket = "quarantine"
	BucketScrap      Bucket = "scrap"
	BucketVendor     Bucket = "vendor"
	BucketSendBack   Bucket = "send_back"
)

// Buckets returns every bucket.
func Buckets() []Bucket {
	return []Bucket{
		BucketExpected, BucketArrived, BucketAvailable, BucketRefurbish,
		BucketQuarantine, BucketScrap, BucketVendor, BucketSendBack,
	}
}

// Dispositions returns every disposition with the bucket its units go to; the
// missing have none.
func Dispositions() map[Disposition]Bucket {
	return map[Disposition]Bucket{
		Restock: BucketAvailable, Refurbish: BucketRefurbish, Quarantine: BucketQuarantine, Scrap: BucketScrap,
		ReturnToVendor: BucketVendor, ReturnToCustomer: BucketSendBack, Missing: "",
	}
}

// Units counts what became of the units of one return line.
type Units struct {
	Arrived    int `json:"arrived"`
	Available  int `json:"available"`
	Refurbish  int `json:"refurbish"`
	Quarantine int `json:"quarantine"`
	Scrap      int `json:"scrap"`
	Vendor     int `json:"vendor"`
	SendBack   int `json:"send_back"`
	Missing    int `json:"missing"`
}

// Accepted counts the units the shop keeps, which are the ones it refunds.
func (u Units) Accepted() int {
	return u.Available + u.Refurbish + u.Quarantine + u.Scrap + u.Vendor
}

// Disposed counts the units that arrived and have been inspected.
func (u Units) Disposed() int { return u.Accepted() + u.SendBack }

// accepting lists the dispositions of the units that the shop keeps.
var accepting = []Disposition{Restock, Refurbish, Quarantine, Scrap, ReturnToVendor}

// as is the count of the units with a known disposition.
func (u *Units) as(disposition Disposition) *int {
	return map[Disposition]*int{
		Restock: &u.Available, Refurbish: &u.Refurbish, Quarantine: &u.Quarantine, Scrap: &u.Scrap,
		ReturnToVendor: &u.Vendor, ReturnToCustomer: &u.SendBack, Missing: &u.Missing,
	}[disposition]
}

// Movement is one entry of the append-only stock ledger: quantity units, signed,
// of the SKU of a return line in a bucket.
type Movement struct {
	LineNo   int
	SKU      string
	Bucket   Bucket
	Quantity int
}

// RestockAt is the moment at which returned goods count as sellable.
type RestockAt string

const (
	// RestockAtInspection books confirmed goods as expected and lets the
	// inspection say where they go.
	RestockAtInspection RestockAt = "inspection"
	// RestockAtConfirmation books confirmed goods as available at once, as some
	// shops' books want it; the inspection posts only the difference.
	RestockAtConfirmation RestockAt = "confirmation"
)

// held is the bucket in which goods stand that were confirmed but not yet
// inspected. With RestockAtConfirmation they are already available, so that
// the moves between expected, arrived and available cancel out.
func (p Policy) held(bucket Bucket) Bucket {
	if p.RestockAt == RestockAtConfirmation && (bucket == BucketExpected || bucket == BucketArrived) {
		return BucketAvailable
	}
	return bucket
}

// transfer moves units of a line between buckets; an empty bucket is outside
// the stock. Moves that change nothing are left out of the ledger.
func (r *Return) transfer(line *Line, quantity int, from, to Bucket) []Movement {
	from, to = r.Policy.held(from), r.Policy.held(to)
	if quantity == 0 || from == to {
		return nil
	}
	var movements []Movement
	if from != "" {
		movements = append(movements, Movement{line.LineNo, line.SKU, from, -quantity})
	}
	if to != "" {
		movements = append(movements, Movement{line.LineNo, line.SKU, to, quantity})
	}
	return movements
}
