import { IconAt, IconHelpCircle, IconMoodSmile, IconPaperclip, IconSend2, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import { MESSAGE_MAX } from '@contract/limits.js';
import type { PersonCard } from '@contract/words.js';
import { IconButton } from '../../../components/ui/icon-button.js';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import type { Attachments } from '../live/use-attachments.js';
import { useCompletion } from '../live/use-completion.js';
import { threadsWords } from '../threads/threads.words.js';
import { EmojiPicker } from './emoji-picker.js';
import css from './composer.module.css';

const CompletionList = lazy(async () => ({ default: (await import('./completion-list.js')).CompletionList }));
const AttachmentTray = lazy(async () => ({ default: (await import('./attachment-tray.js')).AttachmentTray }));

/** The counter shows only when it matters. */
const COUNT_FROM = MESSAGE_MAX - 200;

interface ComposerProps {
  /** Accessible name of the field. */
  label: string;
  placeholder: string;
  people: readonly PersonCard[];
  /** A name is being typed: people who are not at hand may be looked for. */
  onLookFor: (name: string) => void;
  text: string;
  onText: (text: string) => void;
  about: { kind: 'reply' | 'edit'; message: MessageView } | null;
  onLeave: () => void;
  onSend: () => void;
  /** It will be a question; null where there are none. */
  asks: boolean | null;
  onAsks: (asks: boolean) => void;
  /** It is too soon to send, and what is written stays. */
  waiting?: boolean;
  /** Up-arrow in an empty field. */
  onEditLast: () => void;
  /** Changes when the field should have the focus. */
  focusTurn: number;
  /** Files that go with the message; null where none can, as while one edits. */
  attachments: Attachments | null;
  onFiles: (files: readonly File[]) => void;
}

/** Where one writes: grows with the text, Enter sends; names after an @, emoji after a colon and commands after a slash are offered. */
export function Composer({
  label,
  placeholder,
  people,
  onLookFor,
  text,
  onText,
  about,
  onLeave,
  onSend,
  asks,
  onAsks,
  waiting = false,
  onEditLast,
  focusTurn,
  attachments,
  onFiles,
}: ComposerProps) {
  const t = useT(chatWords);
  const threads = useT(threadsWords);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(0);
  const over = text.length - MESSAGE_MAX;
  /** Where the caret goes with the next text. */
  const caretTo = useRef<number | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const files = attachments?.files.length ?? 0;
  // What is still on its way would stay behind; what failed is taken out or tried again first.
  const sendable = !waiting && (text.trim() !== '' || files > 0) && over <= 0 && attachments?.ready !== false;

  useLayoutEffect(() => {
    const node = field.current;
    if (!node) return;
    node.style.height = 'auto';
    node.style.height = `${Math.min(node.scrollHeight, 220)}px`;
    // With the text and not a frame later: what is typed meanwhile would find the caret in front of it.
    if (caretTo.current !== null) node.setSelectionRange(caretTo.current, caretTo.current);
    caretTo.current = null;
  }, [text]);
  useEffect(() => {
    const node = field.current;
    if (!node || focusTurn === 0) return;
    node.focus();
    node.setSelectionRange(node.value.length, node.value.length);
  }, [focusTurn]);

  const put = (next: string, at: number) => {
    caretTo.current = next === text ? null : at;
    onText(next);
    setCaret(at);
    // A picker that closes gives the focus back to its button first.
    requestAnimationFrame(() => field.current?.focus());
  };
  const insert = (piece: string) => put(text.slice(0, caret) + piece + text.slice(caret), caret + piece.length);
  const completion = useCompletion(text, caret, people, put, onLookFor);
  const open = completion.offers.length > 0;
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (completion.onKey(event)) return;
    if (event.key === 'Escape' && about) {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onEditLast();
    } else if (event.key === 'Enter' && !event.shiftKey && !globalThis.matchMedia('(pointer: coarse)').matches) {
      event.preventDefault();
      if (sendable) onSend();
    }
  };
  return (
    <div className={css.composer} data-composer>
      {about ? (
        <div className={css.about}>
          <span>
            {about.kind === 'edit'
              ? t('composer.editing')
              : t('composer.replying', { name: about.message.author.name })}
          </span>
          <span className={css.aboutText}>{about.message.text?.slice(0, 120)}</span>
          <IconButton size="s" label={t('composer.stop')} icon={<IconX size={18} />} onClick={onLeave} />
        </div>
      ) : null}
      <Suspense fallback={null}>
        {open ? <CompletionList id={`${id}-offers`} completion={completion} /> : null}
      </Suspense>
      <Suspense fallback={null}>
        {attachments && files > 0 ? <AttachmentTray attachments={attachments} /> : null}
      </Suspense>
      <div className={css.box}>
        <textarea
          ref={field}
          className={css.field}
          rows={1}
          value={text}
          placeholder={placeholder}
          aria-label={label}
          aria-describedby={`${id}-help`}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={open ? `${id}-offers` : undefined}
          aria-activedescendant={open ? `${id}-offers-${completion.chosen}` : undefined}
          onChange={(event) => {
            onText(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKey}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files];
            if (!attachments || pasted.length === 0) return;
            event.preventDefault();
            onFiles(pasted);
          }}
        />
        <div className={css.tools}>
          {attachments ? (
            <>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                data-attach
                onChange={(event) => {
                  onFiles([...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = '';
                }}
              />
              <IconButton
                label={t('files.attach')}
                icon={<IconPaperclip size={20} stroke={1.6} />}
                onClick={() => picker.current?.click()}
              />
            </>
          ) : null}
          <IconButton
            className={css.wide}
            label={t('composer.mention')}
            icon={<IconAt size={20} stroke={1.6} />}
            onClick={() => insert(caret > 0 && !/\s$/.test(text.slice(0, caret)) ? ' @' : '@')}
          />
          {asks === null ? null : (
            <IconButton
              label={threads('ask')}
              pressed={asks}
              icon={<IconHelpCircle size={20} stroke={1.6} />}
              onClick={() => onAsks(!asks)}
            />
          )}
          <EmojiPicker
            trigger={(toggle) => (
              <IconButton
                label={t('composer.emoji')}
                icon={<IconMoodSmile size={20} stroke={1.6} />}
                onClick={toggle}
              />
            )}
            onPick={insert}
          />
          <button
            type="button"
            className={css.send}
            aria-label={t('composer.send')}
            disabled={!sendable}
            onClick={onSend}
          >
            <IconSend2 size={20} stroke={1.8} aria-hidden />
          </button>
        </div>
      </div>
      <VisuallyHidden id={`${id}-help`}>{t('composer.help')}</VisuallyHidden>
      <VisuallyHidden role="status">
        {open ? t('composer.offered', { count: completion.offers.length }) : ''}
      </VisuallyHidden>
      {text.length > COUNT_FROM ? (
        <p className={css.count} role="status" data-over={over > 0 || undefined}>
          {over > 0 ? t('composer.left', { count: over }) : `${text.length} / ${MESSAGE_MAX}`}
        </p>
      ) : null}
    </div>
  );
}
