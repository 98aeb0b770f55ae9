const stock = {
  title: 'Stock', views: { levels: 'Levels', movements: 'Movements' },
  sku: 'SKU', searchSku: 'The whole SKU', searchLabel: 'Show one SKU', return: 'Return', searchReturn: 'RMA number', returnLabel: 'Show the movements of one return',
  location: 'Location', bucket: 'Bucket', quantity: 'Quantity', why: 'Why', at: 'When', who: 'Who', change: 'Change',
  empty: 'No stock here', emptyHint: 'Levels appear with the first movement: goods that are expected from a return, or an adjustment.',
  noneOf: 'Nothing is known of {{sku}}', noneOfHint: 'The SKU has to be written as the shop writes it. An adjustment can give it its first units.',
  noMoves: 'No movements here', noMovesHint: 'Every change of a level is written here: by returns as they go along, and by adjustments.',
  showMoves: 'Movements', clear: 'Clear the filter',
  adjust: {
    open: 'Adjust', title: 'Adjust a level', text: 'A movement is written with your name. It can be countered by another, never removed.',
    by: 'By how many', byHint: 'Below zero takes units away.', reason: 'Reason', reasonHint: 'Such as: counted again, broken on the shelf',
    now: '{{level}} now', after: '{{level}} afterwards', below: 'There are only {{level}}: no more can be taken away.', zero: 'This would change nothing.',
    send: 'Write the movement', done: '{{sku}}: {{level}} in {{bucket}} now', undoes: 'Undoes movement {{movement}}: {{reason}}',
  },
}
export default stock
