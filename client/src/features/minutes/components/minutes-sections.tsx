import type { ReactNode } from 'react';
import type { MinutesMoment, MinutesView, OwnLine } from '@contract/minutes.contract.js';
import { Link } from '@tanstack/react-router';
import { useMe } from '../../../app/me.js';
import { Badge } from '../../../components/ui/badge.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { Face } from '../../../components/ui/face.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { minutesWords } from '../minutes.words.js';
import { MomentButton, SaidAt, ToChat } from './said-at.js';
import css from './minutes.module.css';

interface SectionsProps {
  roomId: string;
  view: MinutesView;
  onMoment: (at: string) => void;
}

/** The minutes themselves, from what matters most to what happened when. */
export function MinutesSections({ roomId, view, onMoment }: SectionsProps) {
  const t = useT(minutesWords);
  const me = useMe()?.id;
  const own = (kind: OwnLine['kind']) =>
    view.own.filter((line) => line.kind === kind).map(({ text }) => <span key={text}>{text}</span>);
  const said = (message: MinutesView['decisions'][number]) => (
    <SaidAt key={message.messageId} roomId={roomId} message={message} onMoment={onMoment} />
  );
  const unanswered = view.questions.filter(({ answer }) => answer === null);
  return (
    <>
      {view.summary ? (
        <section className={css.section}>
          <h2>{t('summary')}</h2>
          <p className={css.summary}>{view.summary}</p>
        </section>
      ) : null}
      <Lines title={t('decisions')} lines={[...view.decisions.map(said), ...own('decision')]} />
      <Lines
        title={t('questions')}
        lines={view.questions.map(({ question, answer }) => (
          <span key={question.messageId} className={css.question}>
            {said(question)}
            <span className={css.answer}>
              {answer ? said(answer) : <span className={css.quiet}>{t('noAnswer')}</span>}
            </span>
          </span>
        ))}
      />
      <Lines
        title={t('open')}
        lines={[
          ...unanswered.map(({ question }) => said(question)),
          ...view.notReached.map((title) => <span key={title}>{t('notReached', { title })}</span>),
          ...own('open'),
        ]}
      />
      <Lines
        title={t('breakouts')}
        lines={view.breakouts.map(({ roomId: id, title, seconds, people, files }) => (
          <span key={id} className={css.question}>
            <span>
              {title} <span className={css.quiet}>{t('breakoutLength', { minutes: Math.round(seconds / 60) })}</span>
            </span>
            {people.length > 0 ? <span>{people.map(({ person }) => person.name).join(', ')}</span> : null}
            {files.length > 0 ? (
              <span className={css.quiet}>{t('breakoutFiles', { files: files.join(', ') })}</span>
            ) : null}
            {view.mayEdit || people.some(({ person }) => person.id === me) ? (
              <Link to="/rooms/$roomId" params={{ roomId: id }} className={css.link}>
                {t('breakoutRead')}
              </Link>
            ) : null}
          </span>
        ))}
      />
      <Lines
        title={t('shared')}
        lines={view.shared.map(({ message, links, files }) => (
          <span key={message.messageId} className={css.said}>
            <MomentButton at={message.at} onMoment={onMoment} />
            <span className={css.words}>
              {links.map((link) => (
                <a key={link} href={link} target="_blank" rel="noopener noreferrer nofollow" className={css.link}>
                  {link}
                </a>
              ))}
              {files.map((file) => (
                <span key={file.id}>{file.name}</span>
              ))}
              <span className={css.quiet}>{message.person.name}</span>
            </span>
            <ToChat roomId={roomId} seq={message.seq} />
          </span>
        ))}
      />
      <Lines title={t('notes')} lines={own('note')} />
      <section className={css.section}>
        <h2>
          {t('people')} <Badge>{view.people.length}</Badge>
        </h2>
        <ul className={css.people}>
          {view.people.map(({ person, seconds }) => (
            <li key={person.id}>
              <Face person={person} size={28} />
              <span className={css.name}>{person.name}</span>
              <span className={css.quiet}>{t('minutes', { minutes: Math.round(seconds / 60) })}</span>
            </li>
          ))}
        </ul>
      </section>
      {view.said === 0 ? <EmptyState title={t('nothing')} text={t('nothingText')} /> : null}
      <Lines
        title={t('timeline')}
        lines={view.timeline.map((moment, at) => (
          // Nothing is moved in it, and two people may come at the same moment.
          // oxlint-disable-next-line react/no-array-index-key
          <span key={at} className={css.said}>
            <MomentButton at={moment.at} onMoment={onMoment} />
            <Moment moment={moment} />
            {moment.seq === null ? null : <ToChat roomId={roomId} seq={moment.seq} />}
          </span>
        ))}
      />
    </>
  );
}

function Moment({ moment: { kind, person, text } }: { moment: MinutesMoment }) {
  const t = useT(minutesWords);
  if (kind === 'began' || kind === 'ended') return <span className={css.words}>{t(kind)}</span>;
  if (kind === 'came') return <span className={css.words}>{t('came', { name: person?.name ?? '' })}</span>;
  if (kind === 'step') return <strong className={css.words}>{text}</strong>;
  return (
    <span className={css.words}>
      {text} <span className={css.quiet}>{person?.name}</span>
    </span>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly ReactNode[] }) {
  if (lines.length === 0) return null;
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      <ul className={css.lines}>
        {lines.map((line, at) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={at}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
