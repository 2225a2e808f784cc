import { grouped } from '../../../lib/collections/grouped';
import { distinctNaturally } from '../../../lib/collections/natural-order';
import { type AccessRow, arrivalText } from '../access-row';

/** A key from one folder, in all the variables and files in which a holder gets it. */
export interface Access {
  readonly row: AccessRow;
  readonly targets: readonly string[];
  readonly optional: boolean;
}

/** What a holder gets, by key and folder. */
export type Accesses = ReadonlyMap<string, Access>;

export function accessesById(rows: readonly AccessRow[]): Accesses {
  return new Map(
    [...grouped(rows, accessId)].map(([id, together]) => {
      const [row] = together;
      const optional = together.every((one) => one.optional);
      return [id, { row, targets: distinctNaturally(together.map(arrivalText)), optional }];
    }),
  );
}

function accessId({ key, lease, wording, folders }: AccessRow): string {
  return JSON.stringify([key, lease, wording, folders]);
}
