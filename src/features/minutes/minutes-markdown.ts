import type { MinutesView, NotedMessage, OwnLine } from '../../contract/minutes.contract.js';
import type { Language } from '../../contract/words.js';

const WORDS = {
  es: {
    minutes: 'Acta',
    dropIn: 'Encuentro',
    people: 'Quién estuvo',
    minutesOf: (minutes: number) => `${minutes} min`,
    summary: 'Resumen',
    decisions: 'Decisiones',
    questions: 'Preguntas',
    noAnswer: 'sin respuesta',
    shared: 'Enlaces y archivos',
    breakouts: 'Corrillos',
    open: 'Queda abierto',
    notes: 'Notas',
    timeline: 'Cómo fue',
    began: 'Empezó',
    ended: 'Terminó',
    came: 'Llega',
  },
  en: {
    minutes: 'Minutes',
    dropIn: 'Meeting',
    people: 'Who was there',
    minutesOf: (minutes: number) => `${minutes} min`,
    summary: 'Summary',
    decisions: 'Decisions',
    questions: 'Questions',
    noAnswer: 'no answer',
    shared: 'Links and files',
    breakouts: 'Breakouts',
    open: 'Still open',
    notes: 'Notes',
    timeline: 'How it went',
    began: 'Began',
    ended: 'Ended',
    came: 'Arrives',
  },
} as const;

/** The minutes as a text that any editor takes. Words of people are escaped: they make no headings or links of their own. */
export function markdownOf(view: MinutesView, language: Language, zone: string): string {
  const words = WORDS[language];
  const clock = new Intl.DateTimeFormat(language, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
  const at = (time: string): string => clock.format(new Date(time));
  const said = ({ person, text, at: time }: NotedMessage): string =>
    `${plain(text)} — ${plain(person.name)}, ${at(time)}`;
  const own = (kind: OwnLine['kind']): string[] =>
    view.own.filter((line) => line.kind === kind).map(({ text }) => plain(text));
  const open = [
    ...view.questions.filter(({ answer }) => answer === null).map(({ question }) => said(question)),
    ...view.notReached.map(plain),
    ...own('open'),
  ];
  const breakoutLine = ({ title, seconds, people, files }: MinutesView['breakouts'][number]): string =>
    [
      `${plain(title)} (${words.minutesOf(Math.round(seconds / 60))})`,
      people.map(({ person }) => plain(person.name)).join(', '),
      files.map(plain).join(', '),
    ]
      .filter((part) => part !== '')
      .join(' — ');
  const { meeting } = view;
  const sections = [
    `# ${words.minutes}: ${plain(meeting.title || words.dropIn)}`,
    day.format(new Date(meeting.startedAt ?? meeting.startsAt)),
    view.summary === '' ? '' : `## ${words.summary}\n\n${view.summary}`,
    list(
      words.people,
      view.people.map(({ person, seconds }) => `${plain(person.name)} (${words.minutesOf(Math.round(seconds / 60))})`),
    ),
    list(words.decisions, [...view.decisions.map(said), ...own('decision')]),
    list(
      words.questions,
      view.questions.map(({ question, answer }) => `${said(question)}\n  - ${answer ? said(answer) : words.noAnswer}`),
    ),
    list(
      words.shared,
      view.shared.flatMap(({ message, links, files }) =>
        [...links.map((link) => `<${link}>`), ...files.map(({ name }) => plain(name))].map(
          (thing) => `${thing} — ${plain(message.person.name)}`,
        ),
      ),
    ),
    list(words.breakouts, view.breakouts.map(breakoutLine)),
    list(words.open, open),
    list(words.notes, own('note')),
    list(
      words.timeline,
      view.timeline.map((moment) => {
        const who = moment.person ? plain(moment.person.name) : '';
        if (moment.kind === 'came') return `${at(moment.at)} ${words.came} ${who}`;
        if (moment.kind === 'began' || moment.kind === 'ended') return `${at(moment.at)} ${words[moment.kind]}`;
        return `${at(moment.at)} ${plain(moment.text)}${who ? ` — ${who}` : ''}`;
      }),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

const list = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : `## ${title}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;

/** One line, with what Markdown would take for its own put out of action. */
function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([\\`*_[\]<>#|~])/g, '\\$1');
}
