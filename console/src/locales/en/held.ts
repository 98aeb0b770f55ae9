const held = {
  title: 'Held goods', columns: { goods: 'Goods', due: 'What is to be done', waitsFor: 'Waits for', since: 'Held' },
  strays: 'Unexpected goods', empty: 'No goods are held', emptyHint: 'Goods appear here on their way back to the customer, and when they came and nobody has decided about them.',
}
export default held
