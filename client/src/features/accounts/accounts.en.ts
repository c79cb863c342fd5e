import type { SameKeys } from '../../lib/i18n/words.js';
import type { words as es } from './accounts.es.js';

export const words: SameKeys<typeof es> = {
  fields: {
    name: 'Your name',
    nameHint: 'What people in your rooms will see.',
    email: 'Email address',
    password: 'Password',
    passwordHint: 'At least 10 characters. A long phrase beats an odd word.',
    age: 'How old are you?',
    ages: { 'under-16': 'Under 16', '16-17': '16 or 17', '18-plus': '18 or over' },
    terms: 'I accept the <terms>terms of use</terms> and have read the <privacy>privacy notice</privacy>.',
    code: 'Set-up code',
    codeHint: 'It is printed in the terminal where the server was started.',
  },
  missing: {
    name: 'Write your name.',
    email: 'Write an address such as name@example.org.',
    password: 'The password needs at least 10 characters.',
    presentedPassword: 'Write your password.',
    age: 'Choose one.',
    terms: 'To make the account you have to accept the terms.',
    code: 'Write the code.',
  },
  register: {
    title: 'Create your account',
    lead: 'A name, an address, and there is a place for you at the table.',
    submit: 'Create account',
    have: 'Already have an account? <go>Sign in</go>',
    closedTitle: 'No new accounts are made here',
    closedText: 'Whoever runs this server has closed registration. Ask them for an account.',
    inviteTitle: 'You need an invitation to make an account',
    inviteText: 'Open the invitation link you were sent, or ask somebody in the community for one.',
    invited: 'They are waiting for you in “{{room}}”.',
  },
  signIn: {
    title: 'Sign in to Tertulia',
    lead: 'Your seat at the table is where you left it.',
    submit: 'Sign in',
    forgot: 'Forgot your password?',
    none: 'No account yet? <go>Create one</go>',
    banned: 'This account is suspended. Sign in to read why.',
  },
  setup: {
    title: 'Set up your Tertulia',
    lead: 'This server is new. Make the account of whoever runs it, with the code shown when it started.',
    submit: 'Create account and enter',
    doneTitle: 'This server is already set up',
    doneText: 'Somebody already runs it.',
    goSignIn: 'Go to sign in',
    offer: 'This server is new and nobody runs it yet.',
    offerLink: 'Set it up',
  },
  demoWindow: {
    title: 'Opening another window…',
    failed: 'The demonstration window could not be opened',
  },
};
