const reconcile = {
  title: 'Reconcile refunds', back: 'To the refunds', about: 'A file of your payment provider or bank is compared with the refunds that count as paid here. Nothing is changed or kept.',
  columns: {
    title: 'The file has a first row with these headings, or with others that you match here:', needed: 'needed', optional: 'may be left out',
    reference: "The payment's reference, as the provider gave it or you recorded it. An RMA number will do as well.", amount: 'What was paid. A minus sign is read past.',
    currency: 'Three letters such as GBP; for rows without one it is said below.', paid_at: 'The day, such as 2026-01-31. Refunds paid here on the days of the file have to be in it.',
  },
  template: 'An empty table', file: 'File', choose: 'Drop the file here, or choose it: CSV or XLSX', chosen: '{{name}} ({{size}} KB)', needed: 'Choose a file.', wrongKind: '{{name}} is neither CSV nor XLSX. Save it as one of them.',
  currency: 'Currency of rows that name none', currencyWrong: 'Three letters such as GBP', from: 'Paid from', to: 'Paid until', daysHint: 'Without days, those of the file.',
  provider: 'Only refunds by', providerHint: 'A provider such as fakepsp, or by_hand. Without one, all refunds have to be in the file.', providerWrong: 'Small letters, digits and dashes, as in the list of an order\'s payments',
  compare: 'Compare', stop: 'Stop', result: 'What came of it', list: 'Rows and refunds: {{shown}}',
  summary: 'Rows read: {{rows}}, not read: {{bad}}. Refunds that were paid from {{from}} until {{to}} have to be in the file.',
  allWell: 'Every refund is in the file once, with the same amount, and nothing else is.',
  totals: 'Totals', count: 'Number', inFile: 'In the file', here: 'Here',
  outcome: 'Outcome', outcomes: { matched: 'Matched', amount_differs: 'Amount differs', paid_twice: 'Paid twice', only_in_file: 'Only in the file', only_here: 'Only here', pending_here: 'Not paid here' },
  means: {
    matched: 'Paid here too, with the same amount.', amount_differs: 'Paid here too, with another amount or currency.', paid_twice: 'The reference stands in the file before, and once was to be paid.',
    only_in_file: 'Nobody here knows the reference.', only_here: 'Counts as paid here, and is not in the file.', pending_here: 'In the file, and does not count as paid here: it waits still, or has failed.',
  },
  states: { planned: 'not paid yet', submitted: 'on its way', settled: 'paid', failed: 'failed' },
  show: 'Show', attention: 'What needs a look', everything: 'Everything', row: 'Row', first: 'first in row {{row}}', reference: 'Reference', paidInFile: 'Paid, by the file', refund: 'Refund here', task: 'Refund task of {{rma}}: {{said}}', none: 'Nothing of this kind', more: 'The first 1,000 of each kind are shown; the download has all.',
  rejected: 'Rows that could not be read', column: 'Column', message: 'What is wrong', download: 'Download {{format}}', preparing: 'The table is being made.',
}
export default reconcile
