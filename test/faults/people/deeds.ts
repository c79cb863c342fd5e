import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageView } from '../../../src/contract/chat.contract.js';
import type { Citizen, Crowd } from './crowd.js';
import type { Screen } from './screen.js';
import type { Deed } from './script.js';
import type { Tab } from './tab.js';

const EMOJIS = ['👍', '🎉', '🤔'];
const pickOf = <T>(things: readonly T[], pick: number): T | undefined => things[Math.floor(pick * things.length)];

/** Somebody at their devices: does the deeds of a script one after another, with what is on the screen just then. */
export class Doer {
  #busy: Promise<void> = Promise.resolve();
  #written = 0;
  done = 0;

  constructor(
    private readonly crowd: Crowd,
    private readonly me: Citizen,
  ) {}

  /** Begins the deed when the former one is finished. */
  begin(deed: Deed): void {
    this.#busy = this.#busy.then(() => this.perform(deed));
  }

  finished(): Promise<void> {
    return this.#busy;
  }

  private async perform(deed: Deed): Promise<void> {
    const tab = await this.tabFor(deed);
    if (!tab) return;
    this.done += 1;
    const roomId = this.crowd.rooms[deed.room < 0.6 ? 0 : 1];
    // Refusals and lost connections are part of the story, and are written down where they happen.
    await this.does(deed, tab, roomId).catch(() => undefined);
  }

  /** A tab of theirs; whoever was thrown out signs in again first. */
  private async tabFor({ pick }: Deed): Promise<Tab | undefined> {
    for (const browser of this.me.browsers) {
      if (browser.tabs.length > 0) continue;
      await browser.signIn().catch(() => undefined);
      if (browser.signedIn) browser.openTab(this.crowd.rooms);
    }
    return pickOf(
      this.me.browsers.flatMap(({ tabs }) => tabs),
      pick,
    );
  }

  private async does(deed: Deed, tab: Tab, roomId: string): Promise<void> {
    const screen = tab.screens.get(roomId);
    const { pick, other } = deed;
    switch (deed.name) {
      case 'post':
        return this.post(tab, roomId, null, other);
      case 'reply':
        return this.post(tab, roomId, this.message(screen, pick)?.id ?? null, other);
      case 'edit': {
        const mine = this.message(screen, pick, ({ author }) => author.id === this.me.id);
        if (mine)
          await tab.write('chat:edit', { roomId, messageId: mine.id, text: this.words('corrige'), mentions: [] });
        return;
      }
      case 'remove': {
        const found = this.message(
          screen,
          pick,
          ({ author }) => author.id === this.me.id || this.me === this.crowd.host,
        );
        if (found) await tab.write('chat:delete', { roomId, messageId: found.id });
        return;
      }
      case 'undo': {
        const gone = screen?.window?.messages.filter(({ state }) => state === 'deleted') ?? [];
        const found = pickOf(gone, pick);
        if (found) await tab.write('chat:undo-delete', { roomId, messageId: found.id });
        return;
      }
      case 'react': {
        const found = this.message(screen, pick);
        if (!found) return;
        const emoji = pickOf(EMOJIS, other) ?? '👍';
        const on = !screen?.window?.mine[found.id]?.includes(emoji);
        return tab.write('chat:react', { roomId, messageId: found.id, emoji, on });
      }
      case 'read':
        return screen?.read();
      case 'older':
        return screen?.older();
      case 'open-tab':
        if (tab.browser.tabs.length < 2) tab.browser.openTab(this.crowd.rooms);
        return;
      case 'kill-tab':
        tab.browser.killTab(tab);
        await sleep(50);
        if (tab.browser.signedIn) tab.browser.openTab(this.crowd.rooms);
        return;
      case 'reload':
        return screen?.reload();
      case 'leave':
      case 'sign-out':
      case 'kick':
      case 'lock':
      case 'role':
        return this.rights(deed, tab, roomId);
    }
  }

  /** Deeds that change what somebody may do. */
  private async rights({ name, pick, other }: Deed, tab: Tab, roomId: string): Promise<void> {
    const someone = pickOf(this.crowd.citizens.slice(1, -1), other);
    if (name === 'leave') return this.leave(tab);
    if (name === 'sign-out') return this.signOut(tab);
    if (!someone) return;
    if (name === 'kick') {
      await tab.connection.ask('rooms:remove', { roomId: this.crowd.privateRoom, personId: someone.id });
      await sleep(300);
      await this.crowd.accept(someone);
      for (const { tabs } of someone.browsers) for (const their of tabs) their.show(this.crowd.privateRoom);
    } else if (name === 'lock') {
      await tab.connection.ask('rooms:set-locks', { roomId, locks: { chat: true } });
      await sleep(150);
      await tab.connection.ask('rooms:set-locks', { roomId, locks: { chat: false } });
    } else {
      const role = pick < 0.4 ? 'co-host' : pick < 0.7 ? 'spectator' : 'learner';
      await tab.connection.ask('rooms:set-role', { roomId, personId: someone.id, role });
    }
  }

  private async leave(tab: Tab): Promise<void> {
    const roomId = this.crowd.publicRoom;
    const member = tab.screens.get(roomId)?.window?.role ?? null;
    if (member !== null) await tab.connection.ask('rooms:leave', { roomId });
    else await tab.connection.ask('rooms:join', { roomId, as: 'learner' });
  }

  /** Everywhere, as from a device that is not here: each tab hears it from the hub. */
  private async signOut(tab: Tab): Promise<void> {
    if (this.me === this.crowd.host) return;
    const askedAt = this.crowd.journal.now();
    await tab.browser.call('DELETE', '/api/sessions');
    tab.note({ what: 'did', deed: 'sign-out', askedAt, ok: true });
  }

  private async post(tab: Tab, roomId: string, replyTo: string | null, other: number): Promise<void> {
    const mentioned = other < 0.15 ? pickOf(this.crowd.citizens, other / 0.15) : undefined;
    await tab.write('chat:post', {
      roomId,
      text: this.words('dice'),
      replyTo,
      mentions: mentioned ? [mentioned.id] : [],
    });
  }

  private words(verb: string): string {
    return `${this.me.name} ${verb} ${(this.#written += 1)}`;
  }

  private message(screen: Screen | undefined, pick: number, fits: (message: MessageView) => boolean = () => true) {
    const visible = screen?.window?.messages.filter((message) => message.state === 'visible' && fits(message)) ?? [];
    // Rather a late one: what is new is what people touch.
    return pickOf(visible, 1 - (1 - pick) * Math.min(1, 12 / Math.max(1, visible.length)));
  }
}
