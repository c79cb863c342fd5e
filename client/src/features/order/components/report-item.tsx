import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { MessageView } from '@contract/chat.contract.js';
import type { ReportView } from '@contract/reports.contract.js';
import { Button } from '../../../components/ui/button.js';
import { Skeleton } from '../../../components/ui/skeleton.js';
import { Time } from '../../../components/ui/time.js';
import { useT } from '../../../lib/i18n/use-t.js';
import { contextQuery } from '../api/reports.js';
import { orderWords } from '../order.words.js';
import { JudgeDialog, type Judgement } from './judge-dialog.js';
import { MuteDialog } from './mute-dialog.js';
import css from './order.module.css';

/** A report: the message, who told of it and why, what can be done. */
export function ReportItem({ roomId, report, me }: { roomId: string; report: ReportView; me: string }) {
  const t = useT(orderWords);
  const [around, setAround] = useState(false);
  const [doing, setDoing] = useState<Judgement | 'mute' | null>(null);
  const { message, outcome } = report;
  const open = outcome === null;
  const close = () => setDoing(null);
  return (
    <li className={css.report}>
      <div className={css.head}>
        <strong>{t(`reasons.${report.reason}`)}</strong>
        <span>{t('by', { name: report.reporter.name })}</span>
        <Time at={report.openedAt} />
        {outcome ? <span>{t(`outcome.${outcome}`)}</span> : null}
      </div>
      {report.words ? <p className={css.said}>«{report.words}»</p> : null}
      <Said roomId={roomId} message={message} />
      {around ? (
        <Around roomId={roomId} reportId={report.id} messageId={message.id} />
      ) : (
        <div>
          <button type="button" className={css.link} onClick={() => setAround(true)}>
            {t('around')}
          </button>
        </div>
      )}
      <div className={css.actions}>
        {message.state === 'visible' ? (
          <Button size="s" variant="danger" onClick={() => setDoing('hide')}>
            {t('hide')}
          </Button>
        ) : null}
        {message.state === 'hidden' ? (
          <Button size="s" onClick={() => setDoing('show')}>
            {t('show')}
          </Button>
        ) : null}
        {open ? (
          <Button size="s" onClick={() => setDoing('keepMessage')}>
            {t('keepMessage')}
          </Button>
        ) : null}
        {message.author.id === me ? null : (
          <Button size="s" onClick={() => setDoing('mute')}>
            {t('mute')}
          </Button>
        )}
      </div>
      {doing === 'mute' ? (
        <MuteDialog roomId={roomId} person={message.author} reported={open ? message.id : undefined} onClose={close} />
      ) : doing ? (
        <JudgeDialog roomId={roomId} messageId={message.id} what={doing} onClose={close} />
      ) : null}
    </li>
  );
}

function Said({ roomId, message }: { roomId: string; message: MessageView }) {
  const t = useT(orderWords);
  return (
    <div>
      <div className={css.head}>
        <strong>{message.author.name}</strong>
        <Link to="/rooms/$roomId" params={{ roomId }} search={{ message: message.seq }}>
          <Time at={message.postedAt} as="appointment" />
        </Link>
      </div>
      <p className={css.said}>{message.text ?? t('gone')}</p>
    </div>
  );
}

function Around({ roomId, reportId, messageId }: { roomId: string; reportId: string; messageId: string }) {
  const context = useQuery(contextQuery(roomId, reportId));
  if (!context.data) return <Skeleton lines={5} />;
  return (
    <ol className={css.context}>
      {context.data.messages.map((message) => (
        <li key={message.id} data-it={message.id === messageId || undefined}>
          <Said roomId={roomId} message={message} />
        </li>
      ))}
    </ol>
  );
}
