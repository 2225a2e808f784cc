import { scalarText } from '../../../lib/json/scalar';
import type { Field } from '../../../lib/model/field';
import { asThousandths } from '../../comparison/quantity';
import type { Code } from '../../typescript/code';
import { call, cdk8s, ifNotEmpty, type Props, plus, props } from './expressions';

/** The amounts of a container as cdk8s-plus has them, as they were written; without those that it has no words for. */
export function resourcesCode(block: Field): Props | undefined {
  return ifNotEmpty(
    props(
      Object.fromEntries(
        AMOUNTS.map(({ name, prop, amount }) => {
          const [request, limit] = ['requests', 'limits'].map((side) => {
            const given = block.at(side, name);
            return given.isGiven ? amount(scalarText(given.raw)) : undefined;
          });
          return [prop, ifNotEmpty(props({ request, limit }))];
        }),
      ),
    ),
  );
}

const AMOUNTS = [
  { name: 'cpu', prop: 'cpu', amount: cpuCode },
  { name: 'memory', prop: 'memory', amount: sizeCode },
  { name: 'ephemeral-storage', prop: 'ephemeralStorage', amount: gibibytesCode },
];

function cpuCode(amount: string): Code {
  const thousandths = wholeNumber(amount, 1);
  if (thousandths === undefined || thousandths === 0) return undefined;
  const isWhole = thousandths % 1_000 === 0 && !amount.endsWith('m');
  return isWhole ? call(plus('Cpu.units'), thousandths / 1_000) : call(plus('Cpu.millis'), thousandths);
}

const KIBI = 1_024;

/** cdk8s-plus writes whole mebibytes and nothing smaller. */
export function sizeCode(amount: string): Code {
  const mebibytes = wholeNumber(amount, 1_000 * KIBI ** 2);
  if (mebibytes === undefined || mebibytes === 0) return undefined;
  const isGibi = mebibytes % KIBI === 0 && !amount.endsWith('Mi');
  return isGibi ? call(cdk8s('Size.gibibytes'), mebibytes / KIBI) : call(cdk8s('Size.mebibytes'), mebibytes);
}

/** cdk8s-plus writes storage in whole gibibytes, and refuses the rest. */
function gibibytesCode(amount: string): Code {
  const mebibytes = wholeNumber(amount, 1_000 * KIBI ** 2) ?? Number.NaN;
  return mebibytes % KIBI === 0 ? sizeCode(amount) : undefined;
}

/** How many of a unit an amount is, where that is a whole number. */
function wholeNumber(amount: string, thousandthsOfUnit: number): number | undefined {
  const [, digits] = /^(\d+)m$/.exec(String(asThousandths(amount))) ?? [];
  const count = digits === undefined ? Number.NaN : Number(digits) / thousandthsOfUnit;
  return Number.isSafeInteger(count) ? count : undefined;
}
