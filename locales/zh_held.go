package locales

// chineseHeld: goods that came late, and goods that go back to the customer.
var chineseHeld = map[string]string{
	"there is no stray %s":                                                                        "没有误寄商品记录 %s",
	"no stray %s of this return waits for a decision":                                             "这个退货单没有待处理的误寄商品 %s",
	"say where the goods go, or which new return takes them over, and not both":                   "请说明商品的去向，或由哪个新退货单接收，二者只能选一",
	"%s is not an open return of order %s that still expects goods; open one first":               "%s 不是订单 %s 下仍在等待收货的退货单，请先新建一个",
	"the return is %s and still expects goods: count them in with %s":                             "退货当前为“%s”，仍在等待收货，请用“%s”登记",
	"no parcel %s has gone back to the customer of this return":                                   "这个退货单没有寄回顾客的包裹 %s",
	"nothing of this return waits to be sent back to the customer":                                "这个退货单没有等待寄回顾客的商品",
	"%s is not a decision; choose keep_trying, dispose, restock or write_off":                     "%s 不是可选的处理，请选择 keep_trying、dispose、restock 或 write_off",
	"all of it is on its way to the customer; report the parcel delivered, refused or lost first": "商品都在寄回顾客的途中，请先登记包裹已送达、被拒收或丢失",
	"no parcel to the customer is lost; only what a carrier has lost can be written off":          "没有寄回顾客的包裹丢失，只有承运商丢失的才能核销",
}
