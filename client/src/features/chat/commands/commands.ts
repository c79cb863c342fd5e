import type { Language } from '../../../lib/i18n/words.js';
import { plain } from '../live/plain.js';

/** What becomes of a command when it is sent. */
export interface Written {
  readonly text: string;
  readonly asks?: true;
  readonly decision?: true;
}

/** Something a message may begin with: `/code print(1)`. */
export interface ChatCommand {
  /** Also the key of what is said about it: `commands.<id>` in chat.es.ts and chat.en.ts. */
  readonly id: 'question' | 'decision' | 'code' | 'formula' | 'me' | 'shrug';
  /** What is typed after the slash. Both languages always work; accents do not matter. */
  readonly names: Readonly<Record<Language, string>>;
  readonly write: (rest: string) => Written;
}

/** Every command there is; the composer offers them, and `commandIn` finds the one a text begins with. */
export const COMMANDS: readonly ChatCommand[] = [
  { id: 'question', names: { es: 'pregunta', en: 'question' }, write: (rest) => ({ text: rest, asks: true }) },
  { id: 'decision', names: { es: 'decisión', en: 'decision' }, write: (rest) => ({ text: rest, decision: true }) },
  { id: 'code', names: { es: 'código', en: 'code' }, write: (rest) => ({ text: `\`\`\`\n${rest}\n\`\`\`` }) },
  { id: 'formula', names: { es: 'fórmula', en: 'formula' }, write: (rest) => ({ text: `$$\n${rest}\n$$` }) },
  { id: 'me', names: { es: 'yo', en: 'me' }, write: (rest) => ({ text: `*${rest}*` }) },
  { id: 'shrug', names: { es: 'encoger', en: 'shrug' }, write: (rest) => ({ text: `${rest} ¯\\\\_(ツ)_/¯`.trim() }) },
];

/** Commands whose name in either language begins so; the reader's language decides what is shown. */
export function suggestCommands(query: string): ChatCommand[] {
  const wanted = plain(query);
  return COMMANDS.filter(({ names }) => Object.values(names).some((name) => plain(name).startsWith(wanted)));
}

/** What a text says that begins with a command, or null: any other text with a slash is only a text. */
export function commandIn(text: string): Written | null {
  const [, name, rest] = /^\/([\p{L}-]+)(?:\s+([\s\S]*))?$/u.exec(text) ?? [];
  if (name === undefined) return null;
  const command = COMMANDS.find(({ names }) => Object.values(names).some((one) => plain(one) === plain(name)));
  if (!command || (!rest && command.id !== 'shrug')) return null;
  return command.write(rest ?? '');
}
