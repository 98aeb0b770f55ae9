/** What the portal says, in plain words to customers. */
const portal = {
  title: 'Returns', leave: 'Leave', waiting: 'One moment…', back: 'Back', more: 'Show more', again: 'Try again',
  offline: 'There is no connection. Nothing you entered is lost; try again in a moment.',
  away: 'The service is busy. Try again in a moment; nothing was sent twice.',
  tooOften: 'Too many tries. Wait {{seconds}} seconds, then try again.',
  find: { title: 'Send something back', text: 'Find your order to begin, or to see how far a return is.', number: 'Order number', contact: 'E-mail or phone of the order', go: 'Find my order', mail: 'Mail me a link instead', mailed: 'If number and contact are right, a link is on its way to the e-mail address of the order. Look into your mail.' },
  mine: { returns: 'My returns', orders: 'My orders', none: 'There are no orders here.' },
  order: {
    title: 'Order {{number}}', ordered: 'Ordered on {{day}}', choose: 'What would you like to send back?', canReturn_one: '{{count}} can be returned', canReturn_other: '{{count}} can be returned',
    nothing: 'Nothing of this order can be returned any more.', under: 'is being returned', back: 'has come back',
  },
  request: {
    reason: 'Why?', condition: 'In what condition is it?', choose: 'Choose…', note: 'What is wrong with it? (optional)', quantityOf: 'Quantity of {{item}}', more: 'One more: {{item}}', fewer: 'One fewer: {{item}}',
    photos: 'Photos', photosWhy: 'Photos of the damage and of the box make it faster.', addPhoto: 'Add a photo', photo: 'Photo {{number}}', removePhoto: 'Remove photo {{number}}', uploading: 'Uploading…',
    method: 'How does it come back?', pickup: 'Have it picked up', drop_off: 'I bring it to a drop-off point', address: 'Pickup address', phone: 'Phone for the courier', check: 'Check my request',
  },
  summary: {
    title: 'Is this right?', refund_one: 'Refund for {{count}} unit, about', refund_other: 'Refund for {{count}} units, about', fees: 'After fees of {{amount}}.', review: 'We look at your request and write to you.', atOnce: 'Your request is accepted at once.',
    refused: 'This cannot be returned:', pickup: 'Pickup at {{address}}', dropOff: 'You bring it to a drop-off point', photos_one: '{{count}} photo', photos_other: '{{count}} photos', send: 'Send the request', back: 'Change something',
  },
  stage: {
    sent: 'We are looking at it', question: 'We have a question', offer: 'We have an offer for you', toConfirm: 'Please confirm', approved: 'Accepted', onItsWay: 'On its way to us', checked: 'Arrived, being checked',
    toPay: 'Refund under way', refunded: 'Refunded', rejected: 'Not accepted', cancelled: 'Cancelled', expired: 'Expired', sentBack: 'On its way back to you', closed: 'Closed',
  },
  next: {
    sent: 'Somebody looks at your request and answers you, as a rule within two days.', question: 'Answer below, then we go on.', offer: 'Take the offer below, or decline it and we look again.',
    toConfirm: 'Look at it once more and confirm, then we arrange the way back.', approved: 'Keep the goods in their box. The label or the courier is next.', onItsWay: 'We write to you when the parcel has arrived.',
    checked: 'We check what came, then pay the refund.', toPay: 'The refund goes to the payment you ordered with. Banks take some days.', refunded: 'All done. Thank you for your patience.',
    rejected: 'Your request was not accepted. You may complain below if you see it differently.', cancelled: 'The return was cancelled. You may ask again while there is time.', expired: 'Nothing was heard for too long. You may ask again while there is time.',
    sentBack: 'The goods come back to you.', closed: 'This return is closed.',
  },
  step: { sent: 'Asked for', approved: 'Accepted', onItsWay: 'On its way', checked: 'Arrived and checked', refunded: 'Refunded' },
  track: { sent: 'Your request is with us. Its number is {{rma}}.', parcel: 'Parcel', window: 'Pickup {{from}} to {{to}}', label: 'Open the label', slip: 'Packing slip', slipWhy: 'Print this sheet and lay it into the parcel.', what: 'What comes back', refund: 'Expected refund', refunded: 'Refunded' },
  ask: {
    question: 'Our question', answer: 'Your answer', send: 'Send the answer', offer: 'Our offer', amount: 'You get {{amount}}', keep: 'You keep the goods', units_one: '{{count}} unit of {{item}}', units_other: '{{count}} units of {{item}}',
    accept: 'Take the offer', decline: 'Decline', confirm: 'Please confirm', confirmText_one: '{{count}} unit comes back, and {{amount}} is refunded.', confirmText_other: '{{count}} units come back, and {{amount}} is refunded.', confirmIt: 'Confirm',
  },
  cancel: { open: 'Cancel this return', sure: 'Cancel this return? The goods stay with you and nothing is refunded.', do: 'Yes, cancel it', keep: 'No, go on with it' },
  after: {
    rate: 'How was it?', stars_one: '{{count}} star', stars_other: '{{count}} stars', comment: 'Anything to add? (optional)', send: 'Send', thanks: 'You gave {{rating}} of 5 stars. Thank you.',
    complain: 'Something is wrong: complain', wrong: 'What is wrong?', sendComplaint: 'Send the complaint', complaint: 'Your complaint', waits: 'We answer as soon as we can.', escalate: 'I am not content with the answer',
  },
}
export default portal
export type Texts = typeof portal
