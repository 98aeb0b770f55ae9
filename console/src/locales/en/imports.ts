const imports = {
  title: 'Imports', kinds: { orders: 'Orders', stock: 'Counted stock', reasons: 'Reasons', returns: 'Past returns' },
  about: {
    orders: 'Orders of the shop, one line of an order in each row.', stock: 'Stock as it was counted, one article in each row.',
    reasons: 'Reasons of returns, one in each row.', returns: 'Returns that have ended in the system you had before, one line in each row.',
  },
  rows: 'A row that is wrong stops none of the good ones, and importing a file again changes nothing.', template: 'An empty table to fill in',
  file: 'File', choose: 'Drop the file here, or choose it: CSV, XLSX or NDJSON', chosen: '{{name}} ({{size}} KB)', needed: 'Choose a file.', wrongKind: '{{name}} is neither CSV, XLSX nor NDJSON. Save it as one of them.',
  currency: 'Currency', currencyHint: 'Of rows that name none.', currencyWrong: 'Three letters such as GBP', from: 'Former system', fromHint: 'With the number of a return there it says which one it is.',
  try: 'Only try', take: 'Import', stop: 'Stop', outcome: 'What came of it', was: 'What came of it', wouldBe: 'What would come of it; nothing was changed',
  counts: 'Rows taken: {{accepted}}, not taken: {{refused}}.', ofOrders: 'Orders: {{created}} new, {{updated}} changed, {{unchanged}} as they were.', ofRows: '{{created}} new, {{updated}} changed, {{unchanged}} as they were.',
  headings: {
    title: 'Headings that are none of our columns', missing: 'The file has no column {{columns}}. Say which of its headings that is, or put it into the file.',
    unused: 'They are read past. If one of them is a column of ours, say which.', none: 'Read past', use: 'Try it with these',
  },
  refused: 'Rows that were not taken', firstOnly: 'The first {{count}} of them:', columns: { row: 'Row', field: 'Column', message: 'What is wrong' },
}
export default imports
