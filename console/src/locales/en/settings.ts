const settings = {
  title: 'Settings', sections: { reasons: 'Reasons', policies: 'Policies', messages: 'Messages', phrases: 'Phrases', users: 'Users', tokens: 'API tokens', webhooks: 'Webhooks' },
  name: 'Name', role: 'Role', state: 'State', since: 'Since', change: 'Change', edit: 'Edit', open: 'Open', never: 'never', onlyNow: 'Copy it now: it is shown only this once and kept nowhere.',
  users: {
    id: 'User id', email: 'E-mail', customer: 'Customer id', anyRole: 'Any role', add: 'Add a user', editTitle: 'User {{user}}', empty: 'No users here', emptyHint: 'Nobody has this role. Add somebody, or take the filter away.',
    active: 'May sign in', noPassword: 'No password yet', byProvider: "Signs in at the company's provider", isDisabled: 'Disabled', enable: 'Enable', disable: 'Disable', disabled: '{{user}} is disabled', enabled: '{{user}} may sign in again',
    disableTitle: 'Disable {{user}}?', disableText: 'They are signed out everywhere at once, and their API tokens are refused. What they did stays on the trail.',
    idHint: 'What is typed to sign in. It never changes.', idWrong: 'Small letters, digits, dots, dashes and underscores, with a letter or digit first', nameHint: 'As colleagues and the audit trail show it.', emailWrong: 'An address such as ana@example.com',
    signsOut: 'With another role they are signed out everywhere.', passwordNext: 'Afterwards give them a password: without one they cannot sign in.', changed: '{{user}} is changed', added: '{{user}} is added',
    password: 'Password', passwordTitle: 'New password for {{user}}', passwordText: 'They are signed out everywhere. Tell them the password yourself; they can change it after they have signed in.', passwordShort: 'At least 12 characters', makeUp: 'Make one up', setPassword: 'Set the password', passwordSet: '{{user}} has a new password',
  },
  tokens: {
    text: 'Keys with which programs call the API.', ofUser: 'Tokens of one user', make: 'Make a token', made: 'The token “{{token}}” is made', revoke: 'Revoke', revoked: 'The token “{{token}}” is revoked', revokeTitle: 'Revoke the token “{{token}}”?', revokeText: 'The next call with it is refused. This cannot be undone.',
    empty: 'No tokens yet', emptyHint: 'A program that calls the API needs one, such as a nightly import. Make one for each program, so that each can be revoked alone.', user: 'Of', expires: 'Valid until', used: 'Last used', states: { valid: 'Valid', revoked: 'Revoked', expired: 'Expired' },
    purpose: 'What it is for', purposeHint: 'Such as: nightly import', roleHint: 'A token may do no more than you. Choose the least that the program needs.', days: 'Valid for, in days',
  },
  policies: {
    text: 'A policy says what may come back, until when, who decides and who pays. A saved version never changes; returns keep the version that they were opened under.', id: 'Policy', empty: 'No policies here', choose: 'Open a policy to see its terms, change them or try them out.',
    activeVersion: 'Version {{version}} is active', isActive: 'active', notActive: 'not active', newest: 'Newest version', version: 'Version', versionIs: 'Version {{version}}', noVersion: 'Version {{version}} is not among those loaded.', by: 'saved by {{who}}',
    activate: 'Make it active', activated: '{{id}}, version {{version}}, judges returns from now on', activateTitle: 'Let {{id}}, version {{version}}, judge returns?', activateText: 'All returns that are opened from now on. Those that are open keep the version they have. Try it out below first.',
    view: 'Show as', views: { form: 'Form', json: 'JSON' }, broken: 'This cannot be shown as a form. Mend the JSON first.', terms: 'Terms, as JSON', notJSON: 'This is not JSON yet', save: 'Save as version {{version}}', saved: '{{id}}, version {{version}}, is saved. It judges nothing until it is made active.', undo: 'Take the changes back', place: 'Line {{line}}, column {{column}}',
  },
  trial: {
    title: 'Try it on past returns', text: 'Says what these terms would have decided about the returns opened in a period, without the days: the last month. Nothing is changed.', from: 'Opened from', to: 'Opened until', run: 'Try version {{version}}', runTerms: 'Try these terms, unsaved',
    none: 'No return was opened in this period.', tried: '{{count}} returns judged.', different: 'About {{count}} of them it would have decided otherwise.', truncated: 'The period has more returns than are judged at once: these are the newest. Choose fewer days to see the others.', was: 'Was', would: 'Would be', why: 'Why',
  },
  webhooks: {
    text: 'Addresses of other systems that are told of what happens to returns, in signed messages.', add: 'Add an address', editTitle: 'Change the address', made: '{{url}} is told from now on. Its secret:', empty: 'Nobody is told', emptyHint: 'Add the address of a system that wants to know of returns, such as the shop or the bookkeeping.',
    url: 'Address', urlHint: 'A public address. Redirects are not followed.', urlWrong: 'An address that begins with https://', description: 'What it is for', kinds: 'Told of', kindCount: '{{count}} kinds', anyOther: 'Anything else', pingKind: 'Try-out', changed: 'The address is changed',
    enabled: 'Enabled', failing: 'Not getting through', disabled: { by_hand: 'Disabled by hand', gone: 'Disabled: the receiver is gone', failing: 'Disabled: nothing got through for five days' },
    newSecret: 'The new secret. Messages carry both signatures for a day:',
    do: { ping: 'Send a try-out', rotate: 'New secret', disable: 'Disable', switch: 'Enable', end: 'Remove' },
    did: { ping: 'The try-out is on its way', rotate: 'There is a new secret', disable: 'Disabled', switch: 'Enabled', end: 'Removed' },
    ask: { rotate: 'Make a new secret?', disable: 'Tell this address nothing more?', end: 'Remove this address?' },
    why: { rotate: 'For a day messages are signed with the old one as well, so that the receiver can change over.', disable: 'What waits is sent when it is enabled again. What happens in between is not told.', end: 'What waits is not sent, and the log of its deliveries goes with it.' },
  },
  deliveries: {
    title: 'Deliveries', anyState: 'Any state', states: { pending: 'Being tried', delivered: 'Delivered', failed: 'Failed' }, empty: 'Nothing was sent', emptyHint: 'A try-out shows whether messages arrive.', refresh: 'Look again',
    kind: 'What happened', answer: 'Answer', tries: 'Tries', next: 'Next try', at: 'Written', return: 'The return', body: 'What was sent', noTries: 'Not tried yet.', took: '{{ms}} ms', again: 'Send it once more', sent: 'It is sent once more',
  },
  messages: {
    text: 'The mails that customers and staff get. The preview shows a made-up return with everything a mail may say.', kind: 'Mail', toCustomers: 'To customers', toStaff: 'To staff', own: 'own words', comesWith: 'As it comes',
    words: 'Words', subject: 'Subject', body: 'Text', bodyHint: 'One paragraph a line. A paragraph that names something not known in a mail is left out of it. The items and numbers below the text stay.', placeholders: 'What can be filled in, at the place of the cursor:',
    preview: 'Preview', asHTML: 'With layout', asText: 'Plain text', look: 'Look at it', saved: 'The next mail says this', remove: 'Back to how it comes', removed: 'The mail says again what it comes with', removeTitle: 'Give up the own words?', removeText: 'From the next mail on it says what it comes with. Your words stay on the audit trail.',
  },
  phrases: {
    text: 'Sentences that reviewers are offered when they ask a customer or reject a request. What was already written with one stays as it is.', of: { request_info: 'When asking the customer', reject: 'When rejecting' },
    text_en: 'English', text_zh: 'Chinese', add: 'Add a phrase', up: 'Move phrase {{number}} up', remove: 'Remove phrase {{number}}', save: 'Save the phrases', saved: 'Reviewers are offered these from now on',
  },
  mails: {
    refund_failed: 'Refund failed', refund_to_decide: 'Refund to decide', customer_reminder: 'Reminder', pickup_called_off: 'Pickup called off', staff_reminder: 'Reminder to staff', staff_escalation: 'Escalation', staff_task: 'Something to look at', pickup_failed: 'Pickup failed', closed: 'Closed by hand',
    send_back_booked: 'Goods on their way back', send_back_delivered: 'Goods are back', send_back_ended: 'Goods did not get back', complaint_received: 'Complaint received', complaint_answered: 'Complaint answered', complaint_decided: 'Complaint decided', staff_complaint: 'Complaint to answer',
  },
  reasons: {
    text: 'Customers and staff choose from the active ones, in this order.', add: 'Add a reason', take: 'Take over', changed: 'The list is changed but not saved yet.', undo: 'Take the changes back', save: 'Save the list', saved: 'The reasons are saved', empty: 'No reasons here',
    order: 'Order', up: 'Move {{code}} up', down: 'Move {{code}} down', code: 'Code', codeHint: 'What programs and reports call it. It never changes.', codeWrong: 'Small letters, digits and underscores, with a letter first', codeTaken: 'There is a reason with this code.', english: 'English', chinese: 'Chinese',
    doing: 'Whose doing', doingHint: 'The customer pays for the way back of what is their doing, unless the policy says otherwise.', byCustomer: "The customer's", byShop: "The shop's", active: 'Can be chosen', inactive: 'Not offered', activate: 'Offer', deactivate: 'Do not offer', editTitle: 'Reason {{code}}',
    categories: 'Only for categories', categoriesHint: 'None: for all goods.', fields: 'Asks for', fieldsHint: 'What has to be filled in with this reason, such as the size that fits.', asJSON: 'The form, as JSON Schema', asJSONHint: 'This form says more than the fields here can show.', notJSON: 'A JSON object, or null for no form',
  },
  field: { title: 'Label', key: 'Name', kind: 'Kind', kinds: { text: 'Text', choice: 'Choice', number: 'Number', whole: 'Whole number', yes_no: 'Yes or no' }, choices: 'To choose from', required: 'Has to be filled in', add: 'Add a field', remove: 'Remove field {{number}}' },
}
export default settings
