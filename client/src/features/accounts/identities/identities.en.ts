import type { SameKeys } from '../../../lib/i18n/words.js';
import type { words as es } from './identities.es.js';

export const words: SameKeys<typeof es> = {
  arriving: 'One moment…',
  failed: 'We could not let you in',
  goSignIn: 'Back to sign in',
  goSettings: 'Back to settings',
  new: {
    title: 'Nearly there',
    lead: '{{provider}} told us who you are. Say what we should call you here and accept the terms: until then we keep nothing.',
    submit: 'Create account',
    have: 'Already have an account here? <go>Sign in with it</go> and add {{provider}} in your settings.',
  },
  known: {
    title: 'We know you already',
    lead: 'There is an account with your address, {{email}}. Write its password once, and from now on {{provider}} lets you in too.',
    password: 'Password of your account here',
    missing: 'Write the password of your account.',
    submit: 'Join the two and enter',
    forgot: 'I do not remember it',
  },
  ways: {
    title: 'Signing in with another account',
    lead: 'Sign in with an account you already have elsewhere, too. Nobody there learns what you do here.',
    none: 'You have not added any.',
    link: 'Add {{provider}}',
    linked: 'Added. {{provider}} lets you in from now on.',
    since: 'Added',
    used: 'Last used',
    unused: 'Never used',
    gone: 'It no longer lets anybody in here',
    unlink: 'Remove',
    unlinkOne: 'Remove {{provider}} ({{label}})',
    unlinked: 'Removed. It no longer opens your account.',
    confirmTitle: 'Remove {{provider}}?',
    confirmText: 'You will no longer be able to sign in with {{label}}. You can add it again whenever you like.',
    keep: 'Keep it',
  },
  first: {
    title: 'Password',
    text: 'Your account has no password: you sign in with another account. If you choose one you can sign in with your address too, and change it.',
    send: 'Send me a link to choose one',
    sent: 'Sent. Check your mail.',
  },
};
