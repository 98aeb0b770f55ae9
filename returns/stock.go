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
	// Lost never arrived either, but the carrier lost them and the reviewer lets
	// them be refunded.
	Lost int `json:"lost"`
	// WrongItem arrived and turned out to be another article.
	WrongItem int `json:"wrong_item"`
	// Damaged is how many of the arrived ones had suffered on their way.
	Damaged int `json:"damaged"`
}

// Accepted counts the units that are refunded: those the shop keeps, and those
// that were lost at its risk.
func (u Units) Accepted() int { return u.kept() + u.Lost }

func (u Units) kept() int { return u.Available + u.Refurbish + u.Quarantine + u.Scrap + u.Vendor }

// Disposed counts the units that arrived and have been inspected.
func (u Units) Disposed() int { return u.kept() + u.SendBack + u.WrongItem }

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
// of the SKU of a return line in a bucket. Goods that belong to no line of the
// return, its strays, have line 0.
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
func (r *Return) held(bucket Bucket) Bucket {
	confirmed := r.Tracks.Stage == StageConfirmed
	if confirmed && r.Policy.RestockAt == RestockAtConfirmation && (bucket == BucketExpected || bucket == BucketArrived) {
		return BucketAvailable
	}
	return bucket
}

// transfer moves units of a line between buckets; an empty bucket is outside
// the stock. Moves that change nothing are left out of the ledger.
func (r *Return) transfer(line *Line, quantity int, from, to Bucket) []Movement {
	return line.move(quantity, r.held(from), r.held(to))
}

func (l *Line) move(quantity int, from, to Bucket) []Movement {
	if quantity == 0 || from == to {
		return nil
	}
	var movements []Movement
	if from != "" {
		movements = append(movements, Movement{l.LineNo, l.SKU, from, -quantity})
	}
	if to != "" {
		movements = append(movements, Movement{l.LineNo, l.SKU, to, quantity})
	}
	return movements
}
