import type { words as es } from './recording.es.js';

export const words: typeof es = {
  record: 'Record the meeting',
  label: 'Recording',
  ask: {
    title: 'Record the meeting',
    text: 'Everybody on the stage will see the question, and only those who say yes are recorded. Whoever says no stays on the stage and is not recorded. The recording is kept with the minutes.',
    me: 'Record me too',
    go: 'Ask and record',
  },
  question: {
    title: 'Do you want to be recorded?',
    text: 'This meeting is going to be recorded: your voice, your camera, the screens you share and your captions. Whoever may read the room can watch it with the minutes. You can change your mind at any time.',
    door: 'This meeting is being recorded. Before you come in, say whether you want to be in the recording.',
    yes: 'Yes, record me',
    no: 'No, I stay without being recorded',
    noDoor: 'No, I come in without being recorded',
    minor: 'People under 18 are not recorded. You can take part all the same: you are not in the recording.',
    adult: 'I am 18 or older',
    understood: 'Understood',
  },
  state: {
    asked: 'A recording has been asked for. Nothing is recorded yet.',
    on: 'This is being recorded.',
    paused: 'The recording is paused.',
  },
  mine: { yes: 'You are in the recording.', no: 'You are not in the recording.' },
  waiting_one: '{{count}} person has not answered yet.',
  waiting_other: '{{count}} people have not answered yet.',
  hostless: 'Nobody leads now: after ten minutes like this the recording ends.',
  stopMe: 'Stop recording me',
  recordMe: 'Record me',
  pause: 'Pause',
  resume: 'Go on recording',
  end: 'Stop recording',
  notRecorded: 'Not recorded',
  ended: {
    'by-hand': 'The recording has ended. It will be with the minutes.',
    'no-host': 'The recording has ended: ten minutes without anybody who leads. The meeting goes on.',
    nobody: 'Nothing is recorded: nobody wanted to be in the recording.',
    'meeting-ended': 'The meeting and its recording have ended.',
    'no-space':
      'The recording has ended: there is no space left to keep it. The meeting goes on and what was recorded is kept.',
    failed:
      'The recording has ended: it could not be kept any longer. The meeting goes on and what was recorded is kept.',
    'too-large':
      'The recording has ended: it has reached its largest size. The meeting goes on and what was recorded is kept.',
    restarted: 'The recording has ended because the server was restarted. What was recorded is kept.',
  },
};
