import {
  ASSIGNMENTS,
  anyOf,
  COMMAND,
  FLAG,
  FLAG_OR_TEXT,
  listOf,
  NUMBER_OR_TEXT,
  objectOf,
  oneOfWords,
  orNothing,
  type Shape,
  TEXT,
  TEXT_OR_TEXTS,
  TEXTS,
  WHOLE_OR_TEXT,
} from './shape';
import { DEVICE_REQUESTS } from './shared-fields';

const ROLLOUT = objectOf({
  parallelism: WHOLE_OR_TEXT,
  delay: TEXT,
  failure_action: TEXT,
  monitor: TEXT,
  max_failure_ratio: NUMBER_OR_TEXT,
  order: oneOfWords('start-first', 'stop-first'),
});

export const DEPLOY: Shape = orNothing(
  objectOf({
    mode: TEXT,
    endpoint_mode: TEXT,
    replicas: WHOLE_OR_TEXT,
    labels: ASSIGNMENTS,
    rollback_config: ROLLOUT,
    update_config: ROLLOUT,
    resources: objectOf({
      limits: objectOf({ cpus: NUMBER_OR_TEXT, memory: TEXT, pids: WHOLE_OR_TEXT }),
      reservations: objectOf({
        cpus: NUMBER_OR_TEXT,
        memory: TEXT,
        generic_resources: listOf(
          objectOf({ discrete_resource_spec: objectOf({ kind: TEXT, value: NUMBER_OR_TEXT }) }),
        ),
        devices: DEVICE_REQUESTS,
      }),
    }),
    restart_policy: objectOf({ condition: TEXT, delay: TEXT, max_attempts: WHOLE_OR_TEXT, window: TEXT }),
    placement: objectOf({
      constraints: listOf(TEXT),
      preferences: listOf(objectOf({ spread: TEXT })),
      max_replicas_per_node: WHOLE_OR_TEXT,
    }),
  }),
);

const HOOK = objectOf(
  { command: COMMAND, user: TEXT, privileged: FLAG_OR_TEXT, working_dir: TEXT, environment: ASSIGNMENTS },
  'command',
);

export const HOOKS: Shape = listOf(HOOK);

export const DEVELOP: Shape = orNothing(
  objectOf({
    watch: listOf(
      objectOf(
        {
          action: oneOfWords('rebuild', 'sync', 'restart', 'sync+restart', 'sync+exec'),
          exec: HOOK,
          ignore: TEXT_OR_TEXTS,
          include: TEXT_OR_TEXTS,
          initial_sync: FLAG,
          path: TEXT,
          target: TEXT,
        },
        'path',
        'action',
      ),
    ),
  }),
);

export const GPUS: Shape = anyOf(
  oneOfWords('all'),
  listOf(
    objectOf({ capabilities: TEXTS, count: WHOLE_OR_TEXT, device_ids: TEXTS, driver: TEXT, options: ASSIGNMENTS }),
  ),
);
