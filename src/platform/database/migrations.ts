import type { MigrationInterface } from 'typeorm';
import { LivingRoom1763800000001 } from '../../../migrations/0001-living-room.js';
import { SearchAndBots1763800000002 } from '../../../migrations/0002-search-and-bots.js';
import { Files1763800000003 } from '../../../migrations/0003-files.js';
import { Meetings1763800000004 } from '../../../migrations/0004-meetings.js';
import { MailAndTokens1763800000005 } from '../../../migrations/0005-mail-and-tokens.js';
import { Threads1763800000006 } from '../../../migrations/0006-threads.js';
import { Order1763800000007 } from '../../../migrations/0007-order.js';
import { Writing1763800000008 } from '../../../migrations/0008-writing.js';
import { People1763800000009 } from '../../../migrations/0009-people.js';
import { Search1763800000010 } from '../../../migrations/0010-search.js';
import { Notices1763800000011 } from '../../../migrations/0011-notices.js';
import { IdentitiesAndAdministration1763800000012 } from '../../../migrations/0012-identities-and-administration.js';
import { Minutes1763800000013 } from '../../../migrations/0013-minutes.js';
import { GroupsAndCopies1763800000014 } from '../../../migrations/0014-groups-and-copies.js';
import { NewsAndHands1763800000015 } from '../../../migrations/0015-news-and-hands.js';
import { BigHubs1763800000016 } from '../../../migrations/0016-big-hubs.js';
import { Stage1763800000017 } from '../../../migrations/0017-stage.js';
import { Breakouts1763800000018 } from '../../../migrations/0018-breakouts.js';
import { Recordings1763800000019 } from '../../../migrations/0019-recordings.js';
import { RecordedCaptions1763800000020 } from '../../../migrations/0020-recorded-captions.js';

/** Every migration in the order of its making; a new one is added at the end. */
export const migrations: (new () => MigrationInterface)[] = [
  LivingRoom1763800000001,
  SearchAndBots1763800000002,
  Files1763800000003,
  Meetings1763800000004,
  MailAndTokens1763800000005,
  Threads1763800000006,
  Order1763800000007,
  Writing1763800000008,
  People1763800000009,
  Search1763800000010,
  Notices1763800000011,
  IdentitiesAndAdministration1763800000012,
  Minutes1763800000013,
  GroupsAndCopies1763800000014,
  NewsAndHands1763800000015,
  BigHubs1763800000016,
  Stage1763800000017,
  Breakouts1763800000018,
  Recordings1763800000019,
  RecordedCaptions1763800000020,
];
