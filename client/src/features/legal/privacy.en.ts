import type { LegalDocument } from './legal-text.js';

export const text: LegalDocument = {
  title: 'Privacy policy',
  inShort: [
    'We keep what it takes for you to talk and come back: your name, your email, what you write, and when you were here.',
    'There is no advertising, no tracking, and these pages make no request to anyone else.',
    'What you delete is gone; what you write you can take with you.',
  ],
  sections: [
    {
      id: 'responsible',
      title: 'Who answers for your data',
      paragraphs: [
        'The person or organisation that hosts this community is the data controller. You can turn to them about anything on this page. The people who write the software do not receive your data.',
      ],
    },
    {
      id: 'data',
      title: 'What we keep',
      paragraphs: ['Only what is needed, and what you choose to add:'],
      points: [
        'About your account: name, email, irreversibly hashed password, age band, language, time zone, a photo if you add one, and the version of the terms you accepted.',
        'About what you do: the rooms you are in, your role there, messages, reactions, how far you have read, and when you came and went.',
        'About your devices: open sessions with network address and browser, for 30 days at most.',
        'About moderation: warnings, decisions and appeals, with their reasons.',
      ],
    },
    {
      id: 'purpose',
      title: 'What for, and on what basis',
      paragraphs: [
        'To provide the service you ask for when you register (performance of the contract); to keep it safe and moderated (legitimate interest); to meet legal obligations; and, where something is optional, with your consent, which you can withdraw at any time.',
      ],
    },
    {
      id: 'who-sees',
      title: 'Who sees what',
      paragraphs: [
        'What you write in a room is seen by those who may read that room. Those who run it also see what was held and the history of edits. Your email is not shown to other people. Administrators can see accounts, never your password.',
      ],
    },
    {
      id: 'ai',
      title: 'Artificial intelligence',
      paragraphs: [
        'If the community has set up an external model, the tutor and the moderator send it the text they need in order to answer or review. The list of services, and what each receives, is open to see in the administration. You can refuse to have your texts processed this way; simple automatic rules still apply.',
        'No emotions, attention or gaze are inferred, and nobody scores you in secret.',
      ],
    },
    {
      id: 'others',
      title: 'Third parties',
      paragraphs: [
        'We neither sell nor hand over data. These pages make no requests to other sites: fonts, icons and images come from here. Embedded content of other sites loads only if you press it. If the community uses a mail service, storage or a model, it does so on its own account and under contract.',
      ],
    },
    {
      id: 'device',
      title: 'What stays on your device',
      paragraphs: [
        'One essential cookie keeps your session. The browser also keeps your preferences, your drafts and the messages still to be sent, so that nothing is lost offline. They are removed when you sign out on that device. There are no tracking cookies, so we do not ask your permission for any.',
      ],
    },
    {
      id: 'retention',
      title: 'For how long',
      paragraphs: [
        'Messages, for as long as the room exists or for the time it sets. Network addresses and browsers, 30 days. What you delete is erased from the database, the search indexes and the files; it may remain in backups until they are renewed.',
      ],
    },
    {
      id: 'minors',
      title: 'Minors',
      paragraphs: [
        'You must be 16 to register. Minors do not appear in the public directory and are not recorded without the registered consent of their guardian.',
      ],
    },
    {
      id: 'rights',
      title: 'Your rights',
      paragraphs: [
        'You can see, correct, export and delete your data in the settings, or object to its use by writing to the community. If you are not satisfied you can complain to the data protection authority of your country.',
      ],
    },
    {
      id: 'changes',
      title: 'Changes',
      paragraphs: ['If this policy changes, you will see the new version before you go on using the community.'],
    },
  ],
};
