import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { PersonCard } from '@contract/words.js';
import { toast } from '../../../components/ui/toasts.js';
import { useSentence } from '../../../lib/api/use-sentence.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { useLive, useOutbox } from '../../../lib/streams/hooks.js';
import type { RoomWindow } from '../../../lib/streams/room-window.js';
import type { MessageSource, RoomLive } from '../../rooms/room/room-live.js';
import { useBlocked } from '../../profiles/live/ties.js';
import { useOrderDialogs } from '../../order/components/use-order-dialogs.js';
import { MutedNote, PaceNote } from '../../order/components/writing-notes.js';
import { useMute, usePace, useReportAnswers } from '../../order/live/use-order.js';
import { chatWords } from '../chat.words.js';
import { commandIn, type Written } from '../commands/commands.js';
import { blockedBecause, chatActions, isRoomStaff, type PostedAs } from '../live/chat-actions.js';
import { asQuote, selectedIn } from '../live/quote.js';
import { loadedIn } from '../live/loaded.js';
import { mentionedIn } from '../live/mentions.js';
import type { Target } from '../live/use-jump.js';
import { useDraft } from '../live/use-draft.js';
import { useRoomPeople } from '../live/use-room-people.js';
import { useAttachments } from '../live/use-attachments.js';
import { useDrop } from '../../uploads/use-drop.js';
import { useTyping } from '../live/use-typing.js';
import { useSaved } from '../saved/use-saved.js';
import { useMessageContext } from '../live/use-message-context.js';
import { useAround } from '../threads/use-around.js';
import { ChatDialogs, type Looking } from './chat-dialogs.js';
import { Composer } from './composer.js';
import type { Around } from './message-context.js';
import { MessageList } from './message-list.js';
import { TypingLine } from './typing-line.js';
import css from './chat.module.css';

interface ChatProps extends Pick<Around, 'unread' | 'onThread' | 'onOpen'> {
  room: RoomLive;
  window: RoomWindow;
  me: PersonCard;
  title: string | null;
  /** Names of those who write now, without one's own. */
  typing: readonly string[];
  /** A message to show. */
  target: Target | null;
  /** Where the messages come from, when it is not the room's main list, and how that is called. */
  source?: MessageSource;
  label?: string;
  placeholder?: string;
  /** What stands in the composer's place for whoever is not a member. */
  door?: ReactNode;
}

