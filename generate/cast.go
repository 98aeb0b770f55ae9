package generate

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/returns"
)

// casting is all that casts are made from.
type casting struct {
	pool    *pgxpool.Pool
	options Options
	molds   []*mold
	sales   []*mold
	tables  []*table
	// again holds the few returns whose number another one has, and which try it was.
	again map[int]int
	// turns is the order in which all are written.
	turns []turn
}

// turn is one return, or one order alone.
type turn struct {
	at     time.Duration
	number int
	sale   bool
}

// table is one table of the books with the rows of each mold.
type table struct {
	name    string
	columns []string
	// byMold are the rows of each mold, in pieces; sales those of orders alone.
	byMold, sales [][]row
}

// row is a line of COPY in pieces.
type row []piece

// piece is text as it stands, or what each cast has of its own.
type piece struct {
	text string
	own  own
	at   time.Time // of ownTime and ownMoment
}

type own int

const (
	ownNothing own = iota
	ownReturn      // the return's id without its prefix
	ownRMA
	ownOrder
	ownCustomer
	ownName
	ownTracking
	ownTime
	ownMoment // a time inside JSON
)

// cast is what one cast has of its own.
type cast struct {
	mold  int
	body  string // of the return's id
	rma   string
	order string
	// customer and name are whoever it is: a few buy much, many little.
	customer, name string
	tracking       string
	shift          time.Duration
}

var (
	givenNames  = strings.Fields("Ana Ben Chen Dara Eva Femi Gita Hugo Ines Jun Kofi Lena Mei Nils Olga Paul Qin Rosa Sam Tara Uma Vera Wei Xia Yan Zoe")
	familyNames = strings.Fields("Adams Baker Costa Dunn Evans Fischer Garcia Huang Ito Jones Khan Li Marsh Novak Okoro Patel Quinn Rossi Singh Tanaka Ueda Vega Wang Xu Young Zhang")
)

// returnCast is the i-th return. It is the same whichever table asks.
func (c *casting) returnCast(i int) cast {
	random := rand.New(rand.NewPCG(c.options.Seed, uint64(i)+2)) //nolint:gosec // chance, not secrets
	k := i % len(c.molds)
	id := returns.NewReturnID("generate", fmt.Sprintf("%d-%d", c.options.Seed, i))
	cast := cast{
		mold: k, body: id[len("ret_"):], rma: returns.RMANumber(id, c.again[i]), order: "G-" + strconv.Itoa(1_000_000+i),
		tracking: "1Z" + strconv.Itoa(10_000_000+i), shift: c.shift(c.molds[k], random),
	}
	c.someone(&cast, random)
	return cast
}

// saleCast is the i-th order of which nothing came back.
func (c *casting) saleCast(i int) cast {
	random := rand.New(rand.NewPCG(c.options.Seed+1, uint64(i)+2)) //nolint:gosec // chance, not secrets
	cast := cast{mold: i % len(c.sales), order: "S-" + strconv.Itoa(1_000_000+i)}
	cast.shift = -time.Duration(random.Int64N(int64(660*24*time.Hour))) + 55*24*time.Hour
	c.someone(&cast, random)
	return cast
}

func (c *casting) someone(cast *cast, random *rand.Rand) {
	u := random.Float64()
	number := int(u * u * float64(max(c.options.Returns/4, 1)))
	cast.customer = "c" + strconv.Itoa(100_000+number)
	cast.name = givenNames[number%len(givenNames)] + " " + familyNames[number/len(givenNames)%len(familyNames)]
}

// shift moves a mold's times: what has ended goes anywhere into two years, what is
// open ends now, before it becomes overdue.
func (c *casting) shift(m *mold, random *rand.Rand) time.Duration {
	latest := c.options.Now.Sub(m.last) - time.Minute
	if !m.open {
		return (latest - time.Duration(random.Int64N(int64(700*24*time.Hour)))).Truncate(time.Microsecond)
	}
	room := 24 * time.Hour
	if m.deadline != nil {
		room = min(room, m.deadline.Sub(m.last)-time.Minute)
	}
	return (latest - time.Duration(random.Int64N(int64(max(room, 1))))).Truncate(time.Microsecond)
}

// numbers finds the returns whose RMA number another one has already.
func (c *casting) numbers() {
	c.again = map[int]int{}
	taken := make(map[string]bool, c.options.Returns)
	for i := range c.options.Returns {
		for taken[c.number(i)] {
			c.again[i]++
		}
		taken[c.number(i)] = true
	}
}

// takeTurns puts all in the order of time, in which a shop's rows lie: what is read
// together is near each other.
func (c *casting) takeTurns() {
	c.numbers()
	for i := range c.options.Returns {
		c.turns = append(c.turns, turn{at: c.returnCast(i).shift, number: i}, turn{at: c.saleCast(i).shift, number: i, sale: true})
	}
	slices.SortFunc(c.turns, func(a, b turn) int { return cmp.Compare(a.at, b.at) })
}

func (c *casting) number(i int) string {
	return returns.RMANumber(returns.NewReturnID("generate", fmt.Sprintf("%d-%d", c.options.Seed, i)), c.again[i])
}

// copy writes all rows of one table.
func (c *casting) copy(ctx context.Context, t *table) error {
	return c.unchecked(ctx, func(conn *pgx.Conn) error {
		columns := make([]string, len(t.columns))
		for i, column := range t.columns {
			columns[i] = pgx.Identifier{column}.Sanitize()
		}
		statement := fmt.Sprintf("copy %s (%s) from stdin", pgx.Identifier{t.name}.Sanitize(), strings.Join(columns, ", "))
		_, err := conn.PgConn().CopyFrom(ctx, &pourer{casting: c, table: t}, statement)
		if err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
		return nil
	})
}

// pourer reads as the text that COPY wants.
type pourer struct {
	casting *casting
	table   *table
	next    int
	buffer  []byte
	read    int
}
