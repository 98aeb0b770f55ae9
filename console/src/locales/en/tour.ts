const tour = {
  label: 'A first return, step by step', at: '{{step}} of {{of}}:', about: 'Your return: {{rma}}', done: 'This is done. Go on when you are ready.', elsewhere: 'This step is on another page.', gaps: 'Here are the steps of your role; colleagues do the others.',
  go: 'Go there', back: 'Back', next: 'Next', finish: 'Finish', leave: 'Leave the tour', left: 'You can go on under Help, Your first return.', over: 'That was the way of a return. Well done!',
  steps: {
    find: { title: 'Find an order', text: 'Search by number, name or e-mail address, then open an order of which something can come back.' },
    order: { title: 'The order', text: 'Each line says how much of it can still be returned. Choose New return.' },
    ask: { title: 'Ask for the return', text: 'Enter how many of which line, why, and in what condition. Here stands what the policy says and about how much is refunded. Then check and send.' },
    review: { title: 'Decide about it', text: 'The return is in the middle. Approve it with a, reject it with r, ask with i. If the policy approved it by itself, go on.' },
    confirm: { title: 'Confirm it', text: 'Choose Confirm. From here on the goods are expected, and the customer is told how to send them.' },
    move: { title: 'Get it moving', text: 'Schedule the pickup with a carrier and a tracking number. Then, among the pickups booked, choose Carrier news and say that it was handed over. A drop-off needs neither.' },
    receive: { title: 'Count it in', text: 'Scan the slip, or type the RMA number and press Enter. Count what is in the parcel; then say in what condition it is and where it goes.' },
    refund: { title: 'Pay it back', text: 'Decide about the refund: approve it, or mark it as paid with the reference of the bank. A small one may have gone by itself.' },
    see: { title: 'See what happened', text: 'This bar shows how far the return is. Below, the timeline says who did what, the messages what the customer was told, and stock what moved.' },
  },
}
export default tour