/** The chat of a room: list, typing line, composer. */
export function Chat({ room, window, me, title, typing, target, door, source = room, ...props }: ChatProps) {
  const t = useT(chatWords);
  const live = useLive();
  const { fail } = useSentence();
  const { roomId } = room;
  const queued = useOutbox(roomId);
  const actions = useMemo(() => chatActions(live, roomId), [live, roomId]);
  const { thread } = window;
  const { draft, setDraft } = useDraft(live, roomId, thread);
  const [asks, setAsks] = useState(false);
  const [editing, setEditing] = useState<{ message: MessageView; text: string } | null>(null);
  const [looking, setLooking] = useState<Looking | null>(null);
  const onVersions = useCallback((message: MessageView) => setLooking({ at: 'versions', message }), []);
  const onReactors = useCallback((message: MessageView) => setLooking({ at: 'reactors', message }), []);
  const [focusTurn, setFocusTurn] = useState(0);
  const [wish, setWish] = useState<Target | null>(null);
  const [sent, setSent] = useState(0);
  const tellTyping = useTyping(actions);
  const attachments = useAttachments(roomId);
  const addFiles = (chosen: readonly File[]) => {
    const left = attachments.add(chosen);
    if (left > 0) toast({ text: t('files.tooMany', { count: left }), tone: 'bad' });
  };
  const pace = usePace(window, me.id);
  const mute = useMute(window);
  useReportAnswers();
  const because = blockedBecause(window);
  // Where only the staff begins anything one still answers in threads, and puts one's own words right.
  const blocked = because === 'announcements' && (editing || thread !== null) ? null : because;
  const { onReport, onJudge, dialogs } = useOrderDialogs(roomId);
  const filesClosed = editing !== null || (window.room.locks.files && !isRoomStaff(window.role));

  const { people, lookFor } = useRoomPeople(window, me.id);
  const avoided = useBlocked();
  const offered = useMemo(() => people.filter(({ id }) => !avoided.has(id)), [people, avoided]);
  const loaded = useMemo(() => loadedIn(window.messages), [window.messages]);
  const names = useMemo(() => new Map([...people, me].map((person) => [person.id, person.name])), [people, me]);
  const replying = draft.replyTo ? (loaded(draft.replyTo) ?? window.quoted[draft.replyTo] ?? null) : null;

  const jump = useCallback(
    (seq: number) => {
      source.around(seq).then(() => setWish({ seq, turn: performance.now() }), fail);
    },
    [source, fail],
  );
  const asked = useRef<Target | null>(null);
  useEffect(() => {
    if (target === null || asked.current === target) return;
    asked.current = target;
    jump(target.seq);
  }, [target, jump]);

  const remove = useCallback(
    (message: MessageView) => {
      actions.remove(message.id).then(() => {
        toast({ text: t('removed'), undo: () => void actions.undoRemove(message.id) });
      }, fail);
    },
    [actions, fail, t],
  );
  const edit = useCallback((message: MessageView) => {
    setEditing({ message, text: message.text ?? '' });
    setFocusTurn((turn) => turn + 1);
  }, []);
  const latestDraft = useRef(draft);
  latestDraft.current = draft;
  const answer = useCallback(
    (message: MessageView, quoted: string) => {
      setEditing(null);
      const { text } = latestDraft.current;
      setDraft({ text: quoted === '' ? text : asQuote(quoted) + text, replyTo: message.id });
      setFocusTurn((turn) => turn + 1);
    },
    [setDraft],
  );
  const reply = useCallback((message: MessageView) => answer(message, selectedIn(message.seq)), [answer]);

  const { ids: saved, save } = useSaved();
  const around = useAround({ actions, people, me, thread, answer, onReactors, ...props });
  const { room: view, role } = window;
  const context = useMessageContext({
    ...{ me, roomId, view, role, names, blocked: avoided, actions, saved, save, around },
    ...{ onReply: reply, onEdit: edit, onReport, onJudge, onRemove: remove, onJump: jump, onVersions },
  });

  const send = () => {
    const typed = (editing?.text ?? draft.text).trim();
    const written: Written = (editing ? null : commandIn(typed)) ?? { text: typed };
    const { text, decision } = written;
    if (text === '' && (editing || attachments.files.length === 0)) return;
    const mentions = mentionedIn(text, people);
    tellTyping(false);
    if (editing) {
      if (text !== editing.message.text) actions.edit(editing.message.id, text, mentions).catch(fail);
      setEditing(null);
      return;
    }
    const files = attachments.files.flatMap(({ view, alt }) => (view ? [{ id: view.id, alt: alt.trim() }] : []));
    const how: PostedAs = {
      ...(thread === null ? {} : { threadId: thread }),
      ...(asks || written.asks ? { asks: true } : {}),
      ...(decision ? { decision } : {}),
    };
    actions.post(text, draft.replyTo, mentions, files, how).catch(fail);
    setAsks(false);
    attachments.clear();
    setDraft({ text: '', replyTo: null });
    setSent((turn) => turn + 1);
  };
  const write = (text: string) => {
    // Who writes in a thread is not announced to the whole room.
    if (thread === null) tellTyping(text.trim() !== '');
    if (editing) setEditing({ ...editing, text });
    else setDraft({ ...draft, text });
  };
  const editLast = () => {
    const last = window.messages.findLast((message) => message.author.id === me.id && message.state === 'visible');
    if (last) edit(last);
  };
  const dropping = useDrop(blocked || filesClosed ? null : addFiles);
  // A narrow field has no room for the room's name.
  const placeholder =
    title && !globalThis.matchMedia('(width < 720px)').matches
      ? t('composer.placeholder', { room: title })
      : t('composer.placeholderDirect');
  const about = editing
    ? ({ kind: 'edit', message: editing.message } as const)
    : replying
      ? ({ kind: 'reply', message: replying } as const)
      : null;
  return (
    <section className={css.chat} {...dropping.handlers}>
      {dropping.over ? <p className={css.drop}>{t('files.drop')}</p> : null}
      <MessageList
        room={source}
        label={props.label ?? t('log')}
        window={window}
        loaded={loaded}
        queued={queued}
        context={context}
        target={wish}
        sent={sent}
      />
      {thread === null ? <TypingLine names={typing} /> : null}
      {pace > 0 && !mute && !blocked && !editing ? <PaceNote seconds={pace} /> : null}
      {blocked === 'outsider' && door ? (
        door
      ) : mute ? (
        <MutedNote mute={mute} />
      ) : blocked ? (
        <p className={css.blocked}>{t(`blocked.${blocked}`)}</p>
      ) : (
        <Composer
          label={props.placeholder ?? t('composer.label')}
          placeholder={props.placeholder ?? placeholder}
          asks={editing || thread !== null ? null : asks}
          onAsks={setAsks}
          people={offered}
          onLookFor={lookFor}
          text={editing?.text ?? draft.text}
          onText={write}
          about={about}
          onLeave={() => (editing ? setEditing(null) : setDraft({ ...draft, replyTo: null }))}
          onSend={send}
          waiting={pace > 0 && !editing}
          onEditLast={editLast}
          focusTurn={focusTurn}
          attachments={filesClosed ? null : attachments}
          onFiles={addFiles}
        />
      )}
      {dialogs}
      <ChatDialogs roomId={roomId} looking={looking} onClose={() => setLooking(null)} />
    </section>
  );
}
