import { isIP } from 'node:net';
import { createTransport, type SMTPTransportOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import { render, type Look } from './letter.js';
import { MailFailure, type Letter, type MailCarrier, type PackedMail } from './mail.types.js';

const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;
const ONE_CLICK = 'List-Unsubscribe=One-Click';

/** The bytes of a letter: text and HTML side by side, never anything from a file or another address. */
export async function pack(
  letter: Letter,
  { id, at, from, look }: { id: string; at: Date; from: string; look?: Look },
): Promise<PackedMail> {
  const { to, subject, unsubscribe, attachments = [] } = letter;
  const domain = from.replace(/>$/, '').split('@').at(-1) ?? 'localhost';
  const notice = unsubscribe
    ? { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': ONE_CLICK }
    : { 'Auto-Submitted': 'auto-generated' };
  const composer = new MailComposer({
    from,
    to: { name: to.name, address: to.email },
    subject,
    attachments: attachments.map(({ name, type, text }) => ({ filename: name, contentType: type, content: text })),
    ...render(letter, look),
    messageId: `<${id}@${domain}>`,
    date: at,
    headers: { 'Content-Language': letter.language, ...notice },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { id, at, from, to: to.email, subject, bytes: await composer.compile().build() };
}

/** A mail server. To another machine nothing goes unencrypted. */
export class SmtpCarrier implements MailCarrier {
  readonly way = 'smtp';
  readonly through: string;
  readonly #options: SMTPTransportOptions;

  constructor(
    url: string,
    timeouts: { connectMs: number; silenceMs: number } = { connectMs: CONNECT_MS, silenceMs: SILENCE_MS },
  ) {
    const { protocol, hostname, port, username, password, searchParams } = new URL(url);
    this.through = hostname;
    const host = hostname.replace(/^\[|\]$/g, '');
    const secure = protocol === 'smtps:';
    this.#options = {
      host,
      port: port === '' ? (secure ? 465 : 587) : Number(port),
      secure,
      requireTLS: !secure && (!isLoopback(host) || searchParams.get('requireTLS') === 'true'),
      ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: timeouts.connectMs,
      dnsTimeout: timeouts.connectMs,
      greetingTimeout: timeouts.connectMs,
      socketTimeout: timeouts.silenceMs,
      // A server of this very machine has no certificate of anybody's.
      ...(isLoopback(host) ? { tls: { rejectUnauthorized: false } } : {}),
    };
  }

  async carry({ from, to, bytes }: PackedMail): Promise<void> {
    const transport = createTransport(this.#options);
    try {
      await transport.sendMail({ envelope: { from, to: [to] }, raw: bytes });
    } catch (error) {
      throw failureOf(error);
    } finally {
      transport.close();
    }
  }
}

// What the library says repeats the address; only what kind of failure it was goes on.
function failureOf(error: unknown): MailFailure {
  const code = field(error, 'code');
  const answer = Number(field(error, 'responseCode')) || null;
  if (code === 'EAUTH' || code === 'ENOAUTH') return new MailFailure('mail/wrong-login');
  if (code === 'ETLS') return new MailFailure('mail/not-encrypted');
  if (code === 'ETIMEDOUT') return new MailFailure('mail/too-slow');
  if (answer !== null && answer >= 500) return new MailFailure('mail/refused', true, answer);
  if (answer !== null && answer >= 400) return new MailFailure('mail/put-off', false, answer);
  // No server was asked: such an address cannot be.
  if (code === 'EENVELOPE') return new MailFailure('mail/refused', true, 0);
  return new MailFailure('mail/unreachable');
}

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1';
