package returns

// Adjusted gives tests the amounts that finance sets, without a return around them.
func Adjusted(amounts Amounts, total int64, order *Order) (Amounts, error) {
	return amounts.adjusted(total, order)
}
