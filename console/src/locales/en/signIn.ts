const signIn = {
  title: 'Sign in',
  login: 'User or e-mail', password: 'Password', submit: 'Sign in',
  wrong: 'User and password do not fit together. Check both; the password may have been changed.',
  tooOften: 'Too many tries. Wait {{seconds}} seconds, then try again.',
  dev: 'Users of this development server', devHint: 'Choose one to sign in. This list is there only with backhaul dev.',
  back: 'Your session is over. Sign in again to go on where you were.',
  tagline: 'Every return on its way, from request to refund.',
}
export default signIn
