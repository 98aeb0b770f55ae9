const orders = {
  title: 'Orders', search: 'Number, name, e-mail or customer id', searchLabel: 'Search orders', from: 'Ordered from', to: 'to',
  empty: 'No orders here', emptyHint: 'Nothing fits the search. Orders come from the shop system or by import.',
  columns: { number: 'Number', customer: 'Customer', ordered: 'Ordered', paid: 'Paid', status: 'Returns', item: 'Item', bought: 'Bought', reserved: 'Being returned', returned: 'Come back', returnable: 'Can be returned' },
  several: { column: 'Choose', open: 'Return chosen orders', choose: 'Choose order {{number}}', choosePage: 'Choose all shown', chosen: '{{count}} orders chosen', none: 'Choose none' },
  newReturn: 'New return', returnsOf: 'Returns of this order', delivered: 'Delivered', customer: 'Customer',
  newTitle: 'New return for order {{number}}', choose: 'Begin with an order', chooseHint: 'Find the order; its page has the button for a new return.', toOrders: 'To the orders',
  method: 'Way back', refundTo: 'Refund to', note: 'Note', address: 'Pickup address', contact: 'Contact', phone: 'Phone', window: 'Pickup window', chooseWindow: 'Choose a time',
  quantity: 'Quantity', reason: 'Reason', condition: 'Condition', lineNote: 'What is wrong with it',
  photos: 'Photos', addPhotos: 'Drop photos here, paste them, or choose them', camera: 'Take a photo', remove: 'Remove the photo', uploading: 'Uploading…',
  nothing: 'Choose how many units of which line come back.', judging: 'The policy is asked…', estimate: 'About {{amount}} would be refunded', willBe: 'The return would be: {{status}}',
  check: 'Check and send', confirmTitle: 'Send this return?', confirmText: '{{units}} units of order {{number}}; about {{amount}} would be refunded.', send: 'Send the return', back: 'Change something', opened: '{{rma}} is opened',
}
export default orders
