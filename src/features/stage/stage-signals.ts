import { Injectable } from '@nestjs/common';
import type {
  AskedSignal,
  CheckInSignal,
  ReactionSignal,
  SpeakingSignal,
  StagePerson,
  StageSignal,
  VoiceSignal,
} from '../../contract/stage.contract.js';
import { Realtime } from '../../platform/realtime/realtime.js';
import { accountStream, roomStaffStream, roomStream } from '../rooms/rooms.events.js';

const REACTION_MS = 4_000;
const ASKED_MS = 30_000;
/** Said three times a second while somebody speaks. */
const SPEAKING_MS = 2_000;

/** Everything that is said about a stage and need not be found again. */
@Injectable()
export class StageSignals {
  constructor(private readonly realtime: Realtime) {}

  stage(roomId: string, signal: StageSignal | null): void {
    this.realtime.setSignal(roomStream(roomId), 'stage', signal);
  }

  person(roomId: string, personId: string, person: StagePerson | null): void {
    this.realtime.setSignal(roomStream(roomId), `stage:${personId}`, person);
  }

  speaking(roomId: string, people: SpeakingSignal['people']): void {
    this.realtime.setSignal(roomStream(roomId), 'speaking', people.length > 0 ? { people } : null, SPEAKING_MS);
  }

  voice(roomId: string, signal: VoiceSignal | null): void {
    this.realtime.setSignal(roomStream(roomId), 'voice-to-all', signal);
  }

  reaction(roomId: string, personId: string, reaction: ReactionSignal): void {
    this.realtime.setSignal(roomStream(roomId), `stage-reaction:${personId}`, reaction, REACTION_MS);
  }

  checkIn(roomId: string, counts: CheckInSignal): void {
    const nothing = counts.ready + counts.slower + counts.lost === 0;
    this.realtime.setSignal(roomStaffStream(roomId), 'check-in', nothing ? null : counts);
  }

  asked(roomId: string, personId: string, asked: AskedSignal): void {
    this.realtime.setSignal(accountStream(personId), `stage-asked:${roomId}`, asked, ASKED_MS);
  }

  /** Another server of the hub has people on this room's stage. For who asks before having one here. */
  isElsewhere(roomId: string): boolean {
    return Object.keys(this.realtime.signals(roomStream(roomId))).some((key) => key.startsWith('stage:'));
  }
}
