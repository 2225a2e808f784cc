import { posixQuoted } from '../shell/quoted';
import type { CompletedCommand, Values } from './completed';

/** What a shell does to offer some values. */
type Offer = (values: Values) => string;

/** The cases of a `case` of bash and zsh, by command and option, in which the value of an option is offered. */
export function valueCases({ word, options }: CompletedCommand, offerOf: Offer): string[] {
  return options.flatMap(({ names, values }) => {
    if (values === undefined) return [];
    const patterns = names.map((name) => posixQuoted(`${word} ${name}`)).join(' | ');
    return [`  ${patterns}) ${offerOf(values)}; return ;;`];
  });
}

/** The same by command and number, in which an argument is offered. */
export function argumentCases({ word, args }: CompletedCommand, offerOf: Offer): string[] {
  return args.map(({ values, isVariadic }, index) => {
    const pattern = isVariadic ? `${posixQuoted(`${word} `)}*` : posixQuoted(`${word} ${index}`);
    return `  ${pattern}) ${offerOf(values)} ;;`;
  });
}
