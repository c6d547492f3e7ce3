import { Argument, Command, InvalidArgumentError, Option } from 'commander';
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
  image?: string;
  allowUnisolated?: boolean;
}

const platforms = ['gradescope', 'prairielearn', 'nbgrader'] as const;

const defaultImage = 'autoencoders-prairielearn';

function toImage(name: string): string {
  if (/^[\w.-]+(:\d+)?(\/[\w.-]+)*(:[\w.-]+)?(@sha256:[0-9a-f]{64})?$/.test(name)) return name;
  throw new InvalidArgumentError('expected the name of an image, such as REGISTRY/autoencoders:1');
}

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
    .option('--image <name>', `only prairielearn: the name of the image (default: ${defaultImage})`, toImage)
    .option(
      '--allow-unisolated',
      'gradescope, prairielearn: grade there although submissions cannot be isolated; the results say so',
    )
    .addHelpText('after', '\nThe zip contains the answer keys: it is for instructors.')
    .action(pack);

/** Options that mean nothing for a platform, and why; they are refused, so that nobody relies on them. */
const unused: Record<(typeof platforms)[number], Partial<Record<keyof Options, string>>> = {
  gradescope: { image: 'Gradescope builds its container from the zip' },
  prairielearn: {},
  nbgrader: {
    image: 'nbgrader grades in the Python environment that it is started from',
    allowUnisolated: 'nbgrader never isolates what it runs; docs/instructor.md says what to do about that',
  },
};

async function pack(platform: (typeof platforms)[number], options: Options, command: Command): Promise<void> {
  for (const [name, why] of Object.entries(unused[platform]))
    if (options[name as keyof Options] !== undefined) {
      const { flags } = command.options.find((option) => option.attributeName() === name)!;
      command.error(`invalid option for ${platform}: ${flags.split(' ')[0]} (${why}). Leave it out`);
    }
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
    const { info, html } = questionOf(slug, options.image ?? defaultImage);
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
