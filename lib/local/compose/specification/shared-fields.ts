import {
  ASSIGNMENTS,
  anyOf,
  entriesOf,
  listOf,
  NUMBER_OR_TEXT,
  objectOf,
  type Shape,
  TEXT,
  TEXTS,
  WHOLE_OR_TEXT,
} from './shape';

/** Configs and secrets as files of a container, or of a build. */
export const MOUNTED_FILES: Shape = listOf(
  anyOf(TEXT, objectOf({ source: TEXT, target: TEXT, uid: TEXT, gid: TEXT, mode: NUMBER_OR_TEXT })),
);

export const EXTRA_HOSTS: Shape = anyOf(TEXTS, entriesOf(anyOf(TEXT, listOf(TEXT))));

export const ULIMITS: Shape = entriesOf(
  anyOf(WHOLE_OR_TEXT, objectOf({ hard: WHOLE_OR_TEXT, soft: WHOLE_OR_TEXT }, 'soft', 'hard')),
  /^[a-z]+$/,
);

export const DEVICE_REQUESTS: Shape = listOf(
  objectOf(
    { capabilities: TEXTS, count: WHOLE_OR_TEXT, device_ids: TEXTS, driver: TEXT, options: ASSIGNMENTS },
    'capabilities',
  ),
);
