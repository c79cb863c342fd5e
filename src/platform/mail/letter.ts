import { DEFAULT_NAME } from '../../contract/branding.contract.js';
import type { Letter } from './mail.types.js';

/** How the hub looks that sends it, where that was set. */
export interface Look {
  readonly name?: string;
  /** White on it is readable. */
  readonly colour?: string;
}

// The product's paper, ink and terracotta. Styles stand in the tags and the sizes in the attributes: many programs read nothing else.
const PAPER = '#FAF7F2';
const INK = '#1C1A17';
const QUIET = '#6B645A';
const LINE = '#E4DDD2';
const TERRACOTTA = '#B4451F';
const FONT = "Figtree,'Segoe UI',Helvetica,Arial,sans-serif";

const words = {
  es: { copy: 'Si el botón no funciona, copia esta dirección:', unsubscribe: 'No recibir más avisos como este' },
  en: { copy: 'If the button does not work, copy this address:', unsubscribe: 'Stop notices like this one' },
} as const;

/** The same letter as plain text and as a page that needs no image. */
export function render(letter: Letter, look: Look = {}): { text: string; html: string } {
  const { name = DEFAULT_NAME, colour = TERRACOTTA } = look;
  return { text: textOf(letter, name), html: htmlOf(letter, name, colour) };
}

function textOf({ language, paragraphs, action, small, unsubscribe }: Letter, name: string): string {
  const link = action ? [`${action.label}:\n${action.url}`] : [];
  const leave = unsubscribe ? [`${words[language].unsubscribe}: ${unsubscribe}`] : [];
  return `${[...paragraphs, ...link, `-- \n${name}`, ...small, ...leave].join('\n\n')}\n`;
}

function htmlOf(
  { language, subject, paragraphs, action, small, unsubscribe }: Letter,
  name: string,
  colour: string,
): string {
  const body = paragraphs.map((line) => `<p style="margin:0 0 16px">${escape(line)}</p>`).join('');
  const quiet = small.map((line) => `<p style="margin:0 0 8px">${escape(line)}</p>`).join('');
  const leave = unsubscribe
    ? `<p style="margin:0"><a href="${escape(unsubscribe)}" style="color:${QUIET}">${words[language].unsubscribe}</a></p>`
    : '';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>${escape(subject)}</title></head>
<body style="margin:0;padding:0;background:${PAPER};color:${INK};font:16px/1.5 ${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:${PAPER}"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:520px;text-align:left">
<tr><td style="padding:0 0 20px;font-size:20px;font-weight:700;color:${colour}">${escape(name)}</td></tr>
<tr><td style="padding:28px;background:#ffffff;border:1px solid ${LINE};border-radius:10px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.25">${escape(subject)}</h1>${body}${action ? button(action, words[language].copy, colour) : ''}</td></tr>
<tr><td style="padding:20px 4px 0;font-size:14px;color:${QUIET}">${quiet}${leave}</td></tr>
</table></td></tr></table></body></html>
`;
}

const button = ({ label, url }: NonNullable<Letter['action']>, copy: string, colour: string): string =>
  `<p style="margin:8px 0 20px"><a href="${escape(url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${colour};color:#ffffff;font-weight:600;text-decoration:none">${escape(label)}</a></p>
<p style="margin:0;font-size:14px;color:${QUIET}">${copy}<br><span style="word-break:break-all">${escape(url)}</span></p>`;

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
