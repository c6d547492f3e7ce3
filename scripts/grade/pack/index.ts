import { Argument, Command, Option } from 'commander';
import { slugs } from '../../../grading/tasks';
import { writeWanted } from '../../lib/write-error';
import { toZip, type ZipEntry } from '../../lib/zip';
import { assignmentOf } from './assignment';
import { readCourse } from './course-files';
import { questionOf } from './question';
import { template } from './template';

interface Options {
  out?: string;
  task?: string;
  image: string;
  allowUnisolated?: boolean;
}

const platforms = ['gradescope', 'prairielearn', 'nbgrader'] as const;

/** The command `npm run grade -- pack`. */
export const packCommand = (): Command =>
  new Command('npm run grade -- pack')
    .description(
      'Writes the zip with which Gradescope, PrairieLearn or nbgrader grades submissions by the checks of this course.',
    )
    .addArgument(new Argument('<platform>').choices(platforms))
    .option('--out <file>', 'the zip (default: PLATFORM.zip)')
    .addOption(
      new Option('--task <slug>', 'only this task; by default the name of each file tells').choices(slugs),
    )
    .option('--image <name>', 'the name of the image for PrairieLearn', 'autoencoders-prairielearn')
    .option('--allow-unisolated', 'grade there although submissions cannot be isolated; the results say so')
    .addHelpText('after', '\nThe zip contains the answer keys: it is for instructors.')
    .action(pack);

async function pack(platform: (typeof platforms)[number], options: Options): Promise<void> {
  const out = options.out ?? `${platform}.zip`;
  const tasks = options.task ? [options.task] : slugs;
  writeWanted(out, await toZip(entriesOf[platform](tasks, options)));
  console.log(`Wrote ${out}. ${next[platform]}`);
}

const next = {
  gradescope: 'Upload it as the autograder of a programming assignment, then submit an answer key to try it.',
  prairielearn:
    'Unpack it: build and push the image in image/ (its Containerfile says how), and copy questions/ into your course.',
  nbgrader:
    'Unpack it in a folder inside this project, such as runs/nbgrader; docs/instructor.md describes what comes next.',
};

const entriesOf: Record<
  (typeof platforms)[number],
  (tasks: readonly string[], options: Options) => ZipEntry[]
> = {
  gradescope: (_, options) => [...gradescope(options), ...readCourse('course')],
  prairielearn: (tasks, options) => [...prairielearn(tasks, options), ...readCourse('image/course')],
  nbgrader: (tasks) => [
    { name: 'nbgrader_config.py', data: template('nbgrader/nbgrader_config.py') },
    ...tasks.map((slug) => ({ name: `source/${slug}/task.ipynb`, data: assignmentOf(slug) })),
  ],
};

const flagsOf = (task: string | undefined, { allowUnisolated }: Options): string =>
  [task && `--task ${task}`, allowUnisolated && '--allow-unisolated'].filter(Boolean).join(' ');

const gradescope = (options: Options): ZipEntry[] => [
  { name: 'setup.sh', data: template('gradescope/setup.sh'), isProgram: true },
  {
    name: 'run_autograder',
    data: template('gradescope/run_autograder', flagsOf(options.task, options)),
    isProgram: true,
  },
];

function prairielearn(tasks: readonly string[], options: Options): ZipEntry[] {
  const questions = tasks.flatMap((slug): ZipEntry[] => {
    const { info, html } = questionOf(slug, options.image);
    const folder = `questions/autoencoders-${slug}`;
    const program = template('prairielearn/run.sh', flagsOf(slug, options));
    return [
      { name: `${folder}/info.json`, data: info },
      { name: `${folder}/question.html`, data: html },
      { name: `image/run-${slug}.sh`, data: program, isProgram: true },
    ];
  });
  return [{ name: 'image/Containerfile', data: template('prairielearn/Containerfile') }, ...questions];
}
