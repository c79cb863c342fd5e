import { inside, judge } from './answers.js';
import { inputOf, NAMES } from './grammar.js';
import { Line, type Where } from './line.js';
import { packets, type Shot } from './packets.js';
import { type Attacker, authOf, noteMessage, type People, type Role } from './people.js';
import type { Random } from './random.js';
import type { Tally } from './tally.js';
import { frame } from './websocket.js';

/** Ids of acknowledgements that are owed; what a mutation asks for by accident is smaller or much larger. */
const FIRST_ACK = 1_000_000;
const PATIENCE_MS = 60_000;
/** Bytes that announce more than follows swallow the ping as well. */
const SWALLOWED_MS = 400;
/** Whoever leaves the namespace is owed nothing any more. */
const LEAVING = frame('41');

type Part = 'commands' | 'packets' | 'before' | 'twice';
const ROLES: Readonly<Record<Role, number>> = {
  guest: 45,
  learner: 25,
  host: 12,
  stranger: 5,
  banned: 5,
  suspended: 4,
  'signed-out': 4,
};

interface Battle {
  readonly people: People;
  readonly where: Where;
  readonly tally: Tally;
}

/** One connection of one attacker, from the handshake to whichever end. */
export class Attack {
  #acks = FIRST_ACK;
  readonly #owed = new Map<number, string>();
  readonly #last: string[] = [];
  #left = false;
  #state: 'outside' | 'in' | 'refused' = 'outside';
  #line!: Line;

  constructor(
    private readonly name: string,
    private readonly random: Random,
    private readonly battle: Battle,
  ) {}

  async run(): Promise<void> {
    const { random, battle } = this;
    const { tally } = battle;
    tally.sessions += 1;
    this.#line = await Line.upgraded(battle.where);
    if (!this.#line.upgraded) return this.problem('A proper handshake was not answered');
    this.#line.onText = (packet) => this.hear(packet);
    const part = random.weighted<Part>({ commands: 42, packets: 38, before: 18, twice: 2 });
    if (part !== 'before') await this.comeIn(this.attacker(), part === 'twice' ? random.int(2, 30) : 1);
    for (let round = random.int(1, 6); round > 0 && !this.#line.closed; round -= 1) {
      const commands = part === 'commands' && this.#state === 'in' && random.chance(0.85);
      await (commands
        ? this.shoot('command', this.commands())
        : this.shoot('packet', packets(random, battle.people.ids)));
    }
    await this.settle();
    this.leave();
  }

  private attacker(): Attacker {
    const role = this.random.weighted(ROLES);
    const fitting = this.battle.people.attackers.filter((one) => one.role === role);
    return this.random.pick(fitting.length > 0 ? fitting : this.battle.people.attackers);
  }

  private async comeIn(attacker: Attacker, times: number): Promise<void> {
    const { tally } = this.battle;
    tally.count(tally.sent, `as ${attacker.role}`);
    for (let time = 0; time < times; time += 1) this.#line.say(`40${authOf(attacker)}`);
    await this.#line.until(() => this.#state !== 'outside', PATIENCE_MS);
    if (this.#state === 'outside' && !this.#line.closed)
      this.problem(`No answer to the authentication of a ${attacker.role}`);
    const refused = attacker.role === 'suspended' || attacker.role === 'signed-out';
    if (refused && this.#state === 'in') this.problem(`A ${attacker.role} person was let in`);
  }

  private commands(): Shot {
    const { random, battle } = this;
    return Array.from({ length: random.int(8, 40) }, () => {
      const name = random.pick(NAMES);
      const json = inputOf(random, name, battle.people.ids);
      if (random.chance(0.06)) return frame(`42["signal:set",${inputOf(random, 'signal:set', battle.people.ids)}]`);
      if (random.chance(0.06)) return frame(`42${JSON.stringify([name]).slice(0, -1)},${json}]`);
      this.#acks += 1;
      this.#owed.set(this.#acks, name);
      return frame(`42${this.#acks}["${name}",${json}]`);
    });
  }

  private async shoot(kind: string, shot: Shot): Promise<void> {
    const { tally } = this.battle;
    this.#last.push(...shot.map((bytes) => bytes.toString('base64').slice(0, 400)));
    this.#last.splice(0, this.#last.length - 40);
    this.#line.write(Buffer.concat(shot));
    if (shot.some((bytes) => bytes.equals(LEAVING))) this.#left = true;
    const reached = await this.#line.reached(kind === 'command' ? PATIENCE_MS : SWALLOWED_MS);
    // Of what stood before the end of a connection nobody knows how much was read: at least one.
    const read = reached === true ? shot.length : 1;
    tally.frames += read;
    tally.count(tally.sent, kind, read);
    if (reached === false) tally.endedByHub += 1;
    if (reached !== 'silent') return;
    if (kind === 'command') this.problem('The hub has stopped reading');
    this.#line.destroy();
  }

  private async settle(): Promise<void> {
    if (this.#left) return;
    const settled = await this.#line.until(() => this.#owed.size === 0, PATIENCE_MS);
    if (!settled && !this.#line.closed)
      this.problem(`Never answered: ${[...this.#owed.values()].slice(0, 5).join(', ')}`);
  }

  // A close, a cut, a silence that the hub has to notice by itself.
  private leave(): void {
    const manner = this.random.weighted({ cut: 50, close: 30, half: 20 });
    if (manner === 'close') this.#line.write(frame('', { opcode: 8 }));
    if (manner === 'half') this.#line.socket.end();
    else setTimeout(() => this.#line.destroy(), manner === 'cut' ? 0 : 200);
    if (manner === 'half') setTimeout(() => this.#line.destroy(), 2_000);
  }

  private hear(packet: string): void {
    const { tally, people } = this.battle;
    const { ack, outcome, problem } = judge(packet);
    if (packet.startsWith('40{')) this.#state = 'in';
    if (packet.startsWith('44{') && this.#state === 'outside') this.#state = 'refused';
    if (outcome !== 'event') tally.count(tally.outcomes, outcome);
    // What people wrote comes back to people, also where it looks like the inside of a program.
    const told = problem ?? (outcome === 'event' || outcome === 'ok' ? undefined : inside(packet)?.problem);
    if (told !== undefined) this.problem(told);
    if (outcome === 'event' && packet.includes(people.quiet)) this.problem('Told of a room that is none of theirs');
    if (ack === undefined || ack <= FIRST_ACK || ack > this.#acks) return;
    if (!this.#owed.delete(ack)) return this.problem('Acknowledged twice');
    tally.answers += 1;
    const message = /"messageId":"([0-9a-f-]{36})"/.exec(packet)?.[1];
    if (message !== undefined) noteMessage(people.ids, message);
  }

  private problem(what: string): void {
    this.battle.tally.problem(`${this.name}: ${what}\n    last frames: ${this.#last.slice(-3).join(' ')}`);
  }
}
