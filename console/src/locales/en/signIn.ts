const signIn = {
  title: 'Sign in',
  login: 'User or e-mail', password: 'Password', submit: 'Sign in',
  wrong: 'User and password do not fit together. Check both; the password may have been changed.',
  tooOften: 'Too many tries. Wait {{seconds}} seconds, then try again.',
  provider: 'Sign in with {{name}}', or: 'or',
  problem: {
    provider_away: 'The sign-in service of your organization does not answer. Try again in a moment; if it stays so, tell your administrator.',
    provider_declined: 'The sign-in was called off, or your organization has declined it.',
    not_proven: 'The sign-in could not be confirmed; it may have taken too long, or another one was begun meanwhile. Begin again.',
    no_role: 'Your account is known, but it has no role here. Ask your administrator for one.',
    user_disabled: 'Your user is disabled here. An administrator can enable it again.',
  },
  dev: 'Users of this development server', devHint: 'Choose one to sign in. This list is there only with backhaul dev.',
  back: 'Your session is over. Sign in again to go on where you were.',
  tagline: 'Every return on its way, from request to refund.',
}
export default signIn
