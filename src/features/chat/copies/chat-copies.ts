import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MessageView } from '../../../contract/chat.contract.js';
import type { AttachmentView } from '../../../contract/uploads.contract.js';
import { linked, markup, type Html } from '../../../platform/archive/html.js';
import { filePath } from '../../../platform/archive/packed.js';
import { Uploads } from '../../../platform/uploads/uploads.js';
import { RoomsService, type CopiedRoom } from '../../rooms/rooms.service.js';
import { messageViewOf } from '../chat.view.js';
import { ChatCopiesRepository, type CopiedMessage } from './chat-copies.repository.js';

const WORDS = {
  es: {
    chat: 'Conversación',
    states: { held: 'Mensaje retenido', hidden: 'Mensaje oculto', deleted: 'Mensaje borrado' },
    answers: (name: string) => `Responde a ${name}`,
    question: 'Pregunta',
    answered: 'Pregunta respondida',
    pins: { pin: 'Fijado', decision: 'Decisión', broadcast: 'Para todos los corrillos' },
    edited: 'Editado',
    generated: 'Escrito por una IA',
  },
  en: {
    chat: 'Conversation',
    states: { held: 'Held message', hidden: 'Hidden message', deleted: 'Deleted message' },
    answers: (name: string) => `Answers ${name}`,
    question: 'Question',
    answered: 'Question, answered',
    pins: { pin: 'Pinned', decision: 'Decision', broadcast: 'To all breakouts' },
    edited: 'Edited',
    generated: 'Written by an AI',
  },
} as const;

/** What was said in a room, for who takes it along: a message a line, and the page as it was read. */
@Injectable()
export class ChatCopies implements OnModuleInit {
  constructor(
    private readonly rooms: RoomsService,
    private readonly uploads: Uploads,
    private readonly repository: ChatCopiesRepository,
  ) {}

  onModuleInit(): void {
    const { repository, uploads } = this;
    this.rooms.contributeToCopies({
      name: 'chat',
      async *pieces(room) {
        yield { path: 'messages.jsonl', rows: linesOf(repository, room) };
        for await (const file of repository.files(room))
          yield { path: filePath(file), bytes: () => uploads.originalOf(file.id) };
      },
      section: { title: { es: WORDS.es.chat, en: WORDS.en.chat }, long: true, body: (room) => this.onPage(room) },
    });
  }

  private async *onPage(room: CopiedRoom): AsyncIterable<Html> {
    let today = '';
    for await (const page of this.repository.pages(room)) {
      const said = page.map((row) => {
        const day = room.when.day(row.posted_at);
        const heading = day === today ? null : markup`<h3>${day}</h3>`;
        today = day;
        return markup`${heading}${messageOf(row, room)}\n`;
      });
      // The browser draws a stretch when it is scrolled to.
      for (let at = 0; at < said.length; at += STRETCH)
        yield markup`<div class="stretch">${said.slice(at, at + STRETCH)}</div>\n`;
    }
  }
}
const STRETCH = 50;

async function* linesOf(repository: ChatCopiesRepository, room: CopiedRoom): AsyncIterable<object> {
  for await (const page of repository.pages(room)) for (const row of page) yield lineOf(viewOf(row));
}

const viewOf = (row: CopiedMessage): MessageView => messageViewOf(row, Object.entries(row.counts ?? {}));

/** A whitelist: what everybody in the room may see of it, with the files where they lie in the copy. */
function lineOf({
  id,
  seq,
  state,
  author,
  postedAt,
  editedAt,
  deletedAt,
  text,
  lang,
  generated,
  ...rest
}: MessageView) {
  const { replyTo, threadId, mentions, attachments, reactions, asks, answerId, thanks, pin } = rest;
  return {
    ...{ id, seq, state, postedAt, editedAt, deletedAt, replyTo, threadId, text, lang, generated },
    author: { id: author.id, name: author.name, kind: author.kind },
    ...{ mentions, reactions, asks, answerId, thanks, pin },
    attachments: attachments.map((file) => ({ ...file, path: filePath(file) })),
  };
}

function messageOf(row: CopiedMessage, { language, when }: CopiedRoom): Html {
  const words = WORDS[language];
  const message = viewOf(row);
  const { author, text, state, lang, attachments, reactions, pin, asks, answerId } = message;
  const marks = [
    ...reactions.map(({ emoji, count }) => `${emoji} ${count}`),
    ...(asks ? [answerId === null ? words.question : words.answered] : []),
    ...(pin === null ? [] : [words.pins[pin]]),
    ...(message.editedAt === null ? [] : [words.edited]),
    ...(message.generated ? [words.generated] : []),
  ];
  return markup`<article class="said${message.threadId === null ? '' : ' answer'}" id="m${message.seq}">
<p><strong>${author.name}</strong>${author.kind === 'bot' ? ' (IA)' : ''} <time datetime="${message.postedAt}">${when.clock(message.postedAt)}</time></p>
${row.answered_seq === null ? null : markup`<p class="quiet"><a href="#m${row.answered_seq}">${words.answers(row.answered_name ?? '')}</a></p>`}
${state === 'visible' ? null : markup`<p class="quiet">${words.states[state]}</p>`}
${text ? markup`<p class="words"${lang ? markup` lang="${lang}"` : null}>${linked(text)}</p>` : null}
${attachments.length > 0 ? markup`<ul class="files">${attachments.map(fileOf)}</ul>` : null}
${marks.length > 0 ? markup`<p class="quiet">${marks.join(' · ')}</p>` : null}
</article>`;
}

function fileOf(file: AttachmentView): Html {
  const address = encodeURI(filePath(file));
  if (file.kind !== 'image') return markup`<li><a href="${address}">${file.name}</a></li>`;
  return markup`<li><a href="${address}"><img src="${address}" alt="${file.alt || file.name}" width="${file.width ?? 320}" height="${file.height ?? 240}" loading="lazy"></a></li>`;
}
