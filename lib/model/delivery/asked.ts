import type { Delivery, Unfollowed } from './delivery';

/** What a part of a workload asks Infisical for. */
export type Asked = Pick<Delivery, 'files' | 'needs' | 'unknown'>;

export const NOTHING_ASKED: Asked = { files: [], needs: [], unknown: [] };

export function untold(...unknown: readonly Unfollowed[]): Asked {
  return { ...NOTHING_ASKED, unknown };
}

export function askedByAll(all: readonly Asked[]): Asked {
  return {
    files: all.flatMap(({ files }) => files),
    needs: all.flatMap(({ needs }) => needs),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}
