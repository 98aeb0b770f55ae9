const strays = {
  title: 'Unexpected goods', searchLabel: 'Show those of one return', search: 'RMA number', views: { open: 'To decide', decided: 'Decided', all: 'All' },
  columns: { goods: 'Goods', came: 'Came', state: 'What becomes of them', decide: 'Decision' },
  empty: 'Nothing here', emptyHint: 'Goods appear here when the warehouse finds what nobody has announced, or what comes after its return has ended.',
  waits: 'Waits for a decision', inNewReturn: 'Taken over by another return', decide: 'Decide', decideTitle: '{{quantity}} × {{sku}}', decided: 'Decided about {{sku}}',
  text: 'They came for {{rma}}. Nothing is refunded for them unless another return takes them over.', way: 'What becomes of them', toPlace: 'They go to a place', toReturn: 'Another return takes them over', return: 'Return', returnHint: 'An open return of order {{order}} that is confirmed. Ask for one first if there is none.',
}
export default strays
