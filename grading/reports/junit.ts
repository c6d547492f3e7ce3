import { escapeHtml as escapeXml } from '../../src/helpers/base/html'; // numeric references, which XML knows too
import { messageOf, nameChecks } from './message';
import type { CheckResult, Results, SubmissionResult } from './results';

/** JUnit XML as Jenkins, GitLab and others read it: a suite for each submission, a test case for each check. */
export function renderJUnit({ isolation, submissions }: Results): string {
  const suites = submissions.map((submission) => renderSuite(submission, isolation));
  const all = element('testsuites', { name: 'npm run grade', ...count(submissions) }, suites);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all}`;
}

function renderSuite(submission: SubmissionResult, isolation: Results['isolation']): string {
  const { slug, path, verdict, score, maxScore, seed } = submission;
  const told = { verdict, score, maxScore, seed, isolation };
  const properties = Object.entries(told)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => element('property', { name, value }));
  const cases = nameChecks([submission]).map((check) =>
    element('testcase', { classname: slug ?? 'no task', name: check.title }, renderOutcome(check, verdict)),
  );
  const { skipped } = tally([submission]);
  return element('testsuite', { name: path, ...count([submission]), skipped }, [
    element('properties', {}, properties),
    ...cases,
  ]);
}

const outcomes = { fail: 'failure', error: 'error', skipped: 'skipped' } as const;

function renderOutcome(check: CheckResult, whole: SubmissionResult['verdict']): string[] {
  if (check.verdict === 'pass') return [];
  const type = whole === 'internal' ? 'internal' : check.id;
  return [
    element(outcomes[check.verdict], { type, message: check.rationale ?? '' }, [escapeXml(messageOf(check))]),
  ];
}

/** How many checks of `submissions` have each verdict. */
function tally(submissions: SubmissionResult[]): Record<CheckResult['verdict'] | 'tests', number> {
  const checks = nameChecks(submissions);
  const of = (verdict: CheckResult['verdict']): number =>
    checks.filter((check) => check.verdict === verdict).length;
  return {
    tests: checks.length,
    pass: of('pass'),
    fail: of('fail'),
    error: of('error'),
    skipped: of('skipped'),
  };
}

function count(submissions: SubmissionResult[]): Record<string, number> {
  const { tests, fail, error } = tally(submissions);
  return { tests, failures: fail, errors: error };
}

function element(name: string, attributes: Record<string, unknown>, children: string[] = []): string {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const isMarkup = children.some((child) => child.startsWith('<'));
  const body = isMarkup ? `\n${children.join('\n')}\n` : children.join('');
  return body ? `<${name}${pairs.join('')}>${body}</${name}>` : `<${name}${pairs.join('')}/>`;
}
