import type { CheckReport } from '../report';

export function json({ environments }: CheckReport): string {
  return `${JSON.stringify({ environments }, null, 2)}\n`;
}
