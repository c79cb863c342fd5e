import { Face } from '../../../components/ui/face.js';
import { useLanguage, useT } from '../../../lib/i18n/use-t.js';
import { chatWords } from '../chat.words.js';
import type { Offer } from '../live/completion.js';
import type { Completion } from '../live/use-completion.js';
import css from './completion-list.module.css';

const LABEL = { person: 'composer.people', emoji: 'composer.emojis', command: 'composer.commands' } as const;

/** What fits what is being typed; the focus stays in the field, which names the chosen one (`aria-activedescendant`). */
export function CompletionList({ id, completion }: { id: string; completion: Completion }) {
  const t = useT(chatWords);
  const { kind, offers, chosen, point, choose } = completion;
  if (!kind) return null;
  return (
    <ul id={id} className={css.list} role="listbox" aria-label={t(LABEL[kind])}>
      {offers.map((offer, at) => (
        <li
          key={offer.key}
          id={`${id}-${at}`}
          role="option"
          aria-selected={at === chosen}
          className={css.offer}
          onPointerEnter={() => point(at)}
          // The field keeps the focus, also on a touch screen.
          onPointerDown={(event) => event.preventDefault()}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(offer)}
        >
          <OfferLine offer={offer} />
        </li>
      ))}
    </ul>
  );
}

function OfferLine({ offer }: { offer: Offer }) {
  const t = useT(chatWords);
  const language = useLanguage();
  if (offer.kind === 'person')
    return (
      <>
        <Face person={offer.person} size={24} />
        <span className={css.name}>{offer.person.name}</span>
      </>
    );
  if (offer.kind === 'emoji')
    return (
      <>
        <span className={css.emoji} aria-hidden>
          {offer.emoji.emoji}
        </span>
        <span className={css.name}>{offer.emoji.labels[language]}</span>
        {offer.emoji.codes[0] ? <span className={css.about}>{`:${offer.emoji.codes[0]}:`}</span> : null}
      </>
    );
  return (
    <>
      <span className={css.command}>{`/${offer.command.names[language]}`}</span>
      <span className={css.about}>{t(`commands.${offer.command.id}`)}</span>
    </>
  );
}
