import type { LegalDocument } from './legal-text.js';

export const text: LegalDocument = {
  title: 'Privacy policy',
  inShort: [
    'We keep what it takes for you to talk and come back: your name, your email, what you write, and when you were here.',
    'There is no advertising and no tracking, and your browser asks nothing of other sites unless you press something that says so.',
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
        'About your profile: what you tell about yourself, whom you share it with, whom you follow and whom you block.',
        'About what you do: the rooms you are in, your role there, messages, drafts, files, saved messages, reactions, how far you have read, when you came and went, and whether you come to meetings.',
        'About meetings that are recorded, if you say yes: your voice, your camera, the screens you share and your captions, until you take yourself out of the recording or it is deleted. Outside a recording captions are not kept.',
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
        'What you write in a room is seen by those who may read that room. Those who run it also see what was held, the history of edits and the messages that somebody reports. Your email is not shown to other people. Administrators can see accounts, never your password.',
        'The search finds for each person only what they could read anyway. For that it keeps an index of messages, names of files, rooms and people, and it does not note what anybody looks for.',
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
        'We neither sell nor hand over data. Fonts, icons and images come from here, and your browser makes no requests to other sites of its own accord. If the community uses a service for mail, storage, search, sign-in or a model, it does so on its own account and under contract. The page of outside services says which are in use.',
      ],
      points: [
        'Links: when somebody writes one, the server of the community visits it, not your browser, to show its title, a sentence and a picture. The other site sees the address of the community, not yours nor that of whoever wrote it. The preview is deleted with the message, and whoever wrote it can take it away before.',
        'Videos: those of YouTube, Vimeo and some PeerTube sites can be opened here. Until you press “Open here” nothing is asked of them; from then on your browser connects to that site, and its privacy policy holds.',
        'Mail: we write to you to confirm your address, to recover your password, and to tell you what you choose in the settings. Notices say who, where and when, not what was written, and each can be stopped in a single step. They carry no images and nothing that tells whether you have opened them.',
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
