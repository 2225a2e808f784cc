import { jsonText } from '../../languages/json';
import type { CheckReport } from '../report';

export function json({ environments }: CheckReport): string {
  return jsonText({ environments });
}
