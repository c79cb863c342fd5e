// The hub with coalescing off: no pause between frames, and every event in a frame of its own.
import 'reflect-metadata';
import { StreamFeed } from '../../../dist/src/platform/realtime/stream-feed.js';

const { sendFrame } = StreamFeed.prototype;
StreamFeed.prototype.sendFrame = function (entries) {
  for (const entry of entries) sendFrame.call(this, [entry]);
};
StreamFeed.prototype.scheduleFrame = function () {
  this.flush();
};
