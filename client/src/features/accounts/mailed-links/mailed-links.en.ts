import type { SameKeys } from '../../../lib/i18n/words.js';
import type { words as es } from './mailed-links.es.js';

export const words: SameKeys<typeof es> = {
  email: 'Email address',
  missingEmail: 'Write an address, such as name@example.org.',
  toSignIn: 'Go to sign in',
  forgot: {
    title: 'Forgot your password?',
    lead: 'Write the address of your account and we will send you a link to choose another one.',
    submit: 'Send me the link',
    sentTitle: 'Look at your mail',
    sentText: 'If there is an account with {{email}}, a link will arrive within minutes. It works for one hour.',
    sentHint: 'If you cannot find it, look among the junk mail.',
    other: 'Try another address',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'Saving it signs you out everywhere; then you sign in with the new one.',
    checking: 'Checking the link…',
    next: 'New password',
    hint: 'At least 10 characters. A long sentence is better than an odd word.',
    missing: 'The password needs at least 10 characters.',
    submit: 'Save the password',
    doneTitle: 'Password saved',
    doneText: 'You were signed out everywhere. Sign in with the new password.',
  },
  verify: {
    checking: 'Confirming your address…',
    doneTitle: 'Address confirmed',
    doneText: 'Thank you: now we know that this address is yours.',
    go: 'Go to Tertulia',
  },
  expired: {
    title: 'This link is no longer valid',
    text: 'It has expired, was used, or the address of the account has changed.',
    askReset: 'Ask for another link',
    askVerify: 'Ask for another in the settings',
  },
  failed: 'The link could not be checked',
};
