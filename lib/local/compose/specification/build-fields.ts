import { ASSIGNMENTS, anyOf, FLAG_OR_TEXT, listOf, objectOf, type Shape, TEXT, WHOLE_OR_TEXT } from './shape';
import { EXTRA_HOSTS, MOUNTED_FILES, ULIMITS } from './shared-fields';

const TEXT_LIST = listOf(TEXT);

/** How an image is built: its folder, or all that there is to say of it. */
export const BUILD: Shape = anyOf(
  TEXT,
  objectOf({
    additional_contexts: ASSIGNMENTS,
    args: ASSIGNMENTS,
    cache_from: TEXT_LIST,
    cache_to: TEXT_LIST,
    context: TEXT,
    dockerfile: TEXT,
    dockerfile_inline: TEXT,
    entitlements: TEXT_LIST,
    extra_hosts: EXTRA_HOSTS,
    isolation: TEXT,
    labels: ASSIGNMENTS,
    network: TEXT,
    no_cache: FLAG_OR_TEXT,
    platforms: TEXT_LIST,
    privileged: FLAG_OR_TEXT,
    provenance: FLAG_OR_TEXT,
    pull: FLAG_OR_TEXT,
    sbom: FLAG_OR_TEXT,
    secrets: MOUNTED_FILES,
    shm_size: WHOLE_OR_TEXT,
    ssh: ASSIGNMENTS,
    tags: TEXT_LIST,
    target: TEXT,
    ulimits: ULIMITS,
  }),
);
