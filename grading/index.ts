export { check } from './practice';
export type { Practice } from './practice';
export type { CheckResult, Results, SubmissionResult, Verdict } from './results';
