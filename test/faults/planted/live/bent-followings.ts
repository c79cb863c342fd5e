import { Injectable, type Type } from '@nestjs/common';
import type { CommandParsed } from '../../../../src/contract/realtime.contract.js';
import type { Connection } from '../../../../src/platform/realtime/connection.js';
import type { Following } from '../../../../src/platform/realtime/following.js';
import { Followings } from '../../../../src/platform/realtime/followings.js';
import type { Packet } from '../../../../src/platform/realtime/packets.js';

type Deliver = (packet: Packet) => void;
/** What happens to the frames of a following; `opened` says how it was asked for. */
export type BendDelivery = (deliver: Deliver, opened: CommandParsed<'stream:open'>, following: Following) => Deliver;

export const isFrame = ({ text }: Packet): boolean => text.startsWith('2["frame"');

/** Followings that do something else with what they deliver. */
export function followingsThat(bend: BendDelivery): Type<Followings> {
  @Injectable()
  class BentFollowings extends Followings {
    override async open(connection: Connection, input: CommandParsed<'stream:open'>): ReturnType<Followings['open']> {
      const answer = await super.open(connection, input);
      const following = connection.followings.get(input.stream);
      if (following) following.deliver = bend(following.deliver.bind(following), input, following);
      return answer;
    }
  }
  return BentFollowings;
}
