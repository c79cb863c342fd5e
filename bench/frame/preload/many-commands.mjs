// The hub with 200 registered commands instead of its own twenty.
import 'reflect-metadata';
import { Commands } from '../../../dist/src/platform/realtime/commands.js';

const { discover } = Commands.prototype;
Commands.prototype.discover = function () {
  discover.call(this);
  for (let number = 1; number <= 180; number += 1)
    this.register(`bench:command-${number}`, async () => ({ data: number }));
};
