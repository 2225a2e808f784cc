import { judge } from './judge';
import type { Answer, Question } from './judging';

/** Runs in a worker of the page, so that the page does not freeze. */
self.onmessage = ({ data: { number, text } }: MessageEvent<Question>) => {
  let answer: Answer;
  try {
    answer = { number, judgement: judge(text) };
  } catch (error) {
    answer = { number, failure: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(answer);
};
