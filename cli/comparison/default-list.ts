/** A field that means the same whether it is written or not. */
interface Default {
  /** Below the place that the list is for; `[]` stands for each item, `*` for each field. */
  readonly at: string;
  readonly value: unknown;
}

/** What may be absent. */
export type DefaultList = readonly Default[];

/** A field that may as well have each of these values as none. */
export function equal(at: string, ...values: readonly unknown[]): DefaultList {
  return values.map((value) => ({ at, value }));
}
