package notify

import (
	"time"

	"golang.org/x/text/language"

	"backhaul/locales"
	"backhaul/returns"
)

// Sample is a made-up return with everything that a mail may say, for previews.
func Sample(locale string) Data {
	zone, data := time.FixedZone("", 0), Data{
		CustomerName: "Ana Marsh", OrderNumber: "536365", Carrier: "Royal Mail", TrackingNumber: "RM123456789GB",
		Lines:  []Line{{SKU: "85123A", Description: "White hanging heart", Quantity: 2}, {SKU: "71053", Description: "White metal lantern", Quantity: 1}},
		Amount: returns.Money{Minor: 849, Currency: "GBP"}, Note: "The glass was cracked.",
		Attention: returns.Attend("mail_away", "messages cannot be sent; the mail server refuses or is away"),
	}
	if locales.Match(locale) == locales.Chinese {
		zone = time.FixedZone("", 8*60*60)
		data.CustomerName, data.Carrier, data.TrackingNumber = "李雷", "顺丰速运", "SF1234567890"
		data.Lines = []Line{{SKU: "85123A", Description: "白色心形挂饰", Quantity: 2}, {SKU: "71053", Description: "白色金属灯笼", Quantity: 1}}
		data.Amount, data.Note = returns.Money{Minor: 8490, Currency: "CNY"}, "玻璃有裂纹。"
	}
	data.RMANumber, data.Reference = "RMA-7K4PQ-92QXD", "FP-2026-0042"
	data.Deadline = time.Date(2026, 3, 9, 18, 0, 0, 0, zone)
	data.WindowStart, data.WindowEnd = time.Date(2026, 3, 5, 9, 0, 0, 0, zone), time.Date(2026, 3, 5, 11, 30, 0, 0, zone)
	data.TrackURL = "https://shop.example/portal"
	data.Status, data.WaitingFor = returns.RefundPending, returns.RoleFinance
	return data
}

// Languages returns the languages that there are templates in.
func Languages() []string {
	var names []string
	for _, locale := range locales.Supported() {
		names = append(names, locale.String())
	}
	return names
}

// ForStaff reports whether the template's readers are the shop's own people.
func (t Template) ForStaff() bool {
	texts := loadTemplates().texts[textKey{language.English, t}]
	if texts == nil {
		return false
	}
	say := speaker{texts: texts}
	return say.words("signoff", shown{ShopName: "shop"}) == "Backhaul"
}

// LanguageOf is the language in which somebody with the locale is written to.
func LanguageOf(locale string) string { return locales.Match(locale).String() }
