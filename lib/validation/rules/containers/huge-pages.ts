import { inThousandths, quantityIn } from '../../../model/quantity';

const PREFIX = 'hugepages-';
const UNIT = 1000n;

export function isPages(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** Whether an amount in thousandths is a whole number. */
export function isWhole(thousandths: bigint): boolean {
  return thousandths % UNIT === 0n;
}

/** What is wrong with an amount of huge pages in thousandths, if anything. */
export function pageProblem(name: string, thousandths: bigint): string | undefined {
  const text = name.slice(PREFIX.length);
  const size = quantityIn(text);
  const page = size && inThousandths(size);
  if (page === undefined || page <= 0n || !isWhole(page))
    return `, of pages of no size: write ${PREFIX}2Mi or ${PREFIX}1Gi`;
  const bytes = (thousandths + UNIT - 1n) / UNIT;
  return bytes % (page / UNIT) === 0n ? undefined : `: write a multiple of ${text}`;
}
