import type { LegalDocument } from './legal-text.js';

export const text: LegalDocument = {
  title: 'Terms of use',
  inShort: [
    'Tertulia is a community for learning in good company. A person or an organisation hosts it and answers for it.',
    'Treat people well, do not pretend to be someone else, and publish only what you may publish. What you write remains yours.',
    'Machines help and flag; decisions that remove you from a room are made by people and can be appealed.',
  ],
  sections: [
    {
      id: 'who',
      title: 'Who offers you this service',
      paragraphs: [
        'Every Tertulia community is hosted by someone different. Whoever hosts it — “the community” below — decides who may register, moderates, and answers to you. You will find how to reach them in the settings, or by asking whoever invited you.',
        'The software is free, under the MIT licence. Its authors do not run this community and have no access to your data.',
      ],
    },
    {
      id: 'age',
      title: 'Age',
      paragraphs: [
        'You must be at least 16 to register. When you do, you state your age band.',
        'Minors have extra protection: they receive no direct messages from adults outside rooms they share, do not appear in the public directory, are shown under an alias on public leaderboards, and are not recorded without the registered consent of their guardian.',
      ],
    },
    {
      id: 'account',
      title: 'Your account',
      paragraphs: [
        'An account belongs to one person. Choose a long password and do not share it. If you think somebody got into your account, sign out of all devices in the settings and change the password.',
        'With an invitation that allows it you can come in with just a name. Such a guest account is good for one room, and you can turn it into a full account without losing anything.',
      ],
    },
    {
      id: 'conduct',
      title: 'How we treat each other',
      paragraphs: ['Rooms are for discussing ideas. The following is not allowed:'],
      points: [
        'Harassing, threatening, humiliating or discriminating against anyone.',
        'Publishing somebody’s private data without their permission.',
        'Publishing content that is illegal, sexually explicit, or that incites violence or self-harm.',
        'Pretending to be another person or the community.',
        'Sending unwanted advertising, or tricking people out of passwords or money.',
        'Cheating in competitions, or publishing solutions while they are being played.',
        'Attacking the service or exploiting its flaws; if you find one, tell the community.',
      ],
    },
    {
      id: 'content',
      title: 'What you publish',
      paragraphs: [
        'What you write and share is yours. You let the community store it and show it to those who may read that room, and nothing else. Publish only what you have a right to.',
        'You can edit it, export it and delete it. What you delete is truly erased after a short time to undo; others may have read or copied it before.',
      ],
    },
    {
      id: 'ai',
      title: 'Artificial intelligence',
      paragraphs: [
        'In some rooms an automatic tutor and an automatic moderator take part. They always carry “IA” in their name, and what a model wrote is marked. They can be wrong: check what matters.',
        'You can refuse to have your texts processed by models. Nobody here infers your emotions, your attention or your gaze.',
      ],
    },
    {
      id: 'moderation',
      title: 'Moderation and appeals',
      paragraphs: [
        'Automatic rules may nudge you, hold or hide a message, or mute you for ten minutes at most. Removing you from a room or from the community always takes a person.',
        'Every decision states the rule, the facts, and whether it was automatic. You can appeal and a different person will review it; if you are right, what was taken is restored.',
      ],
    },
    {
      id: 'leaving',
      title: 'Leaving',
      paragraphs: [
        'You can leave a room or delete your account whenever you like. The community may close an account that breaks these terms, saying why, and may stop the service with enough notice for you to take what is yours.',
      ],
    },
    {
      id: 'liability',
      title: 'Liability',
      paragraphs: [
        'The service is offered as it is. The community does its best to keep it working and to lose nothing, but cannot always guarantee it. Nothing here limits the rights the law gives you as a consumer.',
      ],
    },
    {
      id: 'changes',
      title: 'Changes',
      paragraphs: [
        'If these terms change, you will see the new version before going on, and you may accept it or leave with your data. The version you accepted is recorded with its date.',
      ],
    },
  ],
};
